// How commands that append many events about people do it: admitted like all that comes from
// outside, and waited for until they are durable.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"
#include "ledger/cli/session.h"
#include "ledger/outbox/event_outbox.h"

namespace ledger::cli {

// Admits what a command says. InvalidArgument: it is refused, with the mend.
[[nodiscard]] absl::StatusOr<Admitted> AdmitCommand(Session& session,
                                                    const consent::v1::IntakeEvent& event);

// Waits until at most `leave` events are not durable. Unavailable: the broker does not answer.
[[nodiscard]] absl::Status Drain(const Session& session, EventOutbox& outbox, Appender& appender,
                                 std::size_t leave = 0);

}  // namespace ledger::cli
