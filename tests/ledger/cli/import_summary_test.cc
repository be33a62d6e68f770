#include "ledger/cli/import_summary.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

const PhoneNumber kPerson = *PhoneNumber::Parse("+14155550134");

imports::ImportedContact Contact(std::int64_t row, imports::EvidenceGrade grade) {
  return {row, row + 1, kPerson, "", grade, "", "", {}, kNoTime, "", "", ""};
}

struct Summary {
  int code;
  std::string text;
};

Summary Print(const ImportSummary& summary, const ImportOptions& options, Format format) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = summary.Print(Output({out, err}, format, false), options);
  return {code, out.str()};
}

TEST_CASE("ImportSummary: rows are counted by grade and reason, and none is shown but masked") {
  ImportSummary summary;
  summary.source = "square";
  for (int row = 1; row <= 5; ++row) summary.Imported(Contact(row, imports::EvidenceGrade::kC));
  summary.Imported(Contact(6, imports::EvidenceGrade::kA));
  summary.OptedOut(7, kPerson.Masked());
  summary.AlreadyThere();
  imports::RejectLine line = imports::LineOf(9, 10, kPerson);
  line.reason = imports::RejectReason::kHasExtension;
  line.mend = "an extension";
  summary.Rejected(line);
  CHECK(summary.rows() == 9);
  ImportOptions options;
  const Summary done = Print(summary, options, Format::kTable);
  CHECK(done.code == kExitRefused);
  CHECK_THAT(done.text, Catch::Contains("9 rows = 8 events + 1 report lines"));
  CHECK_THAT(done.text, !Catch::Contains("\u2022\u2022\u20220134"));
  options.dry_run = true;
  const Summary dry = Print(summary, options, Format::kJson);
  const Json json = Json::parse(dry.text);
  CHECK(json["grades"] == Json({{"A", 1}, {"C", 5}}));
  CHECK(json["samples"].size() == 6);  // three of grade C, one of each other
  CHECK_THAT(dry.text, !Catch::Contains("5550134"));
  CHECK_THAT(Print(summary, options, Format::kTable).text,
             Catch::Contains("Dry run: nothing was appended."));
}

TEST_CASE("ImportSummary: who agreed later than a stop in the file is told before it stops them") {
  ImportSummary summary;
  ImportOptions options;
  options.dry_run = true;
  summary.OptedOut(1, kPerson.Masked());
  CHECK(Json::parse(Print(summary, options, Format::kJson).text)["agreed_since"] == 0);
  summary.AgreedSince(1, kPerson.Masked());
  CHECK(Json::parse(Print(summary, options, Format::kJson).text)["agreed_since"] == 1);
  CHECK_THAT(Print(summary, options, Format::kTable).text,
             Catch::Contains("would be stopped all the same"));
  CHECK(summary.rows() == 1);
  ImportSummary blind;
  blind.OptedOut(1, kPerson.Masked());
  blind.AgreedSinceUnknown();
  CHECK(Json::parse(Print(blind, options, Format::kJson).text)["agreed_since"].is_null());
  CHECK_THAT(Print(blind, options, Format::kTable).text, Catch::Contains("was not there"));
}

TEST_CASE("ImportSummary: opt-outs that could not be recorded are told apart") {
  ImportSummary summary;
  imports::RejectLine line;
  line.reason = imports::RejectReason::kHasExtension;
  summary.Rejected(line);
  const ImportOptions options;
  CHECK(Json::parse(Print(summary, options, Format::kJson).text)["lost_opt_outs"] == 0);
  CHECK_THAT(Print(summary, options, Format::kTable).text, !Catch::Contains("NOT recorded"));
  line.says_no = true;
  for (line.row = 4; line.row < 204; ++line.row) summary.Rejected(line);
  const Json json = Json::parse(Print(summary, options, Format::kJson).text);
  CHECK(json["lost_opt_outs"] == 200);
  CHECK(json["lost_opt_out_rows"].size() == 100);
  CHECK(json["lost_opt_out_rows"][0] == 4);
  CHECK_THAT(Print(summary, options, Format::kTable).text,
             Catch::Contains("200 of the rejected") && Catch::Contains("(row 4, 5, ") &&
                 Catch::Contains("15 and 188 more)"));
}

TEST_CASE("ImportSummary: an opt-out that was refused is lost, one that has its number is not") {
  imports::RejectLine line = imports::LineOf(3, 4, kPerson);
  line.says_no = true;
  line.reason = imports::RejectReason::kNulByte;
  CHECK_FALSE(line.IsLostOptOut());
  line.refused_for = "too_large";
  CHECK(line.IsLostOptOut());
}

TEST_CASE("ImportSummary: an attestation changes what a bare yes is said to be") {
  ImportSummary summary;
  summary.Imported(Contact(1, imports::EvidenceGrade::kC));
  ImportOptions options;
  CHECK_THAT(Print(summary, options, Format::kTable).text, Catch::Contains("not reachable"));
  options.attestation = "signed cards";
  CHECK_THAT(Print(summary, options, Format::kTable).text, Catch::Contains("a bare yes, attested"));
  CHECK(Print(summary, options, Format::kTable).code == kExitOk);
}

}  // namespace
}  // namespace ledger::cli
