#include "tests/simulation/sim_gateway.h"

#include <utility>

namespace simulation {

using dispatcher::AttemptResult;
using dispatcher::OutboundText;
using ledger::SendOutcome;

void SimGateway::Report(const OutboundText& text, ledger::Delivery delivery) {
  const int copies = faults_.on ? static_cast<int>(random_.Below(3)) : 1;
  for (int i = 0; i < copies; ++i) {
    ledger::InboundReport report;
    report.reference = text.report_reference;
    report.gateway = "kannel";
    report.delivery = delivery;
    report.permanent = delivery == ledger::Delivery::kFailed && random_.Chance(0.2);
    const absl::Duration late =
        random_.Chance(0.2) ? random_.Millis(3000, 20000) : random_.Millis(50, 2000);
    carrier_.reports.push_back({time_.elapsed + late, std::move(report)});
  }
}

void SimGateway::Deliver(const OutboundText& text) {
  oracle_.SeeReceived(text.intent);
  const auto person = carrier_.people.find(text.number);
  if (person != carrier_.people.end()) carrier_.on_received(person->second, text);
  Report(text, ledger::Delivery::kDelivered);
}

void SimGateway::Submit(OutboundText text) {
  const auto person = carrier_.people.find(text.number);
  oracle_.SeeSubmit(writer_, text.intent,
                    person == carrier_.people.end() ? ledger::ContactId() : person->second,
                    time_.elapsed);
  Attempt attempt{time_.elapsed, {}};
  AttemptResult& result = attempt.result;
  result.intent = text.intent;
  result.outcome = SendOutcome::kAccepted;
  result.provider_id = "0: Accepted for delivery";
  const std::size_t fate = faults_.on ? random_.Below(100) : 0;
  if (!carrier_.link_up || (fate >= 70 && fate < 78)) {
    result.outcome = SendOutcome::kWithdrawn;  // connection refused: no byte left
    oracle_.SeeWithdrawn(text.intent);
  } else if (fate < 70) {
    Deliver(text);
  } else if (fate < 82) {
    result.outcome = SendOutcome::kRejected;
    result.permanent = random_.Chance(0.2);
  } else if (fate < 86) {
    result.outcome = SendOutcome::kQueued;
    Deliver(text);
  } else if (fate < 90) {
    Report(text, ledger::Delivery::kFailed);
  } else {
    result.outcome = SendOutcome::kUnknown;  // the answer is lost; the text may be out
    if (random_.Chance(0.6)) Deliver(text);
  }
  if (faults_.on) {
    attempt.ends += random_.Chance(0.1) ? random_.Millis(1000, 9000) : random_.Millis(0, 200);
  }
  attempts_.push_back(std::move(attempt));
}

std::vector<AttemptResult> SimGateway::Poll(absl::Duration) {
  std::vector<AttemptResult> ended;
  std::vector<Attempt> open;
  for (Attempt& attempt : attempts_) {
    if (attempt.ends <= time_.elapsed) {
      ended.push_back(std::move(attempt.result));
    } else {
      open.push_back(std::move(attempt));
    }
  }
  attempts_ = std::move(open);
  return ended;
}

}  // namespace simulation
