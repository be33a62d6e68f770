#include "ledger/cli/appending.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/door/control_directory.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kAppendWait = absl::Milliseconds(20);
// Events on their way to the broker, at most: bounds the memory.
constexpr std::size_t kInFlightMax = 20'000;

}  // namespace

absl::StatusOr<Admission> AskAdmission(Session& session, const consent::v1::IntakeEvent& event) {
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  const ControlDirectory directory(control);
  return Admit(event, {Origin::kCli, event.publisher_id()},
               {directory, *keys, session.clock().Now()});
}

absl::StatusOr<Admitted> AdmitCommand(Session& session, const consent::v1::IntakeEvent& event) {
  ASSIGN_OR_RETURN(Admission admission, AskAdmission(session, event));
  if (const auto* rejected = std::get_if<Rejected>(&admission)) {
    return absl::Status(CodeOf(rejected->reason), RejectionText(*rejected));
  }
  return std::get<Admitted>(std::move(admission));
}

absl::StatusOr<std::string> NumberOf(Session& session, const AccountId& account,
                                     const ContactId& contact, std::string_view sealed) {
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  ASSIGN_OR_RETURN(const Personal personal, keys->Open(account, contact, sealed));
  return personal.number;
}

absl::StatusCode CodeOf(RejectReason reason) {
  constexpr RejectReason kMissing[] = {RejectReason::kUnknownAccount, RejectReason::kUnknownProgram,
                                       RejectReason::kUnknownLine, RejectReason::kUnknownTemplate,
                                       RejectReason::kUnknownAttempt};
  // The others refuse what is well said.
  constexpr RejectReason kWrong[] = {
      RejectReason::kUnparseable,   RejectReason::kUnknownField,   RejectReason::kUnknownValue,
      RejectReason::kNoFact,        RejectReason::kBadText,        RejectReason::kTooLarge,
      RejectReason::kMissingField,  RejectReason::kInvalidField,   RejectReason::kMissingNumber,
      RejectReason::kInvalidNumber, RejectReason::kHasExtension,   RejectReason::kAmbiguousNumber,
      RejectReason::kMissingTime,   RejectReason::kInvalidTime,    RejectReason::kMissingEvidence,
      RejectReason::kKeyMismatch};
  if (std::ranges::find(kMissing, reason) != std::end(kMissing)) return absl::StatusCode::kNotFound;
  if (std::ranges::find(kWrong, reason) != std::end(kWrong)) {
    return absl::StatusCode::kInvalidArgument;
  }
  return absl::StatusCode::kFailedPrecondition;
}

std::string RejectionText(const Rejected& rejected) {
  return rejected.detail + "; " + rejected.mend;
}

absl::StatusOr<BulkAppend> BulkAppend::Open(Session& session) {
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(Appender* const appender, session.LedgerAppender());
  return BulkAppend(session.clock(), *appender, partitions);
}

PartitionId BulkAppend::PartitionOf(const ContactId& contact) const {
  return PartitionOfContact(contact, outbox_->partitions());
}

absl::Status BulkAppend::Add(const Admitted& admitted) {
  outbox_->AddForContact(admitted.contact, admitted.event);
  return pending() < kInFlightMax ? absl::OkStatus() : Drain(kInFlightMax / 2);
}

absl::Status BulkAppend::Turn() {
  RETURN_IF_ERROR(outbox_->Pump(clock_->Monotonic()));
  appender_->Poll(absl::ZeroDuration());
  return absl::OkStatus();
}

absl::Status BulkAppend::Drain(std::size_t leave) {
  const absl::Duration end = clock_->Monotonic() + kPatience;
  while (pending() > leave) {
    RETURN_IF_ERROR(outbox_->Pump(clock_->Monotonic()));
    appender_->Poll(kAppendWait);
    if (clock_->Monotonic() > end) {
      return absl::UnavailableError(
          "topic " + std::string(kLedgerTopic) + ": " + std::to_string(pending()) +
          " events are not acknowledged; when the broker is well, give the same command again: "
          "what is in the log already is passed over");
    }
  }
  return absl::OkStatus();
}

}  // namespace ledger::cli
