#include <catch2/catch.hpp>

#include "consent/v1/intake.pb.h"
#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

TEST_CASE("EventsEndpoint: one JSON event is durable before its receipt comes") {
  DoorWorld world;
  const http::HttpResponse response = world.Call(world.Post(OptOutJson("1")));
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json");
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  const Event& event = std::get<Event>(records[0].content);
  CHECK_THAT(response.body, Catch::Contains(absl::BytesToHexString(std::string(event.id.view()))));
  CHECK_THAT(response.body, Catch::Contains("\"partition\":"));
  CHECK_THAT(response.body, Catch::Contains("\"offset\":\"0\""));
  CHECK(event.account == AccountId("acme"));
  CHECK(FactOf<OptedOut>(records[0]).scope.reach == Reach::kMarketing);
}

TEST_CASE("EventsEndpoint: the same event again has the same id") {
  DoorWorld world;
  world.Call(world.Post(OptOutJson("1")));
  world.Call(world.Post(OptOutJson("1")));
  const auto records = world.Ledger();
  REQUIRE(records.size() == 2);
  CHECK(std::get<Event>(records[0].content).id == std::get<Event>(records[1].content).id);
}

TEST_CASE("EventsEndpoint: with the broker down it answers 503 and nothing else") {
  DoorWorld world;
  const Fault fault = GENERATE(Fault::kUnavailable, Fault::kUnknownLost, Fault::kUnknownWritten);
  world.log.SetFaults([fault](const OutgoingRecord&) { return fault; });
  const http::HttpResponse response = world.Call(world.Post(OptOutJson("1")));
  CHECK(response.status == 503);
  REQUIRE_FALSE(response.headers.empty());
  CHECK(response.headers[0].first == "Retry-After");
  CHECK(response.body.find("event_id") == std::string::npos);
  // And when it is back, the repeat is the same event.
  world.log.SetDown(false);
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 200);
  std::set<EventId> ids;
  for (const Record& record : world.Ledger()) ids.insert(std::get<Event>(record.content).id);
  CHECK(ids.size() == 1);
}

TEST_CASE("EventsEndpoint: before the set-up is known it answers 503") {
  DoorWorld world(/*start=*/false);
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 503);
  world.Start();
  CHECK(world.Call(world.Post(OptOutJson("1"))).status == 200);
}

TEST_CASE("EventsEndpoint: what was defined a moment ago is known") {
  DoorWorld world;
  for (int i = 0; i < 20; ++i) {
    const std::string program = "club" + std::to_string(i);
    DefineProgram(world.log, "acme", program, "13013");
    const std::string event =
        R"({"source":"shop","publisher_id":")" + program + R"(","number":"+14155550134",)" +
        R"("opted_out":{"scope":{"reach":"REACH_PROGRAMS","programs":[{"program":")" + program +
        R"("}]},"means":"OPT_OUT_MEANS_EMAIL"}})";
    const http::HttpResponse response = world.Call(world.Post(event));
    INFO(response.body);
    CHECK(response.status == 200);
  }
  CHECK(world.Ledger().size() == 20);
}

TEST_CASE("EventsEndpoint: keys are asked for and stand for one account") {
  DoorWorld world;
  http::HttpRequest request = world.Post(OptOutJson("1"));
  request.headers = {};
  request.headers.Add("Content-Type", "application/json");
  CHECK(world.Call(request).status == 401);
  std::string foreign = OptOutJson("1");
  foreign.insert(1, R"("account":"other",)");
  const http::HttpResponse response = world.Call(world.Post(foreign));
  CHECK(response.status == 403);
  CHECK_THAT(response.body, Catch::Contains("account"));
  CHECK(world.Ledger().empty());
}

