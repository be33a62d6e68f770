// The three languages of the pages, word for word. Only form_words.cc uses this.
#pragma once

#include "ledger/forms/form_words.h"

namespace ledger {

inline constexpr FormWords kEnglishWords = {
    .language = "en",
    .yes = "YES",
    .number = "Mobile number",
    .number_hint = "With area code. Numbers from other countries begin with +.",
    .name = "Your name",
    .email = "E-mail address",
    .optional_mark = "(optional)",
    .programs = "What may we text you about?",
    .agree = "I agree.",
    .signature = "Sign by typing your full name",
    .signature_hint = "Your typed name is your electronic signature under the text above.",
    .leave_empty = "Leave this field empty",
    .submit = "Sign up",
    .stop_link = "Stop texts from {brand}",
    .mend_below = "Please correct what is marked below. Nothing was sent yet.",
    .text_changed =
        "The text of this page changed, or the page was open for too long. Please read it "
        "again and send it once more.",
    .come_again = "This could not be written down just now. Please send it once more.",
    .look_again = "This looked like it was sent by a program. Please send it once more.",
    .number_missing = "Enter your mobile number.",
    .number_wrong = "This is not a number that can be texted. Check it, with area code.",
    .name_missing = "Enter your name.",
    .email_missing = "Enter your e-mail address.",
    .email_wrong = "This is not an e-mail address.",
    .programs_missing = "Choose at least one.",
    .agree_missing = "Tick the box if you agree. Without it we cannot text you.",
    .signature_missing = "Type your full name to sign.",
    .too_long = "This is too long.",
    .double_title = "One more step: answer our text",
    .double_next =
        "{line} sends a text to the number you gave. Reply {yes} to it, and you are signed up. "
        "Until you do, you get no other texts.",
    .double_hours = "Texts go out at decent hours only, so it may take a while.",
    .auto_title = "Thank you",
    .auto_next =
        "We have written down that you agree to texts from {brand}: {programs}. They come from "
        "{line}.",
    .any_time = "You can end the texts at any time: reply STOP to any of them.",
    .stopped =
        "Did you ever text STOP to {brand}, or ask for no more texts? Then text START to "
        "{line}: only you can turn them on again, from your phone. Until then it may be that "
        "no text comes, whatever this page says.",
    .start_button = "Text START to {line}",
    .stop_title = "Stop texts from {brand}",
    .stop_intro =
        "Enter the number that should get no more texts. You can also reply STOP to any text.",
    .scope = "Which texts should end?",
    .scope_everything = "All texts from {brand}",
    .scope_marketing = "All advertising from {brand}",
    .scope_program = "Only: {programs}",
    .marketing_program = "offers and news",
    .informational_program = "notices",
    .stop_submit = "Stop the texts",
    .stopped_title = "Done",
    .stopped_done =
        "The number you gave gets these no more: {scope}. A text that is on its way may still "
        "arrive.",
    .scope_unknown = "What was chosen does not exist here, so all texts end.",
    .stopped_back = "If you want texts again, text START to {line}.",
    .not_found = "There is no such page. Check the address.",
    .closed = "This form is closed.",
    .link_needed = "This form opens only by the link in your e-mail.",
    .link_expired = "This link has expired. Ask for a new e-mail.",
    .link_forged = "This link is not complete. Open it from your e-mail again.",
    .too_many = "Too many forms came from your network. Please wait a minute, then send it again.",
    .too_large = "That was too much for this form.",
    .not_readable = "The form could not be read. Load the page again.",
    .not_ready = "This page is not ready yet. Please try again in a moment.",
    .not_set_up =
        "Something is wrong with this form, and nothing was written down. Please tell {brand}.",
};

inline constexpr FormWords kFrenchWords = {
    .language = "fr",
    .yes = "OUI",
    .number = "Numéro de mobile",
    .number_hint = "Avec l'indicatif régional. Les numéros d'autres pays commencent par +.",
    .name = "Votre nom",
    .email = "Adresse e-mail",
    .optional_mark = "(facultatif)",
    .programs = "De quoi pouvons-nous vous parler par SMS ?",
    .agree = "J'accepte.",
    .signature = "Signez en tapant votre nom complet",
    .signature_hint = "Votre nom tapé est votre signature électronique sous le texte ci-dessus.",
    .leave_empty = "Laissez ce champ vide",
    .submit = "S'inscrire",
    .stop_link = "Ne plus recevoir de SMS de {brand}",
    .mend_below = "Veuillez corriger ce qui est indiqué ci-dessous. Rien n'a encore été envoyé.",
    .text_changed =
        "Le texte de cette page a changé, ou la page est restée ouverte trop longtemps. "
        "Veuillez la relire et la renvoyer.",
    .come_again = "L'enregistrement n'a pas pu se faire. Veuillez renvoyer le formulaire.",
    .look_again = "L'envoi semblait venir d'un programme. Veuillez renvoyer le formulaire.",
    .number_missing = "Entrez votre numéro de mobile.",
    .number_wrong =
        "Ce numéro ne peut pas recevoir de SMS. Vérifiez-le, avec l'indicatif régional.",
    .name_missing = "Entrez votre nom.",
    .email_missing = "Entrez votre adresse e-mail.",
    .email_wrong = "Ce n'est pas une adresse e-mail.",
    .programs_missing = "Choisissez au moins une réponse.",
    .agree_missing = "Cochez la case si vous acceptez. Sans cela nous ne pouvons pas vous écrire.",
    .signature_missing = "Tapez votre nom complet pour signer.",
    .too_long = "C'est trop long.",
    .double_title = "Encore une étape : répondez à notre SMS",
    .double_next =
        "{line} envoie un SMS au numéro indiqué. Répondez {yes}, et l'inscription est faite. "
        "D'ici là, vous ne recevez aucun autre SMS.",
    .double_hours =
        "Les SMS partent seulement à des heures convenables ; cela peut donc prendre du temps.",
    .auto_title = "Merci",
    .auto_next =
        "Nous avons noté que vous acceptez les SMS de {brand} : {programs}. Ils viennent du "
        "{line}.",
    .any_time = "Vous pouvez y mettre fin à tout moment : répondez ARRET à l'un des SMS.",
    .stopped =
        "Avez-vous déjà envoyé ARRET ou STOP à {brand}, ou demandé de ne plus recevoir de SMS "
        "? Alors envoyez START au {line} : vous seul pouvez les réactiver, depuis votre "
        "téléphone. D'ici là, il se peut qu'aucun SMS ne vienne, quoi que dise cette page.",
    .start_button = "Envoyer START au {line}",
    .stop_title = "Ne plus recevoir de SMS de {brand}",
    .stop_intro =
        "Entrez le numéro qui ne doit plus recevoir de SMS. Vous pouvez aussi répondre ARRET à "
        "l'un d'eux.",
    .scope = "Quels SMS doivent cesser ?",
    .scope_everything = "Tous les SMS de {brand}",
    .scope_marketing = "Toute publicité de {brand}",
    .scope_program = "Seulement : {programs}",
    .marketing_program = "offres et nouvelles",
    .informational_program = "avis",
    .stop_submit = "Arrêter les SMS",
    .stopped_title = "C'est fait",
    .stopped_done =
        "Le numéro indiqué ne les reçoit plus : {scope}. Un SMS déjà en route peut encore "
        "arriver.",
    .scope_unknown = "Ce qui était choisi n'existe pas ici : tous les SMS cessent.",
    .stopped_back = "Si vous voulez à nouveau des SMS, envoyez START au {line}.",
    .not_found = "Cette page n'existe pas. Vérifiez l'adresse.",
    .closed = "Ce formulaire est fermé.",
    .link_needed = "Ce formulaire ne s'ouvre que par le lien reçu par e-mail.",
    .link_expired = "Ce lien a expiré. Demandez un nouvel e-mail.",
    .link_forged = "Ce lien n'est pas complet. Ouvrez-le à nouveau depuis votre e-mail.",
    .too_many =
        "Trop de formulaires sont venus de votre réseau. Attendez une minute, puis renvoyez le "
        "vôtre.",
    .too_large = "C'était trop pour ce formulaire.",
    .not_readable = "Le formulaire n'a pas pu être lu. Rechargez la page.",
    .not_ready = "Cette page n'est pas encore prête. Réessayez dans un instant.",
    .not_set_up = "Ce formulaire a un défaut, et rien n'a été noté. Veuillez le dire à {brand}.",
};

inline constexpr FormWords kSpanishWords = {
    .language = "es",
    .yes = "SI",
    .number = "Número de móvil",
    .number_hint = "Con código de área. Los números de otros países empiezan por +.",
    .name = "Su nombre",
    .email = "Correo electrónico",
    .optional_mark = "(opcional)",
    .programs = "¿Sobre qué podemos enviarle SMS?",
    .agree = "Acepto.",
    .signature = "Firme escribiendo su nombre completo",
    .signature_hint = "Su nombre escrito es su firma electrónica bajo el texto de arriba.",
    .leave_empty = "Deje este campo vacío",
    .submit = "Inscribirse",
    .stop_link = "No recibir más SMS de {brand}",
    .mend_below = "Corrija lo que está marcado abajo. Todavía no se ha enviado nada.",
    .text_changed =
        "El texto de esta página cambió, o la página estuvo abierta demasiado tiempo. Léala "
        "otra vez y envíela de nuevo.",
    .come_again = "No se pudo anotar en este momento. Envíelo de nuevo.",
    .look_again = "Parecía enviado por un programa. Envíelo de nuevo.",
    .number_missing = "Escriba su número de móvil.",
    .number_wrong = "Este número no puede recibir SMS. Revíselo, con código de área.",
    .name_missing = "Escriba su nombre.",
    .email_missing = "Escriba su correo electrónico.",
    .email_wrong = "Esto no es un correo electrónico.",
    .programs_missing = "Elija al menos uno.",
    .agree_missing = "Marque la casilla si acepta. Sin ella no podemos escribirle.",
    .signature_missing = "Escriba su nombre completo para firmar.",
    .too_long = "Es demasiado largo.",
    .double_title = "Un paso más: responda a nuestro SMS",
    .double_next =
        "{line} envía un SMS al número que dio. Responda {yes} y quedará inscrito. Hasta "
        "entonces no recibe otros SMS.",
    .double_hours = "Los SMS salen solo a horas prudentes, así que puede tardar.",
    .auto_title = "Gracias",
    .auto_next = "Hemos anotado que acepta los SMS de {brand}: {programs}. Vienen del {line}.",
    .any_time = "Puede terminarlos en cualquier momento: responda STOP a cualquiera de ellos.",
    .stopped =
        "¿Envió alguna vez STOP a {brand}, o pidió no recibir más SMS? Entonces envíe START al "
        "{line}: solo usted puede reactivarlos, desde su teléfono. Hasta entonces puede que no "
        "llegue ningún SMS, diga lo que diga esta página.",
    .start_button = "Enviar START al {line}",
    .stop_title = "No recibir más SMS de {brand}",
    .stop_intro =
        "Escriba el número que no debe recibir más SMS. También puede responder STOP a "
        "cualquiera de ellos.",
    .scope = "¿Qué SMS deben terminar?",
    .scope_everything = "Todos los SMS de {brand}",
    .scope_marketing = "Toda la publicidad de {brand}",
    .scope_program = "Solo: {programs}",
    .marketing_program = "ofertas y novedades",
    .informational_program = "avisos",
    .stop_submit = "Terminar los SMS",
    .stopped_title = "Hecho",
    .stopped_done =
        "El número que dio ya no los recibe: {scope}. Un SMS que ya está en camino puede "
        "llegar todavía.",
    .scope_unknown = "Lo que se eligió no existe aquí: terminan todos los SMS.",
    .stopped_back = "Si quiere recibir SMS de nuevo, envíe START al {line}.",
    .not_found = "No existe esta página. Revise la dirección.",
    .closed = "Este formulario está cerrado.",
    .link_needed = "Este formulario se abre solo con el enlace de su correo.",
    .link_expired = "Este enlace ha caducado. Pida un correo nuevo.",
    .link_forged = "Este enlace no está completo. Ábralo otra vez desde su correo.",
    .too_many = "Llegaron demasiados formularios de su red. Espere un minuto y envíelo de nuevo.",
    .too_large = "Era demasiado para este formulario.",
    .not_readable = "No se pudo leer el formulario. Cargue la página otra vez.",
    .not_ready = "Esta página aún no está lista. Inténtelo de nuevo en un momento.",
    .not_set_up = "Hay un fallo en este formulario y no se anotó nada. Dígaselo a {brand}.",
};

}  // namespace ledger
