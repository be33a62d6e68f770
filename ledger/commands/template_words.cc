#include "ledger/commands/template_words.h"

#include <algorithm>
#include <iterator>

namespace ledger {
namespace {

constexpr TextPart kRequestParts[] = {TextPart::kBrand, TextPart::kYes, TextPart::kHelp,
                                      TextPart::kStop};
constexpr TextPart kConfirmationParts[] = {TextPart::kBrandOrProgram, TextPart::kHelp,
                                           TextPart::kStop, TextPart::kFrequency, TextPart::kFees};
constexpr TextPart kHelpParts[] = {TextPart::kBrand, TextPart::kContact};
constexpr TextPart kOptOutParts[] = {TextPart::kBrand, TextPart::kNoMore};
constexpr TextPart kDisclosureParts[] = {TextPart::kName, TextPart::kFrequency, TextPart::kFees,
                                         TextPart::kStop, TextPart::kHelp};
constexpr TextPart kMarketingDisclosureParts[] = {
    TextPart::kName, TextPart::kMarketing, TextPart::kNoCondition, TextPart::kFrequency,
    TextPart::kFees, TextPart::kStop,      TextPart::kHelp};

// How a part is told of, and how to say it.
struct PartSaid {
  TextPart part;
  std::string_view what;
  std::string_view en;
  std::string_view fr;
  std::string_view es;
};

constexpr PartSaid kPartsSaid[] = {
    {TextPart::kBrand, "who speaks: ", "{brand}", "{brand}", "{brand}"},
    {TextPart::kBrandOrProgram, "who speaks or of what: ", "{brand} or {program}",
     "{brand} or {program}", "{brand} or {program}"},
    {TextPart::kYes, "how to agree: ", "Reply YES", "Répondez OUI", "Responda SI"},
    {TextPart::kStop, "how to stop: ", "STOP to opt out", "ARRET pour refuser",
     "STOP para cancelar"},
    {TextPart::kHelp, "how to get help: ", "HELP for help", "AIDE pour de l'aide",
     "AYUDA para ayuda"},
    {TextPart::kFrequency, "how often: ", "Msg frequency varies", "Fréquence variable",
     "Frecuencia variable"},
    {TextPart::kFees, "the fees: ", "msg & data rates may apply", "frais possibles",
     "puede tener costo"},
    {TextPart::kNoMore, "that no more texts come: ", "you will get no more messages",
     "vous ne recevrez plus de messages", "no le enviaremos otros mensajes"},
    {TextPart::kContact, "where help is: ", "{help}, or an address or number",
     "{help}, or an address or number", "{help}, or an address or number"},
    {TextPart::kName, "who will text: ", "the name of the business, which nothing fills in",
     "the name of the business, which nothing fills in",
     "the name of the business, which nothing fills in"},
    {TextPart::kMarketing, "what comes: ", "recurring automated marketing texts",
     "textos marketing automatisés et récurrents",
     "mensajes de marketing automatizados y recurrentes"},
    {TextPart::kNoCondition, "that nobody needs to agree: ",
     "consent is not a condition of purchase",
     "le consentement n'est pas une condition d'achat",
     "el consentimiento no es una condición de compra"},
};

const PartSaid* FindSaid(TextPart part) {
  const auto* const said = std::find_if(std::begin(kPartsSaid), std::end(kPartsSaid),
                                        [&](const PartSaid& one) { return one.part == part; });
  return said == std::end(kPartsSaid) ? nullptr : said;
}

// ISO 639-1, in one row.
constexpr std::string_view kLanguageCodes =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffi"
    "fjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkw"
    "kylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnro"
    "rurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyi"
    "yozazhzu";

constexpr PartWords kPartWords[] = {
    {TextPart::kYes, "en", "yes"},
    {TextPart::kYes, "en", "y"},
    {TextPart::kYes, "fr", "oui"},
    {TextPart::kYes, "es", "si"},
    {TextPart::kStop, "", "stop"},
    {TextPart::kStop, "fr", "arret"},
    {TextPart::kStop, "es", "alto"},
    {TextPart::kHelp, "", "help"},
    {TextPart::kHelp, "", "info"},
    {TextPart::kHelp, "fr", "aide"},
    {TextPart::kHelp, "es", "ayuda"},
    {TextPart::kFrequency, "en", "frequency"},
    {TextPart::kFrequency, "en", "freq"},
    {TextPart::kFrequency, "en", "recurring"},
    {TextPart::kFrequency, "en", "msgs per"},
    {TextPart::kFrequency, "en", "msg per"},
    {TextPart::kFrequency, "en", "messages per"},
    {TextPart::kFrequency, "en", "texts per"},
    {TextPart::kFrequency, "en", "per month"},
    {TextPart::kFrequency, "en", "per week"},
    {TextPart::kFrequency, "en", "a month"},
    {TextPart::kFrequency, "en", "a week"},
    {TextPart::kFrequency, "en", "msgs mo"},
    {TextPart::kFrequency, "en", "msg mo"},
    {TextPart::kFrequency, "en", "daily"},
    {TextPart::kFrequency, "en", "weekly"},
    {TextPart::kFrequency, "en", "monthly"},
    {TextPart::kFrequency, "fr", "frequence"},
    {TextPart::kFrequency, "fr", "recurrents"},
    {TextPart::kFrequency, "fr", "par mois"},
    {TextPart::kFrequency, "fr", "par semaine"},
    {TextPart::kFrequency, "es", "frecuencia"},
    {TextPart::kFrequency, "es", "recurrentes"},
    {TextPart::kFrequency, "es", "al mes"},
    {TextPart::kFrequency, "es", "por mes"},
    {TextPart::kFrequency, "es", "por semana"},
    {TextPart::kFees, "en", "rates"},
    {TextPart::kFees, "en", "fees"},
    {TextPart::kFees, "en", "charges"},
    {TextPart::kFees, "fr", "frais"},
    {TextPart::kFees, "fr", "tarifs"},
    {TextPart::kFees, "es", "costo"},
    {TextPart::kFees, "es", "costos"},
    {TextPart::kFees, "es", "tarifas"},
    {TextPart::kFees, "es", "cargos"},
    {TextPart::kNoMore, "en", "no more"},
    {TextPart::kNoMore, "en", "no further"},
    {TextPart::kNoMore, "en", "unsubscribed"},
    {TextPart::kNoMore, "en", "opted out"},
    {TextPart::kNoMore, "en", "will not"},
    {TextPart::kNoMore, "en", "not get"},
    {TextPart::kNoMore, "en", "not receive"},
    {TextPart::kNoMore, "en", "won t"},
    {TextPart::kNoMore, "fr", "ne recevrez plus"},
    {TextPart::kNoMore, "fr", "plus de messages"},
    {TextPart::kNoMore, "fr", "plus aucun"},
    {TextPart::kNoMore, "fr", "desabonn*"},
    {TextPart::kNoMore, "fr", "desinscri*"},
    {TextPart::kNoMore, "es", "baja"},
    {TextPart::kNoMore, "es", "no le enviaremos"},
    {TextPart::kNoMore, "es", "no enviaremos"},
    {TextPart::kNoMore, "es", "no recibira"},
    {TextPart::kNoMore, "es", "no mas"},
    {TextPart::kNoMore, "es", "cancelad*"},
    {TextPart::kMarketing, "", "marketing"},
    {TextPart::kMarketing, "", "promo*"},
    {TextPart::kMarketing, "en", "advertis*"},
    {TextPart::kMarketing, "en", "automated"},
    {TextPart::kMarketing, "en", "automatic*"},
    {TextPart::kMarketing, "en", "autodial*"},
    {TextPart::kMarketing, "fr", "publicit*"},
    {TextPart::kMarketing, "fr", "automatis*"},
    {TextPart::kMarketing, "fr", "automatique*"},
    {TextPart::kMarketing, "es", "mercadotecnia"},
    {TextPart::kMarketing, "es", "publicit*"},
    {TextPart::kMarketing, "es", "automatizad*"},
    {TextPart::kMarketing, "es", "automatic*"},
    {TextPart::kNoCondition, "en", "not a condition"},
    {TextPart::kNoCondition, "en", "no condition"},
    {TextPart::kNoCondition, "en", "isn t a condition"},
    {TextPart::kNoCondition, "en", "not condition*"},
    {TextPart::kNoCondition, "en", "not required"},
    {TextPart::kNoCondition, "en", "isn t required"},
    {TextPart::kNoCondition, "en", "not a requirement"},
    {TextPart::kNoCondition, "en", "isn t a requirement"},
    {TextPart::kNoCondition, "en", "not necessary"},
    {TextPart::kNoCondition, "en", "isn t necessary"},
    {TextPart::kNoCondition, "en", "not needed"},
    {TextPart::kNoCondition, "en", "isn t needed"},
    {TextPart::kNoCondition, "en", "not mandatory"},
    {TextPart::kNoCondition, "en", "no purchase"},
    {TextPart::kNoCondition, "en", "no obligation to buy"},
    {TextPart::kNoCondition, "en", "no obligation to purchase"},
    {TextPart::kNoCondition, "en", "without buying"},
    {TextPart::kNoCondition, "en", "not have to agree"},
    {TextPart::kNoCondition, "en", "not need to agree"},
    {TextPart::kNoCondition, "en", "don t have to agree"},
    {TextPart::kNoCondition, "en", "don t need to agree"},
    {TextPart::kNoCondition, "fr", "pas une condition"},
    {TextPart::kNoCondition, "fr", "pas condition*"},
    {TextPart::kNoCondition, "fr", "pas obligatoire*"},
    {TextPart::kNoCondition, "fr", "pas requis*"},
    {TextPart::kNoCondition, "fr", "pas necessaire*"},
    {TextPart::kNoCondition, "fr", "pas exige*"},
    {TextPart::kNoCondition, "fr", "aucun achat"},
    {TextPart::kNoCondition, "fr", "aucune obligation d achat"},
    {TextPart::kNoCondition, "fr", "sans obligation d achat"},
    {TextPart::kNoCondition, "es", "no es condicion"},
    {TextPart::kNoCondition, "es", "no es una condicion"},
    {TextPart::kNoCondition, "es", "no es requisito"},
    {TextPart::kNoCondition, "es", "no es un requisito"},
    {TextPart::kNoCondition, "es", "no es obligatori*"},
    {TextPart::kNoCondition, "es", "no es necesari*"},
    {TextPart::kNoCondition, "es", "no es requerid*"},
    {TextPart::kNoCondition, "es", "no se requiere"},
    {TextPart::kNoCondition, "es", "no se exige"},
    {TextPart::kNoCondition, "es", "no requiere compra"},
    {TextPart::kNoCondition, "es", "ninguna compra"},
    {TextPart::kNoCondition, "es", "sin obligacion de compra*"},
};

constexpr OfferWords kOfferWords[] = {
    {"en", "free", false}, {"en", "sale", false}, {"en", "sales", false},
    {"en", "discount*", false}, {"en", "win", false}, {"en", "winner*", false},
    {"en", "prize*", false}, {"en", "off", false}, {"en", "%", false}, {"en", "deal", false},
    {"en", "deals", false}, {"en", "offer", false}, {"en", "offers", false},
    {"en", "promo*", false}, {"en", "coupon*", false}, {"en", "save", false},
    {"en", "savings", false}, {"en", "bonus", false}, {"en", "bogo", false}, {"en", "gift*", false},
    {"en", "giveaway*", false}, {"en", "sweepstake*", false}, {"en", "clearance", false},
    {"en", "reward*", false}, {"en", "cash", false}, {"en", "exclusive", false},
    {"en", "limited time", false}, {"en", "buy now", false}, {"en", "shop now", false},
    {"en", "order now", false},
    {"fr", "gratuit*", false}, {"fr", "solde*", false}, {"fr", "rabais", false},
    {"fr", "remise*", false}, {"fr", "reduction*", false}, {"fr", "gagne*", false},
    {"fr", "%", false}, {"fr", "offre", false}, {"fr", "offres", false}, {"fr", "promo*", false},
    {"fr", "coupon*", false}, {"fr", "cadeau*", false}, {"fr", "prime", false},
    {"fr", "economis*", false}, {"fr", "exclusi*", false}, {"fr", "achetez", false},
    {"es", "gratis", false}, {"es", "rebaja*", false}, {"es", "descuento*", false},
    {"es", "gana", false}, {"es", "gane", false}, {"es", "ganador*", false},
    {"es", "premio*", false}, {"es", "%", false}, {"es", "oferta*", false}, {"es", "promo*", false},
    {"es", "cupon*", false}, {"es", "regalo*", false}, {"es", "ahorr*", false},
    {"es", "exclusiv*", false}, {"es", "compre", false},
    {"en", "cannabis", true}, {"en", "marijuana", true}, {"en", "weed", true}, {"en", "thc", true},
    {"en", "cbd", true}, {"en", "kush", true}, {"en", "edible*", true}, {"en", "dispensar*", true},
    {"en", "hemp", true}, {"en", "vape*", true}, {"en", "vaping", true}, {"en", "tobacco", true},
    {"en", "nicotine", true}, {"en", "cigar*", true}, {"en", "alcohol*", true},
    {"en", "beer*", true}, {"en", "wine*", true}, {"en", "liquor*", true}, {"en", "whiskey", true},
    {"en", "whisky", true}, {"en", "vodka", true}, {"en", "casino*", true}, {"en", "gambl*", true},
    {"en", "bet", true}, {"en", "bets", true}, {"en", "betting", true}, {"en", "lottery", true},
    {"en", "gun", true}, {"en", "guns", true}, {"en", "firearm*", true}, {"en", "ammo", true},
    {"en", "ammunition", true}, {"en", "loan*", true}, {"en", "payday", true},
    {"en", "crypto*", true}, {"en", "bitcoin", true},
    {"fr", "cannabis", true}, {"fr", "cbd", true}, {"fr", "thc", true}, {"fr", "vapot*", true},
    {"fr", "tabac", true}, {"fr", "nicotine", true}, {"fr", "cigar*", true},
    {"fr", "alcool*", true}, {"fr", "biere*", true}, {"fr", "vin", true}, {"fr", "vins", true},
    {"fr", "casino*", true}, {"fr", "loterie", true}, {"fr", "armes", true}, {"fr", "credit", true},
    {"fr", "crypto*", true},
    {"es", "cannabis", true}, {"es", "marihuana", true}, {"es", "cbd", true}, {"es", "thc", true},
    {"es", "vapeo", true}, {"es", "tabaco", true}, {"es", "nicotina", true},
    {"es", "cigarr*", true}, {"es", "alcohol*", true}, {"es", "cerveza*", true},
    {"es", "vino*", true}, {"es", "casino*", true}, {"es", "apuesta*", true},
    {"es", "loteria", true}, {"es", "armas", true}, {"es", "prestamo*", true},
    {"es", "crypto*", true},
};

}  // namespace

std::string_view RoleName(TextRole role) {
  switch (role) {
    case TextRole::kOptInRequest:
      return "the opt-in request";
    case TextRole::kOptInConfirmation:
      return "the confirmation of an opt-in";
    case TextRole::kHelp:
      return "the answer to HELP";
    case TextRole::kOptOutConfirmation:
      return "the confirmation of a STOP";
    case TextRole::kDisclosure:
      return "the disclosure of a form";
    case TextRole::kMarketingDisclosure:
      return "the disclosure of a marketing form";
  }
  return "a text";
}

std::span<const TextPart> PartsOf(TextRole role) {
  switch (role) {
    case TextRole::kOptInRequest:
      return kRequestParts;
    case TextRole::kOptInConfirmation:
      return kConfirmationParts;
    case TextRole::kHelp:
      return kHelpParts;
    case TextRole::kOptOutConfirmation:
      return kOptOutParts;
    case TextRole::kDisclosure:
      return kDisclosureParts;
    case TextRole::kMarketingDisclosure:
      return kMarketingDisclosureParts;
  }
  return {};
}

std::string_view PartName(TextPart part) {
  const PartSaid* said = FindSaid(part);
  return said == nullptr ? "" : said->what;
}

std::string_view PartExample(TextPart part, std::string_view language) {
  const PartSaid* said = FindSaid(part);
  if (said == nullptr) return "";
  if (language.starts_with("fr")) return said->fr;
  return language.starts_with("es") ? said->es : said->en;
}

bool IsLanguage(std::string_view code) {
  if (code.size() != 2) return false;
  for (std::string_view all = kLanguageCodes; !all.empty(); all.remove_prefix(2)) {
    if (all.starts_with(code)) return true;
  }
  return false;
}

bool MustNotPromote(TextRole role) {
  return role == TextRole::kOptInRequest || role == TextRole::kOptOutConfirmation;
}

bool MustNotNameTrade(TextRole role) { return role == TextRole::kOptInRequest; }

std::span<const PartWords> AllPartWords() { return kPartWords; }

std::span<const OfferWords> AllOfferWords() { return kOfferWords; }

}  // namespace ledger
