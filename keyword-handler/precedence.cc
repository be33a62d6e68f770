#include "keyword-handler/precedence.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "keyword-handler/free_text.h"
#include "keyword-handler/keyword_tables.h"
#include "keyword-handler/normalise.h"
#include "keyword-handler/own_words.h"
#include "ledger/core/strings.h"

namespace keyword_handler {
namespace {

using ledger::ToAbsl;

// "OPT OUT" -> "OPT_OUT": rules hold no spaces.
std::string RuleOf(std::string_view kind, std::string_view word) {
  std::string rule = absl::StrCat(ToAbsl(kind), "/", ToAbsl(word));
  std::replace(rule.begin(), rule.end(), ' ', '_');
  return rule;
}

class Classifier {
 public:
  Classifier(const ReplyContext& context, const Policy& policy)
      : context_(context), policy_(policy), body_(Normalise(context.body)),
        own_(Normalise(OwnWords(context.body))) {}

  Classification Run() const {
    if (const auto* entry = FindKeyword(body_, KeywordFamily::kRevoke, policy_.ordinal)) {
      return Revoke(RuleOf("exact", entry->word), entry->language);
    }
    if (const auto* entry = FindKeyword(own_, KeywordFamily::kRevoke, policy_.ordinal)) {
      return Revoke(RuleOf("exact", entry->word), entry->language);
    }
    // The provider blocks the number already; to go on would only collect refusals.
    if (absl::EqualsIgnoreCase(ToAbsl(context_.provider_opt_out_type), "STOP")) {
      return Revoke("provider/STOP", Language::kEnglish);
    }
    // What was not read may hold anything.
    if (body_.truncated) return Unread();
    if (const auto* entry = FindKeyword(body_, KeywordFamily::kHelp, policy_.ordinal)) {
      return Make(ReplyClass::kHelp, RuleOf("exact", entry->word), entry->language);
    }
    if (const auto* entry = FindKeyword(body_, KeywordFamily::kConfirm, policy_.ordinal)) {
      return Confirm(*entry);
    }
    if (const auto* entry = FindKeyword(body_, KeywordFamily::kOptIn, policy_.ordinal)) {
      return Make(ReplyClass::kOptIn, RuleOf("exact", entry->word), entry->language);
    }
    return CustomOrFreeText();
  }

 private:
  Classification Make(ReplyClass reply_class, std::string rule, Language language) const {
    Classification result;
    result.reply_class = reply_class;
    result.rule = std::move(rule);
    result.policy_version = std::string(policy_.version);
    result.language = language;
    return result;
  }

  Classification Revoke(std::string rule, Language language) const {
    Classification result = Make(ReplyClass::kRevoke, std::move(rule), language);
    result.scope = ScopeOf(policy_, context_.replied_category);
    return result;
  }

  Classification Unsure(std::string rule, Language language) const {
    if (policy_.unsure_reply == UnsureReply::kRevoke) return Revoke(std::move(rule), language);
    return Make(ReplyClass::kReview, std::move(rule), language);
  }

  Classification Unread() const {
    const FreeTextFinding found = FindRevocation(own_);
    if (found.verdict == FreeTextVerdict::kRevoke) {
      return Revoke(RuleOf("free_text", found.rule), found.language);
    }
    return Unsure("too_long", Language::kEnglish);
  }

  // YES means something only as the answer to an ask (S4.6); it never opts in by itself.
  Classification Confirm(const KeywordEntry& entry) const {
    if (!context_.has_pending_ask) {
      return Make(ReplyClass::kInbox, RuleOf("confirm_without_ask", entry.word), entry.language);
    }
    if (!context_.pending_ask_expired) {
      return Make(ReplyClass::kConfirm, RuleOf("exact", entry.word), entry.language);
    }
    const bool counts = policy_.late_confirm == LateConfirm::kAccept || context_.expired_ask_counts;
    const ReplyClass late = counts ? ReplyClass::kConfirm : ReplyClass::kInbox;
    Classification result = Make(late, RuleOf("late_confirm", entry.word), entry.language);
    result.late_confirm = true;
    return result;
  }

  Classification CustomOrFreeText() const {
    if (const auto* entry = FindRevokingSentence(own_, policy_.ordinal)) {
      return Revoke(RuleOf("sentence", entry->word), entry->language);
    }
    const std::optional<std::size_t> custom =
        FindCustomKeyword(context_.custom_keywords, body_);
    const FreeTextFinding found = FindRevocation(own_);
    // A revocation wins, whether it stands behind the keyword or is the keyword.
    if (custom.has_value() && found.verdict == FreeTextVerdict::kNone) {
      Classification result =
          Make(ReplyClass::kCustom, RuleOfKeyword(context_.custom_keywords[*custom]),
               Language::kEnglish);
      result.custom_keyword = custom;
      return result;
    }
    switch (found.verdict) {
      case FreeTextVerdict::kRevoke:
        return Revoke(RuleOf("free_text", found.rule), found.language);
      case FreeTextVerdict::kReview:
        return Unsure(RuleOf("free_text", found.rule), found.language);
      case FreeTextVerdict::kNone:
        break;
    }
    return Rest();
  }

  // Who agreed elsewhere since may answer something else, or take that back: somebody has to look.
  Classification Declined(const Refusal& refusal) const {
    if (context_.agreed_since_ask) {
      return Unsure(RuleOf("declined_ask_agreed_since", refusal.word), refusal.language);
    }
    Classification result = Revoke(RuleOf("declined_ask", refusal.word), refusal.language);
    result.declines_ask = true;
    return result;
  }

  Classification Rest() const {
    // "NO" to "Reply YES to join" refuses; it must also end further asks (S0.5).
    if (context_.has_pending_ask) {
      if (const auto refusal = FindRefusal(body_)) return Declined(*refusal);
    }
    if (body_.tokens.empty() && body_.has_alarm_emoji) {
      return Unsure("emoji/stop_sign", Language::kEnglish);
    }
    // Not a word of it could be read: it may say anything.
    if (body_.tokens.empty() && body_.has_unreadable) {
      return Unsure("unreadable", Language::kEnglish);
    }
    return Make(ReplyClass::kInbox, body_.tokens.empty() ? "empty" : "none", Language::kEnglish);
  }

  const ReplyContext& context_;
  const Policy& policy_;
  const NormalisedBody body_;
  const NormalisedBody own_;  // in the person's own words
};

}  // namespace

std::string_view ReplyClassName(ReplyClass reply_class) {
  switch (reply_class) {
    case ReplyClass::kRevoke:
      return "revoke";
    case ReplyClass::kHelp:
      return "help";
    case ReplyClass::kConfirm:
      return "confirm";
    case ReplyClass::kOptIn:
      return "opt_in";
    case ReplyClass::kCustom:
      return "custom";
    case ReplyClass::kReview:
      return "review";
    case ReplyClass::kUnknown:
    case ReplyClass::kInbox:
      break;
  }
  return "inbox";
}

Classification Classify(const ReplyContext& context, const Policy& policy) {
  return Classifier(context, policy).Run();
}

}  // namespace keyword_handler
