#include "ledger/admission/source_ask.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/consent.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

// A source that syncs a person every day says the same for a week: the deadline is a week's end.
TimeMs DeadlineOfSync(absl::Time now) {
  constexpr TimeMs kWeekMs = 7LL * 86'400'000;
  return (absl::ToUnixMillis(now + kSourceAskTerm) / kWeekMs + 1) * kWeekMs;
}

// The program comes last, for its name may hold a slash.
std::string PublisherIdOf(const ProgramId& program, std::uint32_t attempt) {
  return absl::StrCat(ToAbsl(kSourceAskPrefix), attempt, "/", program.value());
}

// The attempt that a publisher's id names; 0: it is no request for the program.
std::uint32_t AttemptOf(std::string_view publisher_id, const ProgramId& program) {
  if (!publisher_id.starts_with(kSourceAskPrefix)) return 0;
  publisher_id.remove_prefix(std::string_view(kSourceAskPrefix).size());
  const std::size_t slash = publisher_id.find('/');
  if (slash == publisher_id.npos || publisher_id.substr(slash + 1) != program.value()) return 0;
  std::uint32_t attempt = 0;
  return absl::SimpleAtoi(ToAbsl(publisher_id.substr(0, slash)), &attempt) ? attempt : 0;
}

}  // namespace

consent::v1::IntakeEvent SourceAskEvent(const SourceAskWish& wish, std::string_view number) {
  consent::v1::IntakeEvent event;
  event.set_account(wish.account.value());
  event.set_source(wish.source);
  event.set_publisher_id(PublisherIdOf(wish.program, wish.attempt));
  event.set_number(std::string(number));
  consent::v1::MessageRequested& request = *event.mutable_message_requested();
  request.set_message_class(consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  request.mutable_program()->set_program(wish.program.value());
  request.set_requester("source ask");
  request.set_deadline_ms(wish.deadline_ms);
  return event;
}

void SourceAskLog::NoteRequest(const ContactId& contact, const Event& event,
                               const MessageId& message) {
  if (event.source != source_) return;
  const std::uint32_t attempt = AttemptOf(event.publisher_id, program_);
  if (attempt == 0) return;
  Asked& asked = asked_[contact];
  if (asked.message != message && attempt >= asked.attempt) {
    asked = {message, attempt, Fate::kNotSent, false};
  }
}

void SourceAskLog::Note(const ContactId& contact, const Event& event) {
  if (const auto* request = std::get_if<MessageRequested>(&event.fact)) {
    return NoteRequest(contact, event, request->message);
  }
  const auto* concluded = std::get_if<SendConcluded>(&event.fact);
  const auto* report = std::get_if<DeliveryReported>(&event.fact);
  if (concluded == nullptr && report == nullptr) return;
  const auto at = asked_.find(contact);
  const MessageId& message = concluded != nullptr ? concluded->message : report->message;
  if (at == asked_.end() || at->second.message != message) return;
  Asked& asked = at->second;
  if (report != nullptr) {
    asked.delivered |= report->delivery == Delivery::kDelivered;
    asked.fate = asked.delivered ? Fate::kSent : Fate::kMissed;
  } else if (concluded->outcome == SendOutcome::kRejected) {
    // What the gateway said first stays.
    if (asked.fate == Fate::kNotSent) asked.fate = Fate::kMissed;
  } else if (concluded->outcome == SendOutcome::kAccepted ||
             concluded->outcome == SendOutcome::kQueued) {
    if (asked.fate == Fate::kNotSent) asked.fate = Fate::kSent;
  }
}

std::optional<std::uint32_t> SourceAskLog::NextAttempt(const ContactId& contact,
                                                       const ContactState& state) const {
  const auto at = asked_.find(contact);
  if (at == asked_.end()) return 1;
  const Asked& asked = at->second;
  const bool waits =
      std::any_of(state.due.begin(), state.due.end(),
                  [&](const DueMessage& due) { return due.message == asked.message; });
  // The fold counts the requests that may have reached somebody: also one that is on its way.
  const ProgramConsent* consent = FindProgram(state, program_);
  const bool counted = consent != nullptr && consent->asks > 0;
  if (waits || counted) return std::nullopt;
  switch (asked.fate) {
    case Fate::kNotSent:
      return asked.attempt;
    case Fate::kMissed:
      return asked.attempt + 1;
    case Fate::kSent:
      break;
  }
  return std::nullopt;
}

absl::StatusOr<SourceAsks> AsksAfter(const consent::v1::IntakeEvent& imported, TimeMs synced_at_ms,
                                     const Arrival& arrival, const AdmissionContext& context) {
  SourceAsks follows;
  if (!imported.has_contact_imported()) return follows;
  const AccountId account(imported.account());
  const std::string& source = imported.contact_imported().source();
  for (const SourceAsk& ask : context.directory.AsksOf(account, source)) {
    if (synced_at_ms < ask.after_ms) continue;
    consent::v1::IntakeEvent event = SourceAskEvent(
        {account, source, ask.program, 1, DeadlineOfSync(context.now)}, imported.number());
    event.set_region(imported.region());
    const Arrival same{arrival.origin, event.publisher_id(), arrival.appended_at_ms};
    ASSIGN_OR_RETURN(Admission admission, Admit(event, same, context));
    if (auto* admitted = std::get_if<Admitted>(&admission)) {
      follows.asks.push_back(std::move(*admitted));
    } else if (!follows.refused) {
      Rejected& refused = follows.refused.emplace(std::get<Rejected>(std::move(admission)));
      refused.detail = absl::StrCat("people of source '", source, "' are asked for program '",
                                    ask.program.value(), "', and this one cannot be: ",
                                    refused.detail);
      refused.blocks = false;
    }
  }
  return follows;
}

}  // namespace ledger
