#include "ledger/imports/import_plan.h"

#include <malloc.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/imports/report_writer.h"
#include "tests/ledger/imports/plan_words.h"

namespace ledger::imports {
namespace {

using namespace std::string_view_literals;

constexpr const char* kShopifyHeader =
    "Customer ID,First Name,Last Name,Email,Default Address Country Code,Default Address "
    "Phone,Phone,Accepts SMS Marketing\n";

absl::StatusOr<ImportPlan> PlanOf(const std::string& bytes) {
  return ImportPlan::Make(
      [bytes]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        return OneFile(MakeMemorySource(bytes), "");
      },
      {.default_region = "US", .now = 1'780'000'000'000});
}

std::vector<std::string> Words(const std::string& bytes) {
  const auto plan = PlanOf(bytes);
  REQUIRE(plan.ok());
  return WordsOf(*plan);
}

std::string Shopify(const std::string& country, const std::string& address_phone,
                    const std::string& phone, const std::string& consent) {
  return absl::StrCat("'7001,Ann,Lee,ann@example.com,", country, ",", address_phone, ",", phone,
                      ",", consent, "\n");
}

TEST_CASE("ImportPlan: each Shopify row becomes an event or a line, with its reason") {
  const std::string file = std::string("\xEF\xBB\xBF") + kShopifyHeader +
                           Shopify("US", "", "'+14155550134", "yes") +               // 1
                           Shopify("US", "", "(415) 555-0135", "no") +               // 2
                           Shopify("US", "", "415.555.0136 x2", "yes") +             // 3
                           Shopify("US", "", "", "yes") +                            // 4
                           Shopify("US", "4155550137", "", "yes") +                  // 5
                           Shopify("US", "", "1.41556E+10", "yes") +                 // 6
                           Shopify("GB", "", "07700 900123", "yes") +                // 7
                           Shopify("", "", "4155550138", "") +                       // 8
                           Shopify("US", "", "4155550134", "YES") +                  // 9
                           "\n   \n" +                                               //
                           Shopify("US", "", "\"4155550139, 4155550140\"", "yes") +  // 10
                           Shopify("US", "", "22395", "yes") +                       // 11
                           "too,few,cells\n" +                                       // 12
                           Shopify("XX", "", "4155550141", "yes") +                  // 13
                           Shopify("US", "", "447700900999", "yes") +                // 14
                           Shopify("US", "", "", "no");                              // 15
  const std::vector<std::string> expected = {
      "import C +14155550134", "no_source_consent", "has_extension",        "missing_phone",
      "missing_phone",       "excel_damage",      "import C +447700900123", "no_source_consent",
      "duplicate_of_row 1",  "ambiguous",         "short_code",           "wrong_column_count",
      "unknown_country",     "lost_plus",         "no_source_consent"};
  CHECK(Words(file) == expected);
  const auto plan = PlanOf(file);
  const auto outcomes = OutcomesOf(*plan);
  const auto& contact = std::get<ImportedContact>(outcomes[0]);
  CHECK(contact.name == "Ann Lee");
  CHECK(EvidenceGradeName(contact.grade) == "C");
  CHECK(contact.source == "shopify");
  CHECK(contact.consent_word == "yes");
  CHECK(contact.segments == std::vector<std::string>{"importUsers-pos-sms-shopify"});
  CHECK(contact.line == 2);
  CHECK_THAT(std::get<RejectLine>(outcomes[4]).mend, Catch::Contains("column Phone"));
  CHECK(std::get<RejectLine>(outcomes[1]).says_no);
  CHECK(std::get<RejectLine>(outcomes[1]).number->e164() == "+14155550135");
  CHECK(std::get<RejectLine>(outcomes[1]).masked_value == "+1415\u2022\u2022\u20220135");
  CHECK(std::get<RejectLine>(outcomes[9]).line == 13);
  for (const RowOutcome& outcome : outcomes) {
    if (const auto* line = std::get_if<RejectLine>(&outcome)) CHECK_FALSE(line->mend.empty());
  }
}

TEST_CASE("ImportPlan: a no anywhere in the file beats a yes, an empty cell does not") {
  const auto row = [](const char* phone, const char* word) {
    return Shopify("US", "", phone, word);
  };
  CHECK(Words(kShopifyHeader + row("4155550134", "yes") + row("+14155550134", "no")) ==
        std::vector<std::string>{"contradicted_by_row 2", "no_source_consent"});
  CHECK(Words(kShopifyHeader + row("4155550134", "no") + row("+14155550134", "yes")) ==
        std::vector<std::string>{"no_source_consent", "contradicted_by_row 1"});
  CHECK(Words(kShopifyHeader + row("4155550134", "yes") + row("4155550134", "yes") +
              row("4155550134", "perhaps")) == std::vector<std::string>{"contradicted_by_row 3",
                                                                        "contradicted_by_row 3",
                                                                        "no_source_consent"});
  CHECK(Words(kShopifyHeader + row("4155550134", "") + row("4155550134", "yes")) ==
        std::vector<std::string>{"no_source_consent", "import C +14155550134"});
}

TEST_CASE("ImportPlan: in the generic CSV a no is an opt-out, once, and is never lost") {
  CHECK(Words("phone;opted_in\n4155550134;true\n4155550135;false\n4155550135;no\n4155550134;false\n"
              "22395;false\n4155550136;perhaps\n4155550136;no\n") ==
        std::vector<std::string>{"contradicted_by_row 4", "opt_out +14155550135",
                                 "duplicate_of_row 2", "opt_out +14155550134", "short_code",
                                 "no_source_consent", "opt_out +14155550136"});
  const auto plan = PlanOf("phone,opted_in\n4155550134,yes\n");
  CHECK(std::get<ImportedContact>(OutcomesOf(*plan)[0]).segments ==
        std::vector<std::string>{"importUsers-api-sms-csv"});
}

TEST_CASE("ImportPlan: a no whose number cannot be read says in its line what is lost") {
  const auto plan = PlanOf(
      "phone,opted_in\n4155550134 x2,no\n,no\n4155550134 x2,yes\n\"4155550135, 4155550136\",no\n"
      "4155550137,no\n");
  REQUIRE(plan.ok());
  const auto outcomes = OutcomesOf(*plan);
  CHECK(WordsOf(*plan) ==
        std::vector<std::string>{"has_extension", "missing_phone", "has_extension", "ambiguous",
                                 "opt_out +14155550137"});
  for (const std::size_t i : {0U, 1U, 3U}) {
    CHECK(std::get<RejectLine>(outcomes[i]).IsLostOptOut());
    CHECK_THAT(std::get<RejectLine>(outcomes[i]).mend, Catch::StartsWith("an opt-out that is NOT"));
  }
  CHECK_FALSE(std::get<RejectLine>(outcomes[2]).IsLostOptOut());
  // A shop's bare no is only the lack of a yes.
  const auto bare = PlanOf(kShopifyHeader + Shopify("US", "", "4155550134 x2", "no"));
  REQUIRE(bare.ok());
  CHECK_FALSE(std::get<RejectLine>(OutcomesOf(*bare)[0]).IsLostOptOut());
}

TEST_CASE("ImportPlan: what people and phones write into a phone cell is read, whatever digits") {
  CHECK(Words("phone,opted_in\n\xEF\xBC\x94\xEF\xBC\x91\xEF\xBC\x95"  // full width
              "\xEF\xBC\x95\xEF\xBC\x95\xEF\xBC\x95\xEF\xBC\x90\xEF\xBC\x91\xEF\xBC\x90"
              "\xEF\xBC\x93,no\n"
              "+\xD9\xA1\xD9\xA4\xD9\xA1\xD9\xA5\xD9\xA5\xD9\xA5\xD9\xA5"  // Arabic-Indic
              "\xD9\xA0\xD9\xA1\xD9\xA0\xD9\xA4,no\n"
              "+1\xE2\x80\x91" "415\xE2\x80\x91" "555\xE2\x80\x91" "0108,no\n"  // no-break hyphens
              "\xE2\x80\xAA+14155550109\xE2\x80\xAC,no\n"  // marks of direction
              "tel:+14155550111,no\n+14155550110;ext=3,no\n") ==
        std::vector<std::string>{"opt_out +14155550103", "opt_out +14155550104",
                                 "opt_out +14155550108", "opt_out +14155550109",
                                 "opt_out +14155550111", "has_extension"});
}

TEST_CASE("ImportPlan: equal bytes give an equal id and equal outcomes from any row on") {
  std::string file = kShopifyHeader;
  for (int i = 100; i < 200; ++i) file += Shopify("US", "", absl::StrCat("415555", "0", i), "yes");
  const auto plan = PlanOf(file);
  REQUIRE(plan.ok());
  CHECK(plan->file_id().size() == 64);
  CHECK(plan->file_id() == PlanOf(file)->file_id());
  CHECK(plan->file_id() != PlanOf(file + "\n")->file_id());
  const auto all = OutcomesOf(*plan);
  const auto rest = OutcomesOf(*plan, 42);
  REQUIRE(all.size() == 100);
  REQUIRE(rest.size() == 59);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    CHECK(RowOf(rest[i]) == 42 + static_cast<std::int64_t>(i));
    CHECK(InWords(rest[i]) == InWords(all[41 + i]));
  }
}

