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
    WordGroup{"{verb}",
              R"((?:text|txt|message|msg|sms|contact|bother|spam|harass|solicit|call|bug|annoy|)"
              R"(disturb|messag))"},
    WordGroup{
        "{ing}",
        R"((?:texting|txting|messaging|msging|sending|contacting|bothering|spamming|harassing|)"
        R"(calling|blowing|bugging|annoying|soliciting|emailing|txtng))"},
    WordGroup{"{dont}", R"((?:dont|do not|donot|never|dnt|do nt|don t|pls no))"},
    WordGroup{
        "{day}",
        R"((?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|today))"},
    WordGroup{
        "{envoi}",
        R"((?:envoy(?:er|ez|e|es)|envoie[sz]?|ecrire|ecri[st]|ecrivez|contacte[rz]?|texter|)"
        R"(textez|derange[rz]?|recevoir|harcele[rz]?|solliciter|embete[rz]?|messages?|textos?|)"
        R"(sms|pubs?|publicites?))"},
    WordGroup{
        "{msg}",
        R"((?:mensajes?|mensajitos|textos?|sms|messages?|msjs?|pubs?|publicites?|publicidad|)"
        R"(promociones|promos?|correos|notificaciones|anuncios|spam|notifications?|courriels?))"},
    WordGroup{
        "{mande}",
        R"((?:envi(?:ar|en?|es|arme|andome)|envien(?:me)?|mand(?:ar|en?|es|arme|andome)|)"
        R"(escrib(?:ir|an?|as|irme)|contact(?:ar|en?|es|arme)|text(?:ear|een?|ees)|molest(?:ar|)"
        R"(en?|es|arme|ando)|llam(?:ar|en?|es|arme)|mandando|enviando|escribiendo|)"
        R"(acosar(?:me)?|chingar|joder|fastidi(?:ar|en?)))"},
};

constexpr std::array kStrong = {
    FreeTextRule{
        "why_not_stop", kEnglish,
        R"(\b(?:why|until|if) (?:dont|wont|cant|do not|will not|can not|cannot) (?:you|u|i|it|)"
        R"(they|these|this|the \w+) (?:\w+ ){0,3}?(?:stop|quit)(?: (?:it|this|that|these|now|)"
        R"(getting|sending|me|{noun}|{ing})\b|$)|\b(?:if|until|unless) (?:you|u) (?:dont|wont|)"
        R"(do not) (?:\w+ )?stop(?: i\b| {ing}| {noun}|$)|\b(?:why )?(?:cant|wont|dont|)"
        R"(couldnt) (?:you|u) (?:just |please |guys )?(?:stop|quit) (?:{noun}|{ing}|sending|)"
        R"(this)\b|\bwhy (?:dont|wont|cant) (?:you|u) (?:just )?leave me\b)"},
    FreeTextRule{
        "cannot_stop_texts", kEnglish,
        R"(\b(?:cant|cannot|can not|wont|will not|never|didnt|did not|havent|wouldnt) stop )"
        R"((?:\w+ ){0,3}(?:{noun}|{ing})\b|\b{noun} (?:wont|will not|never|dont|do not) stop\b)"},
    FreeTextRule{
        "already_said_stop", kEnglish,
        R"(\b(?:sent|texted|replied|said|typed|wrote|told you(?: guys| people)?(?: to)?|reply|)"
        R"(text|replying|texting|asked(?: you)?(?: guys| people)?(?: to)?) (?:\w+ )?stop(?:$| )"
        R"((?:already|and|but|so|why|twice|multiple|many|several|before|last|three|now|)"
        R"(yesterday|to|times|\d+|{noun}|{ing})\b))"},
    FreeTextRule{
        "cannot_unsubscribe", kEnglish,
        R"(\b(?:why )?(?:cant|cannot|can not|unable to|couldnt|how do|how can|how to|trying to|)"
        R"(want to|wanna|need to|like to) (?:i |u |you )?(?:\w+ )?(?:unsubscribe|unsub|opt )"
        R"(out)\b)"},
    FreeTextRule{"non_stop_answer", kFrench, R"(^non stop$)"},
    FreeTextRule{"dont_but_stop", kEnglish, R"(\bbut (?:please )?stop {ing}\b)"},
};

