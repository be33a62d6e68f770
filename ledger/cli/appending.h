// How commands append events about people: admitted like all that comes from outside, and many of
// them waited for until they are durable.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"
#include "ledger/cli/session.h"
#include "ledger/outbox/event_outbox.h"

namespace ledger::cli {

// What admission makes of what a command says.
[[nodiscard]] absl::StatusOr<Admission> AskAdmission(Session& session,
                                                     const consent::v1::IntakeEvent& event);

// The same, where a rejection ends the command, with the mend. NotFound: it names what there is
// not. InvalidArgument: an argument is not what it should be. FailedPrecondition: a rule stands
// against it.
[[nodiscard]] absl::StatusOr<Admitted> AdmitCommand(Session& session,
                                                    const consent::v1::IntakeEvent& event);

// The number that `sealed` holds. DataLoss, NotFound: as KeyRing::Open.
[[nodiscard]] absl::StatusOr<std::string> NumberOf(Session& session, const AccountId& account,
                                                   const ContactId& contact,
                                                   std::string_view sealed);

// What kind of failure a rejection is for the shell (ledger/cli/README.md, exit codes).
[[nodiscard]] absl::StatusCode CodeOf(RejectReason reason);

// A rejection for people.
[[nodiscard]] std::string RejectionText(const Rejected& rejected);

// Appends many events to the ledger, each repeated until it is durable. The session must outlive
// it. One thread.
class BulkAppend {
 public:
  static absl::StatusOr<BulkAppend> Open(Session& session);

  [[nodiscard]] PartitionId PartitionOf(const ContactId& contact) const;
  // Takes an event; waits only where too many are on their way. Unavailable: as Drain().
  absl::Status Add(const Admitted& admitted);
  // Events that are not known to be durable.
  [[nodiscard]] std::size_t pending() const { return outbox_->pending(); }
  // Lets what was taken go on, without a wait; to be called every now and then.
  absl::Status Turn();
  // Waits until at most `leave` events are not durable. Unavailable: the broker does not answer.
  absl::Status Drain(std::size_t leave = 0);

 private:
  BulkAppend(const SystemClock& clock, Appender& appender, std::int32_t partitions)
      : clock_(&clock),
        appender_(&appender),
        outbox_(std::make_unique<EventOutbox>(appender, partitions)) {}

  const SystemClock* clock_;
  Appender* appender_;
  std::unique_ptr<EventOutbox> outbox_;
};

}  // namespace ledger::cli
