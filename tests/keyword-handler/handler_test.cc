// The handler's loop over a stream and a log in memory.
#include "keyword-handler/handler.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/core/topic_names.h"
#include "tests/support/memory_log.h"

namespace keyword_handler {
namespace {

const ledger::AccountId kAccount("acme");
const ledger::ContactId kContact = ledger::ContactId::FromBytes("contact-of-16-by");

class OneStream final : public ledger::WorkStream {
 public:
  absl::Status Open(ledger::WorkKind,
                    const std::map<ledger::PartitionId, ledger::Offset>&) override {
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration) override { return items; }
  std::vector<ledger::WorkItem> items;  // again and again, as a stream that breaks
};

class StillClock final : public ledger::Clock {
 public:
  [[nodiscard]] absl::Time Now() const override { return absl::FromUnixMillis(1'790'000'000'000); }
  [[nodiscard]] absl::Duration Monotonic() const override { return absl::Seconds(1); }
};

struct HandlerWorld {
  void Hold(const std::string& sealed) {
    ledger::ReplyHeld held;
    held.contact = kContact;
    held.account = kAccount;
    held.reply.event = ledger::EventId::FromBytes("reply of 16 byte");
    held.reply.received_at_ms = 1'790'000'000'000;
    held.sealed_details = sealed;
    stream.items = {{0, 40, held}};
  }
  std::string Seal(const std::string& words) const {
    ledger::Personal person;
    person.text = words;
    return *keys.Seal(kAccount, kContact, person);
  }
  std::size_t Decisions() {
    REQUIRE(handler.RunOnce(absl::ZeroDuration()).ok());
    appender.Poll(absl::ZeroDuration());
    return log.All(ledger::kLedgerTopic).size();
  }

  ledger::KeyRing keys = *ledger::KeyRing::Parse(ledger::KeyRing::Generate(kAccount), "test keys");
  ledger::MemoryLog log;
  ledger::MemoryAppender appender{log};
  ledger::EventOutbox outbox{appender, 1};
  OneStream stream;
  StillClock clock;
  ledger::ControlState control;
  Handler handler{{outbox, stream, clock, control, keys}};
};

}  // namespace

TEST_CASE("Handler: decides nothing, and says so, once a command is not understood",
          "[keyword-handler]") {
  HandlerWorld world;
  world.Hold(world.Seal("STOP"));
  world.control.Skip(0, "a kind of a later version");
  CHECK(world.Decisions() == 0);
  CHECK(absl::IsFailedPrecondition(world.handler.Ready()));
  HandlerWorld sound;
  sound.Hold(sound.Seal("STOP"));
  CHECK(sound.Decisions() == 1);
  CHECK(sound.handler.Ready().ok());
}

TEST_CASE("Handler: a reply that cannot be read is told once, with its contact",
          "[keyword-handler]") {
  HandlerWorld world;
  world.Hold("no envelope");
  CHECK(world.Decisions() == 0);
  CHECK(world.Decisions() == 0);
  CHECK(world.handler.unreadable() == 1);
  CHECK(world.handler.TakeUnreadable() == std::vector<ledger::ContactId>{kContact});
  CHECK(world.handler.TakeUnreadable().empty());
}

}  // namespace keyword_handler
