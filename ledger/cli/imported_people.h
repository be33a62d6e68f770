// The people that imports brought, read from the log once: what their evidence was, and how to
// write to them again. Memory grows with the people that are chosen.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "ledger/cli/session.h"
#include "ledger/core/event.h"

namespace ledger::cli {

struct ImportedPerson {
  ContactImported import;  // of the best grade, the latest of those
  TimeMs occurred_at_ms = kNoTime;
  std::string sealed_number;
};

struct ImportedPeople {
  absl::flat_hash_map<ContactId, ImportedPerson> people;
  absl::flat_hash_set<EventId> events;  // whose publisher's id begins with the prefix
  std::map<PartitionId, Offset> end;    // all below it was read
};

// Whom to keep: the contact of this event, whatever it says.
using ChoosePerson = std::function<bool(const Event& event, TimeMs appended_at_ms)>;

// Reads the ledger to its present end. `id_prefix`: of the events to remember.
[[nodiscard]] absl::StatusOr<ImportedPeople> ReadImportedPeople(Session& session,
                                                                const AccountId& account,
                                                                std::string_view id_prefix,
                                                                const ChoosePerson& choose);

// The number that `sealed` holds. DataLoss, NotFound: as KeyRing::Open.
[[nodiscard]] absl::StatusOr<std::string> NumberOf(Session& session, const AccountId& account,
                                                   const ContactId& contact,
                                                   std::string_view sealed);

}  // namespace ledger::cli
