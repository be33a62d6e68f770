// The judge of a run. It reads the log record by record, keeps a plain reading of each contact's
// history and a plain record of grants, claims and halts, and compares with them what the
// projection decided, what the dispatchers did and what the handsets received. Shares no code with
// the fold: of ledger/core it uses the facts and names, nothing that decides.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "ledger/core/event.h"
#include "ledger/core/reason.h"
#include "tests/simulation/plain_reading.h"

namespace simulation {

// What the projection stored about a record.
enum class Ruling { kApplied, kIgnored, kGranted, kDenied, kBlocked };

// A law that did not hold.
struct Breach {
  std::string law;
  std::string what;
  ledger::PartitionId partition = 0;
  ledger::Offset offset = ledger::kNoOffset;
};

// The rules as the design states them, told again.
inline constexpr ledger::TimeMs kOptOutConfirmationTermMs = 5 * 60 * 1000;
inline constexpr int kAnswersMax = 10;  // to a contact, within a day
inline constexpr int kFailedAsksMax = 3;  // that a carrier reports

// Whether a text of the class answers one that the person sent.
[[nodiscard]] constexpr bool AnswersText(ledger::MessageClass c) {
  return c == ledger::MessageClass::kOptInConfirmation ||
         c == ledger::MessageClass::kOptOutConfirmation || c == ledger::MessageClass::kHelp ||
         c == ledger::MessageClass::kCustomReply;
}

class Oracle {
 public:
  // `programs`: of the line, the first is what START stands for; `twice`: those that want a second
  // yes.
  // `age_limit`: of grants.
  Oracle(int partitions, std::vector<ledger::ProgramRef> programs,
         std::set<ledger::ProgramId> twice, absl::Duration age_limit);

  // What happens outside the log.
  void SeeTextSent(const std::string& gateway_id, TextKind kind) { sent_[gateway_id] = kind; }
  // The source of the event got its 2xx.
  void SeeAcknowledged(const ledger::EventId& event) { acknowledged_.insert(event); }
  // A step was scheduled, maybe again: its life begins at the earliest time.
  void SeeStep(const ledger::CampaignId& campaign, std::uint32_t step, ledger::TimeMs due_ms) {
    ledger::TimeMs& due = step_due_.try_emplace({campaign, step}, due_ms).first->second;
    due = std::min(due, due_ms);
  }
  // A record became durable, by `writer`, at `now` of the run.
  void SeeAppended(ledger::PartitionId p, const ledger::Record& record, int writer,
                   absl::Duration now);
  // The projection folded a record, maybe again.
  void SeeFolded(ledger::PartitionId p, const ledger::Record& record, Ruling ruling,
                 ledger::Reason reason);
  // The projection says that exactly these contacts may be texted, once their replies are decided,
  // and what zone was told of each.
  void SeeReachable(ledger::PartitionId p, ledger::Offset next, const ledger::ProgramRef& program,
                    const std::map<ledger::ContactId, std::string>& reachable);
  // The source's request was repeated when all was quiet, and all is quiet again.
  void SeeSourceAsked();
  // The stream told dispatcher `writer` to hold back.
  void SeeHoldBack(int writer, const ledger::ContactId& contact, ledger::Offset offset);
  // The first byte of an attempt of dispatcher `writer` leaves, for the number of `person`.
  void SeeFirstByte(int writer, const ledger::IntentId& intent, const ledger::ContactId& person,
                    absl::Duration now);
  // A text arrived on the handset.
  void SeeReceived(const ledger::IntentId& intent);

  // Whether all these steps are closed in every partition.
  [[nodiscard]] bool AreClosed(
      const std::set<std::pair<ledger::CampaignId, std::uint32_t>>& steps) const;
  // After all faults ended and everything was quiet. `due`: steps that must be closed by now.
  // `commands`: the latest halt command of each campaign (empty: of the account).
  void SeeEnd(const std::set<std::pair<ledger::CampaignId, std::uint32_t>>& due,
              const std::map<ledger::CampaignId, ledger::Offset>& commands);

  // Texts that wait for a person to look at them.
  struct Review {
    ledger::ContactId contact;
    ledger::Offset offset = ledger::kNoOffset;
    ledger::EventId event;
  };
  [[nodiscard]] std::vector<Review> Reviews() const;

  void Fail(std::string law, std::string what, ledger::PartitionId p = 0,
            ledger::Offset offset = ledger::kNoOffset);
  [[nodiscard]] const std::optional<Breach>& breach() const { return breach_; }
  [[nodiscard]] ledger::Offset Folded(ledger::PartitionId p) const { return At(p).next; }
  // For messages to people.
  [[nodiscard]] std::uint64_t grants() const { return grant_count_; }
  [[nodiscard]] std::uint64_t received() const { return received_count_; }
  [[nodiscard]] std::uint64_t asks_by_text() const { return asks_by_text_; }
  [[nodiscard]] std::uint64_t asks_by_source() const { return asks_by_source_; }

