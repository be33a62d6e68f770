// The hosted sign-up pages over a whole front door: what a person sends becomes an event with its
// evidence, and nothing else does.
#include <catch2/catch.hpp>

#include "ledger/core/digest.h"
#include "ledger/qr/qr_code.h"
#include "tests/ledger/door/page_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;
using Catch::Contains;

TEST_CASE("FormEndpoint: the page comes with headers that keep it alone") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const http::HttpResponse page = world.Open("/f/acme/signup");
  CHECK(page.status == 200);
  CHECK(page.content_type == "text/html; charset=utf-8");
  std::map<std::string, std::string> headers(page.headers.begin(), page.headers.end());
  CHECK_THAT(headers["Content-Security-Policy"], Contains("default-src 'none'"));
  CHECK(headers["Referrer-Policy"] == "no-referrer");
  CHECK(headers["X-Content-Type-Options"] == "nosniff");
  CHECK(headers["Cache-Control"] == "no-store");
  CHECK(world.Open("/f/acme/other").status == 404);
  CHECK(world.Open("/f/nobody/signup").status == 404);
  CHECK(world.Ledger().empty());
}

TEST_CASE("FormEndpoint: a double form asks by text with the evidence of what was shown") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const http::HttpResponse answer = world.Fill("/f/acme/signup", {});
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body, Contains("Reply YES") && Contains("sms:13013?body=START"));
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  const auto& fact = FactOf<MessageRequested>(records[0]);
  CHECK(fact.message_class == MessageClass::kOptInRequest);
  CHECK(fact.program.program == ProgramId("marketing"));
  CHECK(fact.method == OptInMethod::kWebForm);
  CHECK(fact.language == "en");
  CHECK(fact.evidence.disclosure_version == "1");
  CHECK(fact.evidence.disclosure_sha256 == HexSha256(testing::kDisclosure));
  CHECK(fact.evidence.url == "https://text.acme.example/f/acme/signup");
  const Event& event = std::get<Event>(records[0].content);
  CHECK(event.origin == Origin::kForm);
  const Personal personal = world.Opened(records[0]);
  CHECK(personal.ip == "198.51.100.7");
  CHECK(personal.user_agent == "Phone/1");
}

TEST_CASE("FormEndpoint: an auto form opts in with the signature sealed") {
  PageWorld world;
  world.DefineForm(MakeAuto);
  CHECK(world.Fill("/f/acme/signup", {}).status == 422);  // not signed
  CHECK(world.Ledger().empty());
  const http::HttpResponse answer =
      world.Fill("/f/acme/signup?via=qr", {{"signature", "Ana <b> Lopez"}});
  CHECK(answer.status == 200);
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  const auto& fact = FactOf<OptedIn>(records[0]);
  CHECK(fact.method == OptInMethod::kQrForm);
  const Personal personal = world.Opened(records[0]);
  CHECK(personal.name == "Ana <b> Lopez");
  CHECK_THAT(personal.signature, Contains("signed: Ana <b> Lopez"));
  CHECK(fact.evidence.signature_sha256 == HexSha256(personal.signature));
  CHECK(std::get<Event>(records[0].content).occurred_at_ms > 0);
}

TEST_CASE("FormEndpoint: the same page sent twice is the same event") {
  PageWorld world;
  world.DefineForm(MakeAuto);
  const std::string token = world.TokenOf(world.Open("/f/acme/signup"));
  for (int i = 0; i < 2; ++i) {
    CHECK(world.Send("/f/acme/signup", {{"number", "4155550134"},
                                        {"agree", "yes"},
                                        {"signature", "Ana"},
                                        {"page", token}})
              .status == 200);
  }
  std::set<EventId> ids;
  for (const Record& record : world.Ledger()) ids.insert(std::get<Event>(record.content).id);
  CHECK(ids.size() == 1);
}

TEST_CASE("FormEndpoint: what another site's page sends has to be agreed to anew") {
  PageWorld world;
  world.DefineForm(MakeAuto);
  const PageWorld::Fields fields = {{"number", "4155550134"},
                                    {"agree", "yes"},
                                    {"signature", "Ana"},
                                    {"page", world.TokenOf(world.Open("/f/acme/signup"))}};
  http::HttpRequest request = world.Filled("/f/acme/signup", fields);
  request.headers.Add("Sec-Fetch-Site", "cross-site");
  const http::HttpResponse answer = world.Call(request);
  CHECK(answer.status == 409);
  CHECK(world.Ledger().empty());
  request = world.Filled("/f/acme/signup", fields);
  request.headers.Add("Sec-Fetch-Site", "same-origin");
  CHECK(world.Call(request).status == 200);
}

