#include "dispatcher/sender.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "dispatcher/open_number.h"
#include "ledger/admission/report_reference.h"
#include "ledger/core/check.h"
#include "ledger/core/derive_ids.h"

namespace dispatcher {
Sender::Sender(IntentTable& table, Gateway& gateway, ledger::EventOutbox& outbox,
               const ledger::KeyRing& keys, Settled settled)
    : table_(table),
      gateway_(gateway),
      outbox_(outbox),
      keys_(keys),
      settled_(std::move(settled)) {}

void Sender::SubmitGranted(absl::Duration now) {
  GiveBack(table_.TakeTooOld(now), "the grant grew older than its age limit");
  // One gateway without room does not hold up the texts of another's lines.
  const auto has_room = [this](const ledger::LineId& line) { return gateway_.Room(line) > 0; };
  while (std::optional<PendingIntent> intent = table_.TakeNextGranted(now, has_room)) {
    if (gateway_.IsUp(intent->intended.line)) {
      Submit(*std::move(intent));
    } else {
      GiveBack({*std::move(intent)}, "the gateway of the line is down");
    }
  }
}

void Sender::Submit(PendingIntent intent) {
  if (intent.text.empty()) {  // it was meant to be denied as too late
    GiveBack({std::move(intent)}, "the text has no words");
    return;
  }
  if (!intent.number.has_value()) {
    absl::StatusOr<ledger::PhoneNumber> number =
        OpenNumber(keys_, intent.account, intent.contact, intent.sealed_number);
    if (!number.ok()) {
      if (unreadable_.insert(intent.contact).second) news_.push_back(intent.contact);
      GiveBack({std::move(intent)}, "the number cannot be opened");
      return;
    }
    intent.number = *std::move(number);
  }
  absl::StatusOr<std::string> reference = ledger::MakeReportReference(
      {intent.account, intent.contact, intent.intended.message, intent.intended.intent}, keys_);
  if (!reference.ok()) {
    GiveBack({std::move(intent)}, "no reference for delivery reports can be made");
    return;
  }
  OutboundText text;
  text.intent = intent.intended.intent;
  text.line = intent.intended.line;
  text.number = intent.number->e164();
  text.text = intent.text;
  text.validity = absl::Milliseconds(intent.intended.validity_ms);
  text.start_by = intent.born + absl::Milliseconds(intent.intended.age_limit_ms);
  text.report_reference = *std::move(reference);
  messages_.emplace(intent.intended.message, intent.intended.intent);
  const ledger::IntentId id = intent.intended.intent;
  LEDGER_CHECK(attempts_.emplace(id, std::move(intent)).second);
  gateway_.Submit(std::move(text));
}

void Sender::TakeResults(absl::Duration wait) {
  for (const AttemptResult& result : gateway_.Poll(wait)) {
    const auto at = attempts_.find(result.intent);
    LEDGER_CHECK(at != attempts_.end());
    const PendingIntent intent = std::move(at->second);
    attempts_.erase(at);
    messages_.erase(intent.intended.message);
    Conclude(intent, result);
  }
}

void Sender::Withdraw(const std::function<bool(const PendingIntent&)>& which,
                      std::string_view why) {
  GiveBack(table_.TakeGrantedOf(which), why);
  for (const auto& [id, intent] : attempts_) {
    if (which(intent)) gateway_.Withdraw(id);
  }
}

// No byte of these left.
void Sender::GiveBack(const std::vector<PendingIntent>& intents, std::string_view why) {
  for (const PendingIntent& intent : intents) {
    AttemptResult result;
    result.intent = intent.intended.intent;
    result.outcome = ledger::SendOutcome::kWithdrawn;
    result.detail = std::string(why);
    Conclude(intent, result);
  }
}

void Sender::Conclude(const PendingIntent& intent, const AttemptResult& result) {
  ledger::SendConcluded concluded;
  concluded.intent = intent.intended.intent;
  concluded.message = intent.intended.message;
  concluded.outcome = result.outcome;
  concluded.provider_id = result.provider_id;
  concluded.detail = result.detail;
  concluded.permanent = result.permanent;
  concluded.provider_opt_out = result.provider_opt_out;
  ledger::Event event;
  event.id = ledger::ConclusionEventId(concluded.intent);
  event.account = intent.account;
  event.origin = ledger::Origin::kWorker;
  event.fact = std::move(concluded);
  outbox_.AddForContact(intent.contact, event);
  settled_(intent, result.outcome);
}

}  // namespace dispatcher
