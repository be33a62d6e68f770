#include <atomic>
#include <catch2/catch.hpp>

#include "consent/v1/intake.pb.h"
#include "consent/v1/rejected.pb.h"
#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

v1::IntakeEvent Listed(int i) {
  v1::IntakeEvent event;
  event.set_account("acme");
  event.set_source("shop");
  event.set_number("+14155550134");
  event.mutable_contact_listed()->set_segment("s" + std::to_string(i));
  return event;
}

void Publish(DoorWorld& world, const std::string& value, PartitionId partition = 0) {
  world.log.Put(kDoorIntake, partition, {"any key", value, {{"ce_id", "x"}}});
}

TEST_CASE("IntakeConsumer: records become events in their order raw and framed") {
  DoorWorld world;
  Publish(world, Listed(0).SerializeAsString());
  Publish(world, std::string("\0\0\0\0\7\0", 6) + Listed(1).SerializeAsString());
  for (int i = 2; i < 50; ++i) Publish(world, Listed(i).SerializeAsString());
  const auto records = world.LedgerOf(50);
  REQUIRE(records.size() == 50);
  for (int i = 0; i < 50; ++i) {
    CHECK(FactOf<ContactListed>(records[static_cast<std::size_t>(i)]).segment ==
          SegmentName("s" + std::to_string(i)));
  }
  CHECK(std::get<Event>(records[3].content).publisher_id == "intake/0/3");
  world.Stop();
  CHECK(world.positions.stored[0] == 50);
}

TEST_CASE("IntakeConsumer: a bad record is kept blocks its contact and the next goes on") {
  DoorWorld world(/*start=*/false);
  Publish(world, Listed(0).SerializeAsString());
  v1::IntakeEvent wrong = Listed(1);
  wrong.mutable_contact_listed()->clear_segment();
  Publish(world, wrong.SerializeAsString());
  // Cut short behind the number: not decodable, but whose it is can be read.
  const std::string whole = Listed(2).SerializeAsString();
  Publish(world, whole.substr(0, whole.size() - 1));
  Publish(world, "\xff\xff");
  Publish(world, Listed(4).SerializeAsString());
  world.Start();
  const auto records = world.LedgerOf(4);
  REQUIRE(records.size() == 4);
  CHECK(FactOf<ContactListed>(records[0]).segment == SegmentName("s0"));
  CHECK(FactOf<EventRejected>(records[1]).rejected_offset == 0);
  CHECK(FactOf<EventRejected>(records[2]).rejected_offset == 1);
  CHECK(FactOf<ContactListed>(records[3]).segment == SegmentName("s4"));
  const auto rejected = world.log.All(kDoorRejected);
  REQUIRE(rejected.size() == 3);
  v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(rejected[2].value));
  CHECK(record.reason() == v1::REJECT_REASON_UNPARSEABLE);
  CHECK(record.topic() == kDoorIntake);
  CHECK(record.offset() == 3);
  CHECK(*world.keys.OpenBytes(record.sealed_original()) == "\xff\xff");
}

TEST_CASE("IntakeConsumer: goes on where it was and repeats under the same ids") {
  DoorWorld world;
  for (int i = 0; i < 5; ++i) Publish(world, Listed(i).SerializeAsString());
  REQUIRE(world.LedgerOf(5).size() == 5);
  world.Stop();
  CHECK(world.positions.stored[0] == 5);
  // The position was lost: all comes again, and nothing is new.
  world.positions.stored.clear();
  world.MakeDoor();
  world.Start();
  Publish(world, Listed(5).SerializeAsString());
  const auto records = world.LedgerOf(11);
  REQUIRE(records.size() == 11);
  std::set<EventId> ids;
  for (const Record& record : records) ids.insert(std::get<Event>(record.content).id);
  CHECK(ids.size() == 6);
}

TEST_CASE("IntakeConsumer: loses nothing to a broker that comes and goes") {
  DoorWorld world;
  std::atomic<int> turn{0};
  world.log.SetFaults([&turn](const OutgoingRecord&) {
    switch (turn++ % 5) {
      case 1:
        return Fault::kUnavailable;
      case 3:
        return Fault::kUnknownWritten;
      default:
        return Fault::kNone;
    }
  });
  for (int i = 0; i < 8; ++i) Publish(world, Listed(i).SerializeAsString());
  std::set<std::string> segments;
  for (int i = 0; i < 3000 && segments.size() < 8; ++i) {
    DoorWorld::Sleep();
    segments.clear();
    for (const Record& record : world.Ledger()) {
      segments.insert(FactOf<ContactListed>(record).segment.value());
    }
  }
  CHECK(segments.size() == 8);
  // Behind a later event that is there, all before it is durable.
  world.log.SetDown(false);
  Publish(world, Listed(8).SerializeAsString());
  for (int i = 0; i < 3000 && !segments.contains("s8"); ++i) {
    DoorWorld::Sleep();
    segments.insert(FactOf<ContactListed>(world.Ledger().back()).segment.value());
  }
  world.Stop();
  CHECK(world.positions.stored[0] >= 8);
}