TEST_CASE("FormEndpoint: errors stand beside their fields and the values are kept") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const http::HttpResponse answer =
      world.Fill("/f/acme/signup", {{"number", "<script>alert(1)</script>"}});
  CHECK(answer.status == 422);
  CHECK_THAT(answer.body, Contains("id=\"number-error\"") &&
                              Contains("&lt;script&gt;alert(1)&lt;/script&gt;") &&
                              !Contains("<script"));
  CHECK(world.Fill("/f/acme/signup", {{"agree", ""}}).status == 422);
  CHECK(world.Fill("/f/acme/signup", {{"website", "http://spam"}}).status == 422);
  CHECK(world.Ledger().empty());
}

TEST_CASE("FormEndpoint: words that changed after the page was shown are shown and asked again") {
  PageWorld world;
  world.DefineForm(MakeAuto);
  const std::string token = world.TokenOf(world.Open("/f/acme/signup"));
  world.DefineForm([](v1::FormDefined& form) {
    MakeAuto(form);
    form.set_disclosure_text(std::string(testing::kDisclosure) + " And more.");
    form.set_disclosure_version("2");
  });
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"number", "4155550134"}, {"agree", "yes"}, {"signature", "Ana"}, {"page", token}};
  const http::HttpResponse again = world.Send("/f/acme/signup", fields);
  CHECK(again.status == 409);
  CHECK_THAT(again.body, Contains("HELP for help. And more.") && Contains("4155550134") &&
                             !Contains("checked") && !Contains("value=\"Ana\""));
  CHECK(world.Ledger().empty());
  CHECK(world.Fill("/f/acme/signup", {{"signature", "Ana"}}).status == 200);
  CHECK(FactOf<OptedIn>(world.Ledger().at(0)).evidence.disclosure_version == "2");
}

TEST_CASE("FormEndpoint: what is no form is refused and nothing is written") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const auto status = [&](const std::string& body, const std::string& type) {
    return world.PostRaw("/f/acme/signup", body, type).status;
  };
  constexpr char kForm[] = "application/x-www-form-urlencoded";
  CHECK(status("number=" + std::string(20'000, '1'), kForm) == 413);
  CHECK(status("{}", "application/json") == 415);
  CHECK(status("number=1", "multipart/form-data; boundary=x") == 415);
  CHECK(status("number=%zz", kForm) == 400);
  CHECK(status("number=%ff%fe", kForm) == 400);
  CHECK(status("number=1&number=2", kForm) == 400);
  CHECK(status("", kForm) == 409);
  CHECK(status("number=4155550134&agree=yes&page=1.2.3", kForm) == 409);
  CHECK(world.Ledger().empty());
  CHECK(world.log.All(kDoorRejected).empty());  // the sender was told
}

TEST_CASE("FormEndpoint: with the broker down the page is shown again as the same page") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const std::string token = world.TokenOf(world.Open("/f/acme/signup"));
  world.log.SetFaults([](const OutgoingRecord&) { return Fault::kUnknownWritten; });
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"number", "4155550134"}, {"agree", "yes"}, {"page", token}};
  const http::HttpResponse down = world.Send("/f/acme/signup", fields);
  CHECK(down.status == 503);
  CHECK(world.TokenOf(down) == token);
  world.log.SetDown(false);
  CHECK(world.Send("/f/acme/signup", fields).status == 200);
  std::set<EventId> ids;
  for (const Record& record : world.Ledger()) ids.insert(std::get<Event>(record.content).id);
  CHECK(ids.size() == 1);
}

TEST_CASE("FormEndpoint: one address gets a limited number of forms through and others theirs") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  int taken = 0;
  for (int i = 0; i < 60; ++i) taken += world.Fill("/f/acme/signup", {}).status == 200 ? 1 : 0;
  CHECK(taken >= 40);
  CHECK(taken < 60);
  world.remote = "203.0.113.9:1";
  CHECK(world.Fill("/f/acme/signup", {}).status == 200);
}

TEST_CASE("FormEndpoint: a form that was removed says so") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  world.DefineForm([](auto& form) { form.set_removed(true); });
  CHECK(world.Open("/f/acme/signup").status == 410);
  CHECK(world.Open("/f/acme/signup/qr.svg").status == 404);
}

