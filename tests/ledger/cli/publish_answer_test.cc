#include "ledger/cli/publish_answer.h"

#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/cli/command_line.h"
#include "ledger/runtime/exit_code.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger::cli {
namespace {

constexpr char kReceipt[] =
    R"({"index":0,"receipt":{"event_id":"ab","partition":3,"offset":"17","contact_id":"c"}})";
constexpr char kRefused[] =
    R"({"index":1,"problem":{"status":422,"detail":"it is required","mend":"say how far",)"
    R"("field":"events[1].opted_out.scope.reach"}})";
constexpr char kAgain[] =
    R"({"index":1,"problem":{"status":503,"detail":"the broker is away","mend":"send it again"}})";

std::string Batch(const std::string& first, const std::string& second = "") {
  return R"({"results":[)" + first + (second.empty() ? "" : ",") + second + "]}";
}

TEST_CASE("Publish: every event of an answer is told with its place, or why not and the mend") {
  struct Row {
    int status;
    std::string body;
    int code;
    std::vector<std::string> says;
  };
  const std::vector<Row> rows = {
      {200, Batch(kReceipt), kExitOk, {"durable", "17", "1 of 1"}},
      {207, Batch(kReceipt, kRefused), kExitRefused, {"17", "it is required", "say how far"}},
      {422, Batch(kRefused), kExitRefused, {"opted_out.scope.reach", "say how far", "0 of 1"}},
      {503, Batch(kReceipt, kAgain), kExitTemporary, {"17", "again", "the broker is away"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.status);
    const auto answer = ReadPublishAnswer(row.status, row.body);
    REQUIRE(answer.ok());
    CHECK(answer->code == row.code);
    CHECK(answer->json == Json::parse(row.body));
    for (const std::string& part : row.says) CHECK_THAT(answer->text, Catch::Contains(part));
  }
}

TEST_CASE("Publish: an answer without results says why nothing was taken") {
  const auto refused =
      ReadPublishAnswer(401, R"({"detail":"the key is unknown","mend":"give another"})");
  CHECK(absl::IsFailedPrecondition(refused.status()));
  CHECK_THAT(std::string(refused.status().message()),
             Catch::Contains("401: the key is unknown; is --api-key-file"));
  for (const int status : {400, 413}) {
    CHECK(absl::IsInvalidArgument(ReadPublishAnswer(status, "").status()));
  }
  for (const int status : {429, 503}) {
    CHECK(absl::IsUnavailable(ReadPublishAnswer(status, "").status()));
  }
  CHECK(absl::IsNotFound(ReadPublishAnswer(404, "<html>").status()));
  CHECK(absl::IsInternal(ReadPublishAnswer(500, "").status()));
}

TEST_CASE("Publish: the example of the help is admitted") {
  std::ostringstream out;
  std::ostringstream err;
  REQUIRE(RunCommandLine({"publish", "--help"}, SessionOptions{}, {out, err, false}) == kExitOk);
  const std::string help = out.str();
  const std::size_t begin = help.find("'{") + 1;
  const std::string json = help.substr(begin, help.find("}'", begin) + 1 - begin);
  consent::v1::IntakeEvent event;
  INFO(json);
  REQUIRE(google::protobuf::util::JsonStringToMessage(json, &event).ok());
  event.set_account("acme");  // over HTTP the key names it
  const AdmissionWorld world;
  CHECK(world.Accept(event).contact == world.contact());
}

}  // namespace
}  // namespace ledger::cli
