#include "ledger/door/twilio_endpoint.h"

#include <catch2/catch.hpp>

#include "absl/strings/str_cat.h"
#include "consent/v1/rejected.pb.h"
#include "ledger/admission/limits.h"
#include "ledger/admission/report_reference.h"
#include "ledger/http/url.h"
#include "tests/ledger/door/door_world.h"

namespace ledger {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const char kForm[] = "application/x-www-form-urlencoded";

http::HttpRequest Signed(const DoorWorld& world, const std::string& target, const Fields& fields,
                         const std::string& token = "twilio-token") {
  http::HttpRequest request;
  request.method = "POST";
  request.target = target;
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  request.query = *http::ParseParameters(target.substr(std::min(mark + 1, target.size())));
  http::Parameters form;
  for (const auto& [name, value] : fields) {
    form.Add(name, value);
    absl::StrAppend(&request.body, request.body.empty() ? "" : "&", name, "=",
                    http::PercentEncode(value));
  }
  request.headers.Add("Content-Type", kForm);
  request.headers.Add("X-Twilio-Signature",
                      TwilioSignature(token, world.twilio.public_url + target, form));
  return request;
}

Fields TextFields(const std::string& words, const std::string& opt_out_type = "") {
  Fields fields = {{"MessageSid", "SM00000000000000000000000000000001"},
                   {"AccountSid", "AC00000000000000000000000000000001"},
                   {"From", "+14155550134"},
                   {"To", "+18335550100"},
                   {"Body", words},
                   {"NumMedia", "0"},
                   {"ANewField", "\xff "}};
  if (!opt_out_type.empty()) fields.emplace_back("OptOutType", opt_out_type);
  return fields;
}

http::HttpRequest ATwilioText(const DoorWorld& world, const std::string& words,
                        const std::string& opt_out_type = "") {
  return Signed(world, "/twilio/sms", TextFields(words, opt_out_type));
}

TEST_CASE("TwilioEndpoint: a text is in the ledger when the empty TwiML comes") {
  DoorWorld world;
  const http::HttpResponse response = world.Call(ATwilioText(world, " Stop\r\n", "STOP"));
  CHECK(response.status == 200);
  CHECK(response.content_type == "text/xml");
  CHECK(response.body == "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  const Event& event = std::get<Event>(records[0].content);
  CHECK(event.account == AccountId("other"));
  CHECK(event.origin == Origin::kWebhook);
  const auto& reply = FactOf<KeywordReplied>(records[0]);
  CHECK(reply.line == LineId("+18335550100"));
  CHECK(reply.gateway == "twilio");
  CHECK(reply.gateway_id == "SM00000000000000000000000000000001");
  CHECK(reply.provider_action == ProviderAction::kStop);
  CHECK(world.keys.Open(event.account, records[0].contact, event.sealed_details)->text ==
        " Stop\r\n");
}

TEST_CASE("TwilioEndpoint: with the broker down Twilio is told to come again, as the same event") {
  DoorWorld world;
  world.log.SetDown(true);
  CHECK(world.Call(ATwilioText(world, "STOP")).status == 503);
  world.log.SetDown(false);
  for (int i = 0; i < 2; ++i) CHECK(world.Call(ATwilioText(world, "STOP")).status == 200);
  const auto records = world.Ledger();
  REQUIRE(records.size() == 2);
  CHECK(std::get<Event>(records[0].content).id == std::get<Event>(records[1].content).id);
}

std::string WordsOf(const DoorWorld& world, const Record& record) {
  const Event& event = std::get<Event>(record.content);
  return world.keys.Open(event.account, record.contact, event.sealed_details)->text;
}

TEST_CASE("TwilioEndpoint: a captured call that is cut anew is a repeat, and never agrees") {
  DoorWorld world;
  const http::HttpRequest whole = ATwilioText(world, "START Everything later");
  Fields fields = TextFields("START ");
  fields.insert(fields.begin() + 5, {"E", "verything later"});
  const http::HttpRequest cut = Signed(world, "/twilio/sms", fields);
  CHECK(cut.headers.Find("X-Twilio-Signature") == whole.headers.Find("X-Twilio-Signature"));
  SECTION("after the true one") {
    CHECK(world.Call(whole).status == 200);
    CHECK(world.Call(cut).status == 200);
    CHECK(WordsOf(world, world.Ledger()[0]) == "START Everything later");
  }
  SECTION("before the true one, of which no word is lost") {
    CHECK(world.Call(cut).status == 200);
    CHECK(world.Call(whole).status == 200);
    CHECK(WordsOf(world, world.Ledger()[0]) == "START \nEverything later");
  }
  const auto records = world.Ledger();
  REQUIRE(records.size() == 2);
  CHECK(std::get<Event>(records[0].content).id == std::get<Event>(records[1].content).id);
}

TEST_CASE("TwilioEndpoint: words cannot hide in the query of the address") {
  DoorWorld world;
  const auto response = world.Call(Signed(world, "/twilio/sms?x=1", TextFields("STOP")));
  CHECK(response.status == 403);
  CHECK_THAT(response.body, Catch::Contains("without a query"));
}

TEST_CASE("TwilioEndpoint: a call without Twilio's signature is refused and counted") {
  DoorWorld world;
  http::HttpRequest bare = ATwilioText(world, "START");
  bare.headers = {};
  bare.headers.Add("Content-Type", kForm);
  CHECK(world.Call(bare).status == 403);
  CHECK(world.Call(Signed(world, "/twilio/sms", TextFields("START"), "else")).status == 403);
  http::HttpRequest changed = ATwilioText(world, "STOP");
  changed.body.replace(changed.body.find("STOP"), 4, "START");
  CHECK(world.Call(changed).status == 403);
  http::HttpRequest elsewhere = ATwilioText(world, "START");
  elsewhere.target = "/twilio/sms?x=1";
  CHECK(world.Call(elsewhere).status == 403);
  // A key of ours opens other doors.
  http::HttpRequest keyed = bare;
  keyed.query.Add("key", world.acme_gateway.presented);
  CHECK(world.Call(keyed).status == 403);
  CHECK(world.Ledger().empty());
  CHECK(world.log.All(kDoorRejected).empty());
  const std::string metrics = world.metrics.Render();
  CHECK_THAT(metrics, Catch::Contains("{caller=\"twilio\",outcome=\"no signature\"} 2\n"));
  CHECK_THAT(metrics, Catch::Contains("{caller=\"twilio\",outcome=\"wrong signature, auth token "
                                      "or public URL\"} 3\n"));
}

TEST_CASE("TwilioEndpoint: what is no form of Twilio's is refused whoever signed it") {
  DoorWorld world;
  http::HttpRequest large = ATwilioText(world, std::string(kTwilioFormBytesMax, 'x'));
  CHECK(world.Call(large).status == 413);
  http::HttpRequest broken = ATwilioText(world, "STOP");
  broken.body += "&a=%g1";
  CHECK(world.Call(broken).status == 400);
  http::HttpRequest json;
  json.method = "POST";
  json.path = "/twilio/sms";
  json.body = "{}";
  const std::string digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  json.target = "/twilio/sms?bodySHA256=" + digest;
  json.query.Add("bodySHA256", digest);
  json.headers.Add("Content-Type", "application/json");
  json.headers.Add("X-Twilio-Signature",
                   TwilioSignature("twilio-token", world.twilio.public_url + json.target, {}));
  CHECK(world.Call(json).status == 415);
  json.body = "{ }";
  CHECK(world.Call(json).status == 403);
  CHECK(world.Ledger().empty());
}

TEST_CASE("TwilioEndpoint: a signed text that can never succeed is kept and blocks its contact") {
  DoorWorld world;
  CHECK(world.Call(ATwilioText(world, std::string(kWordsBytesMax + 1, 'x'))).status == 200);
  Fields wordless = TextFields("");
  wordless.erase(wordless.begin() + 4);
  CHECK(world.Call(Signed(world, "/twilio/sms", wordless)).status == 200);
  Fields stranger = TextFields("STOP");
  stranger[3].second = "+19995550100";
  CHECK(world.Call(Signed(world, "/twilio/sms", stranger)).status == 200);
  const auto rejected = world.log.All(kDoorRejected);
  REQUIRE(rejected.size() == 3);
  consent::v1::RejectedRecord record;
  REQUIRE(record.ParseFromString(rejected[0].value));
  CHECK(record.reason() == consent::v1::REJECT_REASON_TOO_LARGE);
  CHECK_THAT(*world.keys.OpenBytes(record.sealed_original()), Catch::Contains("Body=xxxx"));
  REQUIRE(world.Ledger().size() == 2);
  for (const Record& blocked : world.Ledger()) FactOf<EventRejected>(blocked);
}

std::string AReference(const DoorWorld& world) {
  return *MakeReportReference(
      {AccountId("acme"),
       *world.keys.ContactIdOf(AccountId("acme"), *PhoneNumber::Parse("+14155550134")),
       MessageId::FromBytes("message-message-"), IntentId::FromBytes("intent-intent-in")},
      world.keys);
}

TEST_CASE("TwilioEndpoint: ends of texts count, repeated or not, what is on its way does not") {
  DoorWorld world;
  const std::string reference = AReference(world);
  const auto report = [&](const std::string& status, const std::string& code,
                          const std::string& ref) {
    return world
        .Call(Signed(world, "/twilio/status?ref=" + ref,
                     {{"MessageSid", "SM1"}, {"MessageStatus", status}, {"ErrorCode", code}}))
        .status;
  };
  CHECK(report("sent", "", reference) == 200);
  CHECK(world.Ledger().empty());
  CHECK(report("delivered", "", reference) == 200);
  CHECK(report("delivered", "", reference) == 200);
  CHECK(report("undelivered", "21610", reference) == 200);
  const auto records = world.Ledger();
  REQUIRE(records.size() == 3);
  CHECK(std::get<Event>(records[0].content).id == std::get<Event>(records[1].content).id);
  CHECK(FactOf<DeliveryReported>(records[0]).delivery == Delivery::kDelivered);
  CHECK(FactOf<DeliveryReported>(records[0]).intent == IntentId::FromBytes("intent-intent-in"));
  CHECK(FactOf<DeliveryReported>(records[2]).provider_opt_out);
  std::string forged = reference;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK(report("delivered", "", forged) == 200);
  CHECK(world.Ledger().size() == 3);
  CHECK(world.log.All(kDoorRejected).size() == 1);
  world.log.SetDown(true);
  CHECK(report("delivered", "", reference) == 503);
}

TEST_CASE("TwilioEndpoint: without a token every call is refused") {
  DoorWorld world(false);
  world.twilio.auth_tokens.clear();
  world.Start();
  CHECK(world.Call(ATwilioText(world, "STOP")).status == 403);
}

}  // namespace
}  // namespace ledger
