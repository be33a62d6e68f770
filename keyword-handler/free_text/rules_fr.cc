// French: harmless uses, requests, wrong persons, complaints.
#include <array>

#include "keyword-handler/free_text/rules.h"

namespace keyword_handler {
namespace {

using enum Language;
using enum RuleEffect;
using enum RuleStage;

constexpr std::array kFrenchRules = {
    FreeTextRule{"deja_dit_stop", kFrench, kOutcry, kRequest, R"(
repondu|envoye|ecrit|dit|texte|demande _3 ARRET|stop|UNSUB
si vous n? ARRET pas
pourquoi _3 ARRET
vous _1 ARRET jamais
comment _4 ARRET|UNSUB|REMOVE|ANNULER !THING _1 !THING
pour ne? plus|pas _3 RECEIVE|MESSAGE|PROMO
arrive|reussis|parviens _2 a UNSUB|ARRET|ANNULER|me
)"},
    FreeTextRule{"non_stop_answer", kFrench, kOutcry, kRequest, R"(
^ non stop $
)"},
    FreeTextRule{"ne_pas_arreter", kFrench, kNegated, kHarmless, R"(
NE ME|vous|t|te|les|surtout? ARRET|UNSUB|REMOVE|ANNULER surtout? pas|jamais
NE ARRET|UNSUB|REMOVE|ANNULER surtout? pas|jamais
NE? pas|surtout|jamais _1 ME? ARRET|UNSUB|REMOVE|ANNULER
ARRET|UNSUB pas
)"},
    FreeTextRule{"manque", kFrench, kNegated, kHarmless, R"(
NE? pas|plus recu|RECEIVE_ED _4
NE|j ai|a|avons|avez pas|jamais recu _3
NE SEND|CONTACT pas _2 THING
plus de? _1 THING
il n|ny _3 plus
)"},
    FreeTextRule{"desabonner", kFrench, kExplicit, kRequest, R"(
UNSUB|UNSUB_ED
ANNULER _3 MESSAGE|SUBSCRIPTION|PROMO|LIST
mettre|mettez|met fin _3 MESSAGE|SUBSCRIPTION|PROMO|LIST|THIS
fin de|a|aux !promo|promos !promotion|promotions MESSAGE|SUBSCRIPTION
fin de|a|aux la|les|vos|tes|ces !promo|promos !promotion|promotions MESSAGE|SUBSCRIPTION
sortir|sortez|sors _3 LIST
quitter _2 LIST|SUBSCRIPTION
)"},
    FreeTextRule{"arretez", kFrench, kExplicit, kRequest, R"(
ARRET|stop de|d _2 CONTACT|SEND|MESSAGE|ME
ARRET _2 MESSAGE|PROMO|CONTACT|SEND
ARRET THIS|tout|tous
ARRET avec|aux|les|vos|la|le _1 MESSAGE|PROMO|LIST
veux|voudrais|aimerais|souhaite que? _3 ARRET|cessent|cesse
)"},
    FreeTextRule{"ne_plus_envoyer", kFrench, kExplicit, kRequest, R"(
NE ME? CONTACT|SEND|CONTACT_ED|SEND_ED PAS !THING _2 !THING
NE CONTACT|SEND ME? PAS !THING
ME CONTACT|SEND PAS !THING
CONTACT|SEND ME plus|jamais|rien|pas
NE PAS ME|etre|vous? _1 CONTACT|SEND|CONTACT_ED|RECEIVE|CONTACT_ED !THING _2 !THING
NE PAS _2 CONTACT|SEND|RECEIVE|CONTACT_ED _2 MESSAGE|PROMO|rien
plus jamais? ME _1 CONTACT|SEND|RECEIVE
plus RECEIVE|CONTACT|SEND
CONTACT|SEND plus|pas|rien $
NE utilisez plus|pas
refuse de|d|que|vos|tout|toute|ces
)"},
    FreeTextRule{"ne_veux_plus", kFrench, kExplicit, kRequest, R"(
WANT plus|pas|aucun|aucune|rien|jamais de? _4 MESSAGE|PROMO|RECEIVE|CONTACT|CONTACT_ED|SEND|LIST
NE WANT plus|pas rien|vous|de|d|etre|entendre|en|avoir|faire !THING _2 !THING
veux plus rien|vous|etre|entendre|en !THING
veux rien|en _3 MESSAGE|recevoir|PAS
veux|voudrais|aimerais|souhaite|desire etre? _1 REMOVE|REMOVE_ED|UNSUB|UNSUB_ED|annule
WANT NE PAS|plus
prefere|prefererais NE? PAS _2 RECEIVE|CONTACT_ED|CONTACT|etre
PAS interesse|interessee|interesses|interessees !par
interesse|interesse|interessent|interessee plus|pas !par
m interesse|interessent PAS
PAS besoin de? _2 MESSAGE|PROMO
)"},
    FreeTextRule{"plus_de_textos", kFrench, kExplicit, kRequest, R"(
plus|pas|aucun|aucune|zero de|d _2 MESSAGE|PROMO
trop|assez|marre de|d _2 MESSAGE|PROMO
plus|aucun|aucune|pas aucun? MESSAGE|PROMO
assez|marre|ras|trop de|d|le YOU|YOUR|THIS|MESSAGE|bol
y en a marre|assez
ca|cela|c? suffit|suffisant
en ai assez|marre
tannant|tannants
)"},
    FreeTextRule{"retirez_moi", kFrench, kExplicit, kRequest, R"(
REMOVE _1 ME !THING
ME REMOVE|REMOVE_ED
REMOVE _2 NUMBER|LIST|donnees
REMOVE _4 de|des YOUR LIST
LIST _3 en sors|sortir
etre|etes? REMOVE|REMOVE_ED _2 LIST|NUMBER
plus _2 LIST
plus partie
oubliez|oublie|perdez MY|ce|moi
)"},
    FreeTextRule{"mauvais_numero", kFrench, kExplicit, kRequest, R"(
WRONG de|d? _1 PARTY
WRONG PARTY
YOU YOU WRONG !THING
faites|fait|faite erreur
trompez|trompe|trompes $
PAS _2 bon|bonne PARTY
mauvaise personne
est PAS|plus _1 MY|le|son|sa NUMBER|PARTY
PAS|plus MY|son|sa|le NUMBER _1 de|d|$
plus NUMBER
NE est|suis|suit PAS UNKNOWN $
NE suis PAS UNKNOWN
suis PAS UNKNOWN UNKNOWN? $
NE? est? PAS UNKNOWN ici|qui
est PAS UNKNOWN $
NE? est plus|pas ici|moi !qui
est PAS moi
PAS de UNKNOWN ici|a
y a PAS de|d|personne
personne de|du? THIS? nom
connais|connait|connaissons|sais PAS|aucun|aucune|personne !THING
change|changer|changee de numero|num
appartient|appartenait PAS|plus|a
NUMBER _2 appartient|attribue|change
plus|PAS joignable|valide
nouveau|nouvelle proprietaire|detenteur
)"},
    FreeTextRule{"decede", kFrench, kExplicit, kRequest, R"(
DIED
nous a quittes
)"},
    FreeTextRule{"plus_client", kFrench, kExplicit, kRequest, R"(
PAS|plus CUSTOMER
jamais ete _1 CUSTOMER
habite|habitons|travaille plus|pas
jamais _2 achete|commande|magasine|entendu|mis
)"},
    FreeTextRule{"jamais_inscrit", kFrench, kExplicit, kRequest, R"(
PAS|rien _3 SIGNED !THING _2 !THING
PAS me? SIGNED
souviens PAS _3 SIGNED|etre
comment _3 eu|obtenu|trouve|pris MY NUMBER
qui|comment|ou|pourquoi _4 MY NUMBER
pourquoi _2 RECEIVE|recois|SEND|CONTACT
sans MY CONSENT
PAS _2 CONSENT
WITHDRAW _1 MY? CONSENT
plus|pas le droit
droit d? opposition|oppose|retrait|effacement
m oppose
)"},
    FreeTextRule{"laissez_moi", kFrench, kExplicit, kRequest, R"(
laisse|laissez|laisser|fiche|fichez ME? _1 tranquille|tranquilles|paix|la
foutez|fous|lache|lachez|foute ME? _1 tranquille|tranquilles|paix|la
lache|lachez|oubliez ME
^ la paix
degage|degagez|casse|cassez|barrez|tirez
va|allez|vas YOU? _1 faire|chier|foutre|voir
ta|vos? gueule
foutez le camp
va au diable
)"},
    FreeTextRule{"je_vous_bloque", kFrench, kExplicit, kRequest, R"(
YOU BLOCK !le
BLOCK ce|votre|comme|YOU NUMBER|spam|pourriel
BLOCK _2 NUMBER|MESSAGE
)"},
    FreeTextRule{"sans_arret", kFrench, kIdiom, kHarmless, R"(
sans|un|des|nos|d|l|prochain|premier|dernier|quel arret|arrets
cet|mon|votre|notre|au|aux|chaque|autre|deux|trois arret|arrets
arret de|du|d bus|travail|maladie|tram|metro|car|autobus|l|la|le
arret cardiaque|maladie
j|je|il|elle|on|nous|ils|elles|tu m|me|s|nous|vais|peux|va|peut|dois? ARRET !de
je|j|il|elle|on ARRET
s ARRET
il _2 ARRET
)"},
    FreeTextRule{"annuler_commande", kFrench, kIdiom, kHarmless, R"(
ANNULER|REMOVE|ARRET _3 THING
)"},
    FreeTextRule{"arret_seul", kFrench, kBare, kRequest, R"(
^ ARRET
ARRET $
^ arret $
^ YOU _2 ARRET
)"},
    FreeTextRule{"plainte", kFrench, kBare, kRequest, R"(
THREAT
porte|porter|deposer|depose plainte
si _2 continue|continuez|recommence|recommencez
si _2 CONTACT|SEND encore
c est|du|de la? spam|pourriel
encore|autre un|une|autre MESSAGE et|je|j
appelle|contacte|appeler|contacter MY|un avocat|police
)"},
    FreeTextRule{"arret_laisse", kFrench, kLeft, kUnsure, R"(
ARRET
^ arret
moins _2 MESSAGE
ANNULER MY CUSTOMER|compte
)"},
};

}  // namespace

std::span<const FreeTextRule> FrenchRules() { return kFrenchRules; }

}  // namespace keyword_handler