constexpr std::array kHarmless = {
    FreeTextRule{
        "negation", kEnglish,
        R"(\b(?:{dont}|didnt|did not|no need to|not|without|wouldnt|wont|cant|cannot|couldnt|)"
        R"(can not|will not) (?:ever |just |even |really |dare |you |want (?:you )?to |want )"
        R"((?:this|these|it|them) to |wanna |let (?:me|this|them|it|us) |(?:meant|mean) to |)"
        R"(going to )*(?:stop(?:ping)?|cancel|quit|end)\b|\b(?:{dont}|didnt|did not|no need )"
        R"(to) (?:ever |just |you |want (?:you )?to |wanna |(?:meant|mean) to )*(?:unsubscribe|)"
        R"(unsub|opt (?:me )?out|remove(?: me)?|take me off|delete(?: me)?)\b)"},
    FreeTextRule{
        "stop_place", kEnglish,
        R"(\b(?:bus|truck|rest|pit|train|tram|metro|subway|first|last|next|final|whistle|back|)"
        R"(short|full|one|quick|each|every|second|third|other|our|more|the|my|a|any|tour|)"
        R"(traffic|emergency|hard|dead|fuel|coffee|lunch|non|which|another|two|three|few|bike|)"
        R"(door|shuttle|trolley|glottal|t) stop\b)"},
    FreeTextRule{
        "stop_by", kEnglish,
        R"(\b(?:to|ill|i ll|can|could|may|might|will|we|i|ill just|gonna|should|do|you|swing )"
        R"(or|and|then|id|ima|please|they|must|let me|lets|well|wanted to) (?:\w+ )?stop (?:by|)"
        R"(in|over|off|through|past)\b|\bstop (?:by|in|over|off|past) (?:the|your|my|our|at|to|)"
        R"(and|for|on|later|after|anytime|any time|if|when|with|before|around|sometime|soon|)"
        R"(store|shop|us)\b)"},
    FreeTextRule{
        "stop_at", kEnglish,
        R"(\bstop (?:at (?:the|your|a|my|our|store|home|work|costco|walmart|target|that)|for )"
        R"((?:gas|lunch|coffee|dinner|food|a|the|some|breakfast|drinks|groceries)|on (?:the|my|)"
        R"(your|our) (?:way|corner|road|route)|to (?:see|say hi|eat|get|pick|think|look|smell|)"
        R"(grab|buy|rest|visit)|signs?|lights?|watch|motion|gap|loss|and go|and shop|and think|)"
        R"(n shop|n go|shop|number|drop|street)\b)"},
    FreeTextRule{
        "stop_doing", kEnglish,
        R"(\bstop (?:raining|snowing|smoking|drinking|crying|laughing|bleeding|leaking|)"
        R"(worrying|believing|thinking|playing|loving|eating|dreaming|growing|moving|wearing|)"
        R"(watching|using it|smiling|singing|dancing|barking|procrastinating|craving|shopping|)"
        R"(buying|coming here|working out|being so|making me laugh)\b)"},
    FreeTextRule{
        "when_does_it_stop", kEnglish,
        R"(\b(?:when|where|what time|does|did|will) (?:does|did|will|do|would )? ?(?:the|your|)"
        R"(my|our|this) (?:bus|sale|rain|train|shuttle|music|show|event|deal|truck|tour|)"
        R"(special|discount)(?: \w+)? (?:stop|end)\b)"},
    FreeTextRule{
        "order_or_visit", kEnglish,
        R"(\b(?:cancel|end|quit|remove|revoke) (?:my |the |our |this |that |an? |any |his |her )"
        R"(|upcoming |next |rental |\w+day |last )*(?:order|appointment|appt|reservation|)"
        R"(booking|meeting|table|delivery|shipment|item|items|visit|payment|class|ticket|)"
        R"(tickets|pickup|flight|trip|return|purchase|job|coupon|warranty)s?\b)"},
    FreeTextRule{
        "text_not_about_us", kEnglish,
        R"(\b{dont} (?:text|txt) (?:and|while|n) (?:drive|driving)\b|\bdont call (?:me )"
        R"()?(?:before|until|till|unless|at work|yet)\b|\bdont call (?:me )?(?:just |please )"
        R"()?(?:text|txt|message)\b|\b(?:why|how come) (?:dont|do|didnt) (?:you|u|they) )"
        R"((?:ever )?{verb}\b|\b(?:i|we|they|he|she) (?:dont|do not|never|didnt) (?:ever |)"
        R"(usually |really )?(?:text|call|message|txt)\b)"},
    FreeTextRule{
        "no_more_of_it", kEnglish,
        R"(\bno more than\b|\b(?:there (?:are|is|was|were)|theres|is there|are there|have|has|)"
        R"(had|got|youve|were) no more\b|\bno more (?:questions?|left|wine|pain|room|excuses|)"
        R"(snow|rain|school|time|milk|bread|pizza|cake)\b)"},
    FreeTextRule{
        "sans_arret", kFrench,
        R"(\b(?:sans|un|des|nos|d|l|prochain|premier|dernier|quel|cet|mon|votre|notre|au|aux|)"
        R"(apres l|avant l|chaque|autre) arrets?\b|\b[ld]arrets?\b|\barret (?:de bus|du bus|de )"
        R"(travail|maladie|cardiaque|de tram|de metro|de car|d ?autobus|autobus)\b)"},
    FreeTextRule{
        "ne_pas_arreter", kFrench,
        R"(\b(?:ne|n) ?(?:me |m |vous |t |te |les )?(?:arret\w+|desabonne\w*|desinscri\w*|)"
        R"(supprim\w+|retir\w+|enlev\w+|stop\w*) (?:pas|jamais|surtout pas)\b|\bnarret\w+ )"
        R"((?:pas|jamais|surtout pas)\b|\b(?:ne )?pas (?:me )?(?:desabonner|arreter|)"
        R"(desinscrire)\b|\b(?:je|on|nous|il|elle|j) (?:m |me |nous |s |vais |peux )*(?:m|s|)"
        R"(j)?arret\w*\b|\bj ?arret\w*\b|\bmarret\w*\b)"},
    FreeTextRule{
        "annuler_commande", kFrench,
        R"(\b(?:annul\w+|supprim\w+|retir\w+) (?:ma |mon |la |le |les |cette |cet |une? |notre )"
        R"(|l )*(?:commande|rendez vous|rdv|reservation|livraison|table|article|visite|)"
        R"(paiement)\b)"},
    FreeTextRule{
        "no_paren", kSpanish,
        R"(\b(?:no|nunca|sin) (?:me |lo |la |te |se )?(?:par(?:e|en|es|ar|o)|dejen?|dejes|)"
        R"(cancel\w+|elimin\w+|borr\w+|quit\w+|den de baja|detengan?)\b)"},
    FreeTextRule{
        "cancelar_pedido", kSpanish,
        R"(\b(?:cancel\w+|quit\w+|elimin\w+|borr\w+) (?:mi |mis |la |el |una? |su |esta |este |)"
        R"(nuestra )*(?:pedido|cita|orden|reserva|reservacion|compra|entrega|mesa|articulo|)"
        R"(turno|envio|pago)\b)"},
    FreeTextRule{
        "no_mas_de", kSpanish,
        R"(\bno mas (?:de|que|tarde|preguntas|para)\b|\bno (?:hay|tengo|tienen|queda|quedan) )"
        R"(mas\b)"},
    FreeTextRule{
        "parada", kSpanish,
        R"(\bparadas?\b|\bpar(?:e|ar|o) (?:en|por) (?:la|el|su)\b|\bbaja california\b|\b(?:muy|)"
        R"(mas|tan) alto\b)"},
};

