// English: texts that reach the wrong person, people who never agreed, complaints and threats.
#include <array>

#include "keyword-handler/free_text/rules.h"

namespace keyword_handler {
namespace {

using enum Language;
using enum RuleEffect;
using enum RuleStage;

constexpr std::array kPersons = {
    FreeTextRule{"wrong_number", kEnglish, kExplicit, kRequest, R"(
WRONG|bad _1 PARTY
wrong no $
^ WRONG $
YOU _2 WRONG $
have|got|reached|texted|texting|contacting the WRONG !THING
WRONG pers|perosn|numbr|numer|nuber
NUMBER _2 WRONG
DONT|NOLONGER _3 right|correct NUMBER|PARTY
DONT|NOLONGER|CANT MY|his|her|their _2 NUMBER
THIS|NUMBER|its DONT _1 UNKNOWN NUMBER
NOLONGER|DONT _2 UNKNOWN|KIN _1 NUMBER
NOLONGER _3 NUMBER
DONT|NOLONGER _1 have|use|using|own|has _1 THIS|MY|that NUMBER
DONT|NOLONGER at|on|with THIS|MY|that NUMBER
DONT UNKNOWN anymore
THIS DONT UNKNOWN _1 $
THIS is DONT UNKNOWN
)"},
    FreeTextRule{"new_owner", kEnglish, kExplicit, kRequest, R"(
new _1 owner|person|user
changed|switched|dropped|lost his|her|their NUMBER
is MY NUMBER|phone now
has|have a? new|different NUMBER now
NUMBER _2 belong|belongs|belonged|reassigned|changed|recycled
NUMBER is|was _1 reassigned|changed|disconnected
I had|have|got|has THIS _1 NUMBER _1 since|for|years|now|last|from
just|recently got THIS NUMBER
got a new NUMBER
someone|somebody|another elses? NUMBER|phone
NUMBER of someone|somebody|another
previous|former|old|prior owner|NUMBER|person|user
)"},
    FreeTextRule{"not_the_person", kEnglish, kExplicit, kRequest, R"(
^ I am? DONT UNKNOWN UNKNOWN? $
I am? DONT her|him|them|that|who !MORE
DONT THIS|that|the|who|whoever _1 PARTY|one|guy|UNKNOWN YOU|u
THIS|MESSAGE _1 DONT _1 for|meant|intended ME|us
DONT the _1 recipient|intended|person|correct|right PARTY|person|one|recipient
NUMBER|YOU|YOUR|MESSAGE|CONTACT_ING _3 someone|somebody else
YOU _2 confused|mistaken|mixed|mistake|mistaking
mix up|mixup
THIS is _2 a? business|work|office|hospital|company _1 line|NUMBER|landline|child
THIS is _2 a? landline|school|minor|child|personal _1 line|NUMBER|landline|child
I am? DONT UNKNOWN _1 !ING and|but|stop
no|nobody|noone one? _2 named|called|by|with UNKNOWN|THIS|that|the
no|nobody|noone one|PARTY? UNKNOWN? _1 here|lives $
no UNKNOWN here|at
no such PARTY|UNKNOWN
UNKNOWN DONT|NOLONGER _2 here|at|live|lives|have|use|own
UNKNOWN|KIN DONT live|lives|work|works here|there|at
DONT know _2 UNKNOWN|KIN $
DONT know _1 who UNKNOWN|THIS|YOU _1 is|are
DONT know any|anyone|anybody|a|an UNKNOWN|named|by|called
meant|intended for
looking for _2 DONT
DONT the PARTY|one|UNKNOWN YOU
DONT who YOU
its|it is? DONT ME
)"},
    FreeTextRule{"deceased", kEnglish, kExplicit, kRequest, R"(
passed away
KIN|UNKNOWN has? died|passed|deceased
KIN|UNKNOWN is|was dead|deceased
deceased
)"},
    FreeTextRule{"no_customer", kEnglish, kExplicit, kRequest, R"(
DONT|NOLONGER _2 CUSTOMER anymore|there|here|of|$
NOLONGER _3 CUSTOMER
DONT|NOLONGER|CANT|never have|had _2 account|business
never _2 customer|shopped|bought|purchased|heard|visited|used|ordered
NOLONGER need|use|using|do|shop|go|live|work|own|have|drive
DONT live|work|shop|bank there|here|in _2 anymore
DONT do business
DONT own|have that|the|a|this _2 anymore
switched|changed to another|companies|providers
sold that|the|my|this THING|UNKNOWN
closed MY|the|our account
DONT|NOLONGER _1 looking|shopping|searching|in the? market
DONT|NOLONGER in the market
already bought|purchased|found|hired|sold|closed|chose|signed _3 !THING
went|gone|going|go with another|someone|other|different
moved|relocated away|out|across|overseas|abroad
use|using|with|have|found another|different|new|other company|provider|doctor|dentist|salon|store
use|using|with|have|found another|different|new|other place|agent|vet|bank|shop|gym
)"},
    FreeTextRule{"never_signed_up", kEnglish, kExplicit, kRequest, R"(
never|DIDNT|DONT _2 SIGNED !THING _1 !THING
DONT remember|recall|think _4 SIGNED|signing|subscribing|agreeing|giving
who|where|how|why _3 YOU|they|YOU? _2 MY|this NUMBER
who gave|give|sold YOU|them
how|why|when _3 I _2 on|in _2 LIST
how|why|when _3 SIGNED ME
why am|are I? _2 RECEIVE_ING|getting
why are|do|is YOU|they|this|THIS _1 CONTACT_ING|SEND_ING|CONTACT|SEND ME
why YOU keep? CONTACT_ING|SEND_ING
DONT know how|why _3 LIST|NUMBER|MESSAGE|THIS
against MY
only gave|provided|used|signed|wanted _6 for|to|so
DONT|never|DIDNT gave|give|given|giving|get|got|share|shared _3 NUMBER
consent|consented|agreed|agree DONT
unsolicited|unwanted|unauthorized MESSAGE
privacy|gdpr|ccpa|pecr
formal|formally _1 request|requesting|notice
WANT MY NUMBER|data deleted|erased|gone
DIDNT|never DONT? give|gave _4 NUMBER
)"},
    FreeTextRule{"blocking_you", kEnglish, kExplicit, kRequest, R"(
BLOCK_ED and BLOCK_ED|REMOVE_ED|deleted
^ I? _1 BLOCK|BLOCK_ING|BLOCK_ED $
BLOCK|BLOCK_ING|BLOCK_ED _1 YOU|YOUR|THIS|NUMBER|as|to !THING
BLOCK|BLOCK_ING|BLOCK_ED _4 spam|scam|junk|fcc|ftc|bbb|police
I _2 BLOCK_ING|BLOCK_ED $
^ BLOCK_ED $
)"},
    FreeTextRule{"harmless_spam", kEnglish, kIdiom, kHarmless, R"(
spam folder|musubi|filter|box|sandwich|can|in
MY|to|in|your spam
)"},
    FreeTextRule{"complaint", kEnglish, kBare, kRequest, R"(
THREAT
this|THIS|is|its|total|pure|more|reporting|unwanted spam
YOU|all spam
^ spam|scam $
will|gonna|ill|to|can sue
sue YOU
is|are|as|a _1 scam $
spam MESSAGE|NUMBER|bot
)"},
    FreeTextRule{"threat", kEnglish, kBare, kRequest, R"(
call|calling|contact|contacting|hear|hearing MY|a|the|from _2 LAWYER
get|getting|from|involve|notify|tell MY|a|the|from _2 LAWYER
MY LAWYER will|is going|about|on
CONTACT|SEND ME _1 again|more and|or|ill|youll|I
CONTACT|SEND ME DIGITS|one more|last time
one|DIGITS more|last|another MESSAGE and|ill|I
CONTACT|SEND ME _1 again|more and|or|ill|youll|I
if _2 CONTACT|SEND|RECEIVE|CONTACT_ING|CONTACT_ED _2 again|another|more|one
last|final warning
take|taking|pursue legal
legal action
press|file|filing charges|complaint|suit|lawsuit
DONT CONTACT LIST
)"},
};

}  // namespace

std::span<const FreeTextRule> EnglishPersons() { return kPersons; }

}  // namespace keyword_handler
