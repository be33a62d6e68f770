// A random but plausible log of one partition, from a seed: contacts come, agree, stop, are asked,
// texted and reported on, dispatchers take over, things repeat, and some bytes are garbage.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/event.h"
#include "ledger/core/partitioner.h"
#include "ledger/ports/log_reader.h"

namespace projector::test {

using namespace ledger;  // NOLINT: a test speaks the ledger's language

inline const ProgramRef kMarketing{ProgramId("marketing"), Category::kMarketing};
inline const ProgramRef kShipping{ProgramId("shipping"), Category::kInformational};
inline const CampaignId kSpring{"spring"};
inline constexpr TimeMs kStart = 1'700'000'000'000;
inline constexpr char kSealed[] = "sealed-envelope-of-a-number";

// Owns its bytes, unlike LogRecord.
struct OwnedRecord {
  Offset offset = 0;
  TimeMs at_ms = 0;
  std::string key;
  std::string value;
  [[nodiscard]] LogRecord View() const { return {0, offset, at_ms, key, value, false}; }
};

class RandomLog {
 public:
  explicit RandomLog(std::uint64_t seed, std::uint32_t contacts = 40)
      : random_(seed), contacts_(contacts), attempts_(contacts) {}

  const std::vector<OwnedRecord>& records() const { return records_; }
  Offset next() const { return static_cast<Offset>(records_.size()); }
  TimeMs now_ms() const { return now_ms_; }
  Offset epoch() const { return epoch_; }

  static ContactId Contact(std::uint32_t n) {
    return ContactId::FromBytes(CampaignMessageId(AccountId("seed"), kSpring, n, {}).view());
  }
  // Two accounts; contacts take turns.
  static AccountId Account(std::uint32_t n) { return AccountId(n % 2 == 0 ? "acme" : "zenith"); }

  Offset Append(std::uint32_t contact, Fact fact, EventId id = {}) {
    Event event;
    event.id = id.empty() ? NextId() : id;
    event.account = Account(contact);
    event.origin = Origin::kHttp;
    event.occurred_at_ms = now_ms_;
    event.sealed_number = kSealed;
    event.sealed_details = "sealed-words";
    event.fact = std::move(fact);
    return AppendRaw(ContactKey(Contact(contact)), Encode(event));
  }
  Offset AppendToPartition(Fact fact, const AccountId& account = {}) {
    Event event;
    event.id = NextId();
    event.account = account;
    event.origin = Origin::kWorker;
    event.fact = std::move(fact);
    return AppendRaw(std::string(kPartitionKey), Encode(event));
  }
  Offset AppendRaw(std::string key, std::string value) {
    now_ms_ += 50;
    records_.push_back({next(), now_ms_, std::move(key), std::move(value)});
    return records_.back().offset;
  }
  Offset Claim() {
    epoch_ = next();
    return AppendToPartition(DispatcherClaimed{0, 1, "test"});
  }
  // A text of a handset; Decide() it later.
  Offset Reply(std::uint32_t contact) {
    KeywordReplied reply;
    reply.line = LineId("+18335550100");
    reply.gateway = "kannel";
    reply.gateway_time_ms = now_ms_;
    const EventId id = NextId();
    const Offset offset = Append(contact, reply, id);
    waiting_.push_back({contact, offset, id});
    return offset;
  }
  // Decides the latest text that waits; without `answers` all that a keyword-handler may name.
  void Decide(Consequence consequence, std::vector<AnswerDue> answers = {}) {
    if (waiting_.empty()) return;
    const auto [contact, offset, id] = waiting_.back();
    waiting_.pop_back();
    ReplyDecided decided;
    decided.reply_offset = offset;
    decided.reply_event = id;
    decided.reply_class = ReplyClass::kHelp;
    decided.policy_version = "test";
    decided.consequence = consequence;
    if (consequence == Consequence::kOptIn) decided.programs = {kMarketing};
    if (consequence == Consequence::kRevoke) decided.revocation = {Reach::kEverything, {}};
    decided.expired_ask_counts = true;
    decided.line = LineId("+18335550100");
    decided.answers = std::move(answers);
    if (decided.answers.empty()) {
      decided.answers = {{MessageClass::kOptInConfirmation, kMarketing, "in", "en"},
                         {MessageClass::kOptOutConfirmation, kMarketing, "out", "en"},
                         {MessageClass::kHelp, kMarketing, "help", "en"}};
    }
    Append(contact, decided, ConsequenceId(id, "decision"));
  }
  // An intent of the campaign; the same contact and step is the same message.
  SendIntended Intent(std::uint32_t contact, std::uint32_t step,
                      MessageClass message_class = MessageClass::kCampaign) {
    SendIntended intent;
    intent.message = CampaignMessageId(Account(contact), kSpring, step, Contact(contact));
    intent.intent = MakeIntentId(intent.message, epoch_, attempts_[contact]++);
    intent.message_class = message_class;
    intent.program = kMarketing;
    intent.because.campaign = kSpring;
    intent.because.step = step;
    intent.because.step_due_ms = kStart;
    intent.line = LineId("+18335550100");
    intent.epoch = epoch_ == kNoOffset ? 0 : epoch_;
    intent.revision = 100;
    intent.planned_at_ms = now_ms_;
    intent.deadline_ms = now_ms_ + 3'600'000;
    intent.age_limit_ms = 2000;
    intent.validity_ms = 60'000;
    intent.window = Window{kStart - 3'600'000, now_ms_ + 36'000'000, "UTC", "test"};
    intent.ask_limit = 2;
    intent.pending_term_ms = 86'400'000;
    return intent;
  }

