#include "dispatcher/gateway/gateway_by_line.h"

#include <catch2/catch.hpp>

#include "tests/dispatcher/hand_gateway.h"

namespace dispatcher {
namespace {

struct TwoGateways {
  test::HandGateway kannel;
  test::HandGateway twilio;
  GatewayByLine both{{{"kannel", &kannel}, {"twilio", &twilio}},
                     [](const ledger::LineId& line) -> std::optional<std::string> {
                       if (line.value() == "1") return "kannel";
                       if (line.value() == "2") return "twilio";
                       if (line.value() == "3") return "pigeon";
                       return std::nullopt;
                     }};
};

OutboundText TextOf(const std::string& line, const char* intent) {
  OutboundText text;
  text.line = ledger::LineId(line);
  text.intent = ledger::IntentId::FromBytes(intent);
  return text;
}

TEST_CASE("GatewayByLine: a text goes to its line's gateway and to no other", "[dispatcher]") {
  TwoGateways world;
  world.both.Submit(TextOf("1", "0123456789abcdef"));
  world.both.Submit(TextOf("2", "fedcba9876543210"));
  REQUIRE(world.kannel.submitted.size() == 1);
  REQUIRE(world.twilio.submitted.size() == 1);
  CHECK(world.kannel.submitted[0].intent == ledger::IntentId::FromBytes("0123456789abcdef"));
  CHECK(world.both.InFlight() == 2);
  world.both.Withdraw(world.twilio.submitted[0].intent);
  CHECK(world.twilio.taken_back == std::vector{world.twilio.submitted[0].intent});
  world.twilio.ended.resize(1);
  CHECK(world.both.Poll(absl::ZeroDuration()).size() == 1);
}

TEST_CASE("GatewayByLine: a gateway that is down or full is so for its own lines",
          "[dispatcher]") {
  TwoGateways world;
  world.twilio.up = false;
  world.kannel.room = 4;
  world.twilio.room = 0;
  CHECK(world.both.IsUp(ledger::LineId("1")));
  CHECK_FALSE(world.both.IsUp(ledger::LineId("2")));
  CHECK(world.both.Room(ledger::LineId("1")) == 4);
  CHECK(world.both.Room(ledger::LineId("2")) == 0);
}

TEST_CASE("GatewayByLine: a line of a gateway that is not set up gets nothing out",
          "[dispatcher]") {
  TwoGateways world;
  for (const char* line : {"3", "4"}) {
    CHECK_FALSE(world.both.IsUp(ledger::LineId(line)));
    world.both.Submit(TextOf(line, "0123456789abcdef"));
    CHECK(world.both.InFlight() == 1);
    const std::vector<AttemptResult> ended = world.both.Poll(absl::Seconds(1));
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].outcome == ledger::SendOutcome::kWithdrawn);
    CHECK(ended[0].detail == "the line's gateway is not set up here");
  }
  CHECK(world.kannel.submitted.empty());
  CHECK(world.twilio.submitted.empty());
}

TEST_CASE("GatewayByLine: the wait is for those that have attempts under way", "[dispatcher]") {
  TwoGateways world;
  CHECK(world.both.Poll(absl::Milliseconds(10)).empty());
  CHECK(world.kannel.waited + world.twilio.waited == absl::Milliseconds(10));
  world.both.Submit(TextOf("2", "fedcba9876543210"));
  world.kannel.waited = world.twilio.waited = absl::ZeroDuration();
  CHECK(world.both.Poll(absl::Milliseconds(10)).empty());
  CHECK(world.twilio.waited == absl::Milliseconds(10));
  CHECK(world.kannel.waited == absl::ZeroDuration());
  world.both.Submit(TextOf("1", "0123456789abcdef"));
  world.twilio.waited = absl::ZeroDuration();
  CHECK(world.both.Poll(absl::Milliseconds(10)).empty());
  CHECK(world.twilio.waited == absl::Milliseconds(5));
  CHECK(world.kannel.waited == absl::Milliseconds(5));
}

}  // namespace
}  // namespace dispatcher
