#include "ledger/admission/rejection_records.h"

#include <catch2/catch.hpp>

#include "consent/v1/rejected.pb.h"
#include "ledger/admission/limits.h"
#include "ledger/core/base32.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

RefusedInput FromIntake(std::string_view bytes) {
  RefusedInput input;
  input.origin = Origin::kIntake;
  input.topic = "consent.intake.v1";
  input.partition = 3;
  input.offset = 17;
  input.bytes = bytes;
  input.media_type = "application/protobuf";
  return input;
}

TEST_CASE("RejectionRecords: the record says what where and why and keeps the bytes sealed") {
  const AdmissionWorld world;
  consent::v1::IntakeEvent event = AnOptIn();
  event.clear_occurred_at();
  const Rejected rejected = world.Refuse(event, Origin::kIntake);
  const std::string bytes = event.SerializeAsString();
  const OutgoingRecord outgoing =
      *RejectedTopicRecord(rejected, FromIntake(bytes), "rejected", world.now, world.keys);
  CHECK(outgoing.topic == "rejected");
  CHECK(outgoing.key == ContactKey(world.contact()));
  CHECK(outgoing.value.find("555") == std::string::npos);
  consent::v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(outgoing.value));
  CHECK(record.origin() == consent::v1::ORIGIN_INTAKE);
  CHECK(record.offset() == 17);
  CHECK(record.reason() == consent::v1::REJECT_REASON_MISSING_TIME);
  CHECK(record.account() == "acme");
  CHECK(record.contact() == world.contact().view());
  CHECK(record.key_id() == "acme/k1");
  CHECK(*world.keys.OpenBytes(record.sealed_original()) == bytes);
  bool has_version = false;
  for (const auto& [name, value] : outgoing.headers) has_version |= name == "ce_specversion";
  CHECK(has_version);
}

TEST_CASE("RejectionRecords: bytes of nobody are sealed under the installation's key") {
  const AdmissionWorld world;
  Rejected rejected;
  rejected.reason = RejectReason::kUnparseable;
  const OutgoingRecord outgoing =
      *RejectedTopicRecord(rejected, FromIntake("\xff"), "rejected", world.now, world.keys);
  consent::v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(outgoing.value));
  CHECK(record.key_id() == "installation/k1");
  CHECK(outgoing.key.empty());
}

TEST_CASE("RejectionRecords: of large input the first bytes are kept with size and hash of all") {
  const AdmissionWorld world;
  const std::string bytes(5'000'000, ' ');
  const OutgoingRecord outgoing =
      *RejectedTopicRecord(Rejected(), FromIntake(bytes), "rejected", world.now, world.keys);
  CHECK(outgoing.value.size() < 1'000'000);
  consent::v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(outgoing.value));
  CHECK(world.keys.OpenBytes(record.sealed_original())->size() == kOriginalBytesMax);
  CHECK_THAT(record.detail(), Catch::Contains("of 5000000 bytes") && Catch::Contains("SHA-256"));
}

TEST_CASE("RejectionRecords: a block points at its record and repeats under the same id") {
  const AdmissionWorld world;
  consent::v1::IntakeEvent event = AnOptIn();
  event.clear_occurred_at();
  const Rejected rejected = world.Refuse(event, Origin::kIntake);
  REQUIRE(rejected.blocks);
  const Event one = *BlockEvent(rejected, FromIntake("bytes"), {0, 5, kNoTime}, world.keys);
  const Event two = *BlockEvent(rejected, FromIntake("bytes"), {0, 6, kNoTime}, world.keys);
  CHECK(one.id == two.id);
  const auto& fact = std::get<EventRejected>(one.fact);
  CHECK(fact.rejected_offset == 5);
  CHECK_THAT(fact.reason, Catch::StartsWith("missing_time: occurred_at"));
  CHECK(one.id != BlockEvent(rejected, FromIntake("other"), {0, 5, kNoTime}, world.keys)->id);
}

TEST_CASE("RejectionRecords: our reasons have the numbers of the wire") {
  for (int number = 1; number <= 22; ++number) {
    const auto reason = static_cast<consent::v1::RejectReason>(number);
    REQUIRE(consent::v1::RejectReason_IsValid(number));
    std::string name = consent::v1::RejectReason_Name(reason).substr(14);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    CHECK(RejectReasonName(static_cast<RejectReason>(number)) == name);
  }
}

}  // namespace
}  // namespace ledger
