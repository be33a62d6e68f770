// A careful clerk's reading of one contact's history: every opt-in and every revocation is written
// down whole, with its time and its place, and a question is answered by looking at all of them.
// Knows nothing of the fold (ledger/core/apply, consent, grant, mark); consent_order.py of the
// design is its model. A text counts for what the person meant, whatever became of its decision.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/program.h"

namespace simulation {

// What a text means to the person who sends it.
enum class TextKind { kStop, kStart, kYes, kHelp, kChat, kUnsure };

// When something counts, and where it stands.
struct When {
  ledger::TimeMs time = 0;
  ledger::Offset at = 0;
};

class PlainReading {
 public:
  void Imports(const ledger::ProgramId& program) { import_permits_.insert(program); }
  void OptsIn(const ledger::ProgramId& program, When when, bool handset) {
    opt_ins_[program].push_back({when, handset});
  }
  // What was asked at offset `ask` never left, so nobody answered it.
  void NeverAsked(ledger::Offset ask);
  void Revokes(const ledger::RevocationScope& scope, When when, bool handset) {
    revocations_.push_back({scope, when, handset});
  }
  // The number is somebody else's from `time_ms` on.
  void ChangesOwner(ledger::TimeMs time_ms) {
    owner_since_ms_ = std::max(owner_since_ms_, time_ms);
  }
  // Not before its time: a text that came in after a later one. Then the clerk only knows what must
  // not be.
  void Disordered() { in_order_ = false; }

  // Whether the person wants texts of the program, as of everything read so far.
  [[nodiscard]] bool Wants(const ledger::ProgramRef& program) const;
  [[nodiscard]] bool EverRevoked(const ledger::ProgramRef& program) const;
  // Whether only what came from the handset keeps the person out of what was agreed to.
  [[nodiscard]] bool IsOnlyStopped(const ledger::ProgramRef& program) const;
  // Whether anybody with this number ever said yes to it, whatever came after; and whether its
  // present owner did.
  [[nodiscard]] bool EverAgreed(const ledger::ProgramId& program) const;
  [[nodiscard]] bool OwnerAgreed(const ledger::ProgramId& program) const;
  [[nodiscard]] std::size_t revocations() const { return revocations_.size(); }
  [[nodiscard]] bool in_order() const { return in_order_; }

 private:
  struct OptIn {
    When when;
    bool handset = false;
  };
  struct Revocation {
    ledger::RevocationScope scope;
    When when;
    bool handset = false;
  };

  // Whether the handset stopped it and did not take that back.
  [[nodiscard]] bool IsStopped(const ledger::ProgramRef& program) const;
  // Whether some yes stands against all that was revoked elsewhere; an import, if nothing was.
  [[nodiscard]] bool IsWilling(const ledger::ProgramRef& program) const;
  [[nodiscard]] bool Stands(const OptIn& opt_in, const ledger::ProgramRef& program,
                            bool against_handset) const;

  std::set<ledger::ProgramId> import_permits_;
  bool in_order_ = true;
  ledger::TimeMs owner_since_ms_ = ledger::kNoTime;
  std::map<ledger::ProgramId, std::vector<OptIn>> opt_ins_;
  std::vector<Revocation> revocations_;
};

}  // namespace simulation
