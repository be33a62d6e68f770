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
        R"((?:(?:text|txt|messag|msg|send|contact|bother|spamm|harass|call|blow|bugg|annoy|)"
        R"(solicit|email)ing?|txtng))"},
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
        R"((?:men?sa?[jg]es?|mensajitos|textos?|sms|messages?|msjs?|pubs?|publicites?|publicidad|)"
        R"(promociones|promos?|correos|notificaciones|anuncios|spam|notifications?|courriels?))"},
    WordGroup{
        "{mande}",
        R"((?:envi(?:ar|en?|es|arme|andome)|envien(?:me)?|mand(?:ar|en?|es|arme|andome)|)"
        R"(escrib(?:ir|an?|as|irme)|contact(?:ar|en?|es|arme)|text(?:ear|een?|ees)|molest(?:ar|)"
        R"(en?|es|arme|ando)|marc(?:ar|arme)|marqu(?:en?|es)|llam(?:ar|en?|es|arme)|mandando|)"
        R"(enviando|escribiendo|)"
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

constexpr std::array kClear = {
    FreeTextRule{"misspelt_word", kEnglish,
                 R"(^(?:cancel|unsubscribe|remove|desabonner|desinscrire|cancelar)$|)"
                 R"(^discontinue(?: (?:service|this|these|it|now))?$)"},
    FreeTextRule{
        "unsubscribe", kEnglish,
        R"(\b(?:unsubscribe|unsub|un subscribe|unsubscribing|unenroll|deactivate my number)\b)"},
    FreeTextRule{"opt_out", kEnglish,
                 R"(\bopt(?:ing)? (?:me |us |my number |this number |him |her )?out\b|\boptout\b|)"
                 R"(\bopted out\b|\b(?:optt|oppt|otp) out\b|\bopt (?:ot|outt|iut|oit)\b)"},
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
        R"(of|from|out of) (?:\w+ ){0,4}?(?:lists?|database|system|texts?|messages?|program|)"
        R"(thread|group|subscription|everything|contacts?|records|phonebook)\b|^(?:just )"
        R"()?(?:take|get) (?:me|my \w+) (?:off|out)(?: of)?(?: this| these| here| your \w+| )"
        R"(now)?$|\b(?:lose|forget|block) (?:my|this) (?:phone )?number\b|\b(?:want|need) )"
        R"((?:to be )?off (?:this|the|your) list\b|\bremove$|\b(?:take|get) (?:me|my) off$|)"
        R"(\b(?:delete|remove) this (?:contact|phone)\b|\b(?:take|get|drop|pull) (?:this|my) )"
        R"((?:phone |cell )?(?:number|name|cell|phone) off\b|\b(?:i|id|we|wed) (?:would )?)"
        R"((?:like|want|wish|need|asked) to (?:be|get) (?:removed|taken off|unsubscribed|)"
        R"(deleted)\b|\bhow (?:do|can) (?:i|we|you|u) (?:get (?:out of|off|off of|rid of)|)"
        R"(turn off) (?:this|these|it|{noun})\b|\bhow (?:do|can) (?:i|we|you|u) turn (?:this|)"
        R"(these|it) off\b|\bi (?:just )?want (?:off|out)$|\b(?:dont|do not) want to be (?:on|in|)"
        R"(part of) (?:this|your|the|)"
        R"(any|that)\b)"},
    FreeTextRule{
        "wrong_number", kEnglish,
        R"(\b(?:wrong|incorrect) (?:phone )?(?:number|numb|num|nbr|no|person|guy|girl|lady)\b|)"
        R"(\bbad number\b|^(?:sorry )?wrong(?: sorry)?$|\bnot (?:my|his|her|their|\w+s|the )"
        R"(right|the correct) (?:phone |cell )?number\b|\b(?:not|isnt|is not|aint) (?:the )"
        R"()?(?:right|correct) (?:number|person)\b|\bnumber no longer belongs\b|\b(?:number|)"
        R"(phone) (?:now )?belongs to (?:some|another|a different)|\bno longer (?:\w+ ){1,2}?)"
        R"((?:number|phone)\b|\bno (?:one|)"
        R"(body) (?:here )?(?:by|with) that name\b|\b(?:you|u) (?:have|got|)"
        R"(reached) the wrong(?:$| (?:pers\w*|numb?\w*|man|woman|one|phone|name|contact)\b)|)"
        R"(^this (?:isnt|is not|aint) \w+ anymore$|\b(?:is|has) (?:deceased|passed away)\b)"},
    FreeTextRule{
        "dont_text", kEnglish,
        R"(\b{dont} (?:ever |you (?:ever )?|please |again |u )?(?:keep |try to |start )"
        R"()?(?:{verb}|{ing})(?: or (?:{verb}|email)| and {verb})?(?: (?:me|us|my|this|here|)"
        R"(any|anymore|again|no more|more|these|at|{noun}|ever|number)\b|$)|\b{dont} (?:ever |)"
        R"(you (?:ever )?|please |again |u |keep )?(?:send|sending) (?:me |us |anymore |any )"
        R"(more |any |more |these |this |your |out |no )*(?:{noun}|stuff|anything|nothing|)"
        R"(again|anymore|to this number)\b|\b{dont} (?:ever |keep )?(?:send|sending)(?: me| )"
        R"( us)?(?: this| these| it| any ?more| more| again| anything)?$|\b{dont} (?:ever )"
        R"()?send (?:\w+ ){0,5}?(?:phone|number|cell)\b|\b{dont} (?:ever )?send .*\bno more$|)"
        R"(\brefrain from (?:{ing}|all)\b)"},
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
        R"(off (?:\w+ ){0,3}?(?:{noun})\b|\bcan (?:you|u) not (?:text|{verb})\b|)"
        R"(\b(?:{verb}|{ing}) (?:me |us )?(?:way |far )?(?:too|to) (?:much|often) (?:so )?im )"
        R"((?:out|done)$)"},
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
        R"(text\w+|derang\w+) (?:pas|plus|rien)\b|\brefuse (?:de )?{envoi}\b|\bplus (?:etre|)"
        R"(figurer|rester|faire )"
        R"(partie) (?:\w+ ){0,4}?listes?\b|\bne m(?:envoy|ecri|envoie)\w* (?:pas|plus|)"
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
        R"(personne)\b|\b(?:faites erreur|vous trompez)(?:$| (?:je|ce|cest|il|elle)\b)|)"
        R"(\bpas le (?:bon|bonne) (?:numero|destinataire)\b|\btromp\w+ de )"
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
        R"(){0,2}?(?:sub?s?crip[cs]ion|{msg}|todo|servicio)\b|\bcancel(?:en|enme|eme)(?: ya)"
        R"(| esto)?$|\b(?:salir|salirme|sacarme|quitarme|borrarme) de (?:la|esta|este|el|su|)"
        R"(sus|tu) (?:listas?|grupo|sistema)\b|\b(?:retiro|revoco) mi )"
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
        R"(no es (?:el|su|mi) numero\b|\b(?:numero|telefono|celular) ya no es\b)"},
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
        R"(plan)\b|\bnumber (?:has |was )?(?:changed|been reassigned)\b|\btoo many {noun}\b|)"
        R"(\b(?:{verb}|{ing}) (?:me |us )?(?:way |far )?(?:too|to) (?:much|often)\b)"},
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
std::span<const FreeTextRule> ClearRules() { return kClear; }
std::span<const FreeTextRule> UnsureRules() { return kUnsure; }

}  // namespace keyword_handler
