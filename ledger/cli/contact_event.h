// What a person tells about a contact by the command line: admitted like everybody's events,
// appended, and waited for until the projection says what it did. Nothing is judged here: whether
// it counts is decided by the fold at its place in the log (law 1), so no command can race another.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "consent/v1/intake.pb.h"
#include "ledger/cli/session.h"
#include "ledger/core/event.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

// An event of --account about a number or a contact id. `publisher_id` names it, so that a repeat
// is a repeat; empty: a name of its own.
absl::StatusOr<consent::v1::IntakeEvent> EventAbout(Session& session,
                                                    const std::string& number_or_id,
                                                    const std::string& publisher_id);

// An event that is durable.
struct ToldEvent {
  ContactId contact;
  Event event;
  Appended place;
};

// InvalidArgument: it was refused, nothing was appended; says the field, what is wrong, the mend.
absl::StatusOr<ToldEvent> Tell(Session& session, const consent::v1::IntakeEvent& event);

// What became of it, and the contact behind it.
struct Folded {
  HistoryEntry entry;
  ContactView contact;
};

// Unavailable, DeadlineExceeded: the event is durable, but the projection does not reflect it yet.
absl::StatusOr<Folded> AwaitFold(Session& session, const ToldEvent& told);

// Waits for the projection, prints the event, what it did and the contact's status behind it.
// Returns kExitOk, also for a repeat; kExitRefused when the fold ignored it, whose reason is shown;
// kExitNotFound when nobody is known under the contact id that it names.
absl::StatusOr<int> ShowWhatItDid(Session& session, const ToldEvent& told);

// The contact as it is now; empty where nothing is known of it.
absl::StatusOr<ContactView> ContactNow(Session& session, const std::string& number_or_id);

}  // namespace ledger::cli