TEST_CASE("LinkEndpoint: a link records the address that it was sent to") {
  PageWorld world;
  world.DefineForm([](auto& form) { form.set_kind(v1::FORM_KIND_EMAIL_LINK); });
  CHECK(world.Open("/f/acme/signup").status == 403);  // only by a link
  const http::HttpResponse made = world.MakeLink(R"({"email":"ana@example.com"})");
  REQUIRE(made.status == 200);
  CHECK(made.body.find("ana@") == std::string::npos);
  const std::string base = "https://text.acme.example";
  const std::size_t start = made.body.find(base) + base.size();
  const std::string path = made.body.substr(start, made.body.find('"', start) - start);
  CHECK(world.Fill(path, {}).status == 200);
  const auto records = world.Ledger();
  REQUIRE(records.size() == 1);
  const auto& fact = FactOf<MessageRequested>(records[0]);
  CHECK(fact.method == OptInMethod::kEmailLink);
  CHECK(fact.evidence.url == base + "/f/acme/signup");  // without the token
  CHECK(world.Opened(records[0]).email == "ana@example.com");

  std::string forged = path;
  forged[forged.size() - 9] = forged[forged.size() - 9] == 'A' ? 'B' : 'A';
  CHECK(world.Open(forged).status == 403);
  CHECK(world.Open("/f/acme/signup?t=").status == 403);
  CHECK(world.Send(forged, {{"number", "4155550134"}, {"agree", "yes"}}).status == 403);
  CHECK(world.Ledger().size() == 1);
}

TEST_CASE("LinkEndpoint: a link expires, and only a publisher makes one") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  CHECK(world.MakeLink(R"({"email":"ana@example.com"})", "other").status == 404);
  CHECK(world.MakeLink(R"({"email":"ana"})").status == 400);
  CHECK(world.MakeLink(R"({"email":"a@b","email":"c@d"})").status == 400);
  CHECK(world.MakeLink(R"({"email":"a@b","expires_in_s":0})").status == 400);
  CHECK(world.MakeLink(R"({"email":"a@b","colour":1})").status == 400);
  CHECK(world.MakeLink("nonsense").status == 400);
  CHECK(world.MakeLink(R"({"email":"a@b"})", "signup", "").status == 401);
  const std::string old = *MakeLinkToken(world.keys, AccountId("acme"), "signup", "a@b",
                                         absl::Now() - absl::Seconds(1));
  CHECK(world.Open("/f/acme/signup?t=" + old).status == 410);
}

TEST_CASE("CodeEndpoint: the code of a form's address comes as SVG and PNG") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const http::HttpResponse svg = world.Open("/f/acme/signup/qr.svg");
  CHECK(svg.content_type == "image/svg+xml");
  CHECK_THAT(svg.body, Catch::StartsWith("<svg"));
  const http::HttpResponse png = world.Open("/f/acme/signup/qr.png");
  CHECK(png.content_type == "image/png");
  CHECK_THAT(png.body, Catch::StartsWith("\x89PNG"));
}

TEST_CASE("CodeEndpoint: the code of a keyword texts it to the account's line") {
  PageWorld world;
  world.DefineForm([](auto&) {});
  const auto ask = [&world](const std::string& query) {
    return world.OpenWithKey("/v1/qr" + query);
  };
  const http::HttpResponse svg = ask("?keyword=start");
  CHECK(svg.content_type == "image/svg+xml");
  CHECK(svg.body == QrSvg(*MakeQrCode("sms:13013?body=start")));
  CHECK(ask("?keyword=start&line=13013").body == svg.body);
  const http::HttpResponse png = ask("?keyword=START&format=png");
  CHECK(png.content_type == "image/png");
  CHECK(png.body == *QrPng(*MakeQrCode("sms:13013?body=START")));
  CHECK(ask("").status == 400);
  CHECK(ask("?keyword=" + std::string(kKeywordBytesMax + 1, 'A')).status == 400);
  CHECK(ask("?keyword=START&format=gif").status == 400);
  CHECK(ask("?keyword=NOBODY").status == 404);
  CHECK(ask("?keyword=START&line=999").status == 404);
  CHECK(world.Open("/v1/qr?keyword=START").status == 401);
}

TEST_CASE("CodeEndpoint: no code texts a keyword to a line where it does nothing") {
  PageWorld world;
  world.PutLine("13014");
  world.DefineForm([](auto&) {});
  CHECK(world.OpenWithKey("/v1/qr?keyword=START&line=13013").status == 200);
  const http::HttpResponse silent = world.OpenWithKey("/v1/qr?keyword=START&line=13014");
  CHECK(silent.status == 404);
  CHECK_THAT(silent.body, Catch::Contains("nothing answers it on line 13014, only on 13013"));
}

