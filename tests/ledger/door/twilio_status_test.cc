#include "ledger/door/twilio_status.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("ReadTwilioStatus: what a status callback says about the end of a text") {
  struct Row {
    const char* status;
    const char* code;
    Delivery delivery;  // kUnknown: nothing
    const char* detail;
    bool permanent;
    bool opt_out;
  };
  const Row rows[] = {
      {"accepted", "", Delivery::kUnknown, "", false, false},
      {"scheduled", "", Delivery::kUnknown, "", false, false},
      {"queued", "", Delivery::kUnknown, "", false, false},
      {"sending", "", Delivery::kUnknown, "", false, false},
      {"sent", "", Delivery::kUnknown, "", false, false},
      {"receiving", "", Delivery::kUnknown, "", false, false},
      {"a new word", "30003", Delivery::kUnknown, "", false, false},
      {"", "", Delivery::kUnknown, "", false, false},
      {"delivered", "", Delivery::kDelivered, "delivered", false, false},
      {"read", "", Delivery::kDelivered, "read", false, false},
      {"partially_delivered", "", Delivery::kDelivered, "partially_delivered", false, false},
      {"delivered", "30005", Delivery::kDelivered, "delivered 30005", false, false},
      {"undelivered", "30003", Delivery::kFailed, "undelivered 30003", false, false},
      {"undelivered", "30005", Delivery::kFailed, "undelivered 30005", true, false},
      {"undelivered", "30006", Delivery::kFailed, "undelivered 30006", true, false},
      {"undelivered", "30007", Delivery::kFailed, "undelivered 30007", false, false},
      {"failed", "30034", Delivery::kFailed, "failed 30034", false, false},
      {"failed", "21610", Delivery::kFailed, "failed 21610", false, true},
      {"failed", "30036", Delivery::kExpired, "failed 30036", false, false},
      {"failed", "", Delivery::kFailed, "failed", false, false},
      {"failed", "+14155550134", Delivery::kFailed, "failed", false, false},
      {"canceled", "", Delivery::kFailed, "canceled", false, false},
      {"+14155550134", "21610", Delivery::kFailed, "refused 21610", false, true},
  };
  for (const Row& row : rows) {
    INFO(row.status << " " << row.code);
    const std::optional<InboundReport> report = ReadTwilioStatus(row.status, row.code);
    REQUIRE(report.has_value() == (row.delivery != Delivery::kUnknown));
    if (!report) continue;
    CHECK(report->delivery == row.delivery);
    CHECK(report->detail == row.detail);
    CHECK(report->permanent == row.permanent);
    CHECK(report->provider_opt_out == row.opt_out);
    CHECK(report->gateway == "twilio");
  }
}

TEST_CASE("ReadOptOutType: what Twilio did by itself") {
  CHECK(ReadOptOutType("STOP") == ProviderAction::kStop);
  CHECK(ReadOptOutType("start") == ProviderAction::kStart);
  CHECK(ReadOptOutType("HELP") == ProviderAction::kHelp);
  CHECK(ReadOptOutType("") == ProviderAction::kNone);
  CHECK(ReadOptOutType("OTHER") == ProviderAction::kNone);
}

}  // namespace
}  // namespace ledger
