// Spanish: harmless uses, requests, wrong persons, complaints.
#include <array>

#include "keyword-handler/free_text/rules.h"

namespace keyword_handler {
namespace {

using enum Language;
using enum RuleEffect;
using enum RuleStage;

constexpr std::array kSpanishRules = {
    FreeTextRule{"ya_dije_alto", kSpanish, kOutcry, kRequest, R"(
dije|dicho|pedi|mande|puse|respondi|escribi|conteste|pedido _4 PARAR|QUIT|stop|no|baja
si no QUIT|PARAR|paran|dejan
hasta que QUIT|PARAR|dejen|paren
por que no _1 QUIT|PARAR
porque no _1 QUIT|PARAR
por? que|porque _2 siguen|sigue|siguen|continuan|continua _2 SEND_ING|CONTACT_ING|SEND|CONTACT
como _4 UNSUB|baja|REMOVE|CANCELAR|PARAR|salgo|salir !THING _1 !THING
como le? _1 hago _2 para _4
no puedo _2 UNSUB|CANCELAR|salir|baja
)"},
    FreeTextRule{"no_paren", kSpanish, kNegated, kHarmless, R"(
no puedo|puede|podemos|pueden PARAR
no|nunca|sin ME|lo|la|te|se? PARAR|QUIT|CANCELAR|UNSUB|REMOVE
no ME? den|quiero|quieran? de? baja
no quiero|deseo|queremos que? ME|lo|te? PARAR|QUIT|CANCELAR|UNSUB|REMOVE|paren|dejen
)"},
    FreeTextRule{"no_llego", kSpanish, kNegated, kHarmless, R"(
no|nunca ME llego|llegaron _4
no|nunca ME !CONTACT CONTACT_ED|SEND_ED _4
no ME SEND|CONTACT _3 THING
no mas que|tarde|preguntas|para|THING
no mas de !MESSAGE|esto|sus|su|esos|estos|PROMO
no hay|tengo|tienen|queda|quedan mas|nada
no|ya no WANT _1 THING
)"},
    FreeTextRule{"dar_de_baja", kSpanish, kExplicit, kRequest, R"(
UNSUB
dar|darme|darse|darnos|den|denme|de|deme _1 de|la|una? baja
dame|des|doy|da|daranme|solicito|quiero|pido|solicitar _1 de|la|una? baja
de baja !california
baja de YOUR|la|esta|este|mi|LIST
CANCELAR _3 MESSAGE|SUBSCRIPTION|PROMO|LIST
CANCELAR|CANCELAR_ME esto|eso|todo|ya $
CANCELAR_ME
salir|salirme|sal|salgo de _2 LIST|esto|aqui
ponganme|ponme|pongan _4 no
)"},
    FreeTextRule{"no_me_envien", kSpanish, kExplicit, kRequest, R"(
no ME? vuelvan|vuelva|vuelvas|sigan|siga|sigas? a|que? ME? CONTACT|CONTACT_ING !THING _2 !THING
no ME? vuelvan|vuelva|vuelvas|sigan|siga|sigas? a|que? ME? SEND|SEND_ING !THING _2 !THING
no ME? quiero|deseo|queremos|mas|que? a|que? ME? CONTACT|SEND|SEND_ING|CONTACT_ING !THING _2 !THING
no ME? CONTACT|SEND mas|nada|MESSAGE|PROMO|MY|a|$
nunca|jamas|tampoco mas? ME CONTACT|SEND
no ME _1 CONTACT|SEND !THING _1 !THING
no ME ni? _3 CONTACT|SEND
no WANT que _3 CONTACT|SEND|usen
QUIT _1 de _1 CONTACT|SEND|joder|chingar|usar|estar|dar
QUIT de ME
eviten|evite|evitar|evitenme CONTACT|SEND|SEND_ING
favor|por _1 de? no _1 CONTACT|SEND
de no CONTACT|SEND
no usen|use|utilicen _1 MY|este NUMBER
no sigan|siga|sigas !MY|la|el
no siga SEND_ING|CONTACT_ING
)"},
    FreeTextRule{"paren", kSpanish, kExplicit, kRequest, R"(
PARAR con|de|a _3 MESSAGE|PROMO|SEND|CONTACT|los|las|sus|esto|eso
PARAR|CANCELAR los|las|sus|estos|esos|de _2 MESSAGE
basta de|ya|con|a
ya basta|PARAR|QUIT|parale|parenle|estuvo|parele|para|no $
ya paren|pare|para|dejen|dejenme|no|estuvo !me|voy|tengo|hay|puedo|THING
^ QUIT|para|pare|paren ya
hasta|estoy aqui|harto|harta|cansado|cansada|asta
harto|harta|hartos|cansado|cansada de _2 MESSAGE|YOUR|esto|recibir|que|YOU
demasiados|muchos|tantos|tanto|tanta|mucho|mucha MESSAGE|PROMO
)"},
    FreeTextRule{"no_mas", kSpanish, kExplicit, kRequest, R"(
no mas _2 MESSAGE|PROMO
no mas|nomas $
no mas de esto|sus|estos|esos|su|MESSAGE|PROMO
nomas MESSAGE|PROMO
ni un|una _1 mas|MESSAGE
ningun mensaje mas
no MESSAGE
)"},
    FreeTextRule{"no_quiero", kSpanish, kExplicit, kRequest, R"(
no WANT _4 MESSAGE|PROMO|RECEIVE|RECEIVE_ING|SUBSCRIPTION|UNSUB|LIST
no WANT mas|nada|saber|seguir|tener|ser|estar|formar|YOUR|YOU !THING
no WANT de YOU
WANT que _2 PARAR|QUIT|REMOVE|CANCELAR !THING _2 !THING
WANT _1 que ME REMOVE
WANT no RECEIVE
WANT dejar de|PARAR|parar
quiero|deseo|quisiera|necesito PARAR|REMOVE|salir|salirme|UNSUB _3 LIST|MESSAGE|NUMBER
WANT no CONTACT|SEND|RECEIVE
no ME interesa|interesan|interesado !el|la|los|las|ese|esa|eso
no ME interesa|interesan la|las|los|el|sus|su|lo|nada PROMO|MESSAGE|SUBSCRIPTION|que|mas|de
no estoy|estamos interesado|interesada|interesados
no interesado|interesada
no necesito|ocupo YOUR|sus|estos|mas|PROMO|MESSAGE
)"},
    FreeTextRule{"borren_mi_numero", kSpanish, kExplicit, kRequest, R"(
REMOVE_ME
REMOVE _2 NUMBER
REMOVE _2 de _2 LIST
quiero|deseo|quisiera REMOVE
ME REMOVE
saquen|quiten|eliminen|borren ME|a|MY
QUIT de usar
olviden|olvidense|pierdan|bloqueen|olvide MY|de NUMBER|mi
)"},
    FreeTextRule{"numero_equivocado", kSpanish, kExplicit, kRequest, R"(
PARTY _2 WRONG
WRONG _1 de? PARTY
^ esta|estan|estas|se? WRONG $
ME? se|YOU EQUIVOCAR !THING _1 !THING
EQUIVOCAR de PARTY
no es el|su|mi|de|ese|este|la|UNKNOWN NUMBER|PARTY|UNKNOWN? _1 $
no es MY|su NUMBER
no es|soy el|la PARTY|correcto
PARTY _3 no es|pertenece|corresponde|existe
PARTY no es|pertenece|corresponde|existe
no soy UNKNOWN UNKNOWN? $
no soy UNKNOWN
no soy esa|ese|quien|la|el|ningun|ninguna|CUSTOMER
no|tampoco _1 conozco|conocemos !THING|el|la|los|las
no vive|viven|trabaja|esta|hay|existe|es UNKNOWN|nadie|ningun|ninguna|PARTY|aqui|alguien
ningun|ninguna|nadie _1 con|llamado|llamada|vive|UNKNOWN
aqui|aca no vive|es|trabaja|hay|esta|hay|existe
no vive|trabaja|vivo|vivimos|trabajo _1 aqui|ahi|alli|alla
no es UNKNOWN $
mal _2 NUMBER
no es el numero
cambie|cambio|cambiado de numero|telefono
nuevo|nueva dueno|duena|propietario
NUMBER _3 otra|otro persona|dueno
no se quien|quienes es|son|YOU
quien|como|donde|por _3 dio|dieron|consiguieron|consiguio MY|este NUMBER
quien|como|donde|por _3 obtuvieron|saco|sacaron|tienen|obtuvo MY|este NUMBER
)"},
    FreeTextRule{"fallecio", kSpanish, kExplicit, kRequest, R"(
DIED
)"},
    FreeTextRule{"no_cliente", kSpanish, kExplicit, kRequest, R"(
no soy _2 CUSTOMER
nunca he|fui|compre|hemos _2 CUSTOMER|comprado|tenido|hecho|sido
nunca _1 compre|compramos
no vivo|vivimos|uso|tengo ahi|alli|en|cuenta|el|su
)"},
    FreeTextRule{"nunca_me_registre", kSpanish, kExplicit, kRequest, R"(
nunca|no|tampoco|jamas _2 SIGNED !THING _1 !THING
no|nunca|sin _3 CONSENT
WITHDRAW _1 MY|el? CONSENT
ME opongo
derecho _2 oposicion|cancelacion
no recuerdo|acuerdo _3 SIGNED
porque|que ME _1 llegan|mandan|SEND|escriben
)"},
    FreeTextRule{"dejenme_en_paz", kSpanish, kExplicit, kRequest, R"(
QUIT|dejame|dejenme|dejeme|dejenos|deja ME? en|tranquilo|tranquila|tranquilos|tranquilas paz|$
vete|vayanse|vayase|larguense|largate _3
chinga|chinguen|chingue|chingas|chingada
no _1 jodas|jodan|joda|chinguen|chingues|molesten|moleste|molestes|fastidien|fastidies
callate|callense|callese
puta|pendejos|cabrones|culeros
)"},
    FreeTextRule{"los_bloqueo", kSpanish, kExplicit, kRequest, R"(
YOU|los|lo|voy _2 BLOCK
BLOCK este|esto|como|por|MY NUMBER|spam|acoso
BLOCK _2 NUMBER
)"},
    FreeTextRule{"parada", kSpanish, kIdiom, kHarmless, R"(
pare|paren|para|paro|parar en|por la|el|su|mi
muy|mas|tan|el|lo alto
alto costo|precio
baja california|el|la|los
)"},
    FreeTextRule{"cancelar_pedido", kSpanish, kIdiom, kHarmless, R"(
CANCELAR|REMOVE|PARAR|QUIT _3 THING
)"},
    FreeTextRule{"paren_solo", kSpanish, kBare, kRequest, R"(
^ pare|paren|parenle|parele|detener|detengan|cesen|alto $
^ ya? PARAR
^ ya QUIT|PARAR
^ CANCELAR $
^ REMOVE $
PARAR ya|$
ya no mas? $
)"},
    FreeTextRule{"denuncia", kSpanish, kBare, kRequest, R"(
acoso|denuncia|profeco|estafa|estafadores|demanda|condusef|ilegal
si _3 CONTACT|SEND|vuelven|vuelve|siguen|sigue|molestan
los|les|te|lo|voy a? BLOCK
es|puro|pura|esto spam|basura|estafa
abogado|abogados _2 YOU|demandar
llamo|llamar|llamare|hablar|hablare _1 a|con MY abogado|policia
)"},
    FreeTextRule{"alto_resto", kSpanish, kLeft, kUnsure, R"(
menos MESSAGE
CANCELAR _1 cuenta|membresia
alto a|ya
)"},
};

}  // namespace

std::span<const FreeTextRule> SpanishRules() { return kSpanishRules; }

}  // namespace keyword_handler
