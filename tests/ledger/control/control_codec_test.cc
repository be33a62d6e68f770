// The codec of the control topic: there and back, and nothing unknown passes.
#include "ledger/control/control_codec.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/ledger/control/control_world.h"

namespace ledger {
namespace {

consent::v1::ControlRecord Sample() {
  NewAccount account;
  account.account = "acme";
  account.name = "Acme";
  account.line = "+15550100";
  account.actor = "alice";
  account.issued_at_ms = 5;
  return DefaultAccountRecords(account).front();
}

TEST_CASE("Control codec: gives back what was encoded", "[control]") {
  const auto record = Sample();
  const auto decoded = DecodeControl(*EncodeControl(record));
  REQUIRE(decoded.ok());
  CHECK(decoded->SerializeAsString() == record.SerializeAsString());
}

TEST_CASE("Control codec: the id names the content", "[control]") {
  auto record = Sample();
  const std::string id = record.event_id();
  CHECK(id.size() == 16);
  GiveCommandId(record);
  CHECK(record.event_id() == id);
  record.mutable_account_defined()->set_name("Bcme");
  GiveCommandId(record);
  CHECK(record.event_id() != id);
}

TEST_CASE("Control codec: what is unknown is data loss, and names it", "[control]") {
  auto record = Sample();
  record.mutable_account_defined()->mutable_window()->mutable_hours(0)->set_weekday(
      static_cast<consent::v1::Weekday>(9));
  CHECK(DecodeControl(record.SerializeAsString()).status().message().find("value 9") !=
        absl::string_view::npos);

  record = Sample();
  auto* cap = record.mutable_account_defined()->mutable_cap();
  cap->GetReflection()->MutableUnknownFields(cap)->AddVarint(99, 1);
  CHECK(DecodeControl(record.SerializeAsString()).status().message().find("field 99 of Cap") !=
        absl::string_view::npos);

  record = Sample();
  record.clear_command();
  CHECK(absl::IsDataLoss(DecodeControl(record.SerializeAsString()).status()));

  record = Sample();
  record.set_event_id("short");
  CHECK(absl::IsDataLoss(DecodeControl(record.SerializeAsString()).status()));
  CHECK(absl::IsDataLoss(DecodeControl("").status()));
  CHECK(absl::IsDataLoss(DecodeControl("{}").status()));
}

TEST_CASE("Control codec: what could not be read back is not encoded", "[control]") {
  auto record = Sample();
  record.mutable_account_defined()->set_name("caf\xE9");
  GiveCommandId(record);
  const absl::Status latin = EncodeControl(record).status();
  CHECK(absl::IsInvalidArgument(latin));
  CHECK(latin.message().find("not UTF-8") != absl::string_view::npos);
  record = Sample();
  record.clear_event_id();
  CHECK(absl::IsInvalidArgument(EncodeControl(record).status()));
}

}  // namespace
}  // namespace ledger
