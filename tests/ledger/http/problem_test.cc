#include "ledger/http/problem.h"

#include <catch2/catch.hpp>

namespace ledger::http {
namespace {

TEST_CASE("ProblemResponse: has the members of RFC 9457 and the mend", "[http][problem]") {
  const HttpResponse response = ProblemResponse(
      {.status = 404, .type = "no_such_path", .detail = "a \"path\"", .mend = "look"});
  CHECK(response.status == 404);
  CHECK(response.content_type == "application/problem+json");
  CHECK(response.body ==
        R"({"type":"urn:consent:problem:no_such_path","title":"Not Found","status":404,)"
        R"("detail":"a \"path\"","mend":"look"})"
        "\n");
}

TEST_CASE("UnavailableResponse: asks to wait a second at least", "[http][problem]") {
  const HttpResponse response = UnavailableResponse("broker", "no", absl::Milliseconds(1200));
  CHECK(response.status == 503);
  REQUIRE(response.headers.size() == 1);
  CHECK(response.headers[0].second == "2");
  CHECK(UnavailableResponse("broker", "no", absl::ZeroDuration()).headers[0].second == "1");
}

TEST_CASE("StatusResponse: maps our codes and hides what is internal", "[http][problem]") {
  CHECK(StatusResponse(absl::InvalidArgumentError("x")).status == 400);
  CHECK(StatusResponse(absl::UnauthenticatedError("x")).status == 401);
  CHECK(StatusResponse(absl::PermissionDeniedError("x")).status == 403);
  CHECK(StatusResponse(absl::NotFoundError("x")).status == 404);
  CHECK(StatusResponse(absl::AlreadyExistsError("x")).status == 409);
  CHECK(StatusResponse(absl::ResourceExhaustedError("x")).status == 429);
  CHECK(StatusResponse(absl::UnavailableError("x")).status == 503);
  CHECK(StatusResponse(absl::DeadlineExceededError("x")).status == 503);
  const HttpResponse internal = StatusResponse(absl::DataLossError("at /var/lib/x"));
  CHECK(internal.status == 500);
  CHECK(internal.body.find("/var/lib") == std::string::npos);
}

}  // namespace
}  // namespace ledger::http
