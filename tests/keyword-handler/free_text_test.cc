// The free-text layer: one row a case, with the rule that must have matched.
#include "keyword-handler/free_text.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "keyword-handler/free_text_canon.h"
#include "keyword-handler/free_text_rules.h"

namespace keyword_handler {
namespace {

struct Row {
  std::string body;
  FreeTextVerdict verdict;
  std::string rule;
};

TEST_CASE("FindRevocation: requests revoke and idioms do not", "[keywords][free_text]") {
  using enum FreeTextVerdict;
  const std::vector<Row> rows = {
      {"stopppp texting me", kRevoke, "begins_with_stop"},
      {"please stpo", kRevoke, "begins_with_stop"},
      {"s t o p texting", kRevoke, "begins_with_stop"},
      {"stoptexting", kRevoke, "begins_with_stop"},
      {"can you unsuscribe me", kRevoke, "unsubscribe"},
      {"why don\u2019t you stop texting me", kRevoke, "why_not_stop"},
      {"these texts won't stop", kRevoke, "cannot_stop_texts"},
      {"I already texted STOP", kRevoke, "already_said_stop"},
      {"take me off this list", kRevoke, "remove_me"},
      {"lose my number", kRevoke, "remove_me"},
      {"Leave me alone", kRevoke, "leave_me_alone"},
      {"f off", kRevoke, "profanity"},
      {"F*** off", kRevoke, "profanity"},
      {"I revoke my consent", kRevoke, "revoke_consent"},
      {"Arr\u00EAtez de m'envoyer des textos", kRevoke, "arretez"},
      {"ne plus m'envoyer de messages", kRevoke, "ne_plus_envoyer"},
      {"je veux me d\u00E9sabonner", kRevoke, "desabonner"},
      {"mauvais num\u00E9ro", kRevoke, "mauvais_numero"},
      {"ya no quiero mensajes", kRevoke, "no_quiero"},
      {"dejen de mandar mensajes", kRevoke, "no_me_envien"},
      {"n\u00FAmero equivocado", kRevoke, "numero_equivocado"},
      {"please ST0P texting", kRevoke, "begins_with_stop"},
      {"not interested", kReview, "not_interested"},
      {"this is spam", kReview, "complaint"},
      {"stop by friday", kRevoke, "begins_with_stop"},
      {"don't stop believing", kNone, ""},
      {"I'll stop by the store", kNone, ""},
      {"which bus stop?", kNone, ""},
      {"can't stop laughing", kNone, ""},
      {"cancel my appointment", kNone, ""},
      {"no more than five", kNone, ""},
      {"o\u00F9 est l'arr\u00EAt de bus", kNone, ""},
      {"no paren", kNone, ""},
      {"where is your shop", kNone, ""},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    const FreeTextFinding found = FindRevocation(Normalise(row.body));
    CHECK(static_cast<int>(found.verdict) == static_cast<int>(row.verdict));
    CHECK(found.rule == row.rule);
  }
}

TEST_CASE("Canonical: similar words of their own stay", "[keywords][free_text]") {
  for (const std::string word : {"shop", "step", "stoop", "top", "cancer", "subscribe", "note",
                                 "removed", "nonstop", "notext2"}) {
    INFO(word);
    CHECK(Canonical({word}) == std::vector<std::string>{word});
  }
  CHECK(Canonical({"stoppp"}) == std::vector<std::string>{"stop"});
  CHECK(Canonical({"s", "t", "o", "p"}) == std::vector<std::string>{"stop"});
  CHECK(Canonical({"removeme"}) == std::vector<std::string>{"remove", "me"});
  CHECK(Canonical({"unsubcribe"}) == std::vector<std::string>{"unsubscribe"});
}

TEST_CASE("Rules: names are unique, for decisions record them", "[keywords][free_text]") {
  std::set<std::string> names;
  for (const auto rules : {StrongRules(), HarmlessRules(), ClearRules(), UnsureRules()}) {
    for (const FreeTextRule& rule : rules) {
      INFO(rule.name);
      CHECK(names.insert(std::string(rule.name)).second);
      CHECK(Expanded(rule.pattern).find("{noun}") == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace keyword_handler
