// Words that revoke per se, in disguises that a generator combines: each must revoke.
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "keyword-handler/keyword_tables.h"
#include "keyword-handler/precedence.h"
#include "tests/keyword-handler/disguises.h"

namespace keyword_handler {
namespace {

using testing::Spellings;

// What stands around a word.
constexpr std::array<std::array<const char*, 2>, 34> kAround = {{
    {"", ""},           {"", "."},          {"", "!!!"},         {"\"", "\""},
    {"\u201C", "\u201D"}, {"'", "'"},       {"(", ")"},          {"*", "*"},
    {"\u00AB ", " \u00BB"}, {" \t", "\r\n"}, {"\u00A0", "\u00A0"}, {"", " \U0001F64F"},
    {"\U0001F6D1 ", ""}, {"\uFEFF", ""},    {"Please ", ""},     {"", " please"},
    {"", ", thank you"}, {"Hi, ", ""},      {"Hello there! ", ""}, {"", " now"},
    {"Reply ", ""},     {"Re: ", ""},       {"", " 12345"},      {"4521 ", ""},
    {"", "\n\nSent from my phone"}, {"", "\n-- \nMaria Lopez"},
    {"", "\n> Shop: 20% off today, come in"},
    {"", "\n\nOn Mon, Jan 5, Shop wrote:\n> 20% off"},
    {"&quot;", "&quot;"}, {"<b>", "</b>"},  {"", "&nbsp;"},      {"", " por favor"},
    {"", " svp"},       {"Bonjour, ", " merci"},
}};

TEST_CASE("Classify: a word per se revokes in every disguise", "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  int checked = 0;
  for (const KeywordEntry& entry : AllKeywords()) {
    if (entry.family != KeywordFamily::kRevoke || entry.word.size() < 3) continue;
    for (const std::string& spelling : Spellings(std::string(entry.word))) {
      for (const auto& [before, behind] : kAround) {
        const std::string body = before + spelling + behind;
        INFO(body);
        CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kRevoke);
        ++checked;
      }
    }
  }
  CHECK(checked > 15000);
}

TEST_CASE("Classify: a word per se revokes as people have been seen to disguise it",
          "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const char* body :
       {"S T 0 P", "s.t.0.p", "5 t 0 p", "QU!T", "canc\u00A3l", "C\u039BNCEL",
        "\u01EB\u1D1C\u026A\u1D1B", "STOP22395", "stop22395", "Msg: CANCEL", "$T0P",
        "S\nT\nO\nP", "S \U0001F6D1 T \U0001F6D1 O \U0001F6D1 P", "STOP\nJ. Smith\n555-0100",
        "s/t/o/p", "please stawp", "STAWP!!", "stahp", "dnd", "DND please", "Do not disturb.",
        "stop2", "STOP9 please", "1stop", "STOPb", "quit2", "alto1", "END22395", "STOP\u00B9",
        "nomas", "No mas!", "ne pas d\u00E9ranger svp", "no molestar por favor"}) {
    INFO(body);
    CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kRevoke);
  }
}

TEST_CASE("Classify: what only holds such letters is no revocation", "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const char* body : {"END24 for two please", "room 5 t 0", "great!ill be there", "FIN2",
                           "ALT22395", "is dnd night still on this friday"}) {
    INFO(body);
    CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kInbox);
  }
}

TEST_CASE("Classify: a keyword with politeness is not held", "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const char* body : {"VIP CLUB please", "vip club, thanks", "Hi VIP CLUB"}) {
    INFO(body);
    const Classification read = Classify(
        {.body = body,
         .custom_keywords = {{.words = "VIP CLUB", .program = "vip", .opts_in = true}}},
        policy);
    CHECK(read.reply_class == ReplyClass::kCustom);
  }
}

TEST_CASE("Classify: a word per se before an excuse is never harmless", "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  const std::vector<std::string> excuses = {
      "my wife is sick",         "I am driving",          "I'm at work",
      "we moved to Ohio",        "my phone is dying",     "I don't know you",
      "ma femme est malade",     "je conduis",            "je suis au travail",
      "mi esposa est\u00E1 enferma", "estoy en el trabajo", "que estoy manejando"};
  for (const char* word : {"STOP", "stop", "Stopall", "UNSUBSCRIBE", "opt out", "Please stop",
                           "please unsubscribe", "ARRET", "arr\u00EAt", "ALTO", "BAJA"}) {
    for (const char* between : {", ", " ", " - ", "; "}) {
      for (const std::string& excuse : excuses) {
        const std::string body = word + (between + excuse);
        INFO(body);
        const ReplyClass read = Classify({.body = body}, policy).reply_class;
        CHECK((read == ReplyClass::kRevoke || read == ReplyClass::kReview));
      }
    }
  }
}

TEST_CASE("Classify: disguises may be put on one over the other", "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  std::vector<std::string> words;
  for (const KeywordEntry& entry : AllKeywords()) {
    if (entry.family == KeywordFamily::kRevoke && entry.word.size() > 2) {
      words.emplace_back(entry.word);
    }
  }
  constexpr unsigned kSeed = 20261128;
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 4000; ++i) {
    const std::vector<std::string> spellings = Spellings(words[random() % words.size()]);
    std::string body = spellings[random() % spellings.size()];
    const auto& inner = kAround[random() % 24];
    const auto& outer = kAround[random() % kAround.size()];
    body = outer[0] + (inner[0] + body + inner[1]) + outer[1];
    INFO("seed " << kSeed << ", case " << i << ": " << body);
    CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kRevoke);
  }
}

TEST_CASE("Classify: a reaction to a text that names STOP is no request",
          "[keywords][disguise]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const char* body : {"Liked \u201CSale today. Reply STOP to opt out\u201D",
                           "Laughed at \"Reply STOP to end\"",
                           "A aim\u00E9 \u00AB R\u00E9pondez ARRET \u00BB"}) {
    INFO(body);
    CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kInbox);
  }
}

}  // namespace
}  // namespace keyword_handler
