// English: requests to be left in peace.
#include <array>

#include "keyword-handler/free_text/rules.h"

namespace keyword_handler {
namespace {

using enum Language;
using enum RuleEffect;
using enum RuleStage;

constexpr std::array kRequests = {
    FreeTextRule{"why_not_stop", kEnglish, kOutcry, kRequest, R"(
why|until|if|unless|till _1 DONT|CANT|DIDNT|not YOU|THIS? _2 CEASE !VISIT
CANT YOU _2 CEASE !VISIT
if|until|unless|till YOU _1 DONT|CANT|not? CEASE !VISIT
if|until|unless THIS|MESSAGE _1 DONT|CANT CEASE
why|CANT _1 YOU _1 leave ME
)"},
    FreeTextRule{"will_not_stop", kEnglish, kOutcry, kRequest, R"(
MESSAGE _1 CANT|DONT|DIDNT CEASE
YOU CANT|DIDNT|DONT CEASE !VISIT
~I CANT|DIDNT CEASE _1 MESSAGE|CONTACT_ING|SEND_ING
I CANT|DIDNT CEASE THIS|YOUR|the MESSAGE|PROMO
)"},
    FreeTextRule{"will_you_stop", kEnglish, kOutcry, kRequest, R"(
when|will|would|could|can YOU _1 CEASE MESSAGE|CONTACT_ING|SEND_ING|THIS|ME|it|$
when|will|would|could|can YOU _1 CEASE $
when will|do MESSAGE|THIS _1 CEASE $
MESSAGE _1 to? CEASE $
make|get|getting|have|want|need|like MESSAGE|THIS|YOU _2 CEASE !VISIT
)"},
    FreeTextRule{"already_said_stop", kEnglish, kOutcry, kRequest, R"(
SAID _2 CEASE !VISIT
SAID _4 UNSUB|REMOVE
CEASE means|mean CEASE
what CEASE means|mean
part|meaning of CEASE|no
understand|comprehend|understanding|english|respect _3 CEASE|no
read _2 CEASE
SAID YOU _1 no|DONT|not
)"},
    FreeTextRule{"how_to_leave", kEnglish, kOutcry, kRequest, R"(
how _3 UNSUB
how|where _4 CEASE _2 MESSAGE|CONTACT_ING|SEND_ING|RECEIVE_ING|this|these|it|YOU
how _4 CANCEL _2 MESSAGE|SUBSCRIPTION|PROMO
how _4 CANCEL|turn|shut this|these|it off? $
how _3 TAKE off|of|out|rid of? _1 THIS|LIST|MESSAGE|YOUR
how _3 TAKE ME|MY _3 off|out
how _3 be|get REMOVE_ED
how _3 REMOVE|TAKE ME|MY|THIS !THING
LEARN to UNSUB
)"},
    FreeTextRule{"cannot_unsubscribe", kEnglish, kOutcry, kRequest, R"(
CANT|unable _2 to? UNSUB
CANT|DIDNT _3 let|letting _2 UNSUB
why|CANT _2 YOU _1 REMOVE|TAKE|UNSUB ME|MY
UNSUB DONT|DIDNT|CANT work|working
)"},
    FreeTextRule{"keyword_and_stop", kEnglish, kOutcry, kCertain, R"(
^ yes|y|yeah|no|help|info|start|un|text|all CEASE $
)"},
    FreeTextRule{"do_not_disturb", kEnglish, kOutcry, kCertain, R"(
^ dnd|stawp|stahp|nomas $
^ DONT|PAS disturb|deranger $
^ no molestar|molesten|moleste $
)"},
    FreeTextRule{"opt_me_out", kEnglish, kExplicit, kCertain, R"(
opt ME _1 out
)"},
    FreeTextRule{"unsubscribe", kEnglish, kExplicit, kRequest, R"(
UNSUB|UNSUB_ED|UNSUB_ING
CANCEL _1 MY NUMBER
)"},
    FreeTextRule{"stop_texts", kEnglish, kExplicit, kRequest, R"(
CEASE !VISIT _2 MESSAGE|CONTACT_ING|SEND_ING|CONTACT|RECEIVE_ING
CEASE !VISIT _1 PROMO
CEASE with|w|wit|wth _3 MESSAGE|PROMO|THIS|all|CONTACT
CEASE ING _3 ME|NUMBER|MESSAGE
CEASE the|this|all MESSAGE|madness|insanity|bull|bs|shit|crap|nonsense
WANT YOU to CEASE !VISIT
WANT THIS to CEASE
CANCEL_ING _2 MESSAGE|PROMO|SUBSCRIPTION
CEASE_ING MESSAGE|CONTACT_ING|SEND_ING
CANCEL !of _2 MESSAGE|SUBSCRIPTION|CONTACT_ING|SEND_ING|CONTACT
CANCEL|CANCEL_ING !of _1 PROMO
CANCEL ME|THIS $
CANCEL ME _1 from|out|on
turn|turned|shut|switch|cut|toggle off _3 MESSAGE|PROMO|CONTACT_ING
turn|shut|switch|cut _3 MESSAGE|PROMO off
turn|turned|shut|switch THIS off
mute|silence|block|kill|halt _2 MESSAGE|PROMO
refrain from
)"},
    FreeTextRule{"no_more", kEnglish, kExplicit, kRequest, R"(
^ no|zero|not more? of? MESSAGE
nomore MESSAGE|$
no|not more _2 MESSAGE|CONTACT_ING|SEND_ING|CONTACT
no more _1 PROMO
no more of? THIS|YOUR
no more from YOU
^ no MESSAGE|CONTACT_ING
no MESSAGE to THIS|MY
~there no more $
~get|got|see|receive no MESSAGE $
ME no more
enough with|of _3 MESSAGE|PROMO|THIS|YOU
enough MESSAGE|PROMO|CONTACT_ING
^ enough $
ive|had|thats|have enough $
enough is enough
SICK of|with|getting _3 MESSAGE|YOU|THIS !THING
SICK of|with|getting _3 MESSAGE|CONTACT_ING
SICK RECEIVE_ING _2 MESSAGE|THIS
only email|mail ME
email|mail only
instead of CONTACT_ING|MESSAGE
good|fine|ok|pass|done|over|through|finished on|without|with _2 MESSAGE|CONTACT_ING
no need|reason|point to|in|for _1 CONTACT|CONTACT_ING|SEND|SEND_ING|keep|continue
hold off on
lay off
DONT use MY|THIS _2 NUMBER
)"},
    FreeTextRule{"remove_me", kEnglish, kExplicit, kRequest, R"(
REMOVE|REMOVE_ING|TAKE|CANCEL _1 ME _2 from|off|out
REMOVE|REMOVE_ING ME|everything
REMOVE|REMOVE_ING _3 NUMBER
REMOVE|REMOVE_ING|TAKE|drop|leave _5 from|off|of|out _4 LIST|MESSAGE|CONTACT_ING
TAKE|TAKE_ING ME off|of|from
TAKE|taking MY|THIS _2 NUMBER _2 off|out|of|from
TAKE|taking _2 NUMBER off|out
TAKE|REMOVE MY|THIS off $
TAKE|REMOVE MY NUMBER and NUMBER _1 off|out|from
get|take|taking|let ME out
get|getting|be off|out of? _1 THIS|YOUR|the LIST|MESSAGE|thing
get|getting off|out of? THIS $
I|NUMBER|ME|YOU _4 be|get|been|being REMOVE_ED|taken
^ be REMOVE_ED
WANT off|out
WANT to|be be|get? _1 UNSUB_ED|taken
^ WANT to be|get REMOVE_ED
take off|out MY|ME
~to remove|delete $
remove|delete from
lose|forget|delete|scrap|erase|ditch MY|THIS _1 NUMBER
REMOVE THIS NUMBER|PARTY|contact
put|add ME|MY _3 DONT CONTACT
DONT CONTACT LIST
on _2 DONT CONTACT
WANT LIST out|off
count ME|us out
exit|leave|quit YOUR|this|the _1 LIST|chat|club
how|want|like|wish|trying|need _2 to? exit|withdraw
participation|participate|participating _2 end|over|stop
DONT|NOLONGER participate|participating
WANT MY _2 NUMBER _2 REMOVE_ED|off|out|taken|gone
WANT _3 REMOVE_ED|taken|off from|off|of|out|$
have|get MY|this|ME _2 REMOVE_ED|taken|off
MY NUMBER _2 REMOVE_ED|taken|off
make|ensure|sure _4 ME|NUMBER|I DONT|not|off|REMOVE_ED
DONT keep ME|MY
strike|wipe|clear|pull|unlist MY|this|ME _2 NUMBER|off|from
forget ME|MY
ME|NUMBER _1 off of|from _3 LIST|MESSAGE
delete|erase all? ME
)"},
    FreeTextRule{"dont_text", kEnglish, kExplicit, kRequest, R"(
DONT|CANT YOU? again? keep|try|start|dare|have? to? CONTACT|CONTACT_ING
DONT _1 be|get|been CONTACT_ED
NOLONGER CONTACT|SEND|be
DONT|CANT|quit|NOLONGER YOU? keep? SEND|SEND_ING to? _1 ME|MORE|THIS|MESSAGE|PROMO|YOUR
DONT|CANT|quit|NOLONGER YOU? keep? SEND|SEND_ING to? _1 NUMBER|MY|so|out|to|$
DONT SEND|SEND_ING _5 MESSAGE|NUMBER|PROMO
DONT WANT YOU _3 CONTACT|CONTACT_ING|SEND|SEND_ING
CONTACT|SEND ME? no|not more|longer
CONTACT _2 no more
DONT reach|write|hit|reply|blow _2 ME|out
WANT|mind|appreciate|appreciated if? YOU? DONT|not _1 CONTACT|CONTACT_ING|SEND|SEND_ING
if YOU could|would|can|did not|DONT _2 CONTACT|SEND|CONTACT_ING|SEND_ING
appreciate|appreciated|grateful|glad _5 CEASE|CEASE_ED|DONT|quit
if YOU could|would|can|will CEASE|quit|CEASE_ED
nothing|anything|no MORE|future|further|other from YOU
further|future|additional|other|any MESSAGE _3 CANT|shall|must|DONT|not|unwelcome|unwanted
no|zero|any further|future|additional|other MESSAGE
mind not
DONT|NOLONGER RECEIVE|hear from|YOUR
)"},
    FreeTextRule{"dont_want", kEnglish, kExplicit, kRequest, R"(
DONT|NOLONGER|DIDNT WANT _5 MESSAGE|CONTACT_ED|CONTACT_ING|UNSUB|SUBSCRIPTION
DONT|NOLONGER|DIDNT WANT _2 PROMO
DONT|NOLONGER|DIDNT WANT to? RECEIVE|RECEIVE_ING _3 THIS|MORE|MESSAGE|PROMO|YOUR|from|CONTACT|$
DONT|NOLONGER WANT to? receive|hear|keep
DONT|NOLONGER WANT _3 on|in|part|apart _2 LIST|this|that|THIS
DONT|NOLONGER WANT THIS|YOUR|MORE|YOU _1 $
DONT|NOLONGER WANT THIS|MORE anymore|again|from|YOU|MESSAGE
DONT|NOLONGER WANT MORE of? THIS|YOUR|from
WANT no|zero|DONT more? to? be? _2 MESSAGE|RECEIVE|CONTACT_ED|hear|receive
WANT|choose|asked|like DONT|no to _2 RECEIVE|CONTACT_ED|CONTACT|be|participate|continue
WANT nothing
use|need|interest|desire for _2 MESSAGE|PROMO|THIS
have no use|interest|need
get no value
WANT no part
rather|prefer YOU? DONT|not|didnt
DONT|NOLONGER be? interested !in
DONT|NOLONGER be? interested in MESSAGE|PROMO|YOU|YOUR|THIS
DONT|NOLONGER be? interested in any|anything|being|getting|receiving|what
no|zero interest !rate
uninterested
)"},
    FreeTextRule{"too_many", kEnglish, kBare, kRequest, R"(
too|to|way|so many|much _2 MESSAGE
CONTACT|SEND|CONTACT_ING ME? _1 too|to|way|so much|often|many
DONT need all|so|this|these|that _2 MESSAGE
)"},
    FreeTextRule{"revoke_consent", kEnglish, kExplicit, kRequest, R"(
WITHDRAW|WITHDRAW_ING|WITHDRAW_ED _3 CONSENT|SIGNED
CONSENT _2 WITHDRAW|WITHDRAW_ED
^ WITHDRAW|WITHDRAW_ING $
DONT|DIDNT|never|no|without|NOLONGER|CANT _4 CONSENT|CONSENT_ING|CONSENT_ED
DONT|no right|rights|business to? _1 CONTACT|CONTACT_ING
CONSENT is|was|has _1 DONT
)"},
    FreeTextRule{"leave_me_alone", kEnglish, kExplicit, kRequest, R"(
leave|let ME|MY|us|NUMBER _3 alone|be|out
leave _2 alone
go away !team|for|on|to
get|kick lost|rocks
buzz|back|bug|bugger off
knock|cut|give THIS _1 off|out|rest
put an end
)"},
    FreeTextRule{"profanity", kEnglish, kExplicit, kRequest, R"(
^ RUDE|go _2 off|of $
RUDE|bug off
RUDE YOU|THIS|YOUR|the !not
^ RUDE YOU|yourself|urself|THIS|YOUR
go RUDE|to hell|yourself|YOU
shut _3 up !and
stfu|gtfo|fu|fuckoff|kys
kiss MY|eat shit|ass
burn in
)"},
    FreeTextRule{"begins_with_stop", kEnglish, kBare, kRequest, R"(
^ CEASE
^ CANCEL $
^ stp $
^ YOU|yes|y|yeah|no|all|it|need|needs CEASE
stp SEND_ING|CONTACT_ING|MESSAGE|it|these
^ YOU|THIS|MESSAGE _2 need|needs|must|should|have|has|better|gotta to? CEASE
but|so|and|or CEASE
can|could|would YOU _1 CEASE !THING
^ will YOU _1 CEASE !THING
)"},
    FreeTextRule{"ends_with_stop", kEnglish, kBare, kRequest, R"(
CEASE $
CEASE it|this|that|ME|all|now|everything|doing|YOU|here|forever|right|at|for $
CEASE it|these|now|ME|YOUR|YOU
CEASE everything|forever|permanently|today|right
)"},
    FreeTextRule{"stop_after_day", kEnglish, kBare, kRequest, R"(
CEASE after|on|starting|from|before|by DAY
)"},
    FreeTextRule{"yes_but_stop", kEnglish, kBare, kRequest, R"(
^ yes|y|yeah|ok|sure _6 CEASE
)"},
    FreeTextRule{"stop_and_why", kEnglish, kExplicit, kUnsure, R"(
^ please? CEASE|ARRET|alto|baja i|im|we|my|je|ma|mi|estoy|que
)"},
    // Before what is told is taken out: "STOP, my wife is sick" tells of nobody who stops.
    FreeTextRule{"opens_with_stop", kEnglish, kBare, kUnsure, R"(
^ please|plz|pls|hi|hello|ok|no|yes? CEASE !VISIT
^ please|plz|pls|hi|hello|ok|no|yes? UNSUB
^ opt out
^ please? CANCEL i|im|we
^ ARRET
^ alto|baja
)"},
    FreeTextRule{"stop_word", kEnglish, kLeft, kUnsure, R"(
CEASE
halt|parem|стоп|停止|취소|중지|dung
fewer|less _2 MESSAGE|often
MESSAGE|CONTACT less
close|CANCEL MY|this _2 account|membership|service|plan
)"},
};

}  // namespace

std::span<const FreeTextRule> EnglishRequests() { return kRequests; }

}  // namespace keyword_handler