TEST_CASE("IntakeConsumer: a stop with the broker down keeps the position behind the loss") {
  DoorWorld world;
  Publish(world, Listed(0).SerializeAsString());
  REQUIRE(world.LedgerOf(1).size() == 1);
  world.log.SetDown(true);
  Publish(world, Listed(1).SerializeAsString());
  for (int i = 0; i < 50; ++i) DoorWorld::Sleep();
  world.Stop();
  CHECK(world.positions.stored[0] == 1);
}

TEST_CASE("IntakeConsumer: a broken or too large record blocks its contact framed or not") {
  DoorWorld world;
  const std::string frame("\0\0\0\0\7\0", 6);
  Publish(world, frame + "\x12\x04" "caf\xe9" + Listed(0).SerializeAsString());
  v1::IntakeEvent large = Listed(1);
  large.set_name(std::string(600'000, 'x'));
  Publish(world, frame + large.SerializeAsString());
  REQUIRE(world.LedgerOf(2).size() == 2);
  for (const Record& record : world.Ledger()) CHECK(FactOf<EventRejected>(record).reason != "");
}

TEST_CASE("IntakeConsumer: with a record that cannot go on the front door is not ready") {
  DoorWorld world;
  world.log.SetDown(true);
  Publish(world, Listed(0).SerializeAsString());
  for (int i = 0; i < 1000 && world.door->Ready().ok(); ++i) DoorWorld::Sleep();
  CHECK_THAT(std::string(world.door->Ready().message()), Catch::Contains("waits in the intake"));
  world.log.SetDown(false);
  for (int i = 0; i < 1000 && !world.door->Ready().ok(); ++i) DoorWorld::Sleep();
  CHECK(world.door->Ready().ok());
}

TEST_CASE("IntakeConsumer: an append that is refused for good ends the process") {
  for (const bool rejection : {false, true}) {
    DoorWorld world;
    world.log.SetFaults([](const OutgoingRecord&) { return Fault::kForbidden; });
    Publish(world, rejection ? "\xff" : Listed(0).SerializeAsString());
    world.thread.join();
    CHECK(absl::IsFailedPrecondition(world.ran));
  }
}

TEST_CASE("IntakeConsumer: an account that was defined a moment ago is known") {
  DoorWorld world;
  v1::IntakeEvent event = Listed(0);
  event.set_account("late");
  world.keys = *KeyRing::Parse(
      DoorKeyFile() + "late k1 " + std::string(64, '6') + " " + std::string(64, '7') + "\n",
      "keys");
  DefineAccount(world.log, "late", "90909", world.keys);
  Publish(world, event.SerializeAsString());
  CHECK(world.LedgerOf(1).size() == 1);
  CHECK(world.log.All(kDoorRejected).empty());
}

TEST_CASE("IntakeConsumer: an imported contact of a source that is asked brings its own request") {
  DoorWorld world(/*start=*/false);
  DefineSourceAsk(world.log, "acme", "square");
  v1::IntakeEvent synced = Listed(0);
  synced.mutable_contact_imported()->set_source("square");
  Publish(world, synced.SerializeAsString());
  Publish(world, Listed(1).SerializeAsString());
  world.Start();
  const auto records = world.LedgerOf(3);
  REQUIRE(records.size() == 3);
  CHECK(FactOf<ContactImported>(records[0]).source == "square");
  CHECK(FactOf<MessageRequested>(records[1]).program.program == ProgramId("marketing"));
  CHECK(FactOf<ContactListed>(records[2]).segment == SegmentName("s1"));
}

TEST_CASE("IntakeConsumer: who cannot be asked is known all the same, and the refusal is kept") {
  DoorWorld world(/*start=*/false);
  DefineSourceAsk(world.log, "acme", "square");
  DefineProgram(world.log, "acme", "marketing", "13013");  // without a request
  v1::IntakeEvent synced = Listed(0);
  synced.mutable_contact_imported()->set_source("square");
  Publish(world, synced.SerializeAsString());
  Publish(world, Listed(1).SerializeAsString());
  world.Start();
  const auto records = world.LedgerOf(2);
  REQUIRE(records.size() == 2);  // and nobody is blocked
  CHECK(FactOf<ContactImported>(records[0]).source == "square");
  CHECK(FactOf<ContactListed>(records[1]).segment == SegmentName("s1"));
  const auto refused = world.log.All(kDoorRejected);
  REQUIRE(refused.size() == 1);
  v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(refused[0].value));
  CHECK(record.reason() == v1::REJECT_REASON_UNKNOWN_TEMPLATE);
  CHECK_THAT(record.mend(), Catch::Contains("--request-template"));
}

}  // namespace
}  // namespace ledger