 private:
  enum class Fate { kOpen, kWithdrawn, kEnded };
  struct Text {
    TextKind kind = TextKind::kChat;
    When when;
    ledger::TimeMs received_ms = 0;  // the earlier of the gateway's time and ours
    bool decided = false;
    bool review = false;
    ledger::EventId event;
    bool changes = false;  // whether the person wants anything
    int opt_ins = 0;       // of the person, with this text
    std::size_t revocations = 0;
    ledger::Offset ask = ledger::kNoOffset;  // that a YES answers
    ledger::MessageClass owed = ledger::MessageClass::kUnknown;  // the answer, once decided
    // Of a text that asks to join: what was known of the programs when it came, and which of them
    // its decision asks for.
    bool undecided_before = false;  // an earlier text had no decision yet
    std::set<ledger::ProgramId> left;
    std::set<ledger::ProgramId> stopped;  // and nothing else stands against them
    std::set<ledger::ProgramId> asked;
  };
  struct Contact {
    PlainReading reading;
    std::map<ledger::Offset, Text> texts;
    std::set<std::string> text_ids;
    std::set<ledger::Offset> held;
    bool bad_number = false;
    std::set<ledger::Offset> blocks;
    ledger::Offset erased_at = ledger::kNoOffset;  // kNoOffset: not erased, or back
    bool ever_flagged = false;
    bool ever_erased = false;
    bool ever_asked = false;
    std::set<ledger::ProgramId> ever_wanted;
    // Nothing but answers goes to who is flagged.
    [[nodiscard]] bool flagged() const {
      return bad_number || !blocks.empty() || erased_at != ledger::kNoOffset;
    }
    std::optional<ledger::IntentId> ask;  // the latest granted, not withdrawn
    int failed_asks = 0;  // that the carrier reported since the last text
    int asks = 0;      // that may have reached the person
    std::string zone;  // that somebody told of the number's present owner
    bool synced = false;  // imported by the source whose people are asked, and not erased since
    int opt_ins = 0;      // ever
    std::vector<ledger::IntentId> confirmed_stops;
    ledger::TimeMs last_text_ms = 0;
    ledger::TimeMs known_since = 0;
    // Since when the contact wants the program, in the partition's time, without a break.
    std::map<ledger::ProgramId, ledger::TimeMs> wants_since;
    std::vector<std::pair<ledger::Offset, absl::Duration>> durable_revocations;
  };
  struct Grant {
    ledger::SendIntended intent;
    ledger::ContactId contact;
    ledger::PartitionId partition = 0;
    ledger::Offset at = 0;
    ledger::TimeMs time = 0;
    int writer = 0;
    Fate fate = Fate::kOpen;
    bool delivered = false;
    bool missed = false;  // refused, or reported as failed, and not delivered
  };
  struct Verdict {
    Ruling ruling;
    ledger::Reason reason;
    friend bool operator==(const Verdict&, const Verdict&) = default;
  };
  struct Halt {
    ledger::Offset revision = ledger::kNoOffset;
    bool halted = false;
  };
  using StepName = std::pair<ledger::CampaignId, std::uint32_t>;
  struct Partition {
    std::vector<int> writers;  // of each record
    std::vector<Verdict> verdicts;
    ledger::Offset next = 0;
    ledger::TimeMs time = 0;
    int holder = -1;  // who wrote the latest claim
    // The latest accepted loss: older work is not sent any more.
    ledger::Offset lost_at = ledger::kNoOffset;
    ledger::TimeMs lost_ms = ledger::kNoTime;
    std::map<ledger::CampaignId, Halt> halts;
    std::map<StepName, ledger::Offset> finished;
    std::map<StepName, std::map<ledger::ContactId, bool>> settled;  // attempted or denied for good
    std::set<ledger::EventId> seen;
    std::set<ledger::ContactId> contacts;
  };

