// The dispatcher's planning: drafts of intents, their pace, and the texts that are owed. The steps
// of campaigns are dispatcher_steps.cc.
#include <algorithm>
#include <utility>

#include "dispatcher/dispatcher.h"
#include "dispatcher/number_place.h"
#include "dispatcher/open_number.h"
#include "dispatcher/send_window.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/digest.h"
#include "ledger/core/needs_window.h"
#include "ledger/core/rules.h"

namespace dispatcher {
namespace {

// How long a text without a deadline may wait for its grant.
constexpr absl::Duration kAnswerTerm = absl::Hours(24);
// Intents of owed texts in one turn: those that are late have no pace.
constexpr std::size_t kOwedIntentsMax = 500;
// After this long past a deadline our clock is enough to say that it is over: an intent whose clock
// differs more from the partition's is denied in any case.
constexpr absl::Duration kClockSkewMax = absl::Milliseconds(ledger::kRulesV1.clock_skew_max_ms);

}  // namespace

absl::StatusOr<PendingIntent> Dispatcher::Draft(const Addressee& addressee,
                                                ledger::MessageClass message_class,
                                                const ledger::ProgramRef& program) {
  absl::StatusOr<Terms> terms = TermsOf(desk_.control, addressee.account, program);
  if (!terms.ok()) return terms.status();
  const absl::Time now = desk_.clock.Now();
  PendingIntent intent;
  intent.partition = addressee.partition;
  intent.account = addressee.account;
  intent.contact = addressee.contact;
  intent.sealed_number = addressee.sealed_number;
  ledger::SendIntended& intended = intent.intended;
  intended.message_class = message_class;
  intended.program = program;
  intended.epoch = partitions_.at(addressee.partition).epoch;
  intended.revision = desk_.control.position() - 1;
  intended.planned_at_ms = absl::ToUnixMillis(now);
  intended.age_limit_ms = absl::ToInt64Milliseconds(conduct_.age_limit);
  intended.validity_ms = absl::ToInt64Milliseconds(conduct_.validity);
  if (NeedsWindow(message_class, program.category)) PutWindow(addressee, *terms, now, intent);
  intended.cap = terms->cap;
  intended.ask_limit = terms->ask_limit;
  intended.pending_term_ms = terms->pending_term_ms;
  return intent;
}

// The zone that somebody told wins over the number's zones; the hours of the number's state hold in
// any case.
void Dispatcher::PutWindow(const Addressee& addressee, const Terms& terms, absl::Time now,
                           PendingIntent& intent) {
  NumberPlace place;
  // Who cannot be opened cannot be sent to: where that number is does not matter.
  if (absl::StatusOr<ledger::PhoneNumber> number = OpenNumber(
          desk_.keys, addressee.account, addressee.contact, addressee.sealed_number);
      number.ok()) {
    place = PlaceOf(*number);
    intent.number = *std::move(number);
  }
  if (!addressee.zone.empty()) place.zones = {addressee.zone};
  if (place.zones.empty()) place.zones.push_back(terms.zone);
  absl::StatusOr<ledger::Window> window = WindowAt(terms.window, place, now);
  if (window.ok()) intent.intended.window = *std::move(window);  // without one the fold denies it
}

ledger::IntentId Dispatcher::Intend(PendingIntent intent, absl::Duration now) {
  ledger::SendIntended& intended = intent.intended;
  intended.intent = ledger::MakeIntentId(intended.message, intended.epoch, attempts_++);
  const ledger::IntentId id = intended.intent;
  ++tally_.intents;
  intended.body_sha256 = ledger::Sha256(intent.text);
  intent.born = now;
  ledger::Event event;
  event.id = ledger::IntentEventId(intended.intent);
  event.account = intent.account;
  event.origin = ledger::Origin::kWorker;
  event.fact = intended;
  const ledger::PartitionId partition = intent.partition;
  const ledger::ContactId contact = intent.contact;
  table_.Add(std::move(intent));  // before the append: its fate may stay unknown
  desk_.outbox.AddForContact(contact, event, [this, partition](const ledger::Appended& at) {
    ledger::Offset& written = partitions_[partition].written;
    written = std::max(written, at.offset + 1);
  });
  return id;
}

Pace* Dispatcher::LinePace(const ledger::AccountId& account, const ledger::LineId& line) {
  const double share = static_cast<double>(partitions_.size()) / desk_.outbox.partitions();
  const double rate = LineRate(desk_.control, account, line) * share;
  if (rate <= 0) return nullptr;
  Pace& pace = paces_.try_emplace(line, rate, kPaceBurst).first->second;
  if (pace.per_second() != rate) pace.SetRate(rate);
  return &pace;
}

bool Dispatcher::HasRoom(const ledger::LineId& line, Pace& pace, absl::Duration now) {
  return desk_.gateway.IsUp(line) && pace.Available(now) > 0 &&
         table_.CountLine(line) < pace.OpenMax();
}

// Whether the fold will deny for good what has this deadline. Our clock alone must not say so: an
// intent that is taken for late has no pace, and may be granted.
bool Dispatcher::IsLate(const Partition& partition, ledger::TimeMs deadline_ms) const {
  if (deadline_ms == ledger::kNoTime) return false;
  return partition.time_ms >= deadline_ms ||
         desk_.clock.Now() > absl::FromUnixMillis(deadline_ms) + kClockSkewMax;
}

// Whether the fold would deny it for its window now.
bool Dispatcher::IsClosed(const ledger::SendIntended& intended) const {
  if (!NeedsWindow(intended.message_class, intended.program.category)) return false;
  if (!intended.window.has_value()) return true;
  const absl::Time now = desk_.clock.Now();
  return now < absl::FromUnixMillis(intended.window->open_ms) ||
         now + conduct_.age_limit + conduct_.validity >
             absl::FromUnixMillis(intended.window->close_ms);
}

absl::StatusOr<std::string> Dispatcher::WordsToSend(const ledger::TextDue& text) const {
  std::string requested;
  if (!text.sealed_details.empty()) {
    absl::StatusOr<ledger::Personal> details =
        desk_.keys.Open(text.account, text.contact, text.sealed_details);
    // Other words than those that were asked for must not go out in their place.
    if (!details.ok()) return details.status();
    requested = std::move(details->text);
  }
  return WordsOf(desk_.control, text, requested);
}

void Dispatcher::PlanOwed(absl::Duration now) {
  std::size_t begun = 0;
  due_.TryReady(now, [&](const DueText& due) {
    if (begun >= kOwedIntentsMax) return DueTexts::Tried::kLaneIsFull;
    const DueTexts::Tried tried = IntendOwed(due, now);
    if (tried == DueTexts::Tried::kBegun) ++begun;
    return tried;
  });
}

DueTexts::Tried Dispatcher::IntendOwed(const DueText& due, absl::Duration now) {
  using Tried = DueTexts::Tried;
  const ledger::TextDue& text = due.text;
  const ledger::DueMessage& message = text.due;
  const Partition& partition = partitions_.at(due.partition);
  if (table_.HasMessage(message.message) || sender_.IsInFlight(message.message)) {
    return Tried::kBegun;
  }
  if (!partition.MayWork()) return Tried::kLater;
  const ledger::LineId line = LineOf(desk_.control, text);
  // What can only be denied any more needs no line, no pace and no words; but it must be denied,
  // for nothing else ends it.
  const bool late = IsLate(partition, message.deadline_ms);
  std::string words;
  Pace* pace = nullptr;
  if (!late) {
    pace = LinePace(text.account, line);
    if (pace == nullptr || sender_.IsUnreadable(text.contact)) return Tried::kLater;
    if (!ledger::IsAnswer(message.message_class) && IsHalted(desk_.control, text.account)) {
      return Tried::kLater;
    }
    if (!HasRoom(line, *pace, now)) return Tried::kLaneIsFull;
    absl::StatusOr<std::string> found = WordsToSend(text);
    if (!found.ok()) return Tried::kLater;
    words = *std::move(found);
  }
  absl::StatusOr<PendingIntent> draft =
      Draft({due.partition, text.account, text.contact, text.sealed_number, text.zone},
            message.message_class, message.program);
  if (!draft.ok()) return Tried::kLater;
  PendingIntent intent = *std::move(draft);
  intent.intended.message = message.message;
  if (!late && IsClosed(intent.intended)) return Tried::kLater;
  intent.intended.because.origin = message.origin;
  intent.intended.line = line;
  intent.intended.deadline_ms =
      message.deadline_ms != ledger::kNoTime
          ? message.deadline_ms
          : intent.intended.planned_at_ms + absl::ToInt64Milliseconds(kAnswerTerm);
  intent.text = std::move(words);
  if (pace != nullptr) pace->Take();
  Intend(std::move(intent), now);
  return Tried::kBegun;
}

}  // namespace dispatcher
