// Spanish: as lexicon_en.cc. Words stand without accents; verbs take their clitics (mandarme).
#include <array>

#include "keyword-handler/free_text/lexicon_rows.h"

namespace keyword_handler {
namespace {

using enum WordForm;

constexpr std::array kSpanishRows = {
    LexiconRow{"FILLER", kAsIs,
               "por_favor porfavor por_fa porfa porfis gracias hola buenas buenos tardes dias "
               "noches "
               "ahora ahorita inmediatamente inmediato tambien solo simplemente senores "
               "senor senora oiga oigan oye amigo amigos pues ay ok vale perdon disculpe "
               "disculpen disculpa carajo pinche pinches malditos estupidos tontos todos todas "
               "tantos tantas demasiados favorcito siento urgente xfa xfavor pf"},
    LexiconRow{"que", kAlias, "q qe ke"},
    LexiconRow{"por que", kAlias, "xq pq"},
    LexiconRow{"por", kAlias, "x"},
    LexiconRow{"numero", kAlias, "nro nmro numro"},
    LexiconRow{"mensajes", kAlias, "msjes mjes mnsjs"},
    LexiconRow{"BARRIER", kAsIs, "y o pero porque cuando si hasta antes sino ni"},
    LexiconRow{"PARAR", kAsIs,
               "pare paren parele parenle parar parenlo parenla detener detenga detengan "
               "detenganse cesar cesen cese deten detenganlo suspendan alto parense parense"},
    LexiconRow{"QUIT", kAsIs,
               "dejen deje deja dejar dejes dejan dejenme dejeme dejame dejenos dejarme "
               "dejaran dejaras parar pare paren para"},
    LexiconRow{"CANCELAR", kArVerb, "cancel anul suspend desactiv"},
    LexiconRow{"UNSUB", kArVerb, "desafili"},
    LexiconRow{"UNSUB", kIrVerb, "desuscrib desinscrib dessuscrib"},
    LexiconRow{"UNSUB", kAsIs, "desuscripcion desubscribir desubscribirme desuscribanme"},
    LexiconRow{"REMOVE", kArVerb, "borr elimin quit sac saqu retir remov descart tach"},
    LexiconRow{"REMOVE", kIrVerb, "remov remuev exclu excluy"},
    LexiconRow{"CONTACT", kArVerb,
               "contact molest text texte mensaje spame llam marc marqu acos fastidi hostig "
               "moles contacten bombarde "
               "hosteg incomod spame chinge ching jod atosig mensaj whatsap"},
    LexiconRow{"CONTACT", kIrVerb, "escrib jod"},
    LexiconRow{"CONTACT", kAsIs, "chinguen chingues chinguenme joder"},
    LexiconRow{"SEND", kArVerb, "mand envi"},
    LexiconRow{"SEND", kAsIs, "envio manda envien enbien embien mande manden"},
    LexiconRow{"RECEIVE", kIrVerb, "recib resib"},
    LexiconRow{"RECEIVE", kAsIs, "lleguen llegan llegar ver tener saber oir"},
    LexiconRow{"WANT", kAsIs,
               "quiero queremos deseo deseamos quisiera quisieramos necesito solicito pido "
               "quero kiero qiero gustaria prefiero ocupo exijo"},
    LexiconRow{"MESSAGE", kAsIs,
               "mensaje mensajes mensage mensages mensajitos menzajes mensjes texto textos sms "
               "msj msjs mjs correo correos notificacion notificaciones anuncio anuncios spam "
               "publicidad publicidades propaganda propagandas comunicacion comunicaciones "
               "mensajeria mails llamadas basura basuras porqueria porquerias msn whatsapps "
               "mensajito avisos"},
    LexiconRow{"PROMO", kAsIs,
               "promocion promociones promo promos oferta ofertas descuento descuentos alertas "
               "alerta recordatorios recordatorio cupones informacion esto eso cosas novedades "
               "encuestas"},
    LexiconRow{"LIST", kAsIs,
               "lista listas sistema sistemas base bases grupo grupos registro registros "
               "programa directorio contactos datos archivo archivos difusion"},
    LexiconRow{"SUBSCRIPTION", kAsIs,
               "suscripcion suscripciones subscripcion suscripsion subscripsion suscricion "
               "inscripcion servicio servicios todo membresia afiliacion"},
    LexiconRow{"NUMBER", kAsIs,
               "numero numeros telefono telefonos celular cel movil nombre datos linea num tel "
               "contacto numerito"},
    LexiconRow{"THING", kAsIs,
               "pedido pedidos cita citas orden ordenes reserva reservas reservacion "
               "reservaciones compra compras entrega entregas mesa articulo articulos turno "
               "turnos pago pagos paquete paquetes factura recibo talla tallas color colores "
               "rojo azul negro blanco verde zapatos camisa vestido bolsa bolsas cebolla "
               "cebollas salsa queso pan cafe vino cerveza comida cena plato mesas boleto "
               "boletos clase clases sesion renta alquiler devolucion reembolso tarjeta "
               "direccion precio precios costo carro coche llantas cuarto habitacion hotel "
               "noche masaje corte mancha tienda calle casa puerta enlace codigo formulario "
               "producto productos modelo garantia alarma luz fuga agua dolor medicina receta "
               "presupuesto foto fotos llave llaves nieve lluvia camion parada metro vuelo "
               "viaje carrito picante tomate pollo carne hielo azucar california costo autobus"},
    LexiconRow{"ME", kAsIs, "me nos "},
    LexiconRow{"MY", kAsIs, "mi mis nuestro nuestra"},
    LexiconRow{"I", kAsIs, "yo nosotros"},
    LexiconRow{"YOU", kAsIs, "ustedes usted uds ud les tu te"},
    LexiconRow{"YOUR", kAsIs, "su sus tus"},
    LexiconRow{"THIS", kAsIs, "este esta estos estas ese esa esos esas esto eso los las"},
    LexiconRow{"MORE", kAsIs, "mas nada ningun ninguna nunca tampoco"},
    LexiconRow{"WRONG", kAsIs,
               "equivocado equivocada equivocados equivocaron equivoco incorrecto incorrecta "
               "errado errada erroneo equivoque equivocando equivocacion confundido "
               "confundieron confundio"},
    LexiconRow{"EQUIVOCAR", kArVerb, "equivoc equivoqu ekivoc"},
    LexiconRow{"WRONG", kAsIs, "ekivocado ekivocada"},
    LexiconRow{"PARTY", kAsIs,
               "numero telefono persona destinatario contacto celular num cel numeros"},
    LexiconRow{"CONSENT", kAsIs,
               "consentimiento permiso autorizacion autorizo consiento acepto autorice "
               "autorizado autorize"},
    LexiconRow{"WITHDRAW", kAsIs,
               "retiro revoco retirar revocar revoque revoquen retire retiren anulo"},
    LexiconRow{"SIGNED", kAsIs,
               "registre registrado registrada inscribi inscrito inscrita suscribi suscrito "
               "suscrita pedi solicite acepte autorice di registrarme inscribirme subscribi "
               "suscribirme apunte anote"},
    LexiconRow{"CUSTOMER", kAsIs, "cliente clienta clientes miembro socio socia paciente"},
    LexiconRow{"BLOCK", kArVerb, "bloque report denunci"},
    LexiconRow{"BLOCK", kAsIs, "denuncio reporto bloqueo demandar demando demandare denunciare"},
    LexiconRow{"THREAT", kAsIs,
               "acoso demanda denuncia estafa estafadores ilegal "
               "profeco estafadora"},
    LexiconRow{"DIED", kAsIs, "fallecio murio fallecido fallecida difunto difunta muerto muerta"},
    LexiconRow{"KIN", kAsIs,
               "mama papa madre padre esposo esposa hijo hija hermano hermana abuelo abuela tio "
               "tia perro gato amigo amiga suegra"},
    LexiconRow{"", kAsIs,
               "no si el la lo un una unos unas de del al a en con por para que quien como donde "
               "cuando cual cuanto es soy eres somos son estoy estamos estan fue era ser estar "
               "hay he ha han hoy manana ayer tarde temprano aqui ahi alli alla mucho poco muy "
               "bien mal listo lista seguro segura libre disponible puedo puede pueden quiere "
               "quieren tengo tiene tienen voy va vamos paso llego llegue interesa interesan "
               "interesado interesada conozco conocemos vive viven vivo tampoco baja siga sigan "
               "siguen seguir sigue se vuelva vuelvan vuelvas vuelven volver ya mas todavia "
               "bueno buena cierto verdad otra otro vez saquen paz tranquilo tranquila vayanse "
               "cuesta abren cierran dia semana mes favorita basta dar darme den denme dame doy "
               "salir salirme salgo llamo pertenece cambio cambie existe dueno correcto "
               "equivocarme hagan haga dejo poder hacer hago jamas"},
};

}  // namespace

std::span<const LexiconRow> SpanishRows() { return kSpanishRows; }

}  // namespace keyword_handler
