// From the fact that a publisher sent to the fact of the ledger: required fields, programs with
// their categories, evidence, and what may not come from outside at all (law 8). Pure.
#pragma once

#include <optional>
#include <string>

#include "consent/v1/intake.pb.h"
#include "ledger/admission/complaint.h"
#include "ledger/admission/directory.h"
#include "ledger/core/event.h"

namespace ledger {

// What the reading needs beside the input.
struct FactScope {
  const AccountId& account;
  const Directory& directory;
  TimeMs occurred_at_ms = kNoTime;
  TimeMs now_ms = kNoTime;
  bool has_number = false;  // else only the contact id was given
  MessageId message;        // of a message_requested
};

// Nothing, and a complaint: it cannot be admitted.
[[nodiscard]] std::optional<Fact> ReadFact(const consent::v1::IntakeEvent& event,
                                           const FactScope& scope, Complaints& complaints);

}  // namespace ledger
