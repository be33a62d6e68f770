// What holds a stop word without being a request: idioms, negations, orders and appointments.
#include <array>

#include "keyword-handler/free_text_rules.h"

namespace keyword_handler {
namespace {

using enum Language;

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
        R"(store|shop|us)\b|\b(?:can|could|may) (?:my|his|her|our) \w+ stop (?:by|in|over)\b|)"
        R"(\bstop (?:in|over|off) {day}\b)"},
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

}  // namespace

std::span<const FreeTextRule> HarmlessRules() { return kHarmless; }

}  // namespace keyword_handler
