// The loop of the dispatcher, turn by turn, over ports in memory: what it appends, asks and ends.
#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "dispatcher/dispatcher.h"
#include "ledger/codec/record_codec.h"
#include "ledger/control/default_account.h"
#include "ledger/core/topic_names.h"
#include "tests/support/memory_log.h"

namespace dispatcher {
namespace {

using ledger::Reason;

const ledger::AccountId kAccount("acme");
constexpr char kLine[] = "+18335550100";
constexpr ledger::TimeMs kNow = 1'790'000'000'000;  // 10:13 on a Monday in New York
constexpr ledger::TimeMs kDeadline = kNow + 86'400'000;

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
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration) override {
    if (!up) return absl::UnavailableError("down");
    return std::exchange(items, {});
  }
  bool up = true;
  std::vector<ledger::WorkItem> items;
};

class HandProjection final : public ledger::ProjectionQueries {
 public:
  absl::StatusOr<ledger::AudiencePage> ScanAudience(const ledger::AudienceQuery&) override {
    ++queries;
    if (!up) return absl::DeadlineExceededError("hangs");
    return page;
  }
  absl::StatusOr<std::vector<ledger::StepResult>> StepResults(ledger::PartitionId,
                                                              const ledger::AccountId&,
                                                              const ledger::CampaignId&) override {
    ++queries;
    ++lookups;
    if (!up) return absl::DeadlineExceededError("hangs");
    return std::vector<ledger::StepResult>();
  }
  absl::StatusOr<std::vector<ledger::FoldPosition>> Positions() override { return None(); }
  absl::StatusOr<ledger::ContactView> GetContact(ledger::PartitionId, const ledger::ContactId&,
                                                 ledger::Offset) override {
    return None();
  }
  absl::StatusOr<std::vector<ledger::HistoryEntry>> History(ledger::PartitionId,
                                                            const ledger::ContactId&,
                                                            ledger::Offset) override {
    return None();
  }
  absl::StatusOr<std::map<std::string, std::uint64_t>> SegmentCounts(
      ledger::PartitionId, const ledger::AccountId&) override {
    return None();
  }
  absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> StateDigest(
      ledger::PartitionId) override {
    return None();
  }

  bool up = true;
  int queries = 0;
  int lookups = 0;
  ledger::AudiencePage page;  // the whole audience

 private:
  static absl::Status None() { return absl::UnimplementedError("not asked by the dispatcher"); }
};

class HandGateway final : public Gateway {
 public:
  bool IsUp(const ledger::LineId&) const override { return true; }
  void Submit(OutboundText text) override { submitted.push_back(std::move(text)); }
  void Withdraw(const ledger::IntentId& intent) override { taken_back.push_back(intent); }
  std::vector<AttemptResult> Poll(absl::Duration) override { return {}; }
  std::size_t InFlight() const override { return submitted.size(); }
  std::vector<OutboundText> submitted;
  std::vector<ledger::IntentId> taken_back;
};

