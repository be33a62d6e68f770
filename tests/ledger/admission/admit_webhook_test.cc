#include "ledger/admission/admit_webhook.h"

#include <catch2/catch.hpp>

#include "ledger/admission/limits.h"
#include "ledger/admission/report_reference.h"
#include "ledger/seal/key_file.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

InboundText AText(const AdmissionWorld& world) {
  InboundText text;
  text.account = AccountId("acme");
  text.line = "13013";
  text.from = "+14155550134";
  text.words = "STOP";
  text.gateway = "kannel";
  text.id = "id-1";
  text.time_ms = absl::ToUnixMillis(world.now) - 5000;
  return text;
}

Admitted Accept(const AdmissionWorld& world, const InboundText& text) {
  Admission admission = *AdmitText(text, "random", world.context());
  REQUIRE(std::holds_alternative<Admitted>(admission));
  return std::get<Admitted>(admission);
}

Rejected Refuse(const AdmissionWorld& world, const InboundText& text) {
  Admission admission = *AdmitText(text, "random", world.context());
  REQUIRE(std::holds_alternative<Rejected>(admission));
  return std::get<Rejected>(admission);
}

TEST_CASE("AdmitText: a text becomes a reply with its words sealed") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.words = std::string("ST\xd6P\0", 5);
  const Admitted admitted = Accept(world, text);
  CHECK(admitted.contact == world.contact());
  CHECK(admitted.event.origin == Origin::kWebhook);
  const auto& fact = std::get<KeywordReplied>(admitted.event.fact);
  CHECK(fact.line == LineId("13013"));
  CHECK(fact.gateway_time_ms == text.time_ms);
  const AccountId acme("acme");
  CHECK(world.keys.Open(acme, admitted.contact, admitted.event.sealed_details)->text ==
        *text.words);
  CHECK(world.keys.Open(acme, admitted.contact, admitted.event.sealed_number)->number ==
        "+14155550134");
}

TEST_CASE("AdmitText: a gateway of the whole installation brings texts of any account's line") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.account = AccountId(kInstallation);
  CHECK(Accept(world, text).event.account == AccountId("acme"));
  CHECK(Accept(world, text).contact == world.contact());
  text.line = "99999";
  CHECK(Refuse(world, text).reason == RejectReason::kUnknownLine);
}

TEST_CASE("AdmitText: the gateway's spellings of one number are one contact") {
  const AdmissionWorld world;
  for (const char* from : {"+14155550134", "14155550134", "4155550134", " 14155550134"}) {
    InboundText text = AText(world);
    text.from = from;
    CAPTURE(from);
    CHECK(Accept(world, text).contact == world.contact());
  }
  InboundText text = AText(world);
  text.from = "33612345678";  // a handset abroad
  const Admitted abroad = Accept(world, text);
  CHECK(world.keys.Open(AccountId("acme"), abroad.contact, abroad.event.sealed_number)->number ==
        "+33612345678");
}

TEST_CASE("AdmitText: a line is found with and without its plus and belongs to one account") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.account = AccountId("other");
  text.line = "18335550100";
  CHECK(std::get<KeywordReplied>(Accept(world, text).event.fact).line == LineId("+18335550100"));
  text.account = AccountId("acme");  // a key of acme may not speak for other's line
  CHECK(Refuse(world, text).reason == RejectReason::kUnknownLine);
  text.line = "+13013";
  CHECK(std::get<KeywordReplied>(Accept(world, text).event.fact).line == LineId("13013"));
}

TEST_CASE("AdmitText: a text to an unknown line blocks the contact if the key names the account") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.line = "99999";
  const Rejected unknown = Refuse(world, text);
  CHECK(unknown.reason == RejectReason::kUnknownLine);
  CHECK(unknown.blocks);
  CHECK(unknown.contact == world.contact());
  text.account = AccountId(kInstallation);
  CHECK_FALSE(Refuse(world, text).blocks);
  text.account = AccountId("keyless");
  CHECK(absl::IsNotFound(AdmitText(text, "random", world.context()).status()));
}

TEST_CASE("AdmitText: a blank in front of the sender was a plus") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.from = " 6592345678";  // Singapore; (659) 234-5678 would be a stranger in Alabama
  const Admitted abroad = Accept(world, text);
  CHECK(world.keys.Open(AccountId("acme"), abroad.contact, abroad.event.sealed_number)->number ==
        "+6592345678");
}

