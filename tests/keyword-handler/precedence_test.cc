// Classify: the rows of the domain reference's section 6, and every place where two readings meet.
#include "keyword-handler/precedence.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace keyword_handler {
namespace {

using enum ReplyClass;

const Policy& Now() { return *PolicyByVersion("us-2025-04-11"); }

// The body must outlive the context.
ReplyContext Reply(std::string_view body) {
  ReplyContext context;
  context.body = body;
  context.custom_keywords = {
      {.words = "TEXT ME", .program = "marketing", .opts_in = true, .template_key = "welcome"},
      {.words = "TEXT", .template_key = "which"},
      {.words = "HOURS", .template_key = "hours"},
      {.words = "HOURS TODAY", .template_key = "today"},
  };
  return context;
}

struct Row {
  std::string body;
  ReplyClass any;  // Without a pending ask.
  ReplyClass pending;
  std::string rule;  // Of the reading without a pending ask.
};

TEST_CASE("Classify: the bodies of the domain reference", "[keywords][precedence]") {
  const std::vector<Row> rows = {
      {"STOP", kRevoke, kRevoke, "exact/STOP"},
      {"stop.", kRevoke, kRevoke, "exact/STOP"},
      {"\"Stop\"", kRevoke, kRevoke, "exact/STOP"},
      {"STOP!!!", kRevoke, kRevoke, "exact/STOP"},
      {"S T O P", kRevoke, kRevoke, "exact/STOP"},
      {"Stop \U0001F64F", kRevoke, kRevoke, "exact/STOP"},
      {"opt out", kRevoke, kRevoke, "exact/OPT_OUT"},
      {"OPT-OUT", kRevoke, kRevoke, "exact/OPT_OUT"},
      {"optout", kRevoke, kRevoke, "exact/OPT_OUT"},
      {"Opt  Out", kRevoke, kRevoke, "exact/OPT_OUT"},
      {"ARRET", kRevoke, kRevoke, "exact/ARRET"},
      {"arr\u00EAt", kRevoke, kRevoke, "exact/ARRET"},
      {"ARRE\u0302T", kRevoke, kRevoke, "exact/ARRET"},
      {"please stop all messages", kRevoke, kRevoke, "free_text/stop_texts"},
      {"remove me from your list", kRevoke, kRevoke, "free_text/remove_me"},
      {"wrong number", kRevoke, kRevoke, "free_text/wrong_number"},
      {"no more", kRevoke, kRevoke, "free_text/no_more"},
      {"don't text me", kRevoke, kRevoke, "free_text/dont_text"},
      {"no m\u00E1s", kRevoke, kRevoke, "free_text/no_mas"},
      {"We really must STOP this awful bill", kReview, kReview, "free_text/stop_word"},
      {"don't stop", kInbox, kInbox, "none"},
      {"nonstop flight?", kInbox, kInbox, "none"},
      {"bus stop", kInbox, kInbox, "none"},
      {"STOP 12345", kRevoke, kRevoke, "exact/STOP"},
      {"CANCEL", kRevoke, kRevoke, "exact/CANCEL"},
      {"END", kRevoke, kRevoke, "exact/END"},
      {"quit", kRevoke, kRevoke, "exact/QUIT"},
      {"Y", kInbox, kConfirm, "confirm_without_ask/Y"},
      {"yes", kInbox, kConfirm, "confirm_without_ask/YES"},
      {"YES!", kInbox, kConfirm, "confirm_without_ask/YES"},
      {"yES", kInbox, kConfirm, "confirm_without_ask/YES"},
      {"YES STOP", kRevoke, kRevoke, "free_text/keyword_and_stop"},
      {"yes but stop after friday", kRevoke, kRevoke, "free_text/begins_with_stop"},
      {"START", kOptIn, kOptIn, "exact/START"},
      {"UNSTOP", kOptIn, kOptIn, "exact/UNSTOP"},
      {"TEXT ME", kCustom, kCustom, "custom/marketing/textme"},
      {"HELP", kHelp, kHelp, "exact/HELP"},
      {"aide", kHelp, kHelp, "exact/AIDE"},
      {"INFO", kHelp, kHelp, "exact/INFO"},
      {"", kInbox, kInbox, "empty"},
      {"\U0001F44D", kInbox, kInbox, "empty"},
      {"\U0001F6D1", kReview, kReview, "emoji/stop_sign"},
      {"No thanks", kInbox, kRevoke, "none"},
      {"HELP STOP", kRevoke, kRevoke, "free_text/keyword_and_stop"},
      {"START STOP", kRevoke, kRevoke, "free_text/keyword_and_stop"},
      {"don't stop, START", kInbox, kInbox, "none"},
      {"y es", kInbox, kInbox, "none"},
      {"un stop", kRevoke, kRevoke, "free_text/keyword_and_stop"},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    ReplyContext context = Reply(row.body);
    const Classification read = Classify(context, Now());
    CHECK(read.reply_class == row.any);
    CHECK(read.rule == row.rule);
    CHECK(read.policy_version == "us-2025-04-11");
    CHECK(read.scope.has_value() == (read.reply_class == kRevoke));
    context.has_pending_ask = true;
    CHECK(Classify(context, Now()).reply_class == row.pending);
  }
}

// What a gateway's signature does not hold together comes in lines (ledger/twilio/text_form.h).
TEST_CASE("Classify: words with a line behind them may revoke and never agree",
          "[keywords][precedence]") {
  for (const char* body : {"STOP\nChannelsms", "arrêt\nErrorCode11200x", "NO. \nDo Come STOP"}) {
    INFO(body);
    CHECK(Classify(Reply(body), Now()).reply_class == kRevoke);
  }
  for (const char* body : {"START\nEverything later", "YES\nE", "UNSTOP \nX"}) {
    INFO(body);
    ReplyContext context = Reply(body);
    context.has_pending_ask = true;
    const Classification read = Classify(context, Now());
    CHECK(read.reply_class != kOptIn);
    CHECK(read.reply_class != kConfirm);
    if (read.custom_keyword) CHECK(!context.custom_keywords[*read.custom_keyword].opts_in);
  }
  // It may begin with a keyword that only answers.
  CHECK(Classify(Reply("TEXT ME"), Now()).rule == "custom/marketing/textme");
  CHECK(Classify(Reply("TEXT ME\nEtc"), Now()).rule != "custom/marketing/textme");
}

TEST_CASE("Classify: the answer's language is the word's", "[keywords][precedence]") {
  CHECK(Classify(Reply("ARR\u00CAT"), Now()).language == Language::kFrench);
  CHECK(Classify(Reply("STOP"), Now()).language == Language::kEnglish);
  CHECK(Classify(Reply("AIDE"), Now()).language == Language::kFrench);
  CHECK(Classify(Reply("no me manden mas mensajes"), Now()).language == Language::kSpanish);
  CHECK(LanguageCode(Language::kSpanish) == "es");
}

TEST_CASE("Classify: a late yes follows the policy and says so", "[keywords][precedence]") {
  ReplyContext context = Reply("YES");
  context.has_pending_ask = true;
  context.pending_ask_expired = true;
  const Classification late = Classify(context, Now());
  CHECK(late.reply_class == kInbox);
  CHECK(late.late_confirm);
  CHECK(late.rule == "late_confirm/YES");
  Policy lenient = Now();
  lenient.late_confirm = LateConfirm::kAccept;
  const Classification accepted = Classify(context, lenient);
  CHECK(accepted.reply_class == kConfirm);
  CHECK(accepted.late_confirm);
}

TEST_CASE("Classify: an unsure reply is held or revoked as the policy says",
          "[keywords][precedence]") {
  const ReplyContext context = Reply("We really must STOP this awful bill");
  CHECK(Classify(context, Now()).reply_class == kReview);
  const Classification strict = Classify(context, *PolicyByVersion("us-2027-01-31"));
  CHECK(strict.reply_class == kRevoke);
  CHECK(strict.rule == "free_text/stop_word");
  CHECK(strict.policy_version == "us-2027-01-31");
}

TEST_CASE("Classify: the longest custom keyword wins and opting in takes the whole reply",
          "[keywords][precedence]") {
  struct CustomRow {
    std::string body;
    ReplyClass reply_class;
    int keyword;
  };
  const std::vector<CustomRow> rows = {
      {"text me", kCustom, 0},
      {"Text-Me!", kCustom, 0},
      {"TEXTME", kInbox, -1},
      {"HOU RS", kCustom, 2},
      {"text me please", kCustom, 0},
      {"text", kCustom, 1},
      {"text me when it is ready", kCustom, 1},
      {"hours", kCustom, 2},
      {"hours on sunday", kCustom, 2},
      {"Hours today?", kCustom, 3},
      {"opening hours", kInbox, -1},
      {"text me but stop friday", kReview, -1},
      {"hours. stop texting me", kRevoke, -1},
      {"text STOP", kRevoke, -1},
  };
  for (const CustomRow& row : rows) {
    INFO(row.body);
    const Classification read = Classify(Reply(row.body), Now());
    CHECK(read.reply_class == row.reply_class);
    CHECK((read.custom_keyword.has_value() ? static_cast<int>(*read.custom_keyword) : -1) ==
          row.keyword);
  }
}

TEST_CASE("Classify: a custom keyword never shadows a reserved word", "[keywords][precedence]") {
  ReplyContext context;
  for (const char* words : {"STOP", "HELP", "YES", "START"}) {
    context.custom_keywords.push_back({.words = words, .opts_in = true});
  }
  const std::vector<std::pair<std::string, ReplyClass>> rows = {
      {"STOP", kRevoke}, {"HELP", kHelp}, {"YES", kInbox}, {"START", kOptIn}};
  for (const auto& [body, expected] : rows) {
    INFO(body);
    context.body = body;
    CHECK(Classify(context, Now()).reply_class == expected);
  }
}

TEST_CASE("Classify: a custom keyword that is a revocation revokes", "[keywords][precedence]") {
  for (const char* words : {"NO MORE", "WRONG NUMBER", "remove me", "LEAVE ME ALONE"}) {
    INFO(words);
    ReplyContext context;
    context.body = words;
    context.custom_keywords = {{.words = words, .program = "marketing", .opts_in = true}};
    CHECK(Classify(context, Now()).reply_class == kRevoke);
  }
}

TEST_CASE("Classify: a provider's opt-out revokes whatever we read", "[keywords][precedence]") {
  ReplyContext context = Reply("baja mi pana");
  context.provider_opt_out_type = "STOP";
  CHECK(Classify(context, Now()).reply_class == kRevoke);
  context.body = "hours";
  CHECK(Classify(context, Now()).rule == "provider/STOP");
  context.provider_opt_out_type = "START";
  context.body = "YES";
  CHECK(Classify(context, Now()).reply_class == kInbox);
}

TEST_CASE("Classify: a body too long to be read is never harmless", "[keywords][precedence]") {
  std::string filler;
  for (int i = 0; i < 5000; ++i) filler += "bla bla ";
  CHECK(Classify(Reply(filler), Now()).reply_class == kReview);
  CHECK(Classify(Reply("hours " + filler), Now()).rule == "too_long");
  CHECK(Classify(Reply("STOP. " + filler), Now()).reply_class == kRevoke);
  CHECK(Classify(Reply("STOP " + filler), Now()).reply_class == kReview);
  CHECK(Classify(Reply(filler + " stop texting me"), Now()).reply_class == kRevoke);
  std::string invisible;
  for (int i = 0; i < 50000; ++i) invisible += "\u200B";
  CHECK(Classify(Reply("YES" + invisible), Now()).reply_class == kReview);
  CHECK(Classify(Reply(invisible + "stop"), Now()).reply_class == kRevoke);
}

TEST_CASE("Classify: a text of which nothing can be read is looked at by a person",
          "[keywords][precedence]") {
  for (const char* body : {"\xff\xfe\xfd", "\uFFFD\uFFFD\uFFFD\uFFFD", " \uFFFD ! "}) {
    const Classification said = Classify(Reply(body), Now());
    CHECK(said.reply_class == kReview);
    CHECK(said.rule == "unreadable");
  }
  CHECK(Classify(Reply("  "), Now()).rule == "empty");
}

TEST_CASE("Classify: the scope follows the category that was answered", "[keywords][precedence]") {
  ReplyContext context = Reply("STOP");
  context.replied_category = RepliedCategory::kMarketing;
  CHECK(Classify(context, Now()).scope == RevocationScope::kEverything);
  CHECK(Classify(context, *PolicyByVersion("us-fcc-26-67")).scope == RevocationScope::kMarketing);
}

}  // namespace
}  // namespace keyword_handler
