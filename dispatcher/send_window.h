// When a marketing text may go out to a contact: the account's hours and those of the law, in every
// zone that the recipient may be in, as two instants that the intent carries, so that the fold
// needs no time-zone data (law 5). Only the dispatcher opens that database.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "consent/v1/control.pb.h"
#include "dispatcher/number_place.h"
#include "ledger/core/facts_sending.h"

namespace dispatcher {

// The window at `place` that contains `now`, or the next one to open within a week; the window of a
// policy that is open all day reaches a day to both sides. InvalidArgument: a zone is unknown or
// there is none, or all of them together are open at no time of the week.
absl::StatusOr<ledger::Window> WindowAt(const consent::v1::SendingWindow& policy,
                                        const NumberPlace& place, absl::Time now);

}  // namespace dispatcher
