#include "ledger/door/kannel_endpoint.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/limits.h"
#include "ledger/core/strings.h"
#include "ledger/door/kannel_words.h"
#include "ledger/door/random_name.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"
#include "ledger/http/url.h"

namespace ledger {
namespace {

constexpr char kGateway[] = "kannel";
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

}  // namespace

// A call of the gateway that waits for its answer.
struct KannelEndpoint::Webhook {
  Admitter::Decide decide;
  RefusedInput input;
  std::string original;
  http::Responder respond;
};

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
  text.gateway = kGateway;
  text.id = ValueOf(request, "id");
  text.time_ms = SecondsOf(ValueOf(request, "ts"));
  auto webhook = std::make_shared<Webhook>(Webhook{{}, {}, OriginalOf(request), respond});
  if (text.id.size() <= kPublisherIdBytesMax &&
      std::all_of(text.id.begin(), text.id.end(), absl::ascii_isprint)) {
    webhook->input.publisher_id = text.id;
  }
  webhook->decide = [text, name = RandomName()](const AdmissionContext& context) {
    return AdmitText(text, name, context);
  };
  Decide(webhook, /*fresh=*/false);
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
  report.gateway = kGateway;
  report.detail = absl::StrCat("d=", code);
  auto webhook = std::make_shared<Webhook>(Webhook{{}, {}, OriginalOf(request), respond});
  webhook->decide = [report, account = *account](const AdmissionContext& context) {
    return AdmitReport(report, account, context);
  };
  Decide(webhook, /*fresh=*/true);
}

// A line that is not known may have been defined a moment ago: then the set-up is read to its end
// before the text is refused for good.
void KannelEndpoint::Decide(const std::shared_ptr<Webhook>& webhook, bool fresh) const {
  const absl::StatusOr<Admission> admission = admitter_.Run(webhook->decide);
  if (!admission.ok()) return Answer(*webhook, admission.status());
  if (!fresh && MayBeStale(*admission)) {
    return control_.AfterFresh([this, webhook](const absl::Status& status) {
      if (status.ok()) return Decide(webhook, /*fresh=*/true);
      Answer(*webhook, status);
    });
  }
  admitter_.Count(*admission, Origin::kWebhook);
  if (const auto* rejected = std::get_if<Rejected>(&*admission)) return Reject(webhook, *rejected);
  Append(webhook, std::get<Admitted>(*admission));
}

void KannelEndpoint::Append(const std::shared_ptr<Webhook>& webhook,
                            const Admitted& admitted) const {
  std::vector<OutgoingRecord> records;
  records.push_back(LedgerRecordOf(admitted, ledger_));
  const bool taken = queue_.Submit(std::move(records),
                                   [this, webhook](std::vector<absl::StatusOr<Appended>> results) {
                                     Answer(*webhook, results[0].status());
                                   });
  if (!taken) Answer(*webhook, absl::UnavailableError("too many appends are waiting"));
}

void KannelEndpoint::Reject(const std::shared_ptr<Webhook>& webhook, Rejected rejected) const {
  RefusedInput input = webhook->input;
  input.origin = Origin::kWebhook;
  input.source = kGateway;
  input.media_type = "application/x-www-form-urlencoded";
  rejections_.Write(std::move(rejected), std::move(input), webhook->original,
                    [this, webhook](const absl::Status& durable) { Answer(*webhook, durable); });
}

void KannelEndpoint::Answer(const Webhook& webhook, const absl::Status& durable) const {
  if (durable.ok()) return webhook.respond({});
  admitter_.metrics().Unavailable();
  webhook.respond(http::UnavailableResponse("not_durable", "the call is not known to be durable",
                                            http::kRetryAfter));
}

}  // namespace ledger