TEST_CASE("ImportPlan: the SHA-256 is the one that other tools print") {
  CHECK(PlanOf("phone,opted_in\n")->file_id() ==
        "f5229de89527ef177cebcddeb7b66cfe581c23da051a13b7b2094db91720680e");
}

TEST_CASE("ImportPlan: a file that is refused says why and what to do") {
  const std::map<std::string, std::string> cases = {
      {"", "empty"},
      {"\n\n", "empty"},
      {"\xEF\xBB\xBF", "empty"},
      {"name,age\n1,2\n", "Nearest"},
      {std::string("p\0h\0", 4), "byte 0"},
      {"\"phone,opted_in\n", "quote"},
      {"phone,phone,opted_in\n", "twice"},
  };
  for (const auto& [bytes, words] : cases) {
    CAPTURE(bytes);
    const auto status = PlanOf(bytes).status();
    CHECK(status.code() == absl::StatusCode::kInvalidArgument);
    CHECK_THAT(std::string(status.message()), Catch::Contains(words));
  }
  const std::string good = "phone,opted_in\n";
  const auto region = ImportPlan::Make(
      [&]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        return OneFile(MakeMemorySource(good), "");
      },
      {.default_region = "USA", .now = 0});
  CHECK_THAT(std::string(region.status().message()), Catch::Contains("US or GB"));
  CHECK(Plan("/nowhere/x.csv", {}).status().code() == absl::StatusCode::kNotFound);
  CHECK_THAT(std::string(Plan("/tmp", {}).status().message()), Catch::Contains("folder"));
}

