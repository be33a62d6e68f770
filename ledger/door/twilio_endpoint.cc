#include "ledger/door/twilio_endpoint.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/gateway_names.h"
#include "ledger/door/random_name.h"
#include "ledger/door/twilio_status.h"
#include "ledger/http/problem.h"
#include "ledger/http/url.h"
#include "ledger/seal/key_file.h"
#include "ledger/twilio/text_form.h"

namespace ledger {
namespace {

constexpr char kEmptyTwiml[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

// Nothing is answered through TwiML: what goes out needs a grant (law 2).
http::HttpResponse NoAnswer() {
  return {.status = 200, .content_type = "text/xml", .headers = {}, .body = kEmptyTwiml};
}

std::string FieldOf(const http::Parameters& form, std::string_view name) {
  return std::string(form.Find(name).value_or(""));
}

WebhookCall SignedCall(const http::HttpRequest& request, const http::Responder& respond) {
  // A status callback tells in its query what it is about.
  WebhookCall call{{}, {}, absl::StrCat(request.target, "\n", request.body), NoAnswer(), respond};
  call.input.source = kTwilioGateway;
  return call;
}

}  // namespace

std::optional<http::Parameters> TwilioEndpoint::FormOf(const http::HttpRequest& request,
                                                       const http::Responder& respond) const {
  if (request.body.size() > kTwilioFormBytesMax) {
    respond(http::ProblemResponse(
        {413, "body_too_large",
         absl::StrCat("the form is larger than ", kTwilioFormBytesMax, " bytes"),
         "no webhook of Twilio's is so large; check who calls"}));
    return std::nullopt;
  }
  const bool is_form = http::IsForm(request);
  std::optional<http::Parameters> form =
      is_form ? http::ParseParameters(request.body) : http::Parameters();
  if (!form) {
    respond(http::ProblemResponse(
        {400, "unparseable", "the form is not well encoded, or has too many fields",
         "send the parameters as application/x-www-form-urlencoded"}));
    return std::nullopt;
  }
  if (!callers_.Twilio(request, *form)) {
    respond(http::ProblemResponse(
        {403, "not_signed", "the call is not signed by Twilio for this address",
         "check the auth token, and that --public-url is the address in the webhook"}));
    return std::nullopt;
  }
  if (!is_form) {
    respond(http::ProblemResponse(
        {415, "not_a_form", "webhooks of messaging are forms",
         "let this address be called as a messaging webhook, with POST"}));
    return std::nullopt;
  }
  return form;
}

void TwilioEndpoint::HandleText(const http::HttpRequest& request,
                                const http::Responder& respond) const {
  const std::optional<http::Parameters> form = FormOf(request, respond);
  if (!form) return;
  const std::string why = request.query.all().empty()
                              ? WhyNoTwilioText(*form)
                              : "letters of the form could hide in the address's query";
  if (!why.empty()) {
    return respond(http::ProblemResponse(
        {403, "not_a_text", why,
         "Twilio's signature does not say where a parameter ends: only a form that can be read in "
         "one way is taken, at an address without a query"}));
  }
  InboundText text;
  text.account = AccountId(kInstallation);
  text.line = FieldOf(*form, "To");
  text.from = FieldOf(*form, "From");
  text.words = TwilioWords(*form);
  text.gateway = kTwilioGateway;
  text.id = FieldOf(*form, "MessageSid");
  text.only_id_is_proved = true;
  text.provider_action = ReadOptOutType(FieldOf(*form, "OptOutType"));
  WebhookCall call = SignedCall(request, respond);
  call.input.publisher_id = text.id;
  call.decide = [text, name = RandomName()](const AdmissionContext& context) {
    return AdmitText(text, name, context);
  };
  desk_.Take(std::move(call));
}

void TwilioEndpoint::HandleStatus(const http::HttpRequest& request,
                                  const http::Responder& respond) const {
  const std::optional<http::Parameters> form = FormOf(request, respond);
  if (!form) return;
  std::optional<InboundReport> report =
      ReadTwilioStatus(FieldOf(*form, "MessageStatus"), FieldOf(*form, "ErrorCode"));
  if (!report) return respond(NoAnswer());  // on its way: says nothing about the end
  report->reference = std::string(request.query.Find("ref").value_or(""));
  WebhookCall call = SignedCall(request, respond);
  call.input.publisher_id = FieldOf(*form, "MessageSid");
  call.decide = [report = *std::move(report)](const AdmissionContext& context) {
    return AdmitReport(report, AccountId(kInstallation), context);
  };
  desk_.Take(std::move(call));
}

}  // namespace ledger
