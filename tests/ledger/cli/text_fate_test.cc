#include "ledger/cli/text_fate.h"

#include <catch2/catch.hpp>

#include "ledger/codec/record_codec.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

const MessageId kText = MessageId::FromBytes("message-of-16-by");

// What happened to the text, record by record.
struct TextHistory {
  void Add(Fact fact, Disposition disposition, Reason reason = Reason::kNone) {
    Event event;
    event.id = EventId::FromBytes("event of 16 byte");
    event.account = AccountId("acme");
    event.fact = std::move(fact);
    HistoryEntry entry;
    entry.offset = static_cast<Offset>(entries.size());
    entry.effect.disposition = disposition;
    entry.effect.reason = reason;
    entry.value = Encode(event);
    entries.push_back(std::move(entry));
  }
  void Intend(Disposition disposition, Reason reason = Reason::kNone) {
    SendIntended intent;
    intent.message = kText;
    intent.intent = IntentId::FromBytes("intent-of-16-byt");
    intent.message_class = MessageClass::kSingle;
    intent.program = {ProgramId("shipping"), Category::kInformational};
    intent.because.origin = 0;
    intent.epoch = 0;
    intent.planned_at_ms = 1;
    Add(intent, disposition, reason);
  }
  void Conclude(SendOutcome outcome) {
    SendConcluded concluded;
    concluded.message = kText;
    concluded.intent = IntentId::FromBytes("intent-of-16-byt");
    concluded.outcome = outcome;
    Add(concluded, Disposition::kApplied);
  }
  void Report(Delivery delivery) {
    DeliveryReported report;
    report.message = kText;
    report.intent = IntentId::FromBytes("intent-of-16-byt");
    report.delivery = delivery;
    Add(report, Disposition::kApplied);
  }
  [[nodiscard]] TextState State() const {
    return StateOf(FateOf(kText, ContactId::FromBytes("contact-of-16-by"), entries));
  }
  std::vector<HistoryEntry> entries;
};

TEST_CASE("TextFate: from the wait to the delivery", "[cli]") {
  TextHistory history;
  CHECK(history.State() == TextState::kWaits);
  history.Intend(Disposition::kDenied, Reason::kHeld);
  CHECK(history.State() == TextState::kDeniedForNow);
  CHECK_FALSE(HasEnded(history.State()));
  history.Intend(Disposition::kGranted);
  CHECK(history.State() == TextState::kGranted);
  history.Conclude(SendOutcome::kWithdrawn);
  CHECK(history.State() == TextState::kWaits);
  history.Intend(Disposition::kGranted);
  history.Conclude(SendOutcome::kAccepted);
  CHECK(history.State() == TextState::kAccepted);
  history.Report(Delivery::kDelivered);
  history.Report(Delivery::kFailed);
  CHECK(history.State() == TextState::kDelivered);
  history.Intend(Disposition::kDenied, Reason::kAlreadyAttempted);
  CHECK(history.State() == TextState::kDelivered);
  CHECK(ExitCodeOf(history.State()) == kExitOk);
}

TEST_CASE("TextFate: a denial for good ends it, with the reason in words", "[cli]") {
  TextHistory history;
  history.Intend(Disposition::kDenied, Reason::kStopped);
  CHECK(history.State() == TextState::kDenied);
  CHECK(ExitCodeOf(history.State()) == kExitRefused);
  const TextFate fate = FateOf(kText, ContactId::FromBytes("contact-of-16-by"), history.entries);
  CHECK(FateText(fate).starts_with("denied: "));
  CHECK(fate.verdict == 0);
}

TEST_CASE("TextFate: what failed, and what nobody knows, is no success", "[cli]") {
  TextHistory failed;
  failed.Intend(Disposition::kGranted);
  failed.Conclude(SendOutcome::kRejected);
  CHECK(ExitCodeOf(failed.State()) == kExitRefused);
  TextHistory unknown;
  unknown.Intend(Disposition::kGranted);
  unknown.Conclude(SendOutcome::kUnknown);
  CHECK(ExitCodeOf(unknown.State()) == kExitRuntimeFailure);
  unknown.Conclude(SendOutcome::kAccepted);
  CHECK(ExitCodeOf(unknown.State()) == kExitOk);
}

TEST_CASE("TextFate: other texts of the contact do not count", "[cli]") {
  TextHistory history;
  history.Intend(Disposition::kGranted);
  const TextFate other = FateOf(MessageId::FromBytes("another-of-16-by"),
                                ContactId::FromBytes("contact-of-16-by"), history.entries);
  CHECK(other == TextFate());
}

}  // namespace
}  // namespace ledger::cli
