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
  if (faults_.on && random_.Chance(0.05)) Report(text, ledger::Delivery::kFailed);  // it errs
  Report(text, ledger::Delivery::kDelivered);
}

// The connection stands only after a while; the first byte leaves in the Poll() that finds it so.
void SimGateway::Submit(OutboundText text) {
  Attempt attempt;
  attempt.connects = time_.elapsed;
  if (faults_.on && random_.Chance(0.2)) attempt.connects += random_.Millis(1, 900);
  attempt.result.intent = text.intent;
  attempt.text = std::move(text);
  attempts_.push_back(std::move(attempt));
}

void SimGateway::Withdraw(const ledger::IntentId& intent) {
  for (Attempt& attempt : attempts_) {
    if (attempt.text.intent == intent && !attempt.begun) GiveBack(attempt);
  }
}

void SimGateway::GiveBack(Attempt& attempt) const {
  attempt.begun = true;
  attempt.ends = time_.elapsed;
  attempt.result.outcome = SendOutcome::kWithdrawn;
}

void SimGateway::Begin(Attempt& attempt) {
  const std::size_t fate = faults_.on ? random_.Below(100) : 0;
  if (!carrier_.link_up || (fate >= 70 && fate < 78) ||  // connection refused
      time_.elapsed >= attempt.text.start_by) {
    return GiveBack(attempt);
  }
  attempt.begun = true;
  attempt.ends = time_.elapsed;
  const OutboundText& text = attempt.text;
  const auto person = carrier_.people.find(text.number);
  oracle_.SeeFirstByte(writer_, text.intent,
                       person == carrier_.people.end() ? ledger::ContactId() : person->second,
                       time_.elapsed);
  AttemptResult& result = attempt.result;
  result.outcome = SendOutcome::kAccepted;
  result.provider_id = "0: Accepted for delivery";
  if (fate < 70) {
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
}

std::vector<AttemptResult> SimGateway::Poll(absl::Duration) {
  std::vector<AttemptResult> ended;
  std::vector<Attempt> open;
  for (Attempt& attempt : attempts_) {
    if (!attempt.begun && attempt.connects <= time_.elapsed) Begin(attempt);
    if (attempt.begun && attempt.ends <= time_.elapsed) {
      ended.push_back(std::move(attempt.result));
    } else {
      open.push_back(std::move(attempt));
    }
  }
  attempts_ = std::move(open);
  return ended;
}

}  // namespace simulation
