#include "ledger/cli/output.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/cli/arguments.h"
#include "ledger/cli/contact_text.h"
#include "ledger/cli/time_text.h"
#include "ledger/cli/verify_text.h"
#include "ledger/log/kafka_status.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr TimeMs kNow = 1'790'000'000'000;

std::string Printed(Format format) {
  std::ostringstream out;
  std::ostringstream err;
  const Output output({out, err, false}, format, false);
  Table table({"NAME", "COUNT"});
  table.Add({"a", "1"});
  table.Add({"•••", ""});
  output.PrintList(table, Json::array({{{"name", "a"}, {"count", 1}}, {{"name", "b"}}}));
  CHECK(err.str().empty());
  return out.str();
}

TEST_CASE("Output: a table is aligned by characters, and an empty cell says so") {
  CHECK(Printed(Format::kTable) == "NAME  COUNT\na     1\n•••   <none>\n");
}

TEST_CASE("Output: json is one document, ndjson one entry a line") {
  CHECK(Json::parse(Printed(Format::kJson)).size() == 2);
  CHECK(Printed(Format::kNdjson) == "{\"name\":\"a\",\"count\":1}\n{\"name\":\"b\"}\n");
}

TEST_CASE("Output: every kind of failure has its exit code") {
  CHECK(ExitCodeOf(absl::OkStatus()) == kExitOk);
  CHECK(ExitCodeOf(absl::InvalidArgumentError("")) == kExitUsage);
  CHECK(ExitCodeOf(absl::NotFoundError("")) == kExitNotFound);
  CHECK(ExitCodeOf(absl::FailedPreconditionError("")) == kExitRefused);
  CHECK(ExitCodeOf(ClientFailure("")) == kExitTemporary);
  CHECK(ExitCodeOf(absl::UnavailableError("")) == kExitTemporary);
  CHECK(ExitCodeOf(absl::DeadlineExceededError("")) == kExitTemporary);
  CHECK(ExitCodeOf(absl::InternalError("")) == kExitRuntimeFailure);
}

TEST_CASE("Times: now, spans, days in UTC and RFC 3339 are read, others named with the forms") {
  CHECK(*ParseTime("--at", "now", kNow) == kNow);
  CHECK(*ParseTime("--at", "+20s", kNow) == kNow + 20'000);
  CHECK(*ParseTime("--at", "+1h30m", kNow) == kNow + 5'400'000);
  CHECK(*ParseTime("--as-of", "-7d", kNow) == kNow - 7 * 86'400'000LL);
  CHECK(*ParseTime("--at", "2026-11-22T09:00:00Z", kNow) == 1'795'338'000'000);
  CHECK(*ParseTime("--at", "2026-11-22", kNow) == 1'795'305'600'000);
  CHECK(*ParseTime("--at", "2026-11-22T00:00:00-05:00", kNow) == 1'795'323'600'000);
  for (const char* text : {"", "soon", "20", "+", "+20", "+20x", "2026-11-31", "2026-11-22T09:00",
                           "11/22/2026", "++1h"}) {
    const auto time = ParseTime("--at", text, kNow);
    INFO(text);
    REQUIRE_FALSE(time.ok());
    CHECK(std::string(time.status().message()).find("--at") == 0);
  }
}

TEST_CASE("Verify report: text and JSON name law, contact and place of a breach") {
  verify::Report report;
  report.records = 3;
  ContactId::Bytes bytes{};
  bytes.fill(7);
  report.breaches.push_back(
      {verify::Law::kAtMostOnce, 2, 77, ContactId(bytes), "+1415•••0134", "received twice"});
  const std::string text = VerifyText(report);
  CHECK(text.find("at_most_once") != std::string::npos);
  CHECK(text.find("partition 2 offset 77") != std::string::npos);
  const Json json = VerifyJson(report);
  CHECK(json["status"] == "broken");
  CHECK(json["breaches"][0]["law"] == "at_most_once");
  CHECK(json["breaches"][0]["partition"] == 2);
  CHECK(json["breaches"][0]["offset"] == 77);
  CHECK(VerifyJson(verify::Report())["status"] == "holds");
}

TEST_CASE("History: every kind of fact has a name") {
  CHECK(FactName(Fact(ContactImported{})) == "contact_imported");
  CHECK(FactName(Fact(KeywordReplied{})) == "keyword_replied");
  CHECK(FactName(Fact(SendIntended{})) == "send_intended");
  CHECK(FactName(Fact(DeliveryReported{})) == "delivery_reported");
  CHECK(FactName(Fact(TruncationAccepted{})) == "truncation_accepted");
}

TEST_CASE("Progress: a bar on a terminal, nothing in a pipe or when quiet") {
  const auto drawn = [](bool terminal, bool quiet) {
    std::ostringstream out;
    std::ostringstream err;
    Progress progress(Output({out, err, terminal}, Format::kTable, quiet), "reading", 1000);
    progress.Update(0, absl::Seconds(0));
    progress.Update(500, absl::Seconds(1));
    progress.Finish();
    return err.str();
  };
  CHECK_THAT(drawn(true, false), Catch::Contains("reading [############            ] 50%, 500 of "
                                                 "1000, 500/s, 1 s to go"));
  CHECK_THAT(drawn(true, false), Catch::EndsWith("\r\x1b[K"));
  CHECK(drawn(false, false).empty());
  CHECK(drawn(true, true).empty());
}

TEST_CASE("NotBlank: a claim, a reason or a name says something") {
  for (const char* blank : {"", " ", "\t \n"}) CHECK(NotBlank(blank) != "");
  CHECK(NotBlank(" signed cards ").empty());
}

}  // namespace
}  // namespace ledger::cli