TEST_CASE("ImportPlan: a header alone is an import of no rows, with a warning") {
  const auto plan = PlanOf(kShopifyHeader);
  REQUIRE(plan.ok());
  CHECK(plan->rows() == 0);
  CHECK(plan->warnings().size() == 1);
  CHECK(OutcomesOf(*plan).empty());
}

TEST_CASE("ImportPlan: UTF-16 and Windows-1252 are read, the latter with a warning") {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("phone\topted_in\tname\r\n4155550134\tyes\tZo")) {
    utf16 += c;
    utf16 += '\0';
  }
  utf16 += std::string("\xEB\0", 2);
  const auto wide = PlanOf(utf16);
  REQUIRE(wide.ok());
  CHECK(std::get<ImportedContact>(OutcomesOf(*wide)[0]).name == "Zo\u00EB");
  CHECK(wide->warnings().empty());
  const std::string windows = "phone,opted_in,name\n4155550134,yes,Zo\xEB\n";
  const auto narrow = PlanOf(windows);
  REQUIRE(narrow.ok());
  CHECK(std::get<ImportedContact>(OutcomesOf(*narrow)[0]).name == "Zo\u00EB");
  REQUIRE(narrow->warnings().size() == 1);
  CHECK_THAT(narrow->warnings()[0], Catch::Contains("Windows-1252"));
}

TEST_CASE("ImportPlan: NDJSON is read in UTF-16 too, as CSV is") {
  const std::string rows = "{\"phone\": \"4155550134\", \"opted_in\": true}\r\n"
                           "{\"phone\": \"4155550135\", \"opted_in\": false}\n";
  for (const bool big_endian : {false, true}) {
    std::string utf16 = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : rows) {
      if (big_endian) utf16 += '\0';
      utf16 += c;
      if (!big_endian) utf16 += '\0';
    }
    CHECK(Words(utf16) ==
          std::vector<std::string>{"import C +14155550134", "opt_out +14155550135"});
  }
}

