// When a marketing text may go out to a contact: the account's hours in the recipient's zone, as
// two instants that the intent carries, so that the fold needs no time-zone data (law 5). Only the
// dispatcher opens that database.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "consent/v1/control.pb.h"
#include "ledger/core/facts_sending.h"

namespace dispatcher {

// The window that contains `now`, or the next one to open within a week; the window of a policy
// that is open all day reaches a day to both sides. InvalidArgument: the zone is unknown, or the
// policy opens on no day.
absl::StatusOr<ledger::Window> WindowAt(const consent::v1::SendingWindow& policy,
                                        std::string_view zone, absl::Time now);

}  // namespace dispatcher
