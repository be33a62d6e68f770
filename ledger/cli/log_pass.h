// A pass over an account's events in the ledger, for commands that must know what stands there. Its
// memory is what its caller keeps.
#pragma once

#include <functional>
#include <map>

#include "absl/status/statusor.h"
#include "ledger/cli/session.h"
#include "ledger/core/event.h"

namespace ledger::cli {

using OnEvent =
    std::function<void(const ContactId& contact, const Event& event, TimeMs appended_at_ms)>;

// Shows the account's events about contacts from `from` (as ReadAll) to the present end of the
// ledger, those of a contact in their order; returns that end.
[[nodiscard]] absl::StatusOr<std::map<PartitionId, Offset>> PassOverLog(
    Session& session, const AccountId& account, const OnEvent& on_event,
    const std::map<PartitionId, Offset>& from = {});

}  // namespace ledger::cli
