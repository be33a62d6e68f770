#include "keyword-handler/free_text_rules.h"

#include <array>
#include <cstddef>

namespace keyword_handler {
namespace {

using enum Language;

struct WordGroup {
  std::string_view name;
  std::string_view pattern;
};

constexpr std::array kGroups = {
    WordGroup{"{noun}",
              R"((?:texts?|txts?|messages?|mesages?|msgs?|sms|mms|spam|notifications?|alerts?|)"
              R"(emails?|ads?|promos?|promotions?|marketing|offers?|crap|junk|reminders?|calls?|)"
              R"(texting|messaging|solicitations?))"},
    WordGroup{"{verb}", R"((?:text|txt|message|msg|sms|contact|bother|spam|harass|solicit|call|)"
                        R"(bug|annoy|disturb|messag))"},
    WordGroup{"{ing}",
              R"((?:texting|txting|messaging|msging|sending|contacting|bothering|spamming|)"
              R"(harassing|calling|blowing|bugging|annoying|soliciting|emailing|txtng))"},
    WordGroup{"{dont}", R"((?:dont|do not|donot|never|dnt|do nt|don t|pls no))"},
    WordGroup{"{day}", R"((?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|)"
                       R"(tonight|today))"},
    WordGroup{"{envoi}",
              R"((?:envoy(?:er|ez|e|es)|envoie[sz]?|ecrire|ecri[st]|ecrivez|contacte[rz]?|)"
              R"(texter|textez|derange[rz]?|recevoir|harcele[rz]?|solliciter|embete[rz]?|)"
              R"(messages?|textos?|sms|pubs?|publicites?))"},
    WordGroup{"{msg}", R"((?:mensajes?|mensajitos|textos?|sms|messages?|msjs?|pubs?|publicites?|)"
                       R"(publicidad|promociones|promos?|correos|notificaciones|anuncios|spam|)"
                       R"(notifications?|courriels?))"},
    WordGroup{"{mande}", R"((?:envi(?:ar|en?|es|arme|andome)|envien(?:me)?|mand(?:ar|en?|es|arme|)"
                         R"(andome)|escrib(?:ir|an?|as|irme)|contact(?:ar|en?|es|arme)|)"
                         R"(text(?:ear|een?|ees)|molest(?:ar|en?|es|arme|ando)|llam(?:ar|en?|es|)"
                         R"(arme)|mandando|enviando|escribiendo|acosar(?:me)?|fastidi(?:ar|en?)))"},
};

constexpr std::array kStrong = {
    FreeTextRule{
        "why_not_stop", kEnglish,
        R"(\b(?:why|until|if) (?:dont|wont|cant|do not|will not|can not|cannot) (?:you|u|i|it|they|these|this|the \w+) )"
        R"((?:\w+ ){0,3}?(?:stop|quit)(?: (?:it|this|that|these|now|getting|sending|me|{noun}|{ing})\b|$)|)"
        R"(\b(?:if|until|unless) (?:you|u) (?:dont|wont|do not) (?:\w+ )?stop(?: i\b| {ing}| {noun}|$)|)"
        R"(\b(?:why )?(?:cant|wont|dont|couldnt) (?:you|u) (?:just |please |guys )?(?:stop|quit) (?:{noun}|{ing}|sending|this)\b|)"
        R"(\bwhy (?:dont|wont|cant) (?:you|u) (?:just )?leave me\b)"},
    FreeTextRule{"cannot_stop_texts", kEnglish,
                 R"(\b(?:cant|cannot|can not|wont|will not|never|didnt|did not|havent|wouldnt) )"
                 R"(stop (?:\w+ ){0,3}(?:{noun}|{ing})\b|)"
                 R"(\b{noun} (?:wont|will not|never|dont|do not) stop\b)"},
    FreeTextRule{
        "already_said_stop", kEnglish,
        R"(\b(?:sent|texted|replied|said|typed|wrote|told you(?: guys| people)?(?: to)?|reply|text|replying|texting|)"
        R"(asked(?: you)?(?: guys| people)?(?: to)?) (?:\w+ )?stop(?:$| (?:already|and|but|so|why|twice|)"
        R"(multiple|many|several|before|last|three|now|yesterday|to|times|\d+|{noun}|{ing})\b))"},
    FreeTextRule{"cannot_unsubscribe", kEnglish,
                 R"(\b(?:why )?(?:cant|cannot|can not|unable to|couldnt|how do|how can|how to|)"
                 R"(trying to|want to|wanna|need to|like to) (?:i |u |you )?(?:\w+ )?)"
                 R"((?:unsubscribe|unsub|opt out)\b)"},
    FreeTextRule{"non_stop_answer", kFrench, R"(^non stop$)"},
    FreeTextRule{"dont_but_stop", kEnglish, R"(\bbut (?:please )?stop {ing}\b)"},
};

constexpr std::array kHarmless = {
    FreeTextRule{
        "negation", kEnglish,
        R"(\b(?:{dont}|didnt|did not|no need to|not|without|wouldnt|wont|cant|cannot|couldnt|can not|will not) )"
        R"((?:ever |just |even |really |dare |you |want (?:you )?to |want (?:this|these|it|them) to |wanna |)"
        R"(let (?:me|this|them|it|us) |(?:meant|mean) to |going to )*(?:stop(?:ping)?|cancel|quit|end)\b|)"
        R"(\b(?:{dont}|didnt|did not|no need to) (?:ever |just |you |want (?:you )?to |wanna |(?:meant|mean) to )*)"
        R"((?:unsubscribe|unsub|opt (?:me )?out|remove(?: me)?|take me off|delete(?: me)?)\b)"},
    FreeTextRule{
        "stop_place", kEnglish,
        R"(\b(?:bus|truck|rest|pit|train|tram|metro|subway|first|last|next|final|whistle|)"
        R"(back|short|full|one|quick|each|every|second|third|other|our|more|the|my|a|any|)"
        R"(tour|traffic|emergency|hard|dead|fuel|coffee|lunch|non|which|another|two|three|)"
        R"(few|bike|door|shuttle|trolley|glottal|t) stop\b)"},
    FreeTextRule{
        "stop_by", kEnglish,
        R"(\b(?:to|ill|i ll|can|could|may|might|will|we|i|ill just|gonna|should|do|you|)"
        R"(swing or|and|then|id|ima|please|they|must|let me|lets|well|wanted to) )"
        R"((?:\w+ )?stop (?:by|in|over|off|through|past)\b|)"
        R"(\bstop (?:by|in|over|off|past) (?:the|your|my|our|at|to|and|for|on|later|after|)"
        R"(anytime|any time|if|when|with|before|around|sometime|soon|store|shop|us)\b)"},
    FreeTextRule{
        "stop_at", kEnglish,
        R"(\bstop (?:at (?:the|your|a|my|our|store|home|work|costco|walmart|target|that)|)"
        R"(for (?:gas|lunch|coffee|dinner|food|a|the|some|breakfast|drinks|groceries)|)"
        R"(on (?:the|my|your|our) (?:way|corner|road|route)|to (?:see|say hi|eat|get|pick|)"
        R"(think|look|smell|grab|buy|rest|visit)|signs?|lights?|watch|motion|gap|loss|)"
        R"(and go|and shop|and think|n shop|n go|shop|number|drop|street)\b)"},
    FreeTextRule{"stop_doing", kEnglish,
                 R"(\bstop (?:raining|snowing|smoking|drinking|crying|laughing|bleeding|leaking|)"
                 R"(worrying|believing|thinking|playing|loving|eating|dreaming|growing|moving|)"
                 R"(wearing|watching|using it|smiling|singing|dancing|barking|procrastinating|)"
                 R"(craving|shopping|buying|coming here|working out|being so|making me laugh)\b)"},
    FreeTextRule{"when_does_it_stop", kEnglish,
                 R"(\b(?:when|where|what time|does|did|will) (?:does|did|will|do|would )?)"
                 R"( ?(?:the|your|my|our|this) (?:bus|sale|rain|train|shuttle|music|show|event|)"
                 R"(deal|truck|tour|special|discount)(?: \w+)? (?:stop|end)\b)"},
    FreeTextRule{
        "order_or_visit", kEnglish,
        R"(\b(?:cancel|end|quit|remove|stop|revoke) (?:\w+ ){0,2}?(?:order|appointment|appt|)"
        R"(reservation|booking|meeting|table|delivery|shipment|item|items|visit|payment|)"
        R"(class|ticket|tickets|pickup|flight|trip|return|purchase|job|coupon|warranty)s?\b)"},
    FreeTextRule{
        "text_not_about_us", kEnglish,
        R"(\b{dont} (?:text|txt) (?:and|while|n) (?:drive|driving)\b|)"
        R"(\bdont call (?:me )?(?:before|until|till|unless|at work|yet)\b|)"
        R"(\bdont call (?:me )?(?:just |please )?(?:text|txt|message)\b|)"
        R"(\b(?:why|how come) (?:dont|do|didnt) (?:you|u|they) (?:ever )?{verb}\b|)"
        R"(\b(?:i|we|they|he|she) (?:dont|do not|never|didnt) (?:ever |usually |really )?(?:text|call|message|txt)\b)"},
    FreeTextRule{
        "no_more_of_it", kEnglish,
        R"(\bno more than\b|\b(?:there (?:are|is|was|were)|theres|is there|are there|have|)"
        R"(has|had|got|youve|were) no more\b|\bno more (?:questions?|left|wine|pain|room|)"
        R"(excuses|snow|rain|school|time|milk|bread|pizza|cake)\b)"},
    FreeTextRule{
        "sans_arret", kFrench,
        R"(\b(?:sans|un|des|nos|d|l|prochain|premier|dernier|quel|cet|mon|votre|notre|au|aux|apres l|avant l|chaque|autre) )"
        R"(arrets?\b|\b[ld]arrets?\b|\barret (?:de bus|du bus|de travail|maladie|cardiaque|de tram|de metro|de car|)"
        R"(d ?autobus|autobus)\b)"},
    FreeTextRule{
        "ne_pas_arreter", kFrench,
        R"(\b(?:ne|n) ?(?:me |m |vous |t |te |les )?(?:arret\w+|desabonne\w*|desinscri\w*|)"
        R"(supprim\w+|retir\w+|enlev\w+|stop\w*) (?:pas|jamais|surtout pas)\b|)"
        R"(\bnarret\w+ (?:pas|jamais|surtout pas)\b|\b(?:ne )?pas (?:me )?(?:desabonner|)"
        R"(arreter|desinscrire)\b|\b(?:je|on|nous|il|elle|j) (?:m |me |nous |s |vais |peux )*)"
        R"((?:m|s|j)?arret\w*\b|\bj ?arret\w*\b|\bmarret\w*\b)"},
    FreeTextRule{"annuler_commande", kFrench,
                 R"(\b(?:annul\w+|supprim\w+|retir\w+|arret\w+) (?:\w+ ){0,2}?(?:commande|)"
                 R"(rendez vous|rdv|reservation|livraison|table|article|visite|paiement)\b)"},
    FreeTextRule{
        "no_paren", kSpanish,
        R"(\b(?:no|nunca|sin) (?:me |lo |la |te |se )?(?:par(?:e|en|es|ar|o)|dejen?|dejes|)"
        R"(cancel\w+|elimin\w+|borr\w+|quit\w+|den de baja|detengan?)\b)"},
    FreeTextRule{"cancelar_pedido", kSpanish,
                 R"(\b(?:cancel\w+|quit\w+|elimin\w+|borr\w+) (?:\w+ ){0,2}?(?:pedido|cita|orden|)"
                 R"(reserva|reservacion|compra|entrega|mesa|articulo|turno|envio|pago)\b)"},
    FreeTextRule{"no_mas_de", kSpanish,
                 R"(\bno mas (?:de|que|tarde|preguntas|para)\b|)"
                 R"(\bno (?:hay|tengo|tienen|queda|quedan) mas\b)"},
    FreeTextRule{"parada", kSpanish,
                 R"(\bparadas?\b|\bpar(?:e|ar|o) (?:en|por) (?:la|el|su)\b|)"
                 R"(\bbaja california\b|\b(?:muy|mas|tan) alto\b)"},
};

constexpr std::array kClear = {
    FreeTextRule{
        "unsubscribe", kEnglish,
        R"(\b(?:unsubscribe|unsub|un subscribe|unsubscribing|unenroll|deactivate my number)\b)"},
    FreeTextRule{"opt_out", kEnglish,
                 R"(\bopt(?:ing)? (?:me |us |my number |this number |him |her )?out\b|\boptout\b|)"
                 R"(\bopted out\b)"},
    FreeTextRule{"begins_with_stop", kEnglish,
                 R"(^(?:yes |no |yeah |ok |just |u |you |all |so |and |)"
                 R"(omg |ugh |lol )*stop\b)"},
    FreeTextRule{"ends_with_stop", kEnglish,
                 R"(\bstop(?: (?:it|this|that|now|already|immediately|asap|today|all|everything|)"
                 R"(right now|at once|for good|forever|please|thanks|thank you|pls|doing this|me|)"
                 R"(here|man|bro|dude|lol|completely|altogether|you|u))*$)"},
    FreeTextRule{
        "stop_texts", kEnglish,
        R"(\b(?:stop|quit|cease|cancel|discontinue) (?:\w+ ){0,3}?(?:{noun}|{ing})\b|)"
        R"(\b(?:end|halt|block|silence|kill|no) (?:the |these |this |all |my |your |of |more )*(?:{noun}|{ing})$)"},
    FreeTextRule{
        "cancel_membership", kEnglish,
        R"(\b(?:cancel|end|stop|terminate) (?:\w+ ){0,3}?(?:subscription|enrollment|sub|everything|all of it|it all|me)\b)"},
    FreeTextRule{"yes_but_stop", kEnglish, R"(^(?:y|yes|yeah|ok|okay|sure)\b.*\bstop\b)"},
    FreeTextRule{"stop_after_day", kEnglish, R"(\bstop (?:after|on|starting|from|before) {day}\b)"},
    FreeTextRule{
        "remove_me", kEnglish,
        R"(\b(?:remove|delete|erase) (?:me|us|my (?:phone |cell |mobile |tel )?(?:number|name|info|information|contact|phone|)"
        R"(data|cell)|this (?:phone )?number|number)\b|)"
        R"(\b(?:take|get|drop|scratch|strike|pull|remove|delete|cross|leave) (?:me |us |my \w+ (?:number )?|this (?:phone )?)"
        R"(number |number |him |her )?(?:off|from|out of) (?:\w+ ){0,4}?(?:lists?|database|system|texts?|messages?|program|)"
        R"(thread|group|subscription|everything|contacts?|records|phonebook)\b|)"
        R"(^(?:just )?(?:take|get) (?:me|my \w+) (?:off|out)(?: of)?(?: this| these| here| your \w+| now)?$|)"
        R"(\b(?:lose|forget|block) (?:my|this) (?:phone )?number\b|\b(?:want|need) (?:to be )?off (?:this|the|your) list\b|)"
        R"(\bremove$)"},
    FreeTextRule{
        "wrong_number", kEnglish,
        R"(\b(?:wrong|incorrect) (?:phone )?(?:number|numb|num|nbr|no|person|guy|girl|lady)\b|\bbad number\b|)"
        R"(\bnot (?:my|his|her|their|\w+s|the right|the correct) (?:phone |cell )?number\b|)"
        R"(\b(?:not|isnt|is not|aint) (?:the )?(?:right|correct) (?:number|person)\b|)"
        R"(\bnumber no longer belongs\b|\bno (?:one|body) (?:here )?(?:by|with) that name\b|\byou have the wrong\b|)"
        R"(^this (?:isnt|is not|aint) \w+ anymore$|\b(?:is|has) (?:deceased|passed away)\b)"},
    FreeTextRule{
        "dont_text", kEnglish,
        R"(\b{dont} (?:ever |you (?:ever )?|please |again |u )?(?:keep |try to |start )?(?:{verb}|{ing}))"
        R"((?: or (?:{verb}|email)| and {verb})?(?: (?:me|us|my|this|here|any|anymore|again|no more|more|these|at|)"
        R"({noun}|ever|number)\b|$)|)"
        R"(\b{dont} (?:ever |you (?:ever )?|please |again |u |keep )?(?:send|sending) (?:me |us |anymore |any more |any |more |)"
        R"(these |this |your |out |no )*(?:{noun}|stuff|anything|nothing|again|anymore|to this number)\b|)"
        R"(\b{dont} (?:ever |keep )?(?:send|sending)(?: me| us)?(?: this| these| it| any ?more| more| again| anything)?$)"},
    FreeTextRule{
        "not_text", kEnglish,
        R"(\bnot (?:to )?(?:be )?(?:text|texted|contact|contacted|message|messaged|txt|bothered|send|sent))"
        R"((?: \w+){0,2}? ?(?:me|us|{noun}|anymore|again|this number)\b|)"
        R"(\bnot (?:to )?be (?:texted|contacted|messaged|bothered)\b|)"
        R"(\bno longer (?:want|wish|need|care|consent|subscribe|like|would like)\b|\bdo not contact\b|)"
        R"(\b(?:rather|prefer|like|want|wish) (?:to )?not (?:to )?(?:be|get|receive|have|hear)\b|)"
        R"(\bnot consent\b)"},
    FreeTextRule{
        "dont_want", kEnglish,
        R"(\b(?:dont|do not|didnt|never|did not|dnt|doesnt|does not) (?:even |ever |really |fucking )?(?:want|wish|need|care|)"
        R"(like|wanna|wannt|wan|appreciate) (?:to |be |get |receive |hear |have |keep |see |any |more |anymore |getting |receiving |)"
        R"(your |these |this |those |the |you |u |for |ur |it |no |me |stupid |dumb |daily |so many |all )*)"
        R"((?:(?:{noun}|{ing}|texted|contacted|messaged|from (?:you|u|this|your)|sub|subscription)\b|)"
        R"(anymore$|any more$|these anymore$))"},
    FreeTextRule{
        "no_more", kEnglish,
        R"(^(?:no|nomore) ?more(?: (?:now|ever|of (?:this|these|it|your)|from (?:you|u)).*)?$|^nomore$|\bno more$|)"
        R"(\bno more (?:of )?(?:these |this |your |promotional |marketing |sales |ur |any |random )*(?:{noun}|{ing})\b|)"
        R"(\benough (?:of |with |already )?(?:the |these |your |this |all )*(?:{noun}|{ing})\b|^(?:no|zero) (?:{noun}|{ing})$|)"
        R"(\b(?:thats|had) enough(?: of (?:this|these|you))?$)"},
    FreeTextRule{
        "leave_me_alone", kEnglish,
        R"(\bleave (?:me|us) (?:the \w+ )?(?:alone|be)\b|\b(?:cease and desist|cease desist|)"
        R"(cease)\b|^(?:just )?(?:go away|get lost|buzz off|knock it off|cut it out|)"
        R"(back off|lay off|enough|enough already|desist)$|\bgo away(?:$| (?:and|now|already|you)\b)|)"
        R"(\bknock it off\b|\bquit (?:it|now|bugging|doing this)\b|)"
        R"(\b(?:block|blocking|blocked) (?:you|u|this number|your number)\b|)"
        R"(\bput me on (?:your|the) (?:do not|dnc|no)\b|\bdo not call list\b)"},
    FreeTextRule{
        "profanity", kEnglish,
        R"(\b(?:f|fk|fck|fuk|fuc|fuck|fuckk|eff|piss|screw|sod|bugger|naff|f k|f ck) )"
        R"((?:right |the hell |the fuck )?off\b|\bfuck of$|)"
        R"(^(?:f|fk|fck|fuk|fuck|eff|screw|go fuck) ?(?:you|u|yourself|urself|this|ya|yall)\b|)"
        R"(\b(?:fuck|screw) (?:you|u|yourself|this|your)\b|^(?:f u|fu|fuk u|stfu|gtfo|fuckoff)\b|)"
        R"(\bgo to hell\b|\bstfu\b|\bshut (?:the \w+ )?up\b|\bkiss my\b|\beat shit\b)"},
    FreeTextRule{
        "revoke_consent", kEnglish,
        R"(^revoke\b|\b(?:revoke|withdraw|rescind|retract|revoking|withdrawing) )"
        R"((?:my |all |any |this )*(?:consent|permission|authorization|authorisation|opt in)\b)"},
    FreeTextRule{
        "unwanted", kEnglish,
        R"(\b(?:{noun}|{ing}) (?:is|are) (?:not |un)(?:wanted|welcome)|\bunwanted (?:{noun})\b|)"
        R"(\b(?:cut|turn|shut|switch) (?:\w+ ){0,3}?(?:{noun}) off\b|)"
        R"(\b(?:turn|shut|switch) off (?:\w+ ){0,3}?(?:{noun})\b|)"
        R"(\bcan (?:you|u) not (?:text|{verb})\b)"},
    FreeTextRule{"arretez", kFrench,
                 R"(^(?:\w+ )?(?:arretez?|arreter|arretes|cessez|cesser|stoppez|stopper)\b|)"
                 R"(\b(?:arret\w*|cess\w*|stopp\w+) (?:\w+ ){0,4}?(?:m |d |de )?(?:\w)?{envoi}\b|)"
                 R"(\b(?:arret\w*|cess\w*) (?:tout|tous|ca|svp|maintenant|immediatement)\b)"},
    FreeTextRule{
        "ne_plus_envoyer", kFrench,
        R"(\b(?:ne |n |nous |veux |souhaite |desire )?plus (?:jamais |me |nous |m |de |d |)"
        R"(etre |vos |aucun |rien |ces |recevoir )*m?{envoi}\b|)"
        R"(\b(?:m|n|nm)?(?:envoy\w+|envoie\w*|contact\w+|ecri\w+|text\w+|derang\w+|harcel\w+) )"
        R"((?:moi |nous )?plus\b|\b(?:veux|souhaite|desire) plus (?:rien|en recevoir|)"
        R"(recevoir|de vos|de ces|vous)\b|^plus (?:de|d|aucun) ?(?:{envoi})\b|)"
        R"(\bne (?:me |m )?(?:envoy\w+|contact\w+|ecri\w+|text\w+|derang\w+) (?:pas|plus|rien)\b|)"
        R"(\bne m(?:envoy|ecri|envoie)\w* (?:pas|plus|rien)\b)"},
    FreeTextRule{"desabonner", kFrench,
                 R"(\bdesabonn\w*|\bdesinscri\w*|\bdes abonner\b|\bresili\w+|)"
                 R"(\bme (?:retirer|enlever|supprimer) de\b)"},
    FreeTextRule{"retirez_moi", kFrench,
                 R"(\b(?:retir|enlev|supprim|effac|ray|ot)\w+ (?:moi|mon (?:numero|nom|contact)|)"
                 R"(ce numero|mes (?:donnees|coordonnees|infos))\b)"},
    FreeTextRule{"mauvais_numero", kFrench,
                 R"(\b(?:mauvais|faux) (?:numero|num|destinataire)\b|\berreur de (?:numero|)"
                 R"(destinataire|personne)\b|\bpas le (?:bon|bonne) (?:numero|destinataire)\b|)"
                 R"(\btromp\w+ de (?:numero|personne|destinataire)\b)"},
    FreeTextRule{
        "laissez_moi", kFrench,
        R"(\b(?:laiss\w+|fich\w+|fout\w+|lach\w+)(?: ?moi)? (?:tranquilles?|la paix|en paix)\b|)"
        R"(\blachez moi\b|\b(?:ca suffit|assez de|y en a marre|marre de vos|degagez?|)"
        R"(va te faire|allez vous faire|ta gueule|foutez le camp|casse toi|cassez vous)\b)"},
    FreeTextRule{"no_mas", kSpanish,
                 R"(^(?:ya )?no mas\b|\bno mas(?: por favor| gracias| ya)?$|)"
                 R"(\bno mas (?:\w+ ){0,2}?{msg}\b|^nomas$|\bbasta (?:de|ya)\b|^ya basta\b|)"
                 R"(^ya estuvo\b)"},
    FreeTextRule{
        "no_me_envien", kSpanish,
        R"(\bno (?:me |nos |vuelvan? a |vuelvas a |quiero que me |sigan? |mas )*{mande}\b|)"
        R"(\bno (?:me )?{mande} (?:mas|nada)\b|\b(?:deje?n?|dejes|deja|dejar) de )"
        R"((?:\w+ )?{mande}|\bpar(?:e|en|a) de {mande}|\bpar(?:en?|a) (?:con )?(?:los |de |)"
        R"(estos )*{msg}\b|^(?:ya )?par(?:en|e|ale) ?(?:ya)?\b)"},
    FreeTextRule{"no_quiero", kSpanish,
                 R"(\b(?:ya )?no (?:quiero|deseo|quisiera) (?:recibir |mas |que |sus |estos |los |)"
                 R"(seguir |recibiendo |sus |ningun |saber |tus )*(?:{msg}|recibir|mas|nada|esto|)"
                 R"(recibiendo|de ustedes)\b)"},
    FreeTextRule{
        "dar_de_baja", kSpanish,
        R"(\b(?:dar(?:me|se|nos)?|den(?:me)?|de(?:me)?|dame|solicito|quiero|pido|doy)(?: \w+)? )"
        R"((?:de |la )baja\b|^baja\b|\bdarme de baja\b|\bdesuscri\w+|\bdesinscri\w+|)"
        R"(\bcancel\w+ (?:\w+ ){0,2}?(?:suscripcion|{msg}|todo|servicio)\b|)"
        R"(\b(?:retiro|revoco) mi (?:consentimiento|permiso|autorizacion)\b)"},
    FreeTextRule{"borren_mi_numero", kSpanish,
                 R"(\b(?:borr|elimin|quit|saqu|sac|remuev|retir|bloque)\w+ (?:mi |este |el )?)"
                 R"((?:numero|telefono|nombre|celular)\b|\b(?:borr|elimin|quit|saqu|sac)\w+me\b|)"
                 R"(\b(?:quiteme|quitenme|quitame|saquenme|saqueme|sacame|borrame|borrenme|)"
                 R"(eliminame|eliminenme)\b)"},
    FreeTextRule{"numero_equivocado", kSpanish,
                 R"(\b(?:numero|telefono|persona) (?:es )?(?:equivocad[oa]|incorrect[oa])\b|)"
                 R"(\bequivoc\w+ de (?:numero|persona|telefono)\b|^(?:esta |estan )?equivocado$|)"
                 R"(\beste no es (?:el|su|mi) numero\b)"},
    FreeTextRule{"dejenme_en_paz", kSpanish,
                 R"(\b(?:deja?e?n?me|dejenos|dejame|dejeme|dejenme) (?:en paz|tranquil[oa])\b|)"
                 R"(\bvete (?:a la|al)\b|\bvayanse (?:a la|al)\b|\bchinga\w* (?:tu|a)\b|)"
                 R"(\bno (?:me )?(?:jodan?|jodas|chinguen|chingues)\b|\bcallate\b)"},
};

constexpr std::array kUnsure = {
    FreeTextRule{"stop_word", kEnglish, R"(\bstop\b)"},
    FreeTextRule{"not_interested", kEnglish,
                 R"(\bnot interested\b|\bno interest\b|\buninterested\b|\bno longer interested\b)"},
    FreeTextRule{
        "never_signed_up", kEnglish,
        R"(\b(?:never|didnt|did not|dont remember) (?:ever )?(?:sign(?:ed|ing)?|agree(?:d)?|)"
        R"(consent(?:ed)?|subscribe(?:d)?|authorize(?:d)?|ask(?:ed)?|opt(?:ed)?)\b)"},
    FreeTextRule{
        "complaint", kEnglish,
        R"(\b(?:spam|spammer|spammers|spamming|harassment|harassing|tcpa|lawyer|attorney|sue you|suing|fcc|ftc|lawsuit|)"
        R"(report (?:you|this)|reporting (?:you|this)|reported|scam|scammer|annoying)\b)"},
    FreeTextRule{
        "cancel_something", kEnglish,
        R"(\b(?:cancel|terminate|end|close) (?:\w+ ){0,3}?(?:membership|service|account|plan)\b|)"
        R"(\bnumber (?:has |was )?(?:changed|been reassigned)\b|\btoo many {noun}\b)"},
    FreeTextRule{"stop_foreign", kEnglish,
                 "стоп|停止|취소|중지|dừng|\\bpare\\b|\\bhalt\\b|\\bparem\\b"},
    FreeTextRule{"pas_interesse", kFrench,
                 R"(\bpas interess\w+|\bjamais (?:inscrit|demande|consenti|abonne)\w*|)"
                 R"(\bharcelement\b|\bje vous bloque\b|\barret\w*\b)"},
    FreeTextRule{
        "no_me_interesa", kSpanish,
        R"(\bno (?:me |nos )?interesa\w*|\bno estoy interesad[oa]\b|\bnunca me (?:registre|)"
        R"(inscribi|suscribi)\b|\bacoso\b|\bcancelar\b)"},
};

}  // namespace

std::string Expanded(std::string_view pattern) {
  std::string expanded(pattern);
  for (const WordGroup& group : kGroups) {
    for (std::size_t at = expanded.find(group.name); at != std::string::npos;
         at = expanded.find(group.name, at + group.pattern.size())) {
      expanded.replace(at, group.name.size(), group.pattern);
    }
  }
  return expanded;
}

std::span<const FreeTextRule> StrongRules() { return kStrong; }
std::span<const FreeTextRule> HarmlessRules() { return kHarmless; }
std::span<const FreeTextRule> ClearRules() { return kClear; }
std::span<const FreeTextRule> UnsureRules() { return kUnsure; }

}  // namespace keyword_handler
