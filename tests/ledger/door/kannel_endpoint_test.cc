#include <catch2/catch.hpp>

#include "consent/v1/rejected.pb.h"
#include "ledger/admission/limits.h"
#include "ledger/admission/report_reference.h"
#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

http::HttpRequest AText(DoorWorld& world, const std::string& words,
                        const std::string& from = "+14155550134", const std::string& to = "13013") {
  return world.Get("/kannel/mo", {{"key", world.acme_gateway.presented},
                                  {"from", from},
                                  {"to", to},
                                  {"raw", words},
                                  {"id", "7b3f"},
                                  {"ts", std::to_string(absl::ToUnixSeconds(absl::Now()))},
                                  {"charset", "UTF-8"},
                                  {"coding", "0"}});
}

TEST_CASE("KannelEndpoint: a text is in the ledger when the empty 200 comes") {
  DoorWorld world;
  const http::HttpResponse response = world.Call(AText(world, "STOP"));
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  CHECK(FactOf<KeywordReplied>(records[0]).line == LineId("13013"));
  const Event& event = std::get<Event>(records[0].content);
  CHECK(world.keys.Open(event.account, records[0].contact, event.sealed_details)->text == "STOP");
}

TEST_CASE("KannelEndpoint: with the broker down Kannel is told to try again") {
  DoorWorld world;
  world.log.SetDown(true);
  CHECK(world.Call(AText(world, "STOP")).status == 503);
  world.log.SetDown(false);
  CHECK(world.Call(AText(world, "STOP")).status == 200);
  CHECK(world.Ledger().size() == 1);
}

TEST_CASE("KannelEndpoint: a wrong key brings nothing in") {
  DoorWorld world;
  http::HttpRequest request = world.Get(
      "/kannel/mo", {{"key", "clk_x_y"}, {"from", "+14155550134"}, {"to", "13013"}, {"raw", "S"}});
  CHECK(world.Call(request).status == 401);
  CHECK(world.Ledger().empty());
}

TEST_CASE("KannelEndpoint: a publisher's key is no handset and a gateway's key no publisher") {
  DoorWorld world;
  const std::string publisher = world.acme_key.presented;
  http::HttpRequest text = world.Get(
      "/kannel/mo",
      {{"key", publisher}, {"from", "+14155550134"}, {"to", "13013"}, {"raw", "START"}});
  CHECK(world.Call(text).status == 401);
  CHECK(world.Call(world.Get("/kannel/dlr", {{"key", publisher}, {"d", "8"}})).status == 401);
  CHECK(world.Call(text).status == 401);
  world.acme_key = world.acme_gateway;
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 401);
  CHECK(world.Ledger().empty());
  const std::string metrics = world.metrics.Render();
  const std::string why = ",outcome=\"a key for another door\"} ";
  CHECK_THAT(metrics, Catch::Contains("{caller=\"gateway\"" + why + "3\n"));
  CHECK_THAT(metrics, Catch::Contains("{caller=\"publisher\"" + why + "1\n"));
}

TEST_CASE("KannelEndpoint: what can never succeed is kept blocks its contact and is answered 200") {
  DoorWorld world;
  const http::HttpResponse response =
      world.Call(AText(world, std::string(kWordsBytesMax + 1, 'x')));
  CHECK(response.status == 200);
  CHECK(response.body.empty());
  const auto rejected = world.log.All(kDoorRejected);
  REQUIRE(rejected.size() == 1);
  consent::v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(rejected[0].value));
  CHECK(record.reason() == consent::v1::REJECT_REASON_TOO_LARGE);
  const std::string original = *world.keys.OpenBytes(record.sealed_original());
  CHECK_THAT(original, Catch::Contains("xxxx"));
  CHECK(original.find(world.acme_gateway.presented) == std::string::npos);
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  CHECK(FactOf<EventRejected>(records[0]).rejected_offset == 0);
  CHECK(records[0].contact ==
        *world.keys.ContactIdOf(AccountId("acme"), *PhoneNumber::Parse("+14155550134")));
}

TEST_CASE("KannelEndpoint: the block must be durable before the 200") {
  DoorWorld world;
  world.log.SetFaults([](const OutgoingRecord& record) {
    return record.topic == kDoorLedger ? Fault::kUnavailable : Fault::kNone;
  });
  const std::string large(kWordsBytesMax + 1, 'x');
  CHECK(world.Call(AText(world, large)).status == 503);
  world.log.SetDown(false);
  CHECK(world.Call(AText(world, large)).status == 200);
  CHECK(world.Ledger().size() == 1);
  CHECK(world.log.All(kDoorRejected).size() == 2);
}

