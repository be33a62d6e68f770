#include "ledger/http/router.h"

#include <catch2/catch.hpp>

#include "absl/strings/str_cat.h"

namespace ledger::http {
namespace {

struct Fixture {
  Fixture() {
    for (const auto& [method, pattern] : std::vector<std::pair<std::string, std::string>>{
             {"GET", "/v1/contacts/{id}"},
             {"GET", "/v1/contacts/all"},
             {"POST", "/v1/contacts/all"},
             {"GET", "/v1/contacts/{id}/history/{page}"},
             {"GET", "/"}}) {
      router.Add(method, pattern,
                 [method = method, pattern = pattern](const HttpRequest& request,
                                                      const Responder& respond) {
                   std::string body = method + " " + pattern;
                   for (const auto& [name, value] : request.path_values) {
                     absl::StrAppend(&body, " ", name, "=", value);
                   }
                   respond({.status = 200, .headers = {}, .body = std::move(body)});
                 });
    }
  }
  HttpResponse Ask(std::string method, std::string target) const {
    HttpResponse got;
    router.Handle({.method = std::move(method), .target = std::move(target)},
                  Responder([&](HttpResponse response) { got = std::move(response); }));
    return got;
  }
  Router router;
};

TEST_CASE("Router: literal segments beat names, and names are decoded", "[http][router]") {
  const Fixture f;
  CHECK(f.Ask("GET", "/v1/contacts/all?x=/y").body == "GET /v1/contacts/all");
  CHECK(f.Ask("POST", "/v1/contacts/all").body == "POST /v1/contacts/all");
  CHECK(f.Ask("GET", "/v1/contacts/a%2Fb").body == "GET /v1/contacts/{id} id=a/b");
  CHECK(f.Ask("GET", "/v1/contacts/7/history/2").body ==
        "GET /v1/contacts/{id}/history/{page} id=7 page=2");
  CHECK(f.Ask("GET", "/").body == "GET /");
}

TEST_CASE("Router: an unknown path is 404", "[http][router]") {
  const Fixture f;
  for (const std::string target :
       {"/v1", "/v1/contacts/", "/v1/contacts/7/", "//", "/v1/contacts/%zz"}) {
    INFO(target);
    CHECK(f.Ask("GET", target).status == 404);
  }
}

TEST_CASE("Router: an unknown method is 405 and names what is allowed", "[http][router]") {
  const Fixture f;
  const HttpResponse response = f.Ask("DELETE", "/v1/contacts/all");
  CHECK(response.status == 405);
  REQUIRE(response.headers.size() == 1);
  CHECK(response.headers[0] == std::pair<std::string, std::string>("Allow", "GET, POST"));
}

}  // namespace
}  // namespace ledger::http