TEST_CASE("AdmitText: repeated by the gateway it is the same event") {
  const AdmissionWorld world;
  AdmissionWorld later;
  later.now += absl::Hours(24 * 30);
  const InboundText text = AText(world);
  CHECK(Accept(world, text).event.id == Accept(later, text).event.id);
  InboundText other = text;
  other.words = "START";
  CHECK(Accept(world, text).event.id != Accept(world, other).event.id);
  other = text;
  other.id = "id-2";
  CHECK(Accept(world, text).event.id != Accept(world, other).event.id);
}

TEST_CASE("AdmitText: where only the id is proved other words are a repeat of the first") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.only_id_is_proved = true;
  const EventId id = Accept(world, text).event.id;
  InboundText other = text;
  other.words = "START";
  CHECK(Accept(world, other).event.id == id);
  other.id = "id-2";
  CHECK(Accept(world, other).event.id != id);
  other = text;
  other.from = "+12025550199";
  CHECK(Accept(world, other).event.id != id);
  other = text;
  other.account = AccountId(kInstallation);
  other.line = "+18335550100";
  CHECK(Accept(world, other).event.id != id);
}

TEST_CASE("AdmitText: a broken gateway clock cannot make a stop count long ago") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  for (const TimeMs time : {TimeMs{0}, kNoTime, absl::ToUnixMillis(world.now + absl::Hours(1))}) {
    text.time_ms = time;
    CHECK(std::get<KeywordReplied>(Accept(world, text).event.fact).gateway_time_ms == kNoTime);
  }
}

TEST_CASE("AdmitText: a text without words or with a broken id is refused and blocks") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.words.reset();
  CHECK(Refuse(world, text).reason == RejectReason::kMissingField);
  text = AText(world);
  text.id = "\xff";
  CHECK(Refuse(world, text).blocks);
}

TEST_CASE("AdmitText: what is refused about a known contact blocks it") {
  const AdmissionWorld world;
  InboundText text = AText(world);
  text.words = std::string(kWordsBytesMax + 1, 'x');
  const Rejected large = Refuse(world, text);
  CHECK(large.reason == RejectReason::kTooLarge);
  CHECK(large.blocks);
  CHECK(large.contact == world.contact());
  text = AText(world);
  text.from = "Alerts";
  const Rejected nobody = Refuse(world, text);
  CHECK(nobody.reason == RejectReason::kInvalidNumber);
  CHECK_FALSE(nobody.blocks);
}

TEST_CASE("AdmitReport: a report is about the attempt that its reference names") {
  const AdmissionWorld world;
  const ReportReference reference{AccountId("acme"), world.contact(),
                                  MessageId::FromBytes("message-message-"),
                                  IntentId::FromBytes("intent-intent-in")};
  InboundReport report;
  report.reference = *MakeReportReference(reference, world.keys);
  report.gateway = "kannel";
  report.delivery = Delivery::kDelivered;
  const Admission admission = *AdmitReport(report, AccountId("acme"), world.context());
  const auto& admitted = std::get<Admitted>(admission);
  CHECK(admitted.contact == world.contact());
  const auto& fact = std::get<DeliveryReported>(admitted.event.fact);
  CHECK(fact.intent == reference.intent);
  CHECK(fact.message == reference.message);
  CHECK(std::get<Admitted>(*AdmitReport(report, AccountId("acme"), world.context())).event.id ==
        admitted.event.id);
  InboundReport failed = report;
  failed.delivery = Delivery::kFailed;
  CHECK(std::get<Admitted>(*AdmitReport(failed, AccountId("acme"), world.context())).event.id !=
        admitted.event.id);

  SECTION("a forged reference is refused and blocks nobody") {
    report.reference.back() = report.reference.back() == '0' ? '1' : '0';
    const Admission refused = *AdmitReport(report, AccountId("acme"), world.context());
    CHECK(std::get<Rejected>(refused).reason == RejectReason::kUnknownAttempt);
    CHECK_FALSE(std::get<Rejected>(refused).blocks);
  }
  SECTION("a gateway of the whole installation reports for any account") {
    const Admission taken = *AdmitReport(report, AccountId(kInstallation), world.context());
    CHECK(std::get<Admitted>(taken).event.id == admitted.event.id);
    CHECK(std::get<Admitted>(taken).event.account == AccountId("acme"));
  }
  SECTION("another account's key may not report it") {
    const Admission refused = *AdmitReport(report, AccountId("other"), world.context());
    CHECK(std::holds_alternative<Rejected>(refused));
  }
}

}  // namespace
}  // namespace ledger
