// What a reply means: the one place that orders the tables, the custom keywords and the free-text
// layer against each other. Pure: the same reply, context and policy always give the same class.
//
// Precedence (domain reference 2.3): revocation word > help > confirmation of a pending ask >
// opt-in word > custom keyword (longest first), unless the text holds or may hold a revocation >
// revocation in free text > inbox. A confirmation,
// an opt-in and a keyword that opts in must be the whole reply, so "YES STOP" and "TEXT ME but stop
// friday" fall through to free text, where the revocation wins. Law 8: nothing here turns doubt
// into consent.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/custom_keyword.h"
#include "keyword-handler/language.h"
#include "keyword-handler/policy/policy_table.h"
#include "ledger/core/facts_reply.h"

namespace keyword_handler {

using ledger::ReplyClass;

// Returns "revoke", "help" ... ; a literal that lives for ever.
[[nodiscard]] std::string_view ReplyClassName(ReplyClass reply_class);

// What is known around a reply. Views live during the call.
struct ReplyContext {
  std::string_view body;  // Raw text; UTF-8 is expected, anything is accepted.
  bool has_pending_ask = false;
  bool pending_ask_expired = false;  // Meaningful with has_pending_ask.
  // The person agreed elsewhere since to everything that was asked: a NO may not be about the asks.
  bool agreed_since_ask = false;
  // A program whose ask has expired counts a late YES all the same, whatever the policy says.
  bool expired_ask_counts = false;
  std::vector<CustomKeyword> custom_keywords = {};  // those in force on the line that was texted
  std::string_view provider_opt_out_type = {};  // Twilio's OptOutType: STOP, START, HELP or empty.
  RepliedCategory replied_category = RepliedCategory::kUnknown;
};

struct Classification {
  ReplyClass reply_class = ReplyClass::kInbox;
  // What matched: `exact/STOP`, `free_text/remove_me`, `custom/marketing/join` ... Of the text only
  // what a table or the account itself names.
  std::string rule;
  std::string policy_version;
  Language language = Language::kEnglish;
  // Index into custom_keywords, for kCustom only.
  std::optional<std::size_t> custom_keyword;
  // What ends, for kRevoke only.
  std::optional<RevocationScope> scope;
  // A NO to what was asked, for kRevoke: what ends is what the asks were about.
  bool declines_ask = false;
  // A YES after its ask had expired; the class says what the policy made of it.
  bool late_confirm = false;
};

// Returns what the reply means under `policy`. Total; never fails. Thread-safe.
[[nodiscard]] Classification Classify(const ReplyContext& context, const Policy& policy);

}  // namespace keyword_handler
