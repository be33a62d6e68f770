// English: what holds a stop word without being a request.
#include <array>

#include "keyword-handler/free_text/rules.h"

namespace keyword_handler {
namespace {

using enum Language;
using enum RuleEffect;
using enum RuleStage;

constexpr std::array kHarmlessRules = {
    FreeTextRule{"told_another", kEnglish, kOutcry, kHarmless, R"(
told|asked|telling ME|him|her|them to? CEASE
SAID to? stop by|in|over|at|for
)"},
    FreeTextRule{"negation", kEnglish, kNegated, kHarmless, R"(
DONT|CANT|DIDNT dare? YOU? CEASE|UNSUB|CANCEL|REMOVE
DONT|CANT let|make ME|THIS|THEY CEASE|CANCEL
DONT|DIDNT WANT _2 to CEASE|UNSUB|CANCEL|REMOVE
DONT|DIDNT have|going|need|mean|meant|trying to CEASE|UNSUB|CANCEL|REMOVE
DONT|DIDNT think _2 should CEASE|UNSUB|CANCEL
DONT|DIDNT WANT _3 REMOVE_ED|UNSUB_ED|CANCEL_ED
no need|reason to CEASE|UNSUB|CANCEL|REMOVE
without|not|never CEASE_ING|CANCEL_ING
DONT TAKE ME _1 off
CANT CEASE ING
DONT WANT to miss _3
UNSUB|UNSUB_ED|UNSUB from the? other|another
keep _1 coming
)"},
    FreeTextRule{"none_left", kEnglish, kNegated, kHarmless, R"(
there|theres|is|are|was|were|have|has|had|got|youve|weve|see|hear no more
no more than|left|in
no more questions|room|excuses|school|time|pain|problems|issues|spots|seats
no more THING
enough THING|of|time|money|people|room|for|to
)"},
    FreeTextRule{"do_not_mean_us", kEnglish, kNegated, kHarmless, R"(
I|THEY DONT|DIDNT usually? CONTACT !ME
I|am DONT CONTACT_ING|SEND_ING
THIS|THEY|is|its DONT MESSAGE $
DONT CONTACT and|while|n drive|driving
DONT call|phone|email ME? before|until|till|unless|at|yet|just|text|txt|message|if|after|the
how come _3 CONTACT|SEND
DONT CONTACT sign|mode
why|how _1 DONT|DIDNT YOU _1 CONTACT|SEND !ME again
DONT SEND it|them|that|the|ME? THING
DONT SEND _4 THING
DONT SEND _3 yet|until|till|before|without
DONT WANT|need|like _2 THING
I am? DIDNT|DONT RECEIVE|RECEIVE_ING|RECEIVE_ED|got _4
not sure _3 right NUMBER
not WANT to miss
if i _2 CANCEL|UNSUB|CEASE
)"},
    FreeTextRule{"stop_by", kEnglish, kIdiom, kHarmless, R"(
I|YOU|THEY|SOMEONE|to|can|could|will _2 stop by|in|over|off !once|any|all
I|YOU|THEY|SOMEONE|to|can|could|will _2 stop through|past|inside|near|at !once|any|all
may|might|should|gonna _2 stop by|in|over|off|through|past|inside|near|at !once|any|all
lets|or|and|then|must _2 stop by|in|over|off|through|past|inside|near|at !once|any|all
stop by|in|over|off|past the|YOUR|MY|at|to|and|for|on|later|after|anytime|any
stop by|in|over|off|past if|when|with|before|around|sometime|soon|store|shop|ME|a|an
stop at the|YOUR|a|an|MY|store|home|work|some|that|this|UNKNOWN
stop for a|an|the|some|gas|THING|UNKNOWN
stop on the|MY|YOUR way|corner|road|route
stop to see|say|eat|get|pick|think|look|smell|grab|buy|rest|visit
stop off|over DAY
stop down|there|here to|and|for|at|later|DAY
)"},
    FreeTextRule{"stop_place", kEnglish, kIdiom, kHarmless, R"(
PLACE stop|stops
DET more? stop|stops !MESSAGE
stop sign|signs|light|lights|watch|motion|gap|loss|drop|number|street|shop
stop and|n shop|go|think
non stop THING|UNKNOWN
)"},
    FreeTextRule{"stop_doing", kEnglish, kIdiom, kHarmless, R"(
CEASE ACTIVITY
CEASE using it|the
)"},
    FreeTextRule{"when_does_it_stop", kEnglish, kIdiom, kHarmless, R"(
when|where|does|did|will|do|time _4 CEASE|CANCEL !the
what _3 get off
is|are|was _3 CEASE_ED|CANCEL_ED|REMOVE_ED
)"},
    FreeTextRule{"end_of_it", kEnglish, kIdiom, kHarmless, R"(
the|this|MY|at|by|til|until|weekend|DET end|ending
end of|date|time|table|result|up|in|at|on|early|user
)"},
    FreeTextRule{"order_or_visit", kEnglish, kIdiom, kHarmless, R"(
CANCEL|CANCEL_ING|REMOVE|REMOVE_ING|CEASE|TAKE _3 THING
CANCEL|REMOVE|CEASE MY|the|this|that _1 DIGITS|DAY
quit MY|this|the|his|her
the quit|cancel|stop button
REMOVE the|that|this|a|an|one UNKNOWN
)"},
    FreeTextRule{"told_of_stopping", kEnglish, kTold, kHarmless, R"(
I|THEY|YOU|SOMEONE|KIN|someone|somebody _1 CEASE !the|this|all|YOUR
anyone|anybody|nobody|and|to|UNKNOWN|THING _1 CEASE !the|this|all|YOUR
CEASE ING|a|an|MY|using|being|having|doing
CEASE VISIT
)"},
};

}  // namespace

std::span<const FreeTextRule> EnglishHarmless() { return kHarmlessRules; }

}  // namespace keyword_handler
