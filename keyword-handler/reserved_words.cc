#include "keyword-handler/reserved_words.h"

#include "absl/strings/str_cat.h"
#include "keyword-handler/custom_keyword.h"
#include "keyword-handler/keyword_tables.h"
#include "keyword-handler/policy/policy_table.h"
#include "keyword-handler/precedence.h"
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
  const std::string folded = FoldedKeyword(words);
  if (folded.empty()) {
    return Refused(words, "has no letter or digit", "choose a word that people can type");
  }
  // Also where the word itself is read more strictly: "Y.E.S" is no YES, and no keyword either.
  for (const KeywordEntry& entry : AllKeywords()) {
    if (FoldedKeyword(entry.word) != folded) continue;
    return Refused(words, absl::StrCat("is reserved: people read it as ", ToAbsl(entry.word)),
                   "choose another word");
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

}  // namespace keyword_handler
