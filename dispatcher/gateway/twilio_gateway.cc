#include "dispatcher/gateway/twilio_gateway.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "dispatcher/gateway/twilio_answer.h"
#include "ledger/http/url.h"

namespace dispatcher {
namespace {

// A certificate has to be exchanged, perhaps across an ocean.
constexpr absl::Duration kTwilioConnectMax = absl::Seconds(5);
// Without it Twilio repeats a callback only when no connection came about, so one that meets a 503
// would be lost, and with it an opt-out at the provider.
constexpr char kRepeatAll[] = "#rc=5&rp=all";
constexpr std::int64_t kValiditySecondsMax = 36'000;

void AddField(std::string& form, const char* name, const std::string& value) {
  absl::StrAppend(&form, form.empty() ? "" : "&", name, "=", ledger::http::PercentEncode(value));
}

std::string ValiditySeconds(absl::Duration validity) {
  return absl::StrCat(
      std::clamp<std::int64_t>(absl::ToInt64Seconds(validity), 1, kValiditySecondsMax));
}

}  // namespace

TwilioGateway::TwilioGateway(TwilioSettings settings, RouteOf route_of, const ledger::Clock& clock)
    : settings_(std::move(settings)),
      route_of_(std::move(route_of)),
      clock_(clock),
      attempts_(clock, ReadTwilioAnswer, RefusesUs) {}

bool TwilioGateway::IsUp(const ledger::LineId& line) const {
  return trouble_.empty() && route_of_(line).has_value();
}

TransferRequest TwilioGateway::CallOf(const std::string& path) const {
  TransferRequest request;
  request.url =
      absl::StrCat(settings_.base_url, "/2010-04-01/Accounts/", settings_.account_sid, path);
  request.headers.push_back(absl::StrCat(
      "Authorization: Basic ",
      absl::Base64Escape(absl::StrCat(settings_.account_sid, ":", settings_.auth_token))));
  request.connect_timeout = kTwilioConnectMax;
  return request;
}

void TwilioGateway::Submit(OutboundText text) {
  const std::optional<std::string> route = route_of_(text.line);
  if (text.text.empty()) return attempts_.Refuse(text.intent, "the text has no words");
  if (!route.has_value()) return attempts_.Refuse(text.intent, "the line is not Twilio's");
  TransferRequest request = CallOf("/Messages.json");
  request.post = true;
  request.timeout = settings_.answer_timeout;
  request.headers.emplace_back("Content-Type: application/x-www-form-urlencoded");
  AddField(request.body, "To", text.number);
  AddField(request.body, "From", text.line.value());
  if (!route->empty()) AddField(request.body, "MessagingServiceSid", *route);
  AddField(request.body, "Body", text.text);
  AddField(request.body, "ValidityPeriod", ValiditySeconds(text.validity));
  AddField(request.body, "StatusCallback",
           absl::StrCat(settings_.report_url, "?ref=", text.report_reference, kRepeatAll));
  attempts_.Start(text, std::move(request));
}

std::vector<AttemptResult> TwilioGateway::Poll(absl::Duration wait) {
  StartProbe(clock_.Monotonic());
  Attempts::Turn turn = attempts_.Poll(wait);
  for (const Attempts::Probe& probe : turn.probes) {
    probe_ = 0;
    if (!probe.is_stale) trouble_ = ReadTwilioProbe(probe.result);
  }
  if (turn.refusal) {  // nobody else pays with their text until a later probe is well
    trouble_ = *std::move(turn.refusal);
    probed_at_ = clock_.Monotonic();
  }
  return std::move(turn.attempts);
}

void TwilioGateway::StartProbe(absl::Duration now) {
  if (probe_ != 0) return;
  if (probed_at_.has_value() && now - *probed_at_ < settings_.probe_every) return;
  probed_at_ = now;
  TransferRequest request = CallOf(".json");
  request.connect_timeout = settings_.probe_timeout;
  request.timeout = settings_.probe_timeout;
  probe_ = attempts_.StartProbe(std::move(request));
}

}  // namespace dispatcher
