// The free-text layer: one row a case, with the rule that must have matched.
#include "keyword-handler/free_text.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "keyword-handler/free_text/rules.h"

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
      {"stopppp texting me", kRevoke, "stop_texts"},
      {"please stpo", kRevoke, "begins_with_stop"},
      {"s t o p texting", kRevoke, "stop_texts"},
      {"stoptexting", kRevoke, "stop_texts"},
      {"can you unsuscribe me", kRevoke, "unsubscribe"},
      {"why don\u2019t you stop texting me", kRevoke, "why_not_stop"},
      {"these texts won't stop", kRevoke, "will_not_stop"},
      {"I already texted STOP", kRevoke, "already_said_stop"},
      {"take me off this list", kRevoke, "remove_me"},
      {"lose my number", kRevoke, "remove_me"},
      {"Leave me alone", kRevoke, "leave_me_alone"},
      {"f off", kRevoke, "profanity"},
      {"F*** off", kRevoke, "profanity"},
      {"I revoke my consent", kRevoke, "revoke_consent"},
      {"Arr\u00EAtez de m'envoyer des textos", kRevoke, "arretez"},
      {"ne plus m'envoyer de messages", kRevoke, "ne_plus_envoyer"},
      {"je veux me d\u00E9sabonner", kRevoke, "unsubscribe"},
      {"mauvais num\u00E9ro", kRevoke, "wrong_number"},
      {"ya no quiero mensajes", kRevoke, "no_me_envien"},
      {"dejen de mandar mensajes", kRevoke, "no_me_envien"},
      {"n\u00FAmero equivocado", kRevoke, "wrong_number"},
      {"please ST0P texting", kRevoke, "stop_texts"},
      {"not interested", kRevoke, "dont_want"},
      {"this is spam", kRevoke, "complaint"},
      {"don't stop believing", kNone, ""},
      {"I'll stop by the store", kNone, ""},
      {"which bus stop?", kNone, ""},
      {"can't stop laughing", kNone, ""},
      {"cancel my appointment", kNone, ""},
      {"no more than five", kNone, ""},
      {"o\u00F9 est l'arr\u00EAt de bus", kNone, ""},
      {"no paren", kNone, ""},
      {"not now", kNone, ""},
      {"je ne re\u00E7ois plus vos messages", kNone, ""},
      {"where is your shop", kNone, ""},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    const FreeTextFinding found = FindRevocation(Normalise(row.body));
    CHECK(static_cast<int>(found.verdict) == static_cast<int>(row.verdict));
    CHECK(found.rule == row.rule);
  }
}

TEST_CASE("FindRevocation: a word is read whatever its spelling", "[keywords][free_text]") {
  for (const std::string body :
       {"stoppp textinggg me", "s t o p texting", "stoptexting", "removemefromyourlist",
        "dont send me any more mesages", "plz dlt my nmbr", "cessez de menvoyer des textos",
        "take my # off", "unsubcribe me", "desabonez moi", "borrenme de la lista"}) {
    INFO(body);
    CHECK(FindRevocation(Normalise(body)).verdict == FreeTextVerdict::kRevoke);
  }
  for (const std::string body : {"no more massages for me this week", "my brother is late",
                                 "the remote is broken", "nothing pending", "cancer screening"}) {
    INFO(body);
    CHECK(FindRevocation(Normalise(body)).verdict != FreeTextVerdict::kRevoke);
  }
}

TEST_CASE("Rules: names are unique, for decisions record them", "[keywords][free_text]") {
  std::set<std::string> names;
  for (const auto rules : {EnglishHarmless(), EnglishRequests(), EnglishPersons(), FrenchRules(),
                           SpanishRules()}) {
    for (const FreeTextRule& rule : rules) {
      INFO(rule.name);
      CHECK(names.insert(std::string(rule.name)).second);
    }
  }
}

}  // namespace
}  // namespace keyword_handler
