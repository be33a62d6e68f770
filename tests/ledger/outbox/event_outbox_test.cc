#include "ledger/outbox/event_outbox.h"

#include <catch2/catch.hpp>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/topic_names.h"
#include "ledger/outbox/halt_events.h"
#include "tests/support/memory_log.h"

namespace ledger {
namespace {

constexpr std::int32_t kPartitions = 4;
const ContactId kContact = ContactId::FromBytes("contact-of-16-by");

Event Listed() {
  Event event;
  event.id = ConsequenceId(EventId(), "listed");
  event.account = AccountId("acme");
  event.fact = ContactListed{SegmentName("vip")};
  return event;
}

struct OutboxWorld {
  MemoryLog log;
  MemoryAppender appender{log};
  EventOutbox outbox{appender, kPartitions};
  int durable = 0;

  void Add() {
    outbox.AddForContact(kContact, Listed(), [this](const Appended&) { ++durable; });
  }
  absl::Status Turn(absl::Duration now) {
    const absl::Status status = outbox.Pump(now);
    appender.Poll(absl::ZeroDuration());
    return status;
  }
  std::size_t Written() { return log.All(kLedgerTopic).size(); }
};

}  // namespace

TEST_CASE("EventOutbox: an event goes to its contact's partition under the contact's key",
          "[ledger][outbox]") {
  OutboxWorld world;
  world.Add();
  REQUIRE(world.Turn(absl::ZeroDuration()).ok());
  const auto records = world.log.Read(kLedgerTopic, PartitionOfContact(kContact, kPartitions));
  REQUIRE(records.size() == 1);
  CHECK(records[0].key == ContactKey(kContact));
  CHECK(world.durable == 1);
  CHECK(world.outbox.pending() == 0);
}

TEST_CASE(
    "EventOutbox: what fails or stays unknown is appended again, after a pause, under the same id",
    "[ledger][outbox]") {
  for (const Fault fault : {Fault::kUnavailable, Fault::kUnknownWritten, Fault::kUnknownLost}) {
    OutboxWorld world;
    world.log.SetFaults([fault](const OutgoingRecord&) { return fault; });
    world.Add();
    REQUIRE(world.Turn(absl::ZeroDuration()).ok());
    CHECK(world.durable == 0);
    CHECK(world.outbox.pending() == 1);
    world.log.SetDown(false);
    REQUIRE(world.Turn(absl::Milliseconds(10)).ok());  // too early
    CHECK(world.durable == 0);
    REQUIRE(world.Turn(absl::Seconds(1)).ok());
    CHECK(world.durable == 1);
    const auto records = world.log.All(kLedgerTopic);
    CHECK(records.size() == (fault == Fault::kUnknownWritten ? 2 : 1));
    for (const auto& record : records) {
      const Record decoded = Decode(0, 0, record.key, record.value);
      CHECK(std::get<Event>(decoded.content).id == Listed().id);
    }
  }
}

TEST_CASE("EventOutbox: a producer that failed for good is reported, and nothing more is started",
          "[ledger][outbox]") {
  OutboxWorld world;
  world.log.SetFaults([](const OutgoingRecord&) { return Fault::kFatal; });
  world.Add();
  REQUIRE(world.Turn(absl::ZeroDuration()).ok());
  CHECK(absl::IsFailedPrecondition(world.Turn(absl::Seconds(1))));
  CHECK(world.Written() == 0);
}

TEST_CASE("EventOutbox: what the broker refuses for good ends the process and says what to mend",
          "[ledger][outbox]") {
  OutboxWorld world;
  world.log.SetFaults([](const OutgoingRecord&) { return Fault::kForbidden; });
  world.Add();
  REQUIRE(world.Turn(absl::ZeroDuration()).ok());
  world.log.SetDown(false);
  const absl::Status status = world.Turn(absl::Seconds(1));
  CHECK(absl::IsFailedPrecondition(status));
  CHECK(status.ToString().find("no right to write") != std::string::npos);
  CHECK(status.ToString().find(kLedgerTopic) != std::string::npos);
  CHECK(world.Written() == 0);
}

TEST_CASE("EventOutbox: callbacks that come after its end touch nothing", "[ledger][outbox]") {
  MemoryLog log;
  MemoryAppender appender(log);
  int durable = 0;
  {
    EventOutbox outbox(appender, kPartitions);
    outbox.AddForContact(kContact, Listed(), [&](const Appended&) { ++durable; });
    REQUIRE(outbox.Pump(absl::ZeroDuration()).ok());
  }
  appender.Poll(absl::ZeroDuration());
  CHECK(durable == 0);
}

TEST_CASE("HaltEvent: the command line and a dispatcher make the same event of one command",
          "[ledger][outbox]") {
  const HaltCommand stop{AccountId("acme"), CampaignId("spring"), true, 7};
  CHECK(HaltEvent(stop, 2) == HaltEvent(stop, 2));
  CHECK(HaltEvent(stop, 2).id != HaltEvent(stop, 3).id);
  const HaltCommand resume{AccountId("acme"), CampaignId("spring"), false, 8};
  CHECK(HaltEvent(stop, 2).id != HaltEvent(resume, 2).id);
}

}  // namespace ledger
