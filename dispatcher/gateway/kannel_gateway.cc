#include "dispatcher/gateway/kannel_gateway.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/strings.h"
#include "ledger/http/url.h"
#include "ledger/texts/gsm_alphabet.h"

namespace dispatcher {
namespace {

// Delivered, not delivered, refused by the carrier: the final ones, and no others.
constexpr char kFinalReports[] = "19";  // 1 | 2 | 16
constexpr absl::Duration kKannelConnectMax = absl::Seconds(1);
constexpr std::size_t kDetailMax = 120;
constexpr int kAccepted = 202;
constexpr int kForbidden = 403;

// Percent-encodes for a URL that Kannel fills in: there `%` begins a code of Kannel's own (%d, %D,
// %p ... so also an encoded byte such as %D0), and `%%` is a percent sign.
std::string EncodeForTemplate(std::string_view text) {
  return absl::StrReplaceAll(ledger::http::PercentEncode(text), {{"%", "%%"}});
}

// Kannel's words as detail: one line, no digits in a row that could be a number.
std::string Words(std::string_view body) {
  std::string words;
  int digits = 0;
  for (const char c : body.substr(0, kDetailMax)) {
    digits = absl::ascii_isdigit(static_cast<unsigned char>(c)) ? digits + 1 : 0;
    if (digits > 4) {
      words += '#';
    } else {
      words += absl::ascii_isprint(static_cast<unsigned char>(c)) ? c : ' ';
    }
  }
  absl::StripAsciiWhitespace(&words);
  return words;
}

std::string Minutes(absl::Duration validity) {
  return absl::StrCat(std::max<std::int64_t>(1, absl::ToInt64Minutes(validity)));
}

}  // namespace

AttemptResult ReadSendAnswer(const TransferResult& answer) {
  AttemptResult result = BeforeAnswer(answer);  // stays where the answer is none that we know
  if (answer.fate != TransferResult::Fate::kAnswered) return result;
  result.detail = absl::StrCat(answer.status, " ", Words(answer.body));
  if (answer.status == kAccepted && answer.body.starts_with("0:")) {
    result.outcome = ledger::SendOutcome::kAccepted;
  } else if (answer.status == kAccepted && answer.body.starts_with("3:")) {
    result.outcome = ledger::SendOutcome::kQueued;
  } else if ((answer.status >= 400 && answer.status < 500) || answer.status == 503) {
    result.outcome = ledger::SendOutcome::kRejected;
  }
  return result;
}

KannelGateway::KannelGateway(KannelSettings settings, RouteOf route_of, const ledger::Clock& clock)
    : settings_(std::move(settings)),
      route_of_(std::move(route_of)),
      clock_(clock),
      attempts_(clock, ReadSendAnswer,
                [](const TransferResult& answer) { return answer.status == kForbidden; }) {}

bool KannelGateway::IsUp(const ledger::LineId& line) const {
  const std::optional<std::string> route = route_of_(line);
  return route.has_value() && status_.IsUp(*route);
}

void KannelGateway::Submit(OutboundText text) {
  const std::optional<std::string> route = route_of_(text.line);
  if (text.text.empty()) return attempts_.Refuse(text.intent, "the text has no words");
  if (!route.has_value()) return attempts_.Refuse(text.intent, "the line is not Kannel's");
  TransferRequest request;
  request.url = settings_.send_url;
  request.post = true;
  request.connect_timeout = kKannelConnectMax;
  request.timeout = settings_.answer_timeout;
  request.headers = {
      absl::StrCat("X-Kannel-Username: ", settings_.user),
      absl::StrCat("X-Kannel-Password: ", settings_.password),
      absl::StrCat("X-Kannel-From: ", text.line.value()),
      absl::StrCat("X-Kannel-To: ", text.number),
      "Content-Type: text/plain; charset=UTF-8",
      absl::StrCat("X-Kannel-Coding: ", ledger::IsGsmText(text.text) ? 0 : 2),
      absl::StrCat("X-Kannel-Validity: ", Minutes(text.validity)),
      absl::StrCat("X-Kannel-DLR-Mask: ", kFinalReports),
      absl::StrCat("X-Kannel-DLR-Url: ", settings_.report_url,
                   "?key=", EncodeForTemplate(settings_.report_key),
                   "&d=%d&ref=", EncodeForTemplate(text.report_reference)),
  };
  if (!route->empty()) request.headers.push_back(absl::StrCat("X-Kannel-SMSC: ", *route));
  request.body = std::move(text.text);
  attempts_.Start(text, std::move(request));
}

void KannelGateway::Withdraw(const ledger::IntentId& intent) { attempts_.Withdraw(intent); }

std::vector<AttemptResult> KannelGateway::Poll(absl::Duration wait) {
  StartProbe(clock_.Monotonic());
  Attempts::Turn turn = attempts_.Poll(wait);
  for (const Attempts::Probe& probe : turn.probes) {
    is_probe_stale_ |= probe.is_stale;
    TakeProbe(probe.result);
  }
  if (turn.refusal) {  // nobody is rejected for a wrong password twice, until a probe is well again
    status_ = KannelStatus();
    trouble_ = *std::move(turn.refusal);
  }
  return std::move(turn.attempts);
}

void KannelGateway::StartProbe(absl::Duration now) {
  if (status_probe_ != 0 || send_probe_ != 0) return;
  if (probed_at_.has_value() && now - *probed_at_ < settings_.probe_every) return;
  probed_at_ = now;
  probing_ = KannelStatus();
  probing_trouble_.clear();
  TransferRequest status;
  status.url = absl::StrCat(settings_.status_url,
                            "?password=", ledger::http::PercentEncode(settings_.status_password));
  status.connect_timeout = settings_.probe_timeout;
  status.timeout = settings_.probe_timeout;
  status_probe_ = attempts_.StartProbe(std::move(status));
  // A text to nobody: refused with 400 by a smsbox that is well and knows our password.
  TransferRequest send;
  send.url = settings_.send_url;
  send.post = true;
  send.body = "probe";
  send.headers = {absl::StrCat("X-Kannel-Username: ", settings_.user),
                  absl::StrCat("X-Kannel-Password: ", settings_.password),
                  "Content-Type: text/plain; charset=UTF-8"};
  send.connect_timeout = settings_.probe_timeout;
  send.timeout = settings_.probe_timeout;
  send_probe_ = attempts_.StartProbe(std::move(send));
}

void KannelGateway::TakeProbe(const TransferResult& result) {
  const bool answered = result.fate == TransferResult::Fate::kAnswered;
  if (result.id == status_probe_) {
    status_probe_ = 0;
    if (answered && result.status == 200) {
      probing_ = ReadKannelStatus(result.body);
      if (!probing_.running) {
        probing_trouble_ = "bearerbox does not run normally, or refuses the status password";
      } else if (!probing_.has_smsbox) {
        probing_trouble_ = "no smsbox is connected to bearerbox";
      } else if (probing_.online.empty()) {
        probing_trouble_ = "no link to a carrier is online";
      }
    } else {
      probing_trouble_ = absl::StrCat("bearerbox's status page: ",
                                      answered ? absl::StrCat(result.status) : result.detail);
    }
  } else {
    send_probe_ = 0;
    if (!answered || result.status != 400) {
      sendsms_refuses_ = true;  // the status page may still come, and say that all is well
      probing_trouble_ =
          absl::StrCat("sendsms: ", answered ? absl::StrCat(result.status, " ", Words(result.body))
                                             : result.detail);
    }
  }
  if (status_probe_ == 0 && send_probe_ == 0) FinishProbe();
}

void KannelGateway::FinishProbe() {
  if (std::exchange(sendsms_refuses_, false)) probing_.has_smsbox = false;
  if (std::exchange(is_probe_stale_, false)) return;  // another is due
  status_ = std::exchange(probing_, KannelStatus());
  trouble_ = std::exchange(probing_trouble_, std::string());
}

}  // namespace dispatcher
