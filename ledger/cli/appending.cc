#include "ledger/cli/appending.h"

#include <variant>

#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/door/control_directory.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kAppendWait = absl::Milliseconds(20);

}  // namespace

absl::StatusOr<Admitted> AdmitCommand(Session& session, const consent::v1::IntakeEvent& event) {
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  const ControlDirectory directory(control);
  ASSIGN_OR_RETURN(Admission admission, Admit(event, {Origin::kCli, event.publisher_id()},
                                              {directory, *keys, session.clock().Now()}));
  if (const auto* refused = std::get_if<Rejected>(&admission)) {
    return absl::InvalidArgumentError(refused->detail + "; " + refused->mend);
  }
  return std::get<Admitted>(std::move(admission));
}

absl::Status Drain(const Session& session, EventOutbox& outbox, Appender& appender,
                   std::size_t leave) {
  const absl::Duration end = session.clock().Monotonic() + kPatience;
  while (outbox.pending() > leave) {
    RETURN_IF_ERROR(outbox.Pump(session.clock().Monotonic()));
    appender.Poll(kAppendWait);
    if (session.clock().Monotonic() > end) {
      return absl::UnavailableError(
          "topic " + std::string(kLedgerTopic) + ": " + std::to_string(outbox.pending()) +
          " events are not acknowledged; when the broker is well, give the same command again: "
          "what is in the log already is passed over");
    }
  }
  return absl::OkStatus();
}

}  // namespace ledger::cli
