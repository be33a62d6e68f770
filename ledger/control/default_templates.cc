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
      {kOptOutMarketingTemplate, "en",
       "{brand}: You will get no more marketing texts from us. To end all our texts, reply STOP."},
      {kOptOutMarketingTemplate, "fr",
       "{brand} : vous ne recevrez plus de SMS publicitaires de notre part. Pour ne plus en "
       "recevoir aucun, répondez ARRET."},
      {kOptOutMarketingTemplate, "es",
       "{brand}: no le enviaremos otros SMS publicitarios. Para no recibir ninguno de los "
       "nuestros, responda STOP."},
      {kOptOutProgramTemplate, "en",
       "{brand}: You will get no more {program} texts. To end all our texts, reply STOP."},
      {kOptOutProgramTemplate, "fr",
       "{brand} : vous ne recevrez plus nos SMS {program}. Pour ne plus en recevoir aucun, "
       "répondez ARRET."},
      {kOptOutProgramTemplate, "es",
       "{brand}: no le enviaremos otros SMS {program}. Para no recibir ninguno de los nuestros, "
       "responda STOP."},
      {kOptOutProgramsTemplate, "en",
       "{brand}: You will get no more texts of this kind. To end all our texts, reply STOP."},
      {kOptOutProgramsTemplate, "fr",
       "{brand} : vous ne recevrez plus de SMS de ce genre. Pour ne plus en recevoir aucun, "
       "répondez ARRET."},
      {kOptOutProgramsTemplate, "es",
       "{brand}: no le enviaremos otros SMS de este tipo. Para no recibir ninguno de los "
       "nuestros, responda STOP."},
  };
  return templates;
}

}  // namespace ledger
