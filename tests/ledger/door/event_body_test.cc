#include "ledger/door/event_body.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("EventBody: the content type says what the bytes are") {
  CHECK(ReadEventBody("application/json", "{}")->events.size() == 1);
  CHECK_FALSE(ReadEventBody("Application/JSON; charset=utf-8", "{}")->batch);
  CHECK(ReadEventBody("application/x-ndjson", "{}\r\n\n{}\n")->events.size() == 2);
  CHECK(ReadEventBody("application/protobuf", "")->events.size() == 1);
  CHECK(ReadEventBody("application/x-protobuf; messageType=\"consent.v1.IntakeBatch\"", "")->batch);
  CHECK(
      absl::IsUnimplemented(ReadEventBody("application/x-protobuf; messageType=x.Y", "").status()));
  CHECK(absl::IsUnimplemented(ReadEventBody("", "{}").status()));
  CHECK(absl::IsInvalidArgument(
      ReadEventBody("application/x-protobuf;messageType=consent.v1.IntakeBatch", "\xff").status()));
}

TEST_CASE("EventBody: too many events are refused as a whole") {
  std::string lines;
  for (std::size_t i = 0; i <= kBatchEventsMax; ++i) lines += "{}\n";
  CHECK(absl::IsInvalidArgument(ReadEventBody("application/x-ndjson", lines).status()));
}

TEST_CASE("EventBody: what is wrong with JSON is said without digits") {
  const auto body = ReadEventBody("application/json", R"({"number": +14155550134})");
  const auto* wrong = std::get_if<std::string>(&body->events[0]);
  REQUIRE(wrong != nullptr);
  CHECK(wrong->find("4155550134") == std::string::npos);
}

TEST_CASE("EventBody: a key that stands twice is refused in any spelling and depth") {
  const auto taken = [](const std::string& json) {
    const auto body = ReadEventBody("application/json", json);
    return std::holds_alternative<consent::v1::IntakeEvent>(body->events[0]);
  };
  CHECK(taken(R"({"number":"+14155550134","opted_out":{"scope":{"reach":"REACH_MARKETING"}}})"));
  CHECK_FALSE(taken(R"({"number":"+14155550134","number":"+14155550135"})"));
  CHECK_FALSE(taken(R"({"publisher_id":"a","publisherId":"b"})"));
  CHECK_FALSE(taken(R"({"number":"+14155550134","n\u0075mber":"+14155550135"})"));
  CHECK_FALSE(taken(
      R"({"opted_out":{"scope":{"reach":"REACH_MARKETING","reach":"REACH_EVERYTHING"}}})"));
}

}  // namespace
}  // namespace ledger