  void ReadFact(ledger::PartitionId p, const ledger::Record& record, const ledger::Event& event);
  void ReadText(const ledger::Record& record, const ledger::EventId& event,
                const ledger::KeywordReplied& text, Partition& partition);
  void ReadDecision(const ledger::Record& record, const ledger::ReplyDecided& decided,
                    ledger::TimeMs time);
  void ReadConsent(const ledger::Record& record, const ledger::Event& event, Partition& partition);
  void ReadEdit(const ledger::Record& record, const ledger::Event& event,
                const Partition& partition);
  void ReadFlags(const ledger::Record& record, const ledger::Event& event);
  void ReadOutcome(ledger::PartitionId p, const ledger::Record& record, const ledger::Event& event);
  void ReadPartitionFact(ledger::PartitionId p, const ledger::Record& record,
                         const ledger::Event& event, const Verdict& verdict);
  void NoteWants(Contact& contact, ledger::TimeMs time) const;
  void NoteJoin(const Contact& contact, bool undecided, Text& text) const;
  void ReadJoin(const ledger::Record& record, const ledger::ReplyDecided& decided, Text& text);
  std::string WhyNotJoined(const Contact& contact, const Text& text,
                           const ledger::ProgramRef& program, bool in, bool asked) const;
  // Whether a text of the person made the request due.
  bool IsAskedFor(const Contact& contact, const ledger::SendIntended& intent) const;
  std::string WhyNotAskedFor(const Contact& contact, const ledger::SendIntended& intent,
                             const Partition& partition) const;
  void JudgeAsked(const ledger::ContactId& id, ledger::Offset offset, const Text& text);
  void JudgeGrant(ledger::PartitionId p, const ledger::Record& record,
                  const ledger::SendIntended& intent);
  [[nodiscard]] bool IsLost(const ledger::SendIntended& intent, const Partition& partition) const;
  std::string WhyNot(const ledger::ContactId& id, const ledger::SendIntended& intent,
                     const Partition& partition) const;
  std::string WhyNotAnswer(const Contact& contact, const ledger::SendIntended& intent,
                           const Partition& partition) const;
  void ReadDenial(ledger::PartitionId p, const ledger::Record& record,
                  const ledger::SendIntended& intent, ledger::Reason reason);
  bool IsTrue(const Contact& contact, const ledger::SendIntended& intent, ledger::Reason reason,
              const Partition& partition) const;
  bool IsTrueOf(const Contact& contact, const ledger::ProgramRef& program,
                ledger::Reason reason) const;
  bool IsTrueAnswer(const ledger::ContactId& id, const ledger::SendIntended& intent,
                    ledger::Reason reason, const Partition& partition) const;
  [[nodiscard]] bool IsPastDeadline(const ledger::SendIntended& intent, ledger::TimeMs time) const;
  // Whether some grant of the message was not taken back.
  [[nodiscard]] bool WasTaken(const ledger::MessageId& message) const;
  // Of campaign and single texts, or of answers; without those that were taken back.
  [[nodiscard]] int CountGrants(const ledger::ContactId& contact, bool answers) const;
  void NoteChange(const Contact& contact, bool wanted, bool undecided, Text& text) const;
  void NoteOwed(const Contact& contact, ledger::TimeMs time, Text& text) const;
  void JudgeAnswered(const ledger::ContactId& id, const Contact& contact);
  bool ConfirmedAlready(const Contact& contact, ledger::Offset stop) const;
  void JudgeFinish(ledger::PartitionId p, ledger::Offset offset, const StepName& step);
  // `never_left`: nobody can have answered it, whatever they said meanwhile.
  void TakeBackAsk(Contact& contact, const Grant& grant);
  [[nodiscard]] bool IsAsked(const Contact& contact) const;  // and a YES answers
  // Whether the text did not reach the person, as far as anybody knows.
  void NoteMissed(Contact& contact, Grant& grant, bool missed);
  [[nodiscard]] ledger::MessageId MessageOf(const ledger::IntentId& intent) const;
  [[nodiscard]] const Partition& At(ledger::PartitionId p) const {
    return partitions_[static_cast<std::size_t>(p)];
  }
  Partition& At(ledger::PartitionId p) { return partitions_[static_cast<std::size_t>(p)]; }

  const std::vector<ledger::ProgramRef> programs_;
  const std::set<ledger::ProgramId> double_;
  const absl::Duration age_limit_;
  std::optional<Breach> breach_;
  std::vector<Partition> partitions_;
  std::map<ledger::ContactId, Contact> contacts_;
  std::map<ledger::IntentId, Grant> grants_;
  std::map<ledger::MessageId, std::vector<ledger::IntentId>> grants_of_;
  std::map<ledger::MessageId, ledger::IntentId> attempts_;
  std::map<ledger::MessageId, int> received_;
  std::map<std::pair<int, ledger::ContactId>, ledger::Offset> told_;
  std::map<std::string, TextKind> sent_;
  std::set<ledger::EventId> acknowledged_;
  std::set<ledger::EventId> in_log_;
  std::set<std::string> texts_in_log_;  // gateway ids
  std::map<StepName, ledger::TimeMs> step_due_;
  struct Request {
    ledger::TimeMs deadline_ms = 0;
    ledger::Offset at = 0;  // of the latest that asks for the message
  };
  std::map<ledger::MessageId, Request> requests_;
  std::set<ledger::MessageId> ended_;                     // denied for good
  // Answers that were denied for good, and rightly.
  std::set<std::tuple<ledger::ContactId, ledger::Offset, ledger::MessageClass>> excused_;
  std::uint64_t grant_count_ = 0;
  std::uint64_t received_count_ = 0;
  std::uint64_t asks_by_text_ = 0;
  std::uint64_t asks_by_source_ = 0;
  std::set<ledger::MessageId> source_requests_;
};

}  // namespace simulation
