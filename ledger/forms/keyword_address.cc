#include "ledger/forms/keyword_address.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/commands/keywords.h"
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
  const std::string& meant = line.empty() ? *lines.begin() : line;
  const Account* const known = state.FindAccount(account);
  const std::string why = known == nullptr ? "account: there is none of that name"
                                           : WhyNotAnswered(*known, words, meant);
  if (!why.empty()) return absl::NotFoundError(why);
  return absl::StrCat("sms:", meant, "?body=", http::PercentEncode(words));
}

}  // namespace ledger