TEST_CASE("ImportPlan: hostile rows are rejected one by one and their neighbours live") {
  const std::string file = absl::StrCat(
      kShopifyHeader, Shopify("US", "", "\"=HYPERLINK(\"\"http://evil\"\")\"", "yes"),
      "'1,=cmd|'/c calc'!A1,Lee,e,US,,4155550150,yes\n",
      "'2,\"Ann\nB.\",Lee,e,US,,4155550151,yes\n", "'3,\"Ann,Lee,e,US,,4155550152,yes\n",
      std::string("'4,A\0n,Lee,e,US,,4155550153,yes\n"sv), "'5,", std::string(10'000'000, 'x'),
      ",Lee,e,US,,4155550154,yes\n", Shopify("US", "", "4155550155", "yes"));
  CHECK(Words(file) == std::vector<std::string>{"not_possible", "import C +14155550150",
                                                "import C +14155550151", "unterminated_quote",
                                                "nul_byte", "row_too_large",
                                                "import C +14155550155"});
  for (const RowOutcome& outcome : OutcomesOf(*PlanOf(file))) {
    if (const auto* line = std::get_if<RejectLine>(&outcome)) {
      CHECK(ReportRow(*line).size() < 400);
      CHECK(ReportRow(*line).find(",=") == std::string::npos);
    }
  }
}

TEST_CASE("ImportPlan: a file that changes between the passes is never taken for the planned one") {
  std::string bytes = "phone,opted_in\n4155550134,yes\n";
  int passes = 0;
  const auto plan = ImportPlan::Make(
      [&]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        if (++passes == 2) bytes = "phone,opted_in\n4155550134,yes\n4155550135,yes\n";
        return OneFile(MakeMemorySource(bytes), "");
      },
      {});
  REQUIRE(plan.ok());
  auto reader = plan->Outcomes();
  REQUIRE(reader.ok());
  absl::Status end;
  for (int i = 0; i < 5 && end.ok(); ++i) end = reader->Next().status();
  CHECK(end.code() == absl::StatusCode::kDataLoss);
}

std::size_t HeapInUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Makes rows as they are asked for, so that no test holds the file that it imports; notes the most
// heap that was in use at any of its calls.
class Generated : public ByteSource {
 public:
  Generated(int rows, std::size_t* peak)
      : rows_(rows), peak_(peak), text_("phone,opted_in,name\n") {}
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    *peak_ = std::max(*peak_, HeapInUse());
    while (text_.size() < buffer.size() && made_ < rows_) {
      const int number = made_ % 50'000;  // every number four times
      absl::StrAppend(&text_, "+1415", 2'000'000 + number * 4, ",yes,\"", std::string(200, 'n'),
                      "\"\n");
      ++made_;
    }
    const std::size_t count = std::min(buffer.size(), text_.size());
    std::copy_n(text_.begin(), count, buffer.begin());
    text_.erase(0, count);
    return count;
  }

 private:
  int rows_;
  std::size_t* peak_;
  int made_ = 0;
  std::string text_;
};

TEST_CASE("ImportPlan: 200,000 rows (46 MB) pass in memory that does not grow with them") {
  const std::size_t before = HeapInUse();
  std::size_t peak = 0;
  const auto plan = ImportPlan::Make(
      [&peak]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        return OneFile(std::make_unique<Generated>(200'000, &peak), "");
      },
      {});
  REQUIRE(plan.ok());
  CHECK(plan->rows() == 200'000);
  auto reader = plan->Outcomes();
  REQUIRE(reader.ok());
  std::int64_t events = 0;
  std::int64_t lines = 0;
  while (true) {
    const auto next = reader->Next();
    REQUIRE(next.ok());
    if (!*next) break;
    ++(std::holds_alternative<RejectLine>(**next) ? lines : events);
  }
  CHECK(events + lines == 200'000);
  CHECK(events == 50'000 - 2'500);  // the exchange 211 is not possible
  CHECK(peak < before + (std::size_t{6} << 20));
}

TEST_CASE("Plan: reads a file from disk and names it in its errors") {
  const std::string path = "import_plan_test.csv";
  std::ofstream(path) << "phone,opted_in\r\n4155550134,yes\r\n";
  const auto plan = Plan(path, {});
  REQUIRE(plan.ok());
  CHECK(OutcomesOf(*plan).size() == 1);
  std::ofstream(path) << "colour\nred\n";
  CHECK_THAT(std::string(Plan(path, {}).status().message()), Catch::StartsWith(path + ": "));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace ledger::imports
