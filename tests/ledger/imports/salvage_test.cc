// Rows that cannot be read and hold a no: taken where number and no are sure, else seen. Hostile
// files, whole.
#include <catch2/catch.hpp>

#include "tests/ledger/imports/plan_words.h"

namespace ledger::imports {
namespace {

using namespace std::string_literals;

absl::StatusOr<ImportPlan> SalvagePlan(const std::string& bytes, ReadInbound read = {}) {
  return ImportPlan::Make(
      [bytes]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        return OneFile(MakeMemorySource(bytes), "");
      },
      {.now = 1'780'000'000'000, .read_inbound = std::move(read)});
}

// "opt_out +1...", or the reason, with "lost" where the summary counts it.
std::vector<std::string> Fates(const std::string& file, ReadInbound read = {}) {
  const auto plan = SalvagePlan(file, std::move(read));
  INFO(plan.status());
  REQUIRE(plan.ok());
  std::vector<std::string> words;
  for (const RowOutcome& outcome : OutcomesOf(*plan)) {
    const auto* line = std::get_if<RejectLine>(&outcome);
    const bool lost = line != nullptr && line->IsLostOptOut();
    words.push_back((lost ? "lost " : "") + InWords(outcome));
    if (lost) CHECK_THAT(line->mend, Catch::Contains("NOT recorded"));
  }
  return words;
}

using Said = std::vector<std::string>;
const std::string kOurs = "phone,opted_in,name\n";

TEST_CASE("Salvage: a byte 0 beside number and no does not lose the no") {
  CHECK(Fates(kOurs + "+14155550134,no,A\0na\n"s) == Said{"opt_out +14155550134"});
  CHECK(Fates(kOurs + "+14155550134,n\0o,Ana\n"s) == Said{"opt_out +14155550134"});
  CHECK(Fates(R"({"phone":"+14155550134","opted_in":true})"
              "\n"
              "{\"phone\":\"+14155550135\",\"opted_in\":false,\"name\":\"A\0na\"}\n"s) ==
        Said{"import C +14155550134", "opt_out +14155550135"});
}

TEST_CASE("Salvage: a byte 0 in the number leaves nobody stopped, and the no is seen") {
  CHECK(Fates(kOurs + "+1415555\0" "0134,no,Ana\n"s) == Said{"lost nul_byte"});
  CHECK(Fates(R"({"phone":"+14155550134","opted_in":true})"
              "\n"
              "{\"phone\":\"+1415555\0" "0134\",\"opted_in\":false}\n"s) ==
        Said{"import C +14155550134", "lost nul_byte"});
}

TEST_CASE("Salvage: a yes is never taken from a row that cannot be read") {
  CHECK(Fates(kOurs + "+14155550134,yes,A\0na\n"s) == Said{"nul_byte"});
  CHECK(Fates(kOurs + "+14155550134,yes,\"Ana\n") == Said{"unterminated_quote"});
  CHECK(Fates(kOurs + "+14155550134,yes,Ana,Diaz\n") == Said{"wrong_column_count"});
}

TEST_CASE("Salvage: an open quote does not lose the no before it or behind it") {
  CHECK(Fates(kOurs + "+14155550134,no,\"Ana\n+14155550135,yes,Bea\n") ==
        Said{"opt_out +14155550134", "import C +14155550135"});
  CHECK(Fates(kOurs + "\"+14155550134,unsubscribed,Ana\n") == Said{"opt_out +14155550134"});
  CHECK(Fates(kOurs + "\"Ana\n+14155550134,no,Ana\n") ==
        Said{"unterminated_quote", "opt_out +14155550134"});
}

TEST_CASE("Salvage: a cell too many or too few does not lose the no") {
  CHECK(Fates(kOurs + "+14155550134,no,Ana,Diaz\n") == Said{"opt_out +14155550134"});
  CHECK(Fates(kOurs + "+14155550134,no\n") == Said{"opt_out +14155550134"});
  // Two numbers: nobody knows whose no it is.
  CHECK(Fates(kOurs + "+14155550134,+14155550135,no,Ana\n") ==
        Said{"lost wrong_column_count"});
  // Yes and no both stand where the consent may be.
  CHECK(Fates(kOurs + "+14155550134,yes,no,Ana\n") == Said{"lost wrong_column_count"});
  CHECK(Fates(kOurs + "no,Ana\n") == Said{"lost wrong_column_count"});
}

TEST_CASE("Salvage: a no between other separators than the file has is seen; a name is no no") {
  CHECK(Fates(kOurs + "+14155550134;no;Ana\n") == Said{"lost wrong_column_count"});
  CHECK(Fates(kOurs + "\"+14155550134,no,Ana\"\n") == Said{"lost wrong_column_count"});
  CHECK(Fates(kOurs + "+14155550134;yes;Ana No\n") == Said{"wrong_column_count"});
  CHECK(Fates(kOurs + "+14155550134\n") == Said{"wrong_column_count"});
}

TEST_CASE("Salvage: what is in columns that nobody knows makes a no unsure") {
  CHECK(Fates("phone,opted_in,likes cats\n+14155550134,no,no,x\n") ==
        Said{"lost wrong_column_count"});
  // The country could stand anywhere in the row.
  CHECK(Fates("phone,opted_in,country\n4155550134,no,GB,x\n") ==
        Said{"lost wrong_column_count"});
}

TEST_CASE("Salvage: a no far from the place of the consent is no no") {
  CHECK(Fates("phone,opted_in,opted_in_at,source,name\n+14155550134,yes,2024-05-01,web,no,x\n") ==
        Said{"wrong_column_count"});
}

TEST_CASE("Salvage: a no that is taken beats a yes anywhere in the file") {
  CHECK(Fates(kOurs + "+14155550134,yes,Ana\n+14155550134,no,A\0na\n+14155550134,no,Ana\n"s) ==
        Said{"contradicted_by_row 2", "opt_out +14155550134", "duplicate_of_row 2"});
}

TEST_CASE("Salvage: a row that is too long is looked at as far as it is kept") {
  const std::string big(2 * kMaxRowBytes, 'x');
  CHECK(Fates(kOurs + "+14155550134,yes," + big + "\n") == Said{"row_too_large"});
  CHECK(Fates(kOurs + "+14155550134,no," + big + "\n") == Said{"lost row_too_large"});
  // Who knows what stands behind it.
  CHECK(Fates("name,phone,opted_in\n" + big + ",+14155550134,yes\n") ==
        Said{"lost row_too_large"});
}

TEST_CASE("Salvage: a long line of broken JSON is looked at as far as it is kept") {
  const std::string first = R"({"phone":"+14155550134","opted_in":true})"
                            "\n";
  CHECK(Fates(first + R"({"name":")" + std::string(100'000, 'x') +
              R"(","phone":"+14155550135","opted_in":fals)" + "\n").at(1) == "lost bad_json");
}

TEST_CASE("Salvage: a broken JSON line with a no is seen") {
  const std::string first = R"({"phone":"+14155550134","opted_in":true})"
                            "\n";
  CHECK(Fates(first + R"({"phone":"+14155550135","opted_in":false)"
                      "\n").at(1) == "lost bad_json");
  CHECK(Fates(first + R"({"phone":"+14155550135","opted_in":true,"opted_in":"no"})"
                      "\n").at(1) == "lost bad_json");
  CHECK(Fates(first + R"({"phone":"+14155550135","opted_in":true)"
                      "\n").at(1) == "bad_json");
}

TEST_CASE("Salvage: a stop in a broken row of a message log is seen, and taken where it is sure") {
  const ReadInbound read = [](std::string_view body) {
    return body == "STOP" ? InboundMeaning::kStop : InboundMeaning::kNothing;
  };
  const std::string log = "From,To,Body,SentDate,Direction,ErrorCode,Sid\n";
  CHECK(Fates(log + "+14155550134,+14155550900,ST\0OP,2024-05-01,inbound,,SM1\n"s, read) ==
        Said{"stopped +14155550134"});
  CHECK(Fates(log + "+14155550134,+14155550900,STOP,2024-05-01,inbound,,SM1,x\n", read) ==
        Said{"lost wrong_column_count"});
  CHECK(Fates(log + "+14155550900,+14155550134,Hello,2024-05-01,outbound-api,21610,S,x\n", read) ==
        Said{"lost wrong_column_count"});
  CHECK(Fates(log + "+14155550134,+14155550900,Hello,2024-05-01,inbound,,SM1,x\n", read) ==
        Said{"wrong_column_count"});
}

TEST_CASE("Salvage: where a no is only the lack of a yes, the row is told with its number") {
  const std::string header = "Customer ID,First Name,Last Name,Email,Default Address Country Code,"
                             "Default Address Phone,Phone,Accepts SMS Marketing\n";
  const auto plan = SalvagePlan(header + "'7001,A\0na,Lee,,US,,+14155550134,no\n"s);
  INFO(plan.status());
  REQUIRE(plan.ok());
  const std::vector<RowOutcome> outcomes = OutcomesOf(*plan);
  const auto& line = std::get<RejectLine>(outcomes.at(0));
  CHECK(line.says_no);
  CHECK(line.number == *PhoneNumber::Parse("+14155550134"));
  CHECK_FALSE(line.IsLostOptOut());
}

TEST_CASE("Salvage: bytes in no encoding leave a no what it is") {
  CHECK(Fates(kOurs + "+14155550134,no,Zo\xeb \xff\xfe\n") == Said{"opt_out +14155550134"});
  CHECK(Fates(kOurs + "+1415555\xff\x30\x31,no,Ana\n").at(0).starts_with("lost "));
}

}  // namespace
}  // namespace ledger::imports
