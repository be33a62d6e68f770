// A mark in a contact's history: when something counts, and where it stands in the log. Consent is
// four maxima of these (section 5 of the design; consent_order.py checks the order over all short
// histories).
#pragma once

#include <algorithm>

#include "ledger/core/ids.h"

namespace ledger {

struct Mark {
  TimeMs time_ms = kNoTime;
  Offset position = kNoOffset;

  [[nodiscard]] bool set() const { return position != kNoOffset; }
  friend bool operator==(const Mark&, const Mark&) = default;
};

// The latest of two opt-ins: by time, then by position.
[[nodiscard]] inline Mark LatestOptIn(const Mark& a, const Mark& b) {
  if (a.time_ms != b.time_ms) return a.time_ms > b.time_ms ? a : b;
  return a.position > b.position ? a : b;
}

// The latest of two revocations: the time and the position each by itself, so that none can weaken
// another.
[[nodiscard]] inline Mark LatestRevocation(const Mark& a, const Mark& b) {
  return {std::max(a.time_ms, b.time_ms), std::max(a.position, b.position)};
}

// Whether an opt-in lifts a revocation: later both in time and in the log. Equal does not pass.
[[nodiscard]] inline bool Passes(const Mark& opt_in, const Mark& revocation) {
  return opt_in.set() && opt_in.time_ms > revocation.time_ms &&
         opt_in.position > revocation.position;
}

}  // namespace ledger