  // Appends `count` records of all kinds.
  void Grow(std::size_t count) {
    const Offset end = next() + static_cast<Offset>(count);
    while (next() < end) Step();
  }

 private:
  struct Waiting {
    std::uint32_t contact;
    Offset offset;
    EventId id;
  };

  std::uint32_t Below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  EventId NextId() { return ConsequenceId(EventId(), "event " + std::to_string(++ids_)); }

  void Step() {
    const std::uint32_t contact = Below(contacts_);
    switch (Below(22)) {
      case 0:
      case 1: {
        ContactImported import;
        import.source = "shopify";
        import.import_id = "import";
        import.row = 1;
        import.grade = static_cast<EvidenceGrade>(1 + Below(4));
        import.programs = {Below(3) == 0 ? kShipping : kMarketing};
        import.segments = {SegmentName("import-" + std::to_string(Below(3)))};
        Append(contact, import);
        break;
      }
      case 2:
      case 3:
        Append(contact, OptedIn{{kMarketing}, OptInMethod::kWebForm, {}});
        break;
      case 4:
        Append(contact, OptedOut{{Reach::kMarketing, {}}, OptOutMeans::kWeb, {}, {}});
        break;
      case 5:
      case 6:
        Reply(contact);
        break;
      case 7:
      case 8:
        Decide(static_cast<Consequence>(1 + Below(5)));
        break;
      case 9:
        if (Below(10) == 0) Claim();
        break;
      case 10:
        Append(contact, ContactListed{SegmentName("vip")});
        break;
      case 11:
        Append(contact, ContactUnlisted{SegmentName("vip")});
        break;
      case 12:
        Request(contact);
        break;
      case 13:
        Repeat();
        break;
      case 14:
        Seldom(contact);
        break;
      case 15:
      case 16:
        Outcome();
        break;
      default:
        Send(contact);
    }
  }
  void Request(std::uint32_t contact) {
    MessageRequested request;
    request.message =
        RequestMessageId(Account(contact), "shop", std::to_string(ids_), Contact(contact));
    request.message_class = MessageClass::kSingle;
    request.program = kShipping;
    request.line = LineId("+18335550100");
    request.deadline_ms = now_ms_ + 60'000;
    Append(contact, request);
  }
  void Repeat() {
    if (records_.empty()) return;
    const OwnedRecord& old = records_[Below(static_cast<std::uint32_t>(records_.size()))];
    AppendRaw(std::string(old.key), std::string(old.value));
  }
  void Seldom(std::uint32_t contact) {
    switch (Below(8)) {
      case 0:
        AppendRaw(ContactKey(Contact(contact)), "garbage");
        break;
      case 1:
        Append(contact, BlockResolved{});
        break;
      case 2:
        AppendToPartition(Halted{kSpring, next()}, Account(contact));
        break;
      case 3:
        AppendToPartition(Resumed{kSpring, next()}, Account(contact));
        break;
      case 4:
        Append(contact, ContactErased{"admin", "asked"});
        break;
      case 6:
        Append(contact, ZoneTold{Below(2) == 0 ? "America/Chicago" : "Pacific/Honolulu", "", ""});
        break;
      case 5:
        AppendToPartition(
            StepFinished{kSpring, Below(3), epoch_, {{Reason::kStopped, 3}, {Reason::kNotSet, 2}}},
            Account(contact));
        break;
      default:
        Append(contact, NumberDeactivated{"carrier"});
    }
  }
  void Send(std::uint32_t contact) {
    const SendIntended intent = Intent(
        contact, Below(3), Below(4) == 0 ? MessageClass::kOptInRequest : MessageClass::kCampaign);
    Append(contact, intent, IntentEventId(intent.intent));
    sent_.push_back({contact, intent});
  }
  void Outcome() {
    if (sent_.empty()) return;
    const std::uint32_t pick = Below(static_cast<std::uint32_t>(sent_.size()));
    const auto [contact, intent] = sent_[pick];
    if (Below(2) == 0) {
      SendConcluded concluded;
      concluded.intent = intent.intent;
      concluded.message = intent.message;
      concluded.outcome = static_cast<SendOutcome>(1 + Below(5));
      concluded.permanent = Below(10) == 0;
      Append(contact, concluded, ConclusionEventId(intent.intent));
    } else {
      DeliveryReported reported;
      reported.intent = intent.intent;
      reported.message = intent.message;
      reported.delivery = static_cast<Delivery>(1 + Below(3));
      reported.provider_opt_out = Below(20) == 0;
      Append(contact, reported);
    }
  }

  std::mt19937_64 random_;
  std::uint32_t contacts_;
  std::vector<std::uint32_t> attempts_;
  std::vector<OwnedRecord> records_;
  std::vector<Waiting> waiting_;
  std::vector<std::pair<std::uint32_t, SendIntended>> sent_;
  TimeMs now_ms_ = kStart;
  Offset epoch_ = kNoOffset;
  std::uint64_t ids_ = 0;
};

// The records [from, to) as a reader gives them.
inline std::vector<LogRecord> Views(const RandomLog& log, Offset from, Offset to) {
  std::vector<LogRecord> views;
  for (Offset at = from; at < to && at < log.next(); ++at) {
    views.push_back(log.records()[static_cast<std::size_t>(at)].View());
  }
  return views;
}

}  // namespace projector::test
