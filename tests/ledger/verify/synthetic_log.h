// A log of one partition, written by hand: each call appends one record and says where.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/digest.h"
#include "ledger/verify/laws.h"

namespace ledger::verify {

inline const AccountId kShop{"shop"};
inline const ProgramRef kMarketing{ProgramId("marketing"), Category::kMarketing};
inline const CampaignId kSale{"sale"};
inline constexpr TimeMs kStart = 1'790'000'000'000;

inline ContactId Person(std::uint8_t number) {
  ContactId::Bytes bytes{};
  bytes.fill(number);
  return ContactId(bytes);
}

inline PhoneNumber NumberOf(std::uint8_t person) {
  return *PhoneNumber::Parse("+141555501" + std::to_string(10 + person));
}

class SyntheticLog {
 public:
  TimeMs now_ms = kStart - 1'000;  // the step is due at kStart

  Offset Add(bool about_partition, const ContactId& contact, Fact fact,
             TimeMs occurred_ms = kNoTime, Origin origin = Origin::kWorker) {
    Event event;
    std::string raw = std::to_string(++ids_);
    raw.resize(EventId::kSize, 'x');
    event.id = EventId::FromBytes(raw);
    event.account = kShop;
    event.origin = origin;
    event.occurred_at_ms = occurred_ms;
    if (!about_partition) event.sealed_number = "sealed";
    event.fact = std::move(fact);
    return AddRaw(about_partition ? std::string(kPartitionKey) : ContactKey(contact),
                  Encode(event));
  }
  Offset AddRaw(std::string key, std::string value) {
    now_ms += 10;
    records_.push_back({next_++, now_ms, std::move(key), std::move(value)});
    return records_.back().offset;
  }

  // From here on the step is due.
  Offset Claim() {
    now_ms = std::max(now_ms, kStart);
    epoch = Add(true, {}, DispatcherClaimed{0, 1, "test"});
    return epoch;
  }
  void OptIn(std::uint8_t person) {
    Add(false, Person(person), OptedIn{{kMarketing}, OptInMethod::kWebForm, {}}, now_ms);
  }
  Offset Intend(std::uint8_t person, std::uint32_t step, std::string_view words,
                std::uint32_t attempt = 0) {
    SendIntended intent;
    intent.message = CampaignMessageId(kShop, kSale, step, Person(person));
    intent.intent = MakeIntentId(intent.message, epoch, attempt);
    intent.message_class = MessageClass::kCampaign;
    intent.program = kMarketing;
    intent.because = {kSale, step, kStart, kNoOffset};
    intent.line = LineId("13013");
    intent.epoch = epoch;
    intent.revision = 0;
    intent.planned_at_ms = now_ms;
    intent.deadline_ms = kStart + 3'600'000;
    intent.age_limit_ms = 500;
    intent.validity_ms = 60'000;
    intent.window = Window{kStart - 1, kStart + 86'400'000, "UTC", "test"};
    intent.body_sha256 = Sha256(words);
    return Add(false, Person(person), intent);
  }
  void Conclude(std::uint8_t person, std::uint32_t step, SendOutcome outcome,
                std::uint32_t attempt = 0) {
    SendConcluded concluded;
    concluded.message = CampaignMessageId(kShop, kSale, step, Person(person));
    concluded.intent = MakeIntentId(concluded.message, epoch, attempt);
    concluded.outcome = outcome;
    Add(false, Person(person), concluded);
  }
  // A text from the handset and what it was decided to be. The reply's event id is what the
  // decision names.
  void Say(std::uint8_t person, Consequence consequence) {
    const Offset reply = Reply(person);
    ReplyDecided decided;
    decided.reply_offset = reply;
    decided.reply_event = last_id();
    decided.consequence = consequence;
    decided.reply_class = ReplyClass::kRevoke;
    decided.matched_rule = "exact";
    decided.policy_version = "test";
    decided.programs = {kMarketing};
    if (consequence == Consequence::kRevoke) decided.revocation = {Reach::kMarketing, {}};
    Add(false, Person(person), decided);
  }
  Offset Reply(std::uint8_t person) {
    return Add(false, Person(person),
               KeywordReplied{LineId("13013"), "kannel", std::to_string(ids_), now_ms,
                              ProviderAction::kNone});
  }
  // Of the record that was added last.
  [[nodiscard]] EventId last_id() const {
    std::string raw = std::to_string(ids_);
    raw.resize(EventId::kSize, 'x');
    return EventId::FromBytes(raw);
  }
  void Finish(std::uint32_t step) { Add(true, {}, StepFinished{kSale, step, epoch, {}}); }
  void Skip() { ++next_; }

  void Received(std::uint8_t person, std::string_view words) {
    witness.push_back({Line(), now_ms + 20, true, NumberOf(person), Sha256(words)});
  }
  void Sent(std::uint8_t person, std::string_view words) {
    witness.push_back({Line(), now_ms, false, NumberOf(person), Sha256(words)});
  }

  [[nodiscard]] Report Verify() const {
    StepAudience step;
    step.step = {{kShop, kSale}, 0};
    step.name = "Sale";
    step.due_ms = kStart;
    step.deadline_ms = kStart + 3'600'000;
    step.message_class = MessageClass::kCampaign;
    step.program = kMarketing;
    Laws laws({step});
    Refold refold([&laws](const Observed& observed) { laws.Observe(observed); });
    for (const Stored& record : records_) {
      refold.Add({0, record.offset, record.appended_at_ms, record.key, record.value, false});
    }
    laws.Finish(refold);
    laws.Compare(witness, [](const PhoneNumber& number) -> std::vector<ContactId> {
      for (std::uint8_t person = 0; person < 80; ++person) {
        if (NumberOf(person) == number) return {Person(person)};
      }
      return {};
    });
    return laws.TakeReport();
  }

  Offset epoch = kNoOffset;
  std::vector<HandsetText> witness;

 private:
  struct Stored {
    Offset offset;
    TimeMs appended_at_ms;
    std::string key;
    std::string value;
  };
  [[nodiscard]] std::int64_t Line() const { return static_cast<std::int64_t>(witness.size()) + 1; }

  std::vector<Stored> records_;
  Offset next_ = 0;
  int ids_ = 0;
};

}  // namespace ledger::verify
