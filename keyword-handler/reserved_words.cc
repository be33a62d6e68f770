#include "keyword-handler/reserved_words.h"

#include <cstddef>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "keyword-handler/normalise.h"
#include "keyword-handler/policy/policy_table.h"
#include "ledger/core/strings.h"

namespace keyword_handler {
namespace {

using ledger::ToAbsl;

absl::Status Refused(std::string_view words, std::string_view why, std::string_view mend) {
  return absl::InvalidArgumentError(
      absl::StrCat("keyword \"", ToAbsl(words), "\" ", ToAbsl(why), "; ", ToAbsl(mend)));
}

}  // namespace

absl::Status CheckCustomKeyword(std::string_view words) {
  if (words.size() > static_cast<std::size_t>(kCustomKeywordBytesMax)) {
    return absl::InvalidArgumentError(
        absl::StrCat("keyword of ", words.size(), " bytes; use at most ", kCustomKeywordBytesMax));
  }
  const NormalisedBody normal = Normalise(words);
  if (normal.tokens.empty()) {
    return Refused(words, "has no letter or digit", "choose a word that people can type");
  }
  if (normal.tokens.size() > static_cast<std::size_t>(kCustomKeywordWordsMax)) {
    return Refused(words, "has too many words",
                   absl::StrCat("use at most ", kCustomKeywordWordsMax));
  }
  for (const Policy& policy : AllPolicies()) {
    // With a pending ask, so that YES and NO are reserved too.
    const Classification read = Classify({.body = words, .has_pending_ask = true}, policy);
    if (read.reply_class == ReplyClass::kInbox) continue;
    return Refused(words,
                   absl::StrCat("is reserved: under policy ", read.policy_version, " it means ",
                                ToAbsl(ReplyClassName(read.reply_class)), " (", read.rule, ")"),
                   "choose another word");
  }
  return absl::OkStatus();
}

absl::Status CheckCustomKeywords(std::span<const CustomKeyword> keywords) {
  std::map<std::string, std::string> seen;
  for (const CustomKeyword& keyword : keywords) {
    if (absl::Status status = CheckCustomKeyword(keyword.words); !status.ok()) return status;
    const auto [at, fresh] = seen.emplace(Normalise(keyword.words).squeezed, keyword.words);
    if (!fresh) {
      return Refused(keyword.words, absl::StrCat("is the same as \"", at->second, "\""),
                     "keep one of the two");
    }
  }
  return absl::OkStatus();
}

}  // namespace keyword_handler