constexpr std::array kClear = {
    FreeTextRule{"misspelt_word", kEnglish,
                 R"(^(?:cancel|unsubscribe|remove|desabonner|desinscrire|cancelar)$)"},
    FreeTextRule{
        "unsubscribe", kEnglish,
        R"(\b(?:unsubscribe|unsub|un subscribe|unsubscribing|unenroll|deactivate my number)\b)"},
    FreeTextRule{"opt_out", kEnglish,
                 R"(\bopt(?:ing)? (?:me |us |my number |this number |him |her )?out\b|\boptout\b|)"
                 R"(\bopted out\b)"},
    FreeTextRule{"begins_with_stop", kEnglish,
                 R"(^(?:yes |no |yeah |ok |just |u |you |all |so |and |omg |ugh |lol )*stop\b)"},
    FreeTextRule{
        "ends_with_stop", kEnglish,
        R"(\bstop(?: (?:it|this|that|now|already|immediately|asap|today|all|everything|right )"
        R"(now|at once|for good|forever|please|thanks|thank you|pls|doing this|me|here|man|bro|)"
        R"(dude|lol|completely|altogether|you|u))*$)"},
    FreeTextRule{
        "stop_texts", kEnglish,
        R"(\b(?:stop|quit|cease|cancel|discontinue) (?:\w+ ){0,3}?(?:{noun}|{ing})\b|\b(?:end|)"
        R"(halt|block|silence|kill|no) (?:the |these |this |all |my |your |of |more )"
        R"()*(?:{noun}|{ing})$)"},
    FreeTextRule{"cancel_membership", kEnglish,
                 R"(\b(?:cancel|end|stop|terminate) (?:\w+ ){0,3}?(?:subscription|enrollment|sub|)"
                 R"(everything|all of it|it all|me)\b)"},
    FreeTextRule{"yes_but_stop", kEnglish, R"(^(?:y|yes|yeah|ok|okay|sure)\b.*\bstop\b)"},
    FreeTextRule{"stop_after_day", kEnglish, R"(\bstop (?:after|on|starting|from|before) {day}\b)"},
    FreeTextRule{
        "remove_me", kEnglish,
        R"(\b(?:remove|delete|erase) (?:me|us|my (?:phone |cell |mobile |tel )?(?:number|name|)"
        R"(info|information|contact|phone|data|cell)|this (?:phone )?number|number)\b|)"
        R"(\b(?:take|get|drop|scratch|strike|pull|remove|delete|cross|leave) (?:me |us |my )"
        R"((?:\w+ and )?\w+ (?:number )?|this (?:phone )?number |number |him |her )?(?:off|)"
        R"(from|out of) (?:\w+ ){0,4}?(?:lists?|database|system|texts?|messages?|program|)"
        R"(thread|group|subscription|everything|contacts?|records|phonebook)\b|^(?:just )"
        R"()?(?:take|get) (?:me|my \w+) (?:off|out)(?: of)?(?: this| these| here| your \w+| )"
        R"(now)?$|\b(?:lose|forget|block) (?:my|this) (?:phone )?number\b|\b(?:want|need) )"
        R"((?:to be )?off (?:this|the|your) list\b|\bremove$|\b(?:take|get) (?:me|my) off$|)"
        R"(\b(?:delete|remove) this (?:contact|phone)\b)"},
    FreeTextRule{
        "wrong_number", kEnglish,
        R"(\b(?:wrong|incorrect) (?:phone )?(?:number|numb|num|nbr|no|person|guy|girl|lady)\b|)"
        R"(\bbad number\b|^(?:sorry )?wrong(?: sorry)?$|\bnot (?:my|his|her|their|\w+s|the )"
        R"(right|the correct) (?:phone |cell )?number\b|\b(?:not|isnt|is not|aint) (?:the )"
        R"()?(?:right|correct) (?:number|person)\b|\bnumber no longer belongs\b|\bno (?:one|)"
        R"(body) (?:here )?(?:by|with) that name\b|\byou have the wrong\b|^this (?:isnt|is not|)"
        R"(aint) \w+ anymore$|\b(?:is|has) (?:deceased|passed away)\b)"},
    FreeTextRule{
        "dont_text", kEnglish,
        R"(\b{dont} (?:ever |you (?:ever )?|please |again |u )?(?:keep |try to |start )"
        R"()?(?:{verb}|{ing})(?: or (?:{verb}|email)| and {verb})?(?: (?:me|us|my|this|here|)"
        R"(any|anymore|again|no more|more|these|at|{noun}|ever|number)\b|$)|\b{dont} (?:ever |)"
        R"(you (?:ever )?|please |again |u |keep )?(?:send|sending) (?:me |us |anymore |any )"
        R"(more |any |more |these |this |your |out |no )*(?:{noun}|stuff|anything|nothing|)"
        R"(again|anymore|to this number)\b|\b{dont} (?:ever |keep )?(?:send|sending)(?: me| )"
        R"(us)?(?: this| these| it| any ?more| more| again| anything)?$)"},
    FreeTextRule{
        "not_text", kEnglish,
        R"(\bnot (?:to )?(?:be )?(?:text|texted|contact|contacted|message|messaged|txt|)"
        R"(bothered|send|sent)(?: \w+){0,2}? ?(?:me|us|{noun}|anymore|again|this number)\b|)"
        R"(\bnot (?:to )?be (?:texted|contacted|messaged|bothered)\b|\bno longer (?:want|wish|)"
        R"(need|care|consent|subscribe|like|would like)\b|\bdo not contact\b|\b(?:rather|)"
        R"(prefer|like|want|wish) (?:to )?not (?:to )?(?:be|get|receive|have|hear)\b|\bnot )"
        R"(consent\b)"},
    FreeTextRule{
        "dont_want", kEnglish,
        R"(\b(?:dont|do not|didnt|never|did not|dnt|doesnt|does not) (?:even |ever |really |)"
        R"(fucking )?(?:want|wish|need|care|like|wanna|wannt|wan|appreciate) (?:to |be |get |)"
        R"(receive |hear |have |keep |see |any |more |anymore |getting |receiving |your |these )"
        R"(|this |those |the |you |u |for |ur |it |no |me |stupid |dumb |daily |so many |all )"
        R"()*(?:(?:{noun}|{ing}|texted|contacted|messaged|from (?:you|u|this|your)|sub|)"
        R"(subscription)\b|anymore$|any more$|these anymore$))"},
    FreeTextRule{
        "no_more", kEnglish,
        R"(^(?:no|nomore) ?more(?: (?:now|ever|of (?:this|these|it|your)|from (?:you|u)).*)?$|)"
        R"(^nomore$|\bno more$|\bno more (?:of )?(?:these |this |your |promotional |marketing |)"
        R"(sales |ur |any |random )*(?:{noun}|{ing})\b|\benough (?:of |with |already )?(?:the |)"
        R"(these |your |this |all )*(?:{noun}|{ing})\b|^(?:no|zero) (?:{noun}|{ing})$|)"
        R"(\b(?:done|finished|sick|tired|fed up) (?:with|of) (?:all |these |the |your |this )"
        R"()*(?:{noun}|{ing})\b|\b(?:thats|had) enough(?: of (?:this|these|you))?$)"},
    FreeTextRule{
        "leave_me_alone", kEnglish,
        R"(\bleave (?:me|us) (?:the \w+ )?(?:alone|be)\b|\b(?:cease and desist|cease desist|)"
        R"(cease)\b|^(?:just )?(?:go away|get lost|buzz off|knock it off|cut it out|back off|)"
        R"(lay off|enough|enough already|desist)$|\bgo away(?:$| (?:and|now|already|you)\b)|)"
        R"(\bknock it off\b|\bquit (?:it|now|bugging|doing this)\b|\b(?:block|blocking|)"
        R"(blocked) (?:you|u|this number|your number)\b|\bput me on (?:your|the) (?:do not|dnc|)"
        R"(no)\b|\bdo not call list\b)"},
    FreeTextRule{
        "profanity", kEnglish,
        R"(\b(?:f|fk|fck|fuk|fuc|fuck|fuckk|eff|piss|screw|sod|bugger|naff|f k|f ck) (?:right |)"
        R"(the hell |the fuck )?off\b|\bfuck of$|^(?:f|fk|fck|fuk|fuck|eff|screw|go fuck) )"
        R"(?(?:you|u|yourself|urself|this|ya|yall)\b|\b(?:fuck|screw) (?:you|u|yourself|this|)"
        R"(your)\b|^(?:f u|fu|fuk u|stfu|gtfo|fuckoff)\b|\bgo to hell\b|\bstfu\b|\bshut (?:the )"
        R"(\w+ )?up\b|\bkiss my\b|\beat shit\b)"},
    FreeTextRule{
        "revoke_consent", kEnglish,
        R"(^revoke\b|\b(?:revoke|withdraw|rescind|retract|revoking|withdrawing) (?:my |all |)"
        R"(any |this )*(?:consent|permission|authorization|authorisation|opt in)\b)"},
    FreeTextRule{
        "unwanted", kEnglish,
        R"(\b(?:{noun}|{ing}) (?:is|are) (?:not |un)(?:wanted|welcome)|\bunwanted (?:{noun})\b|)"
        R"(\b(?:cut|turn|shut|switch) (?:\w+ ){0,3}?(?:{noun}) off\b|\b(?:turn|shut|switch) )"
        R"(off (?:\w+ ){0,3}?(?:{noun})\b|\bcan (?:you|u) not (?:text|{verb})\b)"},
    FreeTextRule{"arretez", kFrench,
                 R"(^(?:\w+ )?(?:arretez?|arreter|arretes|cessez|cesser|stoppez|stopper)\b|)"
                 R"(\b(?:arret\w*|cess\w*|stopp\w+) (?:\w+ ){0,4}?(?:m |d |de )?(?:\w)?{envoi}\b|)"
                 R"(\b(?:arret\w*|cess\w*) (?:tout|tous|ca|svp|maintenant|immediatement)\b)"},
    FreeTextRule{
        "ne_plus_envoyer", kFrench,
        R"(\b(?:ne |n |nous |veux |souhaite |desire )?plus (?:jamais |me |nous |m |de |d |etre )"
        R"(|vos |aucun |rien |ces |recevoir )*m?{envoi}\b|\b(?:m|n|nm)?(?:envoy\w+|envoie\w*|)"
        R"(contact\w+|ecri\w+|text\w+|derang\w+|harcel\w+) (?:moi |nous )?plus\b|\b(?:veux|)"
        R"(souhaite|desire) plus (?:rien|en recevoir|recevoir|de vos|de ces|vous)\b|^plus )"
        R"((?:de|d|aucun) ?(?:{envoi})\b|\bne (?:me |m )?(?:envoy\w+|contact\w+|ecri\w+|)"
        R"(text\w+|derang\w+) (?:pas|plus|rien)\b|\bne m(?:envoy|ecri|envoie)\w* (?:pas|plus|)"
        R"(rien)\b)"},
    FreeTextRule{
        "desabonner", kFrench,
        R"(\bdesabonn\w*|\bdesinscri\w*|\bdes abonner\b|\bresili\w+|\bme (?:retirer|enlever|)"
        R"(supprimer) de\b)"},
    FreeTextRule{
        "retirez_moi", kFrench,
        R"(\b(?:retir|enlev|supprim|effac|ray|ot)\w+ (?:moi|mon (?:numero|nom|contact)|ce )"
        R"(numero|mes (?:donnees|coordonnees|infos))\b)"},
    FreeTextRule{
        "mauvais_numero", kFrench,
        R"(\b(?:mauvais|faux) (?:numero|num|destinataire)\b|\berreur de (?:numero|destinataire|)"
        R"(personne)\b|\bpas le (?:bon|bonne) (?:numero|destinataire)\b|\btromp\w+ de )"
        R"((?:numero|personne|destinataire)\b)"},
    FreeTextRule{
        "laissez_moi", kFrench,
        R"(\b(?:laiss\w+|fich\w+|fout\w+|lach\w+)(?: ?moi)? (?:tranquilles?|la paix|en paix)\b|)"
        R"(\blachez moi\b|\b(?:ca suffit|assez de|y en a marre|marre de vos|degagez?|va te )"
        R"(faire|allez vous faire|ta gueule|foutez le camp|casse toi|cassez vous)\b)"},
    FreeTextRule{
        "no_mas", kSpanish,
        R"(\bno mas(?: por favor| gracias| ya| de esto)?$|\bno mas (?:\w+ ){0,2}?{msg}\b|)"
        R"(^nomas$|\b(?:basta|alto) (?:de|ya|a (?:los|sus|esos|estos|tanto\w*))\b|^ya basta\b|)"
        R"(^ya estuvo\b)"},
    FreeTextRule{
        "no_me_envien", kSpanish,
        R"(\bno (?:me |nos |vuelvan? a |vuelvas a |quiero que me |sigan? |mas )*{mande}\b|\bno )"
        R"((?:me )?{mande} (?:mas|nada)\b|\b(?:deje?n?|dejes|deja|dejar) de (?:\w+ )?{mande}|)"
        R"(\bpar(?:e|en|a) de {mande}|\bpar(?:en?|a) (?:con )?(?:los |de |estos )*{msg}\b|)"
        R"(^(?:ya )?par(?:en|e|ale) ?(?:ya)?\b)"},
    FreeTextRule{"no_quiero", kSpanish,
                 R"(\b(?:ya )?no (?:quiero|deseo|quisiera) (?:recibir |mas |que |sus |estos |los |)"
                 R"(seguir |recibiendo |sus |ningun |saber |tus )*(?:{msg}|recibir|mas|nada|esto|)"
                 R"(recibiendo|de ustedes)\b)"},
    FreeTextRule{
        "dar_de_baja", kSpanish,
        R"(\b(?:dar(?:me|se|nos)?|den(?:me)?|de(?:me)?|dame|solicito|quiero|pido|doy)(?: \w+)? )"
        R"((?:de |la )baja\b|\bdarme de baja\b|\bdesuscri\w+|\bdesinscri\w+|\bcancel\w+ (?:\w+ )"
        R"(){0,2}?(?:suscripcion|{msg}|todo|servicio)\b|\b(?:retiro|revoco) mi )"
        R"((?:consentimiento|permiso|autorizacion)\b)"},
    FreeTextRule{
        "borren_mi_numero", kSpanish,
        R"(\b(?:borr|elimin|quit|saqu|sac|remuev|retir|bloque)\w+ (?:mi |este |el )?(?:numero|)"
        R"(telefono|nombre|celular)\b|\b(?:borr|elimin|quit|saqu|sac)\w+me\b|\b(?:quiteme|)"
        R"(quitenme|quitame|saquenme|saqueme|sacame|borrame|borrenme|eliminame|eliminenme)\b)"},
    FreeTextRule{
        "numero_equivocado", kSpanish,
        R"(\b(?:numero|telefono|persona) (?:es )?(?:equivocad[oa]|incorrect[oa])\b|)"
        R"(\bequivoc\w+ de (?:numero|persona|telefono)\b|^(?:esta |estan )?equivocado$|\beste )"
        R"(no es (?:el|su|mi) numero\b)"},
    FreeTextRule{
        "dejenme_en_paz", kSpanish,
        R"(\b(?:deja?e?n?me|dejenos|dejame|dejeme|dejenme) (?:en paz|tranquil[oa])\b|\bvete )"
        R"((?:a la|al)\b|\bvayanse (?:a la|al)\b|\bchinga\w* (?:tu|a)\b|\bno (?:me )?(?:jodan?|)"
        R"(jodas|chinguen|chingues)\b|\bcallate\b)"},
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
        R"(\b(?:spam|spammer|spammers|spamming|harassment|harassing|tcpa|lawyer|attorney|sue )"
        R"(you|suing|fcc|ftc|lawsuit|report (?:you|this)|reporting (?:you|this)|reported|scam|)"
        R"(scammer|annoying)\b)"},
    FreeTextRule{
        "cancel_something", kEnglish,
        R"(\b(?:cancel|terminate|end|close) (?:\w+ ){0,3}?(?:membership|service|account|)"
        R"(plan)\b|\bnumber (?:has |was )?(?:changed|been reassigned)\b|\btoo many {noun}\b)"},
    FreeTextRule{"stop_foreign", kEnglish,
                 "стоп|停止|취소|중지|dừng|\\bpare\\b|\\bhalt\\b|\\bparem\\b"},
    FreeTextRule{
        "pas_interesse", kFrench,
        R"(\bpas interess\w+|\bjamais (?:inscrit|demande|consenti|abonne)\w*|\bharcelement\b|)"
        R"(\bje vous bloque\b|\barret\w*\b)"},
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
