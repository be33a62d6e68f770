#include "ledger/door/kannel_endpoint.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/gateway_names.h"
#include "ledger/door/kannel_words.h"
#include "ledger/door/random_name.h"
#include "ledger/http/problem.h"
#include "ledger/http/url.h"

namespace ledger {
namespace {

// Values of Kannel's %d.
constexpr int kDelivered = 1;
constexpr int kNotDelivered = 2;
constexpr int kRefusedByCarrier = 16;

std::string ValueOf(const http::HttpRequest& request, std::string_view name) {
  return std::string(request.query.Find(name).value_or(""));
}

// The request without its key, for the rejected topic.
std::string OriginalOf(const http::HttpRequest& request) {
  std::string original = absl::StrCat(request.path, "?");
  for (const auto& [name, value] : request.query.all()) {
    if (name == "key") continue;
    absl::StrAppend(&original, original.back() == '?' ? "" : "&", http::PercentEncode(name), "=",
                    http::PercentEncode(value));
  }
  return original;
}

TimeMs SecondsOf(const std::string& text) {
  std::int64_t seconds = 0;
  constexpr std::int64_t kSecondsMax = 1LL << 40;
  if (!absl::SimpleAtoi(text, &seconds) || seconds < 0 || seconds > kSecondsMax) return kNoTime;
  return seconds * 1000;
}

WebhookCall CallOf(const http::HttpRequest& request, const http::Responder& respond) {
  WebhookCall call{{}, {}, OriginalOf(request), {}, respond};
  call.input.source = kKannelGateway;
  return call;
}

}  // namespace

void KannelEndpoint::HandleText(const http::HttpRequest& request,
                                const http::Responder& respond) const {
  const std::optional<AccountId> account = callers_.Gateway(request);
  if (!account) return respond(http::Unauthorized());
  InboundText text;
  text.account = *account;
  text.line = ValueOf(request, "to");
  text.from = ValueOf(request, "from");
  if (const auto raw = request.query.Find("raw")) {
    text.words = KannelWords(*raw, ValueOf(request, "charset"));
  }
  text.gateway = kKannelGateway;
  text.id = ValueOf(request, "id");
  text.time_ms = SecondsOf(ValueOf(request, "ts"));
  WebhookCall call = CallOf(request, respond);
  call.input.publisher_id = text.id;
  call.decide = [text, name = RandomName()](const AdmissionContext& context) {
    return AdmitText(text, name, context);
  };
  desk_.Take(std::move(call));
}

void KannelEndpoint::HandleReport(const http::HttpRequest& request,
                                  const http::Responder& respond) const {
  const std::optional<AccountId> account = callers_.Gateway(request);
  if (!account) return respond(http::Unauthorized());
  int code = 0;
  if (!absl::SimpleAtoi(ValueOf(request, "d"), &code)) {
    return respond(http::ProblemResponse({.status = 400,
                                          .type = "invalid_field",
                                          .detail = "d: is not a number",
                                          .mend = "put d=%d into the dlr-url"}));
  }
  InboundReport report;
  if (code == kDelivered) {
    report.delivery = Delivery::kDelivered;
  } else if (code == kNotDelivered || code == kRefusedByCarrier) {
    report.delivery = Delivery::kFailed;
  } else {
    return respond({});  // on its way: says nothing about the end
  }
  report.reference = ValueOf(request, "ref");
  report.gateway = kKannelGateway;
  report.detail = absl::StrCat("d=", code);
  WebhookCall call = CallOf(request, respond);
  call.decide = [report, account = *account](const AdmissionContext& context) {
    return AdmitReport(report, account, context);
  };
  desk_.Take(std::move(call));
}

}  // namespace ledger