TEST_CASE("EventsEndpoint: refusals name field value and mend and show no number") {
  DoorWorld world;
  http::HttpResponse response = world.Call(world.Post(OptOutJson("1", "415 555 0134 x5")));
  CHECK(response.status == 422);
  CHECK(response.content_type == "application/problem+json");
  CHECK_THAT(response.body, Catch::Contains("urn:consent:problem:has_extension"));
  CHECK_THAT(response.body, Catch::Contains("\"field\":\"number\""));
  CHECK_THAT(response.body, Catch::Contains("\"mend\""));
  CHECK(response.body.find("5550134") == std::string::npos);
  CHECK(response.body.find("555 0134") == std::string::npos);
  CHECK(world.Call(world.Post("{\"number\": ")).status == 400);
  CHECK(world.Call(world.Post(R"({"colour":"red"})")).status == 400);
  CHECK(world.Call(world.Post("\xff", "application/x-protobuf")).status == 400);
  CHECK(world.Call(world.Post("x", "text/plain")).status == 415);
  CHECK(world.log.All(kDoorLedger).empty());
  CHECK(world.log.All(kDoorRejected).empty());  // the sender was told
}

TEST_CASE("EventsEndpoint: an ask whose words promote is refused with the words named") {
  DoorWorld world;
  const auto ask = [&](const std::string& words) {
    return world.Call(world.Post(
        R"({"source":"shop","publisher_id":"1","number":"(415) 555-0134","text":")" + words +
        R"(","message_requested":{"message_class":"MESSAGE_CLASS_OPT_IN_REQUEST",)"
        R"("program":{"program":"marketing"}}})"));
  };
  const std::string end = " Msg freq varies. Msg&data rates may apply. Reply YES to join, HELP for "
                          "help, STOP to stop.";
  const http::HttpResponse promotes = ask("Acme: 20% discount and free shoes." + end);
  CHECK(promotes.status == 422);
  CHECK_THAT(promotes.body, Catch::Contains("\"field\":\"text\"") && Catch::Contains("discount"));
  CHECK_THAT(ask("Texts from us?" + end).body, Catch::Contains("brand"));
  const http::HttpResponse open = ask("{brand}, {nme}: texts?" + end);
  CHECK_THAT(open.body, Catch::Contains("urn:consent:problem:refused_words") &&
                            Catch::Contains("nothing fills in {nme}; the places are {brand}"));
  CHECK(world.Ledger().empty());
  CHECK(ask("{brand}: texts from us?" + end).status == 200);
  CHECK(ask("Acme: texts from us?" + end).status == 200);
}

TEST_CASE("EventsEndpoint: each event of an NDJSON batch has its own result") {
  DoorWorld world;
  const std::string body = OptOutJson("1") + "\n" + OptOutJson("2", "13013") + "\nnonsense\n\n" +
                           OptOutJson("3", "+14155550135") + "\n";
  const http::HttpResponse response = world.Call(world.Post(body, "application/x-ndjson"));
  CHECK(response.status == 207);
  CHECK_THAT(response.body, Catch::Contains("\"admitted\":2"));
  CHECK_THAT(response.body, Catch::Contains("\"refused\":2"));
  CHECK_THAT(response.body, Catch::Contains("events[1].number"));
  CHECK(world.Ledger().size() == 2);
  CHECK(world.Call(world.Post(OptOutJson("4"), "application/x-ndjson")).status == 200);
  CHECK(world.Call(world.Post("nonsense", "application/x-ndjson")).status == 422);
}

TEST_CASE("EventsEndpoint: a batch of which a part is not durable asks to come again") {
  DoorWorld world;
  const std::string victim =
      ContactKey(*world.keys.ContactIdOf(AccountId("acme"), *PhoneNumber::Parse("+14155550135")));
  world.log.SetFaults([victim](const OutgoingRecord& record) {
    return record.key == victim ? Fault::kUnavailable : Fault::kNone;
  });
  const http::HttpResponse response = world.Call(
      world.Post(OptOutJson("1") + "\n" + OptOutJson("2", "+14155550135"), "application/x-ndjson"));
  CHECK(response.status == 503);
  CHECK_THAT(response.body, Catch::Contains("\"admitted\":1"));
}

