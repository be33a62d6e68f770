#include "ledger/forms/keyword_address.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/http/url.h"

namespace ledger {

absl::StatusOr<std::string> KeywordAddress(const ControlState& state, const AccountId& account,
                                           const std::string& words, const std::string& line) {
  std::set<std::string> lines;
  for (const auto& [id, known] : state.lines()) {
    if (known.account == account) lines.insert(id.value());
  }
  if (!line.empty() && !lines.contains(line)) {
    return absl::NotFoundError("line: not a line of this account; `consent line list` names them");
  }
  if (line.empty() && lines.size() != 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("line: the account has ", lines.size(), " lines; say which"));
  }
  return absl::StrCat("sms:", line.empty() ? *lines.begin() : line,
                      "?body=", http::PercentEncode(words));
}

bool IsAnswered(const Account& account, const std::string& words) {
  const auto is_it = [&words](const std::string& word) {
    return absl::EqualsIgnoreCase(words, word);
  };
  if (is_it("START")) return true;
  for (const auto& [id, program] : account.programs) {
    if (is_it(program.definition.join_keyword())) return true;
  }
  return std::any_of(
      account.keyword_rules.begin(), account.keyword_rules.end(), [&is_it](const auto& rule) {
        return std::any_of(rule.second.words().begin(), rule.second.words().end(), is_it);
      });
}

}  // namespace ledger
