// A plain reading of one contact's history: the list of what was said, asked afresh at every grant.
// It shares no code with the fold's maxima (ledger/core/consent.h), so that each checks the other.
// It is never stricter than the design: what it forbids, no reading allows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/core/event.h"
#include "ledger/verify/refold.h"

namespace ledger::verify {

class PlainConsent {
 public:
  // Notes one record of this contact that had an effect.
  void Note(const Observed& observed, const Event& event);

  // Why a text of `message_class` for `program`, granted at `offset`, contradicts what was said
  // before; nothing if it does not.
  [[nodiscard]] std::optional<std::string> WhyForbidden(const ProgramRef& program,
                                                        MessageClass message_class) const;

  struct Reply {
    EventId event;
    Offset offset = kNoOffset;
    TimeMs time_ms = kNoTime;         // the earlier of the gateway's time and the append
    TimeMs appended_at_ms = kNoTime;  // durable since
    bool decided = false;
  };
  [[nodiscard]] const std::vector<Reply>& replies() const { return replies_; }

  struct Revocation {
    RevocationScope scope;
    bool handset = false;
    TimeMs time_ms = kNoTime;
    Offset position = kNoOffset;
    TimeMs durable_ms = kNoTime;  // append time of the reply or the notice that says so
  };
  [[nodiscard]] const std::vector<Revocation>& revocations() const { return revocations_; }

  // Whether nothing from the handset lifted `revocation` for `program` so far.
  [[nodiscard]] bool Stands(const Revocation& revocation, const ProgramRef& program) const;

 private:
  struct OptIn {
    ProgramId program;
    bool handset = false;
    TimeMs time_ms = kNoTime;
    Offset position = kNoOffset;
  };
  struct Ask {
    IntentId intent;
    ProgramRef program;
    TimeMs time_ms = kNoTime;
    Offset position = kNoOffset;
  };

  void NoteDecision(const ReplyDecided& fact, const Observed& observed);
  void Revoke(const RevocationScope& scope, bool handset, const Observed& observed);
  void OptInElsewhere(const ProgramRef& program, TimeMs claimed_ms, const Observed& observed);

  std::vector<Reply> replies_;
  std::vector<Revocation> revocations_;
  std::vector<OptIn> opt_ins_;
  std::vector<ProgramId> imported_opt_ins_;
  std::vector<Ask> asks_;
};

}  // namespace ledger::verify
