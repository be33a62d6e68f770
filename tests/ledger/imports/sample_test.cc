// The checked-in sample of deploy/local/sample, read by the importer itself.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "ledger/imports/import_plan.h"

namespace ledger::imports {
namespace {

const std::string kFolder = std::string(CONSENT_SOURCE_DIR) + "/deploy/local/sample/";

// Kept for fiction: +1 ... 555 01xx, and what README.md of the sample lists for abroad.
bool IsFictional(const std::string& e164) {
  if (e164.starts_with("+1")) return e164.substr(5, 5) == "55501";
  return e164.starts_with("+447700900") || e164.starts_with("+61491570") ||
         e164.starts_with("+3363998");
}

TEST_CASE(
    "Sample: has the dirt of a real export, 1,500 people to import, and no one's real number") {
  const auto plan = Plan(kFolder + "customers.csv", {});
  REQUIRE(plan.ok());
  CHECK(plan->dialect() == Dialect::kShopify);
  CHECK(plan->rows() == 2000);
  CHECK(plan->warnings().empty());
  auto reader = plan->Outcomes();
  REQUIRE(reader.ok());
  std::set<std::string> imported;
  std::map<std::string, int> reasons;
  int domestic = 0;
  for (auto next = reader->Next(); next.ok() && next->has_value(); next = reader->Next()) {
    if (const auto* contact = std::get_if<ImportedContact>(&**next)) {
      const std::string& e164 = contact->number.e164();
      CHECK(imported.insert(e164).second);
      CHECK(IsFictional(e164));
      domestic += contact->number.is_nanp() ? 1 : 0;
      ++reasons["imported"];
    } else {
      ++reasons[std::string(RejectReasonName(std::get<RejectLine>(**next).reason))];
    }
  }
  int rows = 0;
  for (const auto& [reason, count] : reasons) rows += count;
  CHECK(rows == 2000);
  CHECK(domestic >= 1480);
  CHECK(domestic < static_cast<int>(imported.size()));
  for (const char* reason : {"no_source_consent", "duplicate_of_row", "contradicted_by_row",
                             "missing_phone", "has_extension", "excel_damage", "ambiguous",
                             "short_code", "not_possible", "lost_plus", "wrong_column_count"}) {
    CAPTURE(reason);
    CHECK(reasons[reason] > 0);
  }
  std::ifstream replies(kFolder + "replies.tsv");
  REQUIRE(replies.good());
  int stops_of_imported = 0;
  for (std::string line; std::getline(replies, line);) {
    const std::string phone = line.substr(0, line.find('\t'));
    CHECK(PhoneNumber::Parse(phone).ok());
    if (line.find("\tcampaign2\t") != std::string::npos) {
      stops_of_imported += static_cast<int>(imported.count(phone));
    }
  }
  CHECK(stops_of_imported >= 80);
}

}  // namespace
}  // namespace ledger::imports
