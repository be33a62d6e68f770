// The dispatcher over ports in memory, moved by hand: one line, one campaign, one turn at a time.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "dispatcher/dispatcher.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/topic_names.h"
#include "tests/dispatcher/control_world.h"
#include "tests/dispatcher/hand_gateway.h"
#include "tests/support/memory_log.h"

namespace dispatcher::test {

using ledger::Reason;

inline constexpr ledger::TimeMs kDeadline = kNow + 86'400'000;

class HandClock final : public ledger::Clock {
 public:
  [[nodiscard]] absl::Time Now() const override { return absl::FromUnixMillis(kNow) + passed; }
  [[nodiscard]] absl::Duration Monotonic() const override { return absl::Seconds(100) + passed; }
  absl::Duration passed;
};

class HandStream final : public ledger::WorkStream {
 public:
  absl::Status Open(ledger::WorkKind,
                    const std::map<ledger::PartitionId, ledger::Offset>&) override {
    return up ? absl::OkStatus() : absl::UnavailableError("down");
  }
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration wait) override {
    if (!up) return absl::UnavailableError("down");
    waited += wait;
    return std::exchange(items, {});
  }
  bool up = true;
  absl::Duration waited;  // in all turns
  std::vector<ledger::WorkItem> items;
};

class HandProjection final : public ledger::ProjectionQueries {
 public:
  absl::StatusOr<ledger::AudiencePage> ScanAudience(const ledger::AudienceQuery&) override {
    ++queries;
    if (!up) return absl::DeadlineExceededError("hangs");
    return page;
  }
  absl::StatusOr<ledger::StepResultsView> StepResults(ledger::PartitionId, const ledger::AccountId&,
                                                      const ledger::CampaignId&,
                                                      ledger::Offset) override {
    ++queries;
    ++lookups;
    if (!up) return absl::DeadlineExceededError("hangs");
    return ledger::StepResultsView();
  }
  absl::StatusOr<ledger::MembersPage> ScanMembers(const ledger::MembersQuery&) override {
    return None();
  }
  absl::StatusOr<std::vector<ledger::FoldPosition>> Positions() override { return None(); }
  absl::StatusOr<ledger::ContactView> GetContact(ledger::PartitionId, const ledger::ContactId&,
                                                 ledger::Offset) override {
    return None();
  }
  absl::StatusOr<ledger::HistoryPage> History(const ledger::HistoryQuery&) override {
    return None();
  }
  absl::StatusOr<ledger::SegmentCountsView> SegmentCounts(ledger::PartitionId,
                                                          const ledger::AccountId&,
                                                          ledger::Offset) override {
    return None();
  }
  absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> StateDigest(
      ledger::PartitionId, ledger::Offset) override {
    return None();
  }

  bool up = true;
  int queries = 0;
  int lookups = 0;
  ledger::AudiencePage page;  // the whole audience

 private:
  static absl::Status None() { return absl::UnimplementedError("not asked by the dispatcher"); }
};

struct LoopWorld : ControlWorld {
  explicit LoopWorld(int steps = 1, int partitions = 1) : outbox(appender, partitions) {
    if (steps == 0) return;
    std::vector<Times> times;
    for (int i = 0; i < steps; ++i) times.emplace_back(kNow - 1000 + i, kDeadline);
    DefineCampaign(times);
    ScheduleCampaign();
  }

  // The projection has folded all that is written, under `epoch`.
  void Fold(ledger::TimeMs time_ms, ledger::Offset epoch = 0) {
    const auto next = static_cast<ledger::Offset>(log.All(ledger::kLedgerTopic).size());
    stream.items.push_back({0, next, ledger::FoldedTo{time_ms, false, epoch}});
  }
  absl::Status Turn(absl::Duration wait = absl::ZeroDuration()) {
    absl::Status status = dispatcher.RunOnce(wait);
    appender.Poll(absl::ZeroDuration());
    return status;
  }
  void Turns(int count) {
    for (int i = 0; i < count; ++i) REQUIRE(Turn().ok());
  }
  // Our claim is written and folded.
  void Start() {
    Turns(2);
    Fold(kNow);
    Turns(1);
  }
  void Member(const std::string& number, Reason passing = Reason::kNone, bool damaged = false) {
    const ledger::ContactId contact =
        *keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse(number));
    ledger::Personal person;
    person.number = number;
    std::string sealed = *keys.Seal(kAccount, contact, person);
    projection.page.open.push_back(
        {contact, damaged ? "damaged" : std::move(sealed), passing, {}});
  }
  // A text of partition 0 that is owed, as the stream tells it.
  ledger::TextDue& Owe(ledger::MessageClass message_class) {
    ledger::TextDue text;
    text.contact = *keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse("+14155550134"));
    text.account = kAccount;
    text.due.message = ledger::MessageId::FromBytes("message-of-16-by");
    text.due.message_class = message_class;
    text.due.program = {ledger::ProgramId("marketing"), ledger::Category::kMarketing};
    text.due.line = ledger::LineId(kLine);
    text.due.origin = 0;
    if (message_class == ledger::MessageClass::kSingle) {
      ledger::Personal details;
      details.text = "Your order is on its way.";
      text.sealed_details = *keys.Seal(kAccount, text.contact, details);
    }
    stream.items.push_back({0, 0, text});
    return std::get<ledger::TextDue>(stream.items.back().what);
  }
  template <typename Fact>
  std::vector<Fact> All() {
    std::vector<Fact> all;
    for (const auto& entry : log.All(ledger::kLedgerTopic)) {
      const ledger::Record record = ledger::Decode(0, 0, entry.key, entry.value);
      const ledger::Fact& fact = std::get<ledger::Event>(record.content).fact;
      if (const auto* found = std::get_if<Fact>(&fact)) all.push_back(*found);
    }
    return all;
  }
  std::size_t Intents() { return All<ledger::SendIntended>().size(); }
  // The verdict on the latest intent.
  void Judge(bool granted, Reason reason) {
    const ledger::SendIntended intent = All<ledger::SendIntended>().back();
    const auto offset = static_cast<ledger::Offset>(log.All(ledger::kLedgerTopic).size()) - 1;
    stream.items.push_back(
        {0, offset,
         ledger::VerdictGiven{intent.intent, intent.message, {}, granted, reason, kNow}});
  }

  ledger::KeyRing keys = *ledger::KeyRing::Parse(ledger::KeyRing::Generate(kAccount), "test keys");
  ledger::MemoryLog log;
  ledger::MemoryAppender appender{log};
  ledger::EventOutbox outbox;
  HandStream stream;
  HandProjection projection;
  HandGateway gateway;
  HandClock clock;
  Dispatcher dispatcher{{.shard = 0, .shards = 1, .instance = "life 1"},
                        {outbox, stream, projection, gateway, clock, control, keys}};
};

}  // namespace dispatcher::test