TEST_CASE("KannelEndpoint: a text without words blocks as well") {
  DoorWorld world;
  http::HttpRequest request = world.Get(
      "/kannel/mo",
      {{"key", world.acme_gateway.presented},
       {"from", "+14155550134"},
       {"to", "13013"},
       {"id", "1"}});
  CHECK(world.Call(request).status == 200);
  REQUIRE(world.Ledger().size() == 1);
  CHECK_THAT(FactOf<EventRejected>(world.Ledger()[0]).reason, Catch::StartsWith("missing_field"));
}

TEST_CASE("KannelEndpoint: an unknown sender is kept and an unknown line blocks too") {
  DoorWorld world;
  CHECK(world.Call(AText(world, "STOP", "Bank")).status == 200);
  CHECK(world.Call(AText(world, "STOP", "+14155550134", "99999")).status == 200);
  CHECK(world.Call(AText(world, "STOP", "+14155550134", "+18335550100")).status == 200);
  CHECK(world.log.All(kDoorRejected).size() == 3);
  REQUIRE(world.Ledger().size() == 2);
  for (const Record& record : world.Ledger()) {
    CHECK_THAT(FactOf<EventRejected>(record).reason, Catch::StartsWith("unknown_line"));
  }
}

TEST_CASE("SeverityOf: a text that nobody hears is an error and a forged report is not") {
  Rejected rejected;
  rejected.reason = RejectReason::kInvalidNumber;
  CHECK(SeverityOf(rejected, Origin::kWebhook) == Severity::kError);
  CHECK(SeverityOf(rejected, Origin::kIntake) == Severity::kWarn);
  rejected.reason = RejectReason::kUnknownAttempt;
  CHECK(SeverityOf(rejected, Origin::kWebhook) == Severity::kWarn);
  rejected.contact = ContactId::FromBytes("contact-contact-");
  rejected.reason = RejectReason::kUnknownLine;
  CHECK(SeverityOf(rejected, Origin::kWebhook) == Severity::kError);
  rejected.reason = RejectReason::kTooLarge;
  CHECK(SeverityOf(rejected, Origin::kWebhook) == Severity::kWarn);
}

TEST_CASE("KannelEndpoint: a line that was defined a moment ago is known") {
  DoorWorld world;
  for (int i = 0; i < 5; ++i) {
    const std::string account = "acme";
    consent::v1::ControlRecord record;
    record.set_account(account);
    record.set_actor("test");
    record.set_issued_at_ms(i);
    auto& line = *record.mutable_line_defined();
    line.set_line("2000" + std::to_string(i));
    line.set_gateway("kannel");
    line.set_texts_per_second(1);
    line.set_kind(consent::v1::LINE_KIND_SHORT_CODE);
    GiveCommandId(record);
    world.log.Put(kDoorControl, 0, {record.account(), *EncodeControl(record), {}});
    CHECK(world.Call(AText(world, "STOP", "+14155550134", line.line())).status == 200);
  }
  CHECK(world.Ledger().size() == 5);
  CHECK(world.log.All(kDoorRejected).empty());
}

TEST_CASE("KannelEndpoint: final reports count others are answered and ignored") {
  DoorWorld world;
  const ReportReference reference{
      AccountId("acme"),
      *world.keys.ContactIdOf(AccountId("acme"), *PhoneNumber::Parse("+14155550134")),
      MessageId::FromBytes("message-message-"), IntentId::FromBytes("intent-intent-in")};
  const std::string text = *MakeReportReference(reference, world.keys);
  const auto report = [&](const std::string& d, const std::string& ref) {
    return world
        .Call(world.Get("/kannel/dlr",
                        {{"key", world.acme_gateway.presented}, {"d", d}, {"ref", ref}}))
        .status;
  };
  CHECK(report("8", text) == 200);
  CHECK(report("4", text) == 200);
  CHECK(world.Ledger().empty());
  CHECK(report("1", text) == 200);
  REQUIRE(world.Ledger().size() == 1);
  CHECK(FactOf<DeliveryReported>(world.Ledger()[0]).delivery == Delivery::kDelivered);
  CHECK(FactOf<DeliveryReported>(world.Ledger()[0]).intent == reference.intent);
  CHECK(report("2", text) == 200);
  CHECK(report("16", text) == 200);
  CHECK(world.Ledger().size() == 3);
  CHECK(report("x", text) == 400);
  std::string forged = text;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK(report("1", forged) == 200);
  CHECK(world.Ledger().size() == 3);
  CHECK(world.log.All(kDoorRejected).size() == 1);
  world.log.SetDown(true);
  CHECK(report("1", text) == 503);
}

}  // namespace
}  // namespace ledger
