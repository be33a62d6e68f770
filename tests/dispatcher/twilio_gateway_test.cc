// The gateway against a server that answers as Twilio's documentation says.
#include "dispatcher/gateway/twilio_gateway.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <mutex>
#include <string>

#include "absl/time/clock.h"
#include "ledger/runtime/system_clock.h"
#include "tests/dispatcher/raw_server.h"

namespace dispatcher {
namespace {

using ledger::SendOutcome;

const char kTaken[] = R"({"sid":"SM0123456789abcdef0123456789abcdef","status":"queued"})";

struct TwilioStub {
  std::atomic<bool> holds_probes = false;
  std::mutex mutex;  // guards the answers: threads of the server read them
  std::string send_answer = Reply(201, kTaken);  // empty: hang up
  std::string probe_answer = Reply(200, R"({"status":"active"})");
  RawServer server{[this](int, const std::string& request) -> std::optional<std::string> {
    std::unique_lock lock(mutex);
    if (request.starts_with("GET ")) {
      const std::string answer = probe_answer;
      lock.unlock();
      holds_probes.wait(true);
      return answer;
    }
    if (send_answer.empty()) return std::nullopt;
    return send_answer;
  }};

  void Set(std::string TwilioStub::*answer, std::string value) {
    const std::lock_guard lock(mutex);
    this->*answer = std::move(value);
  }
  TwilioSettings Settings() const {
    TwilioSettings settings;
    settings.base_url = server.Url("");
    settings.account_sid = "AC1";
    settings.auth_token = "to ken";
    settings.report_url = "https://hooks.example.com/twilio/status";
    settings.probe_every = absl::Milliseconds(20);
    settings.probe_timeout = absl::Milliseconds(500);
    settings.answer_timeout = absl::Seconds(5);
    return settings;
  }
  std::vector<std::string> Of(const std::string& method) const {
    std::vector<std::string> found;
    for (const std::string& request : server.requests()) {
      if (request.starts_with(method)) found.push_back(request);
    }
    return found;
  }
};

std::optional<std::string> TwilioRoute(const ledger::LineId& line) {
  if (line.value() == "+18335550100") return "";
  if (line.value() == "13014") return "MG0123456789abcdef0123456789abcdef";
  return std::nullopt;
}

OutboundText TwilioText(const std::string& line = "+18335550100") {
  OutboundText text;
  text.intent = ledger::IntentId::FromBytes("0123456789abcdef");
  text.line = ledger::LineId(line);
  text.number = "+15550100";
  text.text = "Hello £5 & more";
  text.validity = absl::Seconds(90);
  text.start_by = ledger::SystemClock().Monotonic() + absl::Seconds(1);
  text.report_reference = "demo.abc.012";
  return text;
}

bool Until(TwilioGateway& gateway, const std::function<bool()>& holds) {
  for (const absl::Time end = absl::Now() + absl::Seconds(5); absl::Now() < end;) {
    static_cast<void>(gateway.Poll(absl::Milliseconds(10)));
    if (holds()) return true;
  }
  return false;
}

AttemptResult EndOf(TwilioGateway& gateway, OutboundText text) {
  gateway.Submit(std::move(text));
  for (const absl::Time end = absl::Now() + absl::Seconds(10); absl::Now() < end;) {
    std::vector<AttemptResult> ended = gateway.Poll(absl::Milliseconds(50));
    if (!ended.empty()) return ended.front();
  }
  FAIL("the attempt did not end");
  return {};
}

TEST_CASE("TwilioGateway: a text is one POST with all that Twilio must know",
          "[dispatcher][twilio]") {
  TwilioStub twilio;
  const ledger::SystemClock clock;
  TwilioGateway gateway(twilio.Settings(), TwilioRoute, clock);
  const AttemptResult result = EndOf(gateway, TwilioText());
  CHECK(result.intent == TwilioText().intent);
  CHECK(result.outcome == SendOutcome::kAccepted);
  CHECK(result.provider_id == "SM0123456789abcdef0123456789abcdef");
  CHECK(gateway.InFlight() == 0);
  REQUIRE(twilio.Of("POST").size() == 1);
  const std::string request = twilio.Of("POST")[0];
  CHECK(request.starts_with("POST /2010-04-01/Accounts/AC1/Messages.json HTTP/1.1\r\n"));
  CHECK(request.find("\r\nAuthorization: Basic QUMxOnRvIGtlbg==\r\n") != std::string::npos);
  CHECK(request.find("\r\nContent-Type: application/x-www-form-urlencoded\r\n") !=
        std::string::npos);
  CHECK(request.ends_with(
      "\r\n\r\nTo=%2B15550100&From=%2B18335550100&Body=Hello%20%C2%A35%20%26%20more"
      "&ValidityPeriod=90&StatusCallback=https%3A%2F%2Fhooks.example.com%2Ftwilio%2Fstatus"
      "%3Fref%3Ddemo.abc.012%23rc%3D5%26rp%3Dall"));
}

TEST_CASE("TwilioGateway: a line's route is its Messaging Service", "[dispatcher][twilio]") {
  TwilioStub twilio;
  const ledger::SystemClock clock;
  TwilioGateway gateway(twilio.Settings(), TwilioRoute, clock);
  OutboundText text = TwilioText("13014");
  text.validity = absl::Hours(100);
  CHECK(EndOf(gateway, text).outcome == SendOutcome::kAccepted);
  const std::string request = twilio.Of("POST").at(0);
  CHECK(request.find("&From=13014&MessagingServiceSid=MG0123456789abcdef0123456789abcdef&") !=
        std::string::npos);
  CHECK(request.find("&ValidityPeriod=36000&") != std::string::npos);
}

TEST_CASE("TwilioGateway: words and a line are needed before anything leaves",
          "[dispatcher][twilio]") {
  TwilioStub twilio;
  const ledger::SystemClock clock;
  TwilioGateway gateway(twilio.Settings(), TwilioRoute, clock);
  OutboundText wordless = TwilioText();
  wordless.text.clear();
  CHECK(EndOf(gateway, wordless).outcome == SendOutcome::kWithdrawn);
  CHECK(EndOf(gateway, TwilioText("999")).outcome == SendOutcome::kWithdrawn);
  CHECK(twilio.Of("POST").empty());
}

TEST_CASE("TwilioGateway: no ambiguous failure is followed by a second call",
          "[dispatcher][twilio]") {
  const std::string answers[] = {"", Reply(500, R"({"code":20500})"), Reply(503, ""),
                                 Reply(201, "<html>proxy</html>"),
                                 "HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{\"sid\"",
                                 "nonsense\r\n\r\n"};
  for (const std::string& answer : answers) {
    INFO(answer);
    TwilioStub twilio;
    const ledger::SystemClock clock;
    TwilioSettings settings = twilio.Settings();
    settings.answer_timeout = absl::Milliseconds(600);
    TwilioGateway gateway(settings, TwilioRoute, clock);
    CHECK(Until(gateway, [&] { return gateway.Trouble().empty(); }));  // on a kept connection
    twilio.Set(&TwilioStub::send_answer, answer);
    CHECK(EndOf(gateway, TwilioText()).outcome == SendOutcome::kUnknown);
    CHECK(gateway.Poll(absl::Milliseconds(100)).empty());
    CHECK(twilio.Of("POST").size() == 1);
  }
}

TEST_CASE("TwilioGateway: a server that is not there gives the text back", "[dispatcher][twilio]") {
  TwilioSettings settings = TwilioStub().Settings();
  settings.base_url = "http://127.0.0.1:" + std::to_string(ClosedPort());
  const ledger::SystemClock clock;
  TwilioGateway gateway(settings, TwilioRoute, clock);
  CHECK(EndOf(gateway, TwilioText()).outcome == SendOutcome::kWithdrawn);
  CHECK_FALSE(gateway.IsUp(ledger::LineId("+18335550100")));
}

TEST_CASE("TwilioGateway: a refusal of a person's number concerns nobody else",
          "[dispatcher][twilio]") {
  TwilioStub twilio;
  twilio.Set(&TwilioStub::send_answer, Reply(403, R"({"code":21610,"message":"+15550100"})"));
  const ledger::SystemClock clock;
  TwilioGateway gateway(twilio.Settings(), TwilioRoute, clock);
  CHECK(Until(gateway, [&] { return gateway.Trouble().empty(); }));
  const AttemptResult result = EndOf(gateway, TwilioText());
  CHECK(result.outcome == SendOutcome::kRejected);
  CHECK(result.provider_opt_out);
  CHECK(result.detail == "403 21610");
  CHECK(gateway.IsUp(ledger::LineId("+18335550100")));
}

TEST_CASE("TwilioGateway: after a refusal of ourselves nothing is granted until a probe is well",
          "[dispatcher][twilio]") {
  for (const int status : {401, 403, 429}) {
    INFO(status);
    TwilioStub twilio;
    const ledger::SystemClock clock;
    TwilioSettings settings = twilio.Settings();
    settings.probe_every = absl::Milliseconds(300);
    TwilioGateway gateway(settings, TwilioRoute, clock);
    const ledger::LineId line("+18335550100");
    CHECK_FALSE(gateway.IsUp(line));  // not probed yet
    CHECK(Until(gateway, [&] { return gateway.IsUp(line); }));
    CHECK_FALSE(gateway.IsUp(ledger::LineId("999")));
    twilio.Set(&TwilioStub::send_answer, Reply(status, R"({"code":20429})"));
    twilio.Set(&TwilioStub::probe_answer, Reply(401, R"({"code":20003})"));
    CHECK(EndOf(gateway, TwilioText()).outcome == SendOutcome::kRejected);
    CHECK_FALSE(gateway.IsUp(line));
    CHECK(gateway.Trouble() == std::to_string(status) + " 20429");
    CHECK(Until(gateway, [&] { return gateway.Trouble() == "401 20003"; }));
    twilio.Set(&TwilioStub::probe_answer, Reply(200, R"({"status":"active"})"));
    CHECK(Until(gateway, [&] { return gateway.IsUp(line); }));
  }
}

TEST_CASE("TwilioGateway: a probe that began before a refusal does not lift it",
          "[dispatcher][twilio]") {
  TwilioStub twilio;
  twilio.holds_probes = true;
  twilio.Set(&TwilioStub::send_answer, Reply(403, R"({"code":20005})"));
  const ledger::SystemClock clock;
  TwilioSettings settings = twilio.Settings();
  settings.probe_timeout = absl::Seconds(30);
  TwilioGateway gateway(settings, TwilioRoute, clock);
  CHECK(Until(gateway, [&] { return !twilio.Of("GET ").empty(); }));
  CHECK(EndOf(gateway, TwilioText()).outcome == SendOutcome::kRejected);
  twilio.Set(&TwilioStub::probe_answer, Reply(401, R"({"code":20003})"));
  twilio.holds_probes = false;
  twilio.holds_probes.notify_all();
  bool was_up = false;
  CHECK(Until(gateway, [&] {
    was_up |= gateway.IsUp(ledger::LineId("+18335550100"));
    return gateway.Trouble() == "401 20003";
  }));
  CHECK_FALSE(was_up);
}

}  // namespace
}  // namespace dispatcher
