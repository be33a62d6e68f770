// A plain reading of one contact's history: the list of what was said, asked afresh at every grant.
// It shares no code with the fold (ledger/core/consent.h, grant.h), so that each checks the other.
// The rule that both keep: an opt-in lifts a revocation that is older in time and in the log, one
// from the handset only by one from the handset, and of the opt-ins of each kind the latest speaks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/core/event.h"
#include "ledger/verify/refold.h"

namespace ledger::verify {

class PlainConsent {
 public:
  // Notes one record of this contact, whatever became of it. Repeats are not to be shown.
  void Note(const Observed& observed);

  // Why a text that was granted at partition time `now_ms` contradicts the table of section 6 as
  // far as it is about the contact; nothing if it does not. Ask before the grant is noted.
  [[nodiscard]] std::optional<std::string> WhyForbidden(const SendIntended& intent,
                                                        TimeMs now_ms) const;

  // Whether nothing that stays keeps campaign texts of `program`, or a request to opt in to it,
  // from the contact. A reply that waits does not stay.
  [[nodiscard]] bool IsReachable(const ProgramRef& program) const;
  [[nodiscard]] bool IsAskable(const ProgramRef& program, std::uint32_t ask_limit,
                               TimeMs now_ms) const;
  [[nodiscard]] const std::set<SegmentName>& segments() const { return segments_; }

  struct Reply {
    EventId event;
    Offset offset = kNoOffset;
    TimeMs time_ms = kNoTime;         // the earlier of the gateway's time and the append
    TimeMs appended_at_ms = kNoTime;  // durable since
    std::vector<std::size_t> asks;    // requests out then from its line; places in granted_
    bool decided = false;
    ReplyDecided decision;   // if decided
    bool forgotten = false;  // an erasure took away what its decision owed
  };
  [[nodiscard]] const std::vector<Reply>& replies() const { return replies_; }

  struct Revocation {
    RevocationScope scope;
    bool handset = false;
    TimeMs time_ms = kNoTime;
    Offset position = kNoOffset;
    TimeMs received_ms = kNoTime;  // when the person said so first
    // In force since: the append of the reply, which holds the contact, or of the notice; of a
    // reply that was decided otherwise at first, the append of the decision that revokes.
    TimeMs durable_ms = kNoTime;
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
  struct Granted {
    SendIntended intent;
    TimeMs time_ms = kNoTime;
    Offset position = kNoOffset;
    bool latest_ask = false;  // of its program
    bool withdrawn = false;  // no byte left
    bool failed = false;     // refused, or reported as failed: it counts unless delivered
    bool reported = false;   // failed by a report, not refused before, and no text came since
    bool delivered = false;
    // Whether it is an ask that may be answered.
    [[nodiscard]] bool IsOut() const { return latest_ask && !withdrawn && (!failed || delivered); }
  };

  void NoteIntent(const SendIntended& intent, const Observed& observed);
  void NoteConsent(const Event& event, const Observed& observed);
  void NoteContact(const Event& event, const Observed& observed);
  void NoteOutcome(const SendConcluded& fact, const Observed& observed);
  void NoteReport(const DeliveryReported& fact, const Observed& observed);
  void NoteReply(const Event& event, const KeywordReplied& fact, const Observed& observed);
  void NoteDecision(const ReplyDecided& fact, const Observed& observed);
  void NoteConfirmation(const ReplyDecided& fact, const Reply& reply);
  void Revoke(const RevocationScope& scope, bool handset, const Observed& observed);
  void RevokeLate(const ReplyDecided& fact, const Reply* reply, const Observed& observed);
  void OptInElsewhere(const ProgramRef& program, TimeMs claimed_ms, const Observed& observed);
  void OptInByHandset(const ProgramRef& program, TimeMs time_ms, Offset position);
  void BlockAt(Offset offset);
  void Erase(Offset offset);
  void Unask(const Granted& ask);
  [[nodiscard]] Granted* FindGrant(const IntentId& intent);

  [[nodiscard]] bool EverRevoked(const ProgramRef& program) const;
  [[nodiscard]] bool Passes(const OptIn* opt_in, const ProgramRef& program, bool handset) const;
  [[nodiscard]] bool Agrees(const ProgramRef& program) const;
  [[nodiscard]] std::optional<std::string> WhyFlagged() const;
  [[nodiscard]] std::optional<std::string> WhyDisagrees(const ProgramRef& program) const;
  [[nodiscard]] std::optional<std::string> WhyNotAskable(const ProgramRef& program,
                                                         std::uint32_t ask_limit,
                                                         TimeMs now_ms) const;
  [[nodiscard]] std::optional<std::string> WhyNotAnswer(const SendIntended& intent,
                                                        TimeMs now_ms) const;
  [[nodiscard]] std::optional<std::string> WhyNotRequested(const SendIntended& intent,
                                                           Offset position, TimeMs now_ms) const;
  [[nodiscard]] std::optional<std::string> WhyNotAskedFor(const SendIntended& intent,
                                                          Offset position, TimeMs now_ms) const;
  [[nodiscard]] std::optional<std::string> WhyOverCap(const SendIntended& intent,
                                                      TimeMs now_ms) const;

  std::vector<Reply> replies_;
  std::vector<Revocation> revocations_;
  std::vector<OptIn> opt_ins_;
  std::vector<ProgramId> imported_opt_ins_;
  std::vector<Granted> granted_;
  std::map<Offset, MessageRequested> requests_;
  std::set<SegmentName> segments_;
  std::vector<Offset> blocks_;
  bool bad_number_ = false;
  Offset erased_at_ = kNoOffset;
};

}  // namespace ledger::verify