TEST_CASE("StopEndpoint: the answer is the same whoever the number is of") {
  PageWorld world;
  world.Send("/f/acme/stop", {{"number", "4155550134"}});
  const http::HttpResponse known = world.Send("/f/acme/stop", {{"number", "4155550134"}});
  const http::HttpResponse stranger = world.Send("/f/acme/stop", {{"number", "4155550135"}});
  CHECK(known.status == 200);
  CHECK(known.body == stranger.body);
  const auto records = world.LedgerOf(3);
  REQUIRE(records.size() == 3);
  std::set<EventId> ids;
  for (const Record& record : records) {
    CHECK(FactOf<OptedOut>(record).scope.reach == Reach::kEverything);
    CHECK(FactOf<OptedOut>(record).means == OptOutMeans::kWeb);
    ids.insert(std::get<Event>(record.content).id);
  }
  CHECK(ids.size() == 3);  // none may pass for the repeat of an old one
}

TEST_CASE("StopEndpoint: it ends what is chosen and says what is wrong with a number") {
  PageWorld world;
  CHECK(world.Open("/f/acme/stop").status == 200);
  CHECK_THAT(world.Open("/f/acme/stop?lang=fr").body, Contains("Toute publicité"));
  const http::HttpResponse stopped =
      world.Send("/f/acme/stop", {{"number", "4155550134"}, {"scope", "marketing"}});
  CHECK(stopped.status == 200);
  CHECK(FactOf<OptedOut>(world.LedgerOf(1).at(0)).scope.reach == Reach::kMarketing);
  CHECK(world.Send("/f/acme/stop", {{"number", "12"}}).status == 422);
  CHECK(world.Send("/f/acme/stop", {}).status == 422);
  CHECK(world.Send("/f/nobody/stop", {{"number", "4155550134"}}).status == 404);
  world.log.SetDown(true);
  CHECK(world.Send("/f/acme/stop", {{"number", "4155550134"}}).status == 503);
}

TEST_CASE("ClientAddress: only a proxy of ours is believed, and only its own word") {
  http::HttpRequest request;
  request.remote = "192.0.2.1:4711";
  request.headers.Add("X-Forwarded-For", "10.0.0.1, 198.51.100.7");
  CHECK(ClientAddress(request, {}) == "192.0.2.1");
  CHECK(ClientAddress(request, {"192.0.2.1"}) == "198.51.100.7");
  request.headers.Add("X-Forwarded-For", "192.0.2.2");
  CHECK(ClientAddress(request, {"192.0.2.1", "192.0.2.2"}) == "198.51.100.7");
  request.headers.Add("x-forwarded-for", "<script>");
  CHECK(ClientAddress(request, {"192.0.2.1"}) == "192.0.2.1");
  request.headers.Add("x-forwarded-for", "198.51.100.7:50111");
  CHECK(ClientAddress(request, {"192.0.2.1"}) == "198.51.100.7");
  request.remote = "2001:db8::1:4711";
  CHECK(ClientAddress(request, {}) == "2001:db8::1");
}

TEST_CASE("PostLimit: a bucket fills again, and addresses of one network share one") {
  PostLimit limit;
  const auto take = [&](const std::string& address, absl::Duration now) {
    int taken = 0;
    while (limit.Take(address, now)) ++taken;
    return taken;
  };
  CHECK(take("192.0.2.1", absl::Seconds(0)) == 40);
  CHECK(take("192.0.2.2", absl::Seconds(0)) == 40);
  CHECK(take("192.0.2.1", absl::Seconds(10)) == 5);
  CHECK(take("2001:db8:1:2:3::1", absl::Seconds(0)) == 40);
  CHECK(take("2001:db8:1:2:4::9", absl::Seconds(0)) == 0);
  CHECK(take("2001:db8::1", absl::Seconds(0)) == 40);
  CHECK(take("2001:db8::a:b:c:d", absl::Seconds(0)) == 0);
  for (std::size_t i = 0; i < 2 * kPostAddressesMax; ++i) {
    static_cast<void>(limit.Take(std::to_string(i), absl::Seconds(0)));
  }
  CHECK(limit.addresses() <= kPostAddressesMax);
}

}  // namespace
}  // namespace ledger
