// Decides what becomes of an event that somebody published: an event of the ledger, sealed and with
// its id, or a rejection that says what is wrong and how to mend it. Pure: clock, set-up and keys
// are arguments.
//
// Keeps laws 4 and 8: whatever comes is admitted or rejected with a reason, and nothing from
// outside looks as if a handset had said it.
#pragma once

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/directory.h"
#include "ledger/admission/rejected.h"
#include "ledger/admission/wire_identity.h"
#include "ledger/core/event.h"
#include "ledger/seal/key_ring.h"

namespace ledger {

struct AdmissionContext {
  const Directory& directory;
  const KeyRing& keys;
  absl::Time now;
};

// How an event came.
struct Arrival {
  Origin origin = Origin::kUnknown;
  // Names an event whose publisher gave it no id: its place in the intake topic, or at random.
  std::string name;
  // When the intake topic took it, which nothing that it tells can be later than.
  TimeMs appended_at_ms = kNoTime;
};

struct Admitted {
  Event event;
  ContactId contact;
};

using Admission = std::variant<Admitted, Rejected>;

// The same content under the same id gives the same event id, however often and wherever it
// arrives; other content, another publisher or another contact gives another. NotFound: the account
// exists, but its keys are not here; a fault of the installation, so the input must wait.
[[nodiscard]] absl::StatusOr<Admission> Admit(const consent::v1::IntakeEvent& event,
                                              const Arrival& arrival,
                                              const AdmissionContext& context);

// For input that is no event: completes `rejected` with account and contact, as far as its bytes
// name them. NotFound: as for Admit().
[[nodiscard]] absl::Status Salvage(const WireIdentity& identity, const Arrival& arrival,
                                   const AdmissionContext& context, Rejected& rejected);

// Whether a source that arrives by `origin` believes its input delivered.
[[nodiscard]] bool BelievesDelivered(Origin origin);

}  // namespace ledger
