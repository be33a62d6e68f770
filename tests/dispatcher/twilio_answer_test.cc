#include "dispatcher/gateway/twilio_answer.h"

#include <catch2/catch.hpp>
#include <string>

namespace dispatcher {
namespace {

using ledger::SendOutcome;

TransferResult Answered(int status, std::string body) {
  TransferResult answer;
  answer.fate = TransferResult::Fate::kAnswered;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

std::string Created(const std::string& status, const std::string& code = "null") {
  return R"({"sid":"SM0123456789abcdef0123456789abcdef","status":")" + status +
         R"(","error_code":)" + code + R"(,"to":"+15550100"})";
}

std::string Error(const std::string& code) {
  return R"({"code":)" + code + R"(,"message":"The 'To' number +15550100 is not valid"})";
}

TEST_CASE("ReadTwilioAnswer: every answer has one meaning", "[dispatcher][twilio]") {
  struct Row {
    int status;
    std::string body;
    SendOutcome outcome;
    std::string detail;
    bool permanent = false;
    bool opt_out = false;
    bool has_id = false;
  };
  const Row rows[] = {
      {201, Created("queued"), SendOutcome::kAccepted, "201", false, false, true},
      {201, Created("accepted"), SendOutcome::kAccepted, "201", false, false, true},
      {201, Created("sending"), SendOutcome::kAccepted, "201", false, false, true},
      {201, Created("a new word"), SendOutcome::kAccepted, "201", false, false, true},
      {201, Created("scheduled"), SendOutcome::kQueued, "201", false, false, true},
      {201, Created("failed", "21610"), SendOutcome::kRejected, "201 21610", false, true, true},
      {201, Created("undelivered", "30006"), SendOutcome::kRejected, "201 30006", true, false,
       true},
      // Something was created, and nobody knows what.
      {201, "", SendOutcome::kUnknown, "201"},
      {201, "<html>", SendOutcome::kUnknown, "201"},
      {201, "[]", SendOutcome::kUnknown, "201"},
      {201, R"({"sid":"SM1"})", SendOutcome::kUnknown, "201"},
      {201, R"({"sid":17,"status":"queued"})", SendOutcome::kUnknown, "201"},
      {201, Created("queued").substr(0, 30), SendOutcome::kUnknown, "201"},
      {200, Created("queued"), SendOutcome::kUnknown, "200"},
      {302, "", SendOutcome::kUnknown, "302"},
      {408, "", SendOutcome::kUnknown, "408"},
      {500, Error("20500"), SendOutcome::kUnknown, "500"},
      {503, Error("20503"), SendOutcome::kUnknown, "503"},
      {400, Error("21610"), SendOutcome::kRejected, "400 21610", false, true},
      {400, Error("21211"), SendOutcome::kRejected, "400 21211", true},
      {400, Error("21614"), SendOutcome::kRejected, "400 21614", true},
      {400, Error("21635"), SendOutcome::kRejected, "400 21635", true},
      {403, Error("21408"), SendOutcome::kRejected, "403 21408"},
      {400, Error("21612"), SendOutcome::kRejected, "400 21612"},
      {401, Error("20003"), SendOutcome::kRejected, "401 20003"},
      {429, Error("20429"), SendOutcome::kRejected, "429 20429"},
      {429, "", SendOutcome::kRejected, "429"},
      {400, Error("\"21610\""), SendOutcome::kRejected, "400"},
      {400, Error("99999999999999999999"), SendOutcome::kRejected, "400"},
      {404, "<html>", SendOutcome::kRejected, "404"},
  };
  for (const Row& row : rows) {
    INFO(row.status << " " << row.body);
    const AttemptResult result = ReadTwilioAnswer(Answered(row.status, row.body));
    CHECK(result.outcome == row.outcome);
    CHECK(result.detail == row.detail);
    CHECK(result.permanent == row.permanent);
    CHECK(result.provider_opt_out == row.opt_out);
    CHECK(result.provider_id == (row.has_id ? "SM0123456789abcdef0123456789abcdef" : ""));
  }
  TransferResult broken;
  broken.detail = "no connection";
  broken.fate = TransferResult::Fate::kNothingSent;
  CHECK(ReadTwilioAnswer(broken).outcome == SendOutcome::kWithdrawn);
  broken.fate = TransferResult::Fate::kUnknown;
  CHECK(ReadTwilioAnswer(broken).outcome == SendOutcome::kUnknown);
  CHECK(ReadTwilioAnswer(broken).detail == "no connection");
}

TEST_CASE("RefusesUs: a refusal of the text is none of ours", "[dispatcher][twilio]") {
  CHECK(RefusesUs(Answered(401, Error("20003"))));
  CHECK(RefusesUs(Answered(429, "")));
  CHECK(RefusesUs(Answered(403, Error("20005"))));
  CHECK(RefusesUs(Answered(403, "<html>")));
  CHECK_FALSE(RefusesUs(Answered(403, Error("21408"))));
  CHECK(RefusesUs(Answered(404, Error("20404"))));
  CHECK_FALSE(RefusesUs(Answered(400, Error("21610"))));
  CHECK_FALSE(RefusesUs(Answered(500, Error("20500"))));
  CHECK_FALSE(RefusesUs(Answered(201, Created("queued"))));
  TransferResult broken;
  broken.status = 401;
  CHECK_FALSE(RefusesUs(broken));
}

TEST_CASE("ReadTwilioProbe: only an active account takes texts", "[dispatcher][twilio]") {
  CHECK(ReadTwilioProbe(Answered(200, R"({"status":"active"})")).empty());
  CHECK(ReadTwilioProbe(Answered(200, R"({"status":"suspended"})")) ==
        "the account is not active");
  CHECK(ReadTwilioProbe(Answered(200, "")) == "the account is not active");
  CHECK(ReadTwilioProbe(Answered(401, Error("20003"))) == "401 20003");
  CHECK(ReadTwilioProbe(Answered(503, "")) == "503");
  TransferResult broken;
  broken.fate = TransferResult::Fate::kUnknown;
  broken.detail = "timed out";
  CHECK(ReadTwilioProbe(broken) == "timed out");
}

}  // namespace
}  // namespace dispatcher