struct LoopWorld {
  explicit LoopWorld(int steps = 1, int partitions = 1) : outbox(appender, partitions) {
    ledger::NewAccount account;
    account.account = "acme";
    account.name = "Acme";
    account.line = kLine;
    account.texts_per_second = 50;
    account.help_contact = "help@acme.example";
    account.actor = "test";
    for (const auto& record : ledger::DefaultAccountRecords(account)) Command(record);
    consent::v1::ControlRecord record;
    auto* campaign = record.mutable_campaign_defined();
    campaign->set_campaign("spring");
    campaign->set_name("Spring");
    campaign->set_line(kLine);
    campaign->set_program("marketing");
    campaign->mutable_audience()->set_reachable(true);
    campaign->set_owner("owner");
    campaign->mutable_acknowledgment()->set_text("I have the consent of everyone texted.");
    campaign->mutable_acknowledgment()->set_actor("owner");
    campaign->set_message_class(consent::v1::MESSAGE_CLASS_CAMPAIGN);
    for (int i = 0; i < steps; ++i) {
      auto* step = campaign->add_steps();
      step->set_due_at_ms(kNow - 1000 + i);
      step->set_deadline_ms(kDeadline);
      step->set_text("{brand}: the sale is on. STOP to end.");
    }
    if (steps > 0) {
      Command(record);
      consent::v1::ControlRecord schedule;
      schedule.mutable_campaign_scheduled()->set_campaign("spring");
      Command(schedule);
    }
  }
  void Command(consent::v1::ControlRecord record) {
    record.set_account("acme");
    if (record.event_id().empty()) {
      record.set_event_id("command " + std::to_string(1'000'000 + control.position()));
    }
    CHECK(control.Apply(control.position(), kNow - 100'000, record) == "");
  }

  // The projection has folded all that is written, under `epoch`.
  void Fold(ledger::TimeMs time_ms, ledger::Offset epoch = 0) {
    const auto next = static_cast<ledger::Offset>(log.All(ledger::kLedgerTopic).size());
    stream.items.push_back({0, next, ledger::FoldedTo{time_ms, false, epoch}});
  }
  absl::Status Turn() {
    absl::Status status = dispatcher.RunOnce(absl::ZeroDuration());
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
    projection.page.open.push_back({contact, damaged ? "damaged" : std::move(sealed), passing});
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
  ledger::ControlState control;
  Dispatcher dispatcher{{.shard = 0, .shards = 1, .instance = "life 1"},
                        {outbox, stream, projection, gateway, clock, control, keys}};
};

}  // namespace

TEST_CASE("Dispatcher: whoever is still held after the deadline is denied, and the step ends",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134", Reason::kHeld);
  world.Start();
  world.Turns(8);
  CHECK(world.Intents() == 0);
  world.clock.passed = absl::Hours(24) + absl::Seconds(2);
  world.Turns(4);
  CHECK(world.Intents() == 0);                                // by our clock alone nothing is late
  CHECK(world.All<ledger::DispatcherClaimed>().size() == 3);  // but the partition's time moves on
  world.Fold(kDeadline + 2000);
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(false, Reason::kTooLate);
  world.projection.page = {};
  world.clock.passed += absl::Seconds(2);
  world.Turns(8);
  CHECK(world.All<ledger::StepFinished>().size() == 1);
  const int queries = world.projection.queries;
  world.clock.passed += absl::Seconds(2);
  world.Turns(8);
  CHECK(world.projection.queries == queries);  // it is dropped
}

TEST_CASE("Dispatcher: intents are without pace only when the fold's time is past the deadline",
          "[dispatcher][loop]") {
  LoopWorld world;
  for (int i = 0; i < 100; ++i) world.Member("+1415555" + std::to_string(1000 + i));
  world.Start();
  world.clock.passed = absl::Hours(24) + absl::Seconds(30);
  world.Turns(8);
  CHECK(world.Intents() > 0);
  CHECK(world.Intents() <= 25);
  world.Fold(kDeadline + 1);
  world.Turns(2);
  CHECK(world.Intents() == 100);
}

TEST_CASE("Dispatcher: nothing is intended while its window is closed", "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.clock.passed = absl::Hours(10);  // 20:13
  world.Start();
  for (int i = 0; i < 12; ++i) {
    world.Turns(4);
    world.clock.passed += absl::Hours(1);
  }
  CHECK(world.Intents() == 0);
  world.clock.passed = absl::Hours(23);  // 9:13
  world.Turns(4);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: a claim that holds at another offset than ours ends the process",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.log.SetFaults([](const ledger::OutgoingRecord&) { return ledger::Fault::kUnknownWritten; });
  world.Turns(2);
  world.log.SetDown(false);
  world.clock.passed = absl::Seconds(1);
  world.Turns(2);
  REQUIRE(world.All<ledger::DispatcherClaimed>().size() == 2);
  world.Member("+14155550134");
  world.Fold(kNow, 0);  // the first copy; we were told of the second
  CHECK(absl::IsAborted(world.Turn()));
  CHECK(world.Intents() == 0);
}

TEST_CASE("Dispatcher: a stop gives back the grants that are still to come", "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.dispatcher.Stop();
  world.Turns(2);
  CHECK_FALSE(world.dispatcher.IsDone());
  world.Judge(true, Reason::kNone);
  world.clock.passed = absl::Milliseconds(100);
  world.Turns(2);
  CHECK(world.dispatcher.IsDone());
  CHECK(world.gateway.submitted.empty());
  REQUIRE(world.All<ledger::SendConcluded>().size() == 1);
  CHECK(world.All<ledger::SendConcluded>()[0].outcome == ledger::SendOutcome::kWithdrawn);
  world.clock.passed = absl::Seconds(10);
  world.Turns(6);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: what the gateway has not begun is taken back by a STOP, a halt and the end",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(true, Reason::kNone);
  world.Turns(1);
  REQUIRE(world.gateway.submitted.size() == 1);
  const auto next = static_cast<ledger::Offset>(world.log.All(ledger::kLedgerTopic).size());
  CHECK(world.gateway.taken_back.empty());
  SECTION("STOP") {
    const ledger::ContactId contact =
        *world.keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse("+14155550134"));
    world.stream.items.push_back({0, next, ledger::HoldBack{contact}});
  }
  SECTION("campaign stop") {
    consent::v1::ControlRecord record;
    record.mutable_campaign_stopped()->set_campaign("spring");
    world.Command(record);
  }
  SECTION("account halt") {
    consent::v1::ControlRecord record;
    record.mutable_account_halted();
    world.Command(record);
  }
  SECTION("end of the process") { world.dispatcher.Stop(); }
  world.Turns(1);
  REQUIRE(world.gateway.taken_back.size() == 1);
  CHECK(world.gateway.taken_back[0] == world.gateway.submitted[0].intent);
}

TEST_CASE("Dispatcher: a partition that is behind holds up what is owed on it, and nothing else",
          "[dispatcher][loop]") {
  LoopWorld world(0, 2);
  world.Owe(ledger::MessageClass::kOptOutConfirmation);
  const int behind = GENERATE(0, 1);
  world.Turns(2);
  world.stream.items.push_back({1 - behind, 1, ledger::FoldedTo{kNow, false, 0}});
  for (int i = 0; i < 5; ++i) {
    world.clock.passed += absl::Seconds(1);
    world.Turns(1);
  }
  CHECK(world.Intents() == (behind == 1 ? 1U : 0U));
  world.stream.items.push_back({behind, 1, ledger::FoldedTo{kNow, true, 0}});  // halted
  world.clock.passed += absl::Minutes(1);
  world.Turns(2);
  CHECK(world.Intents() == (behind == 1 ? 1U : 0U));
}

TEST_CASE("Dispatcher: an ask waits for its window, whatever the program's category",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  const auto message_class =
      GENERATE(ledger::MessageClass::kOptInRequest, ledger::MessageClass::kSingle);
  world.Owe(message_class).due.program.category = ledger::Category::kInformational;
  world.clock.passed = absl::Hours(10);  // 20:13
  world.Start();
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  CHECK(world.Intents() == (message_class == ledger::MessageClass::kOptInRequest ? 0U : 1U));
  world.clock.passed = absl::Hours(23);  // 9:13
  world.Turns(4);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: an owed text that the fold calls malformed is not tried again",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  world.Owe(ledger::MessageClass::kSingle);
  world.Start();
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  REQUIRE(world.Intents() == 1);
  world.Judge(false, Reason::kMalformed);
  for (int i = 0; i < 4; ++i) {
    world.Turns(2);
    world.clock.passed += absl::Minutes(1);
  }
  CHECK(world.Intents() == 1);
  CHECK(world.dispatcher.Owed() == 0);
}

TEST_CASE("Dispatcher: words that cannot be opened are not replaced by others",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  ledger::TextDue& text = world.Owe(ledger::MessageClass::kHelp);  // which has a default template
  SECTION("nothing is sealed") {
    world.Start();
    world.clock.passed += absl::Seconds(1);
    world.Turns(4);
    CHECK(world.Intents() == 1);
  }
  SECTION("the envelope is damaged") {
    text.sealed_details = "damaged";
    world.Start();
    world.clock.passed += absl::Seconds(1);
    world.Turns(4);
    CHECK(world.Intents() == 0);
    CHECK(world.dispatcher.Owed() == 1);
  }
}

TEST_CASE("Dispatcher: a text that no line carries is denied after its deadline, not before",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  ledger::TextDue text;
  text.contact = ledger::ContactId::FromBytes("contact-of-16-by");
  text.account = kAccount;
  text.due.message = ledger::MessageId::FromBytes("message-of-16-by");
  text.due.message_class = ledger::MessageClass::kSingle;
  text.due.line = ledger::LineId("+19995550100");
  text.due.origin = 0;
  text.due.deadline_ms = kNow + 60'000;
  world.stream.items.push_back({0, 0, text});
  world.Start();
  for (int i = 0; i < 6; ++i) {
    world.clock.passed += absl::Seconds(11);
    world.Turns(2);
  }
  CHECK(world.Intents() == 0);
  world.Fold(kNow + 60'001);
  world.clock.passed += absl::Seconds(30);
  world.Turns(3);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: a turn asks the projection once at most, and not while the stream is down",
          "[dispatcher][loop]") {
  LoopWorld world(3);
  world.Member("+14155550134");
  world.projection.up = false;
  world.Start();
  int last = world.projection.queries;
  for (int i = 0; i < 10; ++i) {
    world.clock.passed += absl::Milliseconds(100);
    world.Turns(1);
    CHECK(world.projection.queries <= last + 1);
    last = world.projection.queries;
  }
  CHECK(last < 8);  // and pauses after a failure
  world.stream.up = false;
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  CHECK(world.projection.queries == last);
  world.stream.up = true;
  world.projection.up = true;
  world.clock.passed += absl::Seconds(1);
  const int lookups = world.projection.lookups;
  for (int i = 0; i < 12; ++i) {
    world.clock.passed += absl::Milliseconds(100);
    world.Turns(1);
  }
  CHECK(world.projection.lookups == lookups + 1);  // for three steps of one campaign
  CHECK(world.Intents() == 3);
}

TEST_CASE("Dispatcher: a contact whose number cannot be opened is intended once in a life",
          "[dispatcher][loop]") {
  LoopWorld world;
  world.Member("+14155550134", Reason::kNone, true);
  world.Start();
  world.Turns(6);
  REQUIRE(world.Intents() == 1);
  world.Judge(true, Reason::kNone);
  world.Turns(2);
  REQUIRE(world.All<ledger::SendConcluded>().size() == 1);
  CHECK(world.dispatcher.TakeUnreadable().size() == 1);
  CHECK(world.dispatcher.tally().unreadable == 1);
  for (int i = 0; i < 10; ++i) {
    world.clock.passed += absl::Minutes(2);
    world.Turns(4);
  }
  CHECK(world.Intents() == 1);
  CHECK(world.dispatcher.TakeUnreadable().empty());
  world.clock.passed = absl::Hours(24);
  world.Fold(kDeadline + 1);
  world.Turns(6);
  CHECK(world.Intents() == 2);  // to be denied as too late
}

}  // namespace dispatcher