TEST_CASE("EventsEndpoint: protobuf comes single and in batches") {
  DoorWorld world;
  v1::IntakeEvent event;
  event.set_source("shop");
  event.set_publisher_id("1");
  event.set_number("+14155550134");
  event.mutable_contact_listed()->set_segment("vip");
  http::HttpResponse response =
      world.Call(world.Post(event.SerializeAsString(), "application/x-protobuf"));
  CHECK(response.status == 200);
  v1::Receipt receipt;
  REQUIRE(receipt.ParseFromString(response.body));
  CHECK(receipt.event_id().size() == 32);
  CHECK(receipt.contact_id().size() == kContactKeySize);

  v1::IntakeBatch batch;
  for (int i = 0; i < 300; ++i) {
    *batch.add_events() = event;
    batch.mutable_events(i)->set_publisher_id(std::to_string(i));
  }
  response = world.Call(world.Post(batch.SerializeAsString(),
                                   "application/x-protobuf; messageType=consent.v1.IntakeBatch"));
  CHECK(response.status == 200);
  v1::IntakeBatchAnswer answer;
  REQUIRE(answer.ParseFromString(response.body));
  CHECK(answer.admitted() == 300);
  // Those of one contact stand in the order of the batch.
  for (int i = 1; i < 300; ++i) {
    CHECK(answer.results(i).receipt().offset() == answer.results(i - 1).receipt().offset() + 1);
  }
}

TEST_CASE("EventsEndpoint: an event without an id gets a random one") {
  DoorWorld world;
  world.Call(world.Post(OptOutJson("")));
  world.Call(world.Post(OptOutJson("")));
  const auto records = world.Ledger();
  REQUIRE(records.size() == 2);
  CHECK(std::get<Event>(records[0].content).id != std::get<Event>(records[1].content).id);
}

TEST_CASE("EventsEndpoint: a synced customer of a source that is asked brings its own request") {
  DoorWorld world(/*start=*/false);
  DefineSourceAsk(world.log, "acme", "square");
  world.Start();
  const std::string synced =
      R"({"source":"pos","publisher_id":"c-1","number":"+14155550134",)"
      R"("contact_imported":{"source":"square","programs":[{"program":"marketing"}]}})";
  const http::HttpResponse response = world.Call(world.Post(synced));
  CHECK(response.status == 200);
  // The receipt names the place of the event, not of the request.
  CHECK_THAT(response.body, Catch::Contains("\"offset\":\"0\""));
  const auto records = world.LedgerOf(2);
  REQUIRE(records.size() == 2);
  CHECK(FactOf<ContactImported>(records[0]).source == "square");
  CHECK(FactOf<MessageRequested>(records[1]).message_class == MessageClass::kOptInRequest);
  // Without the request there is no receipt: the publisher sends both again.
  world.log.SetFaults([](const OutgoingRecord& record) {
    const Record decoded = Decoder().Decode(0, 1, record.key, record.value);
    const auto* event = std::get_if<Event>(&decoded.content);
    const bool request =
        event != nullptr && std::holds_alternative<MessageRequested>(event->fact);
    return request ? Fault::kUnavailable : Fault::kNone;
  });
  CHECK(world.Call(world.Post(synced)).status == 503);
}

// Two commands at once may take the words away that a source is asked in.
TEST_CASE("EventsEndpoint: a sync is told that its person cannot be asked, and why") {
  DoorWorld world(/*start=*/false);
  DefineSourceAsk(world.log, "acme", "square");
  DefineProgram(world.log, "acme", "marketing", "13013");  // without a request
  world.Start();
  const http::HttpResponse response = world.Call(world.Post(
      R"({"source":"pos","publisher_id":"c-1","number":"+14155550134",)"
      R"("contact_imported":{"source":"square","programs":[{"program":"marketing"}]}})"));
  CHECK(response.status == 422);
  CHECK_THAT(response.body, Catch::Contains("people of source 'square' are asked") &&
                                Catch::Contains("--request-template"));
  CHECK(world.Ledger().empty());
}

TEST_CASE("MayBeStale: words are refused for good only by the set-up's end") {
  Rejected rejected;
  rejected.reason = RejectReason::kRefusedWords;
  CHECK(MayBeStale(rejected));
  rejected.reason = RejectReason::kInvalidField;
  CHECK_FALSE(MayBeStale(rejected));
}

}  // namespace
}  // namespace ledger
