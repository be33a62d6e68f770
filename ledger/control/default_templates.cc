#include "ledger/control/default_templates.h"

namespace ledger {

const std::vector<DefaultTemplate>& DefaultTemplates() {
  static const auto& templates = *new std::vector<DefaultTemplate>{
      {kOptInRequestTemplate, "en",
       "{brand}: Reply YES to get our {program} texts. Msg frequency varies, msg & data rates may "
       "apply. HELP for help, STOP to opt out."},
      {kOptInRequestTemplate, "fr",
       "{brand} : répondez OUI pour recevoir nos SMS {program}. Fréquence variable, frais "
       "possibles. AIDE pour de l'aide, ARRET pour refuser."},
      {kOptInRequestTemplate, "es",
       "{brand}: responda SI para recibir nuestros SMS {program}. Frecuencia variable, puede tener "
       "costo. AYUDA para ayuda, STOP para cancelar."},
      {kOptInConfirmationTemplate, "en",
       "{brand}: You get our {program} texts now. Msg frequency varies, msg & data rates may "
       "apply. HELP: {help}. STOP to opt out."},
      {kOptInConfirmationTemplate, "fr",
       "{brand} : vous recevez maintenant nos SMS {program}. Fréquence variable, frais possibles. "
       "AIDE : {help}. ARRET pour ne plus en recevoir."},
      {kOptInConfirmationTemplate, "es",
       "{brand}: desde ahora recibe nuestros SMS {program}. Frecuencia variable, puede tener "
       "costo. AYUDA: {help}. STOP para cancelar."},
      {kHelpTemplate, "en",
       "{brand}: For help contact {help}. Msg frequency varies, msg & data rates may apply. STOP "
       "to opt out."},
      {kHelpTemplate, "fr",
       "{brand} : pour de l'aide, contactez {help}. Fréquence variable, frais possibles. ARRET "
       "pour ne plus recevoir de SMS."},
      {kHelpTemplate, "es",
       "{brand}: para recibir ayuda contacte con {help}. Frecuencia variable, puede tener costo. "
       "STOP para cancelar."},
      {kOptOutConfirmationTemplate, "en",
       "{brand}: You are unsubscribed and will get no more messages from us. Reply START to opt "
       "in again."},
      {kOptOutConfirmationTemplate, "fr",
       "{brand} : désabonnement effectué, vous ne recevrez plus de messages de notre part. "
       "Répondez START pour vous réabonner."},
      {kOptOutConfirmationTemplate, "es",
       "{brand}: su baja queda confirmada y no le enviaremos otros mensajes. Responda START para "
       "volver a recibirlos."},
  };
  return templates;
}

}  // namespace ledger
