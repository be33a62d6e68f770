// Features and their weights: what a text is weighed by, and what a decision may say of it.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/free_text.h"
#include "keyword-handler/free_text/weights.h"
#include "keyword-handler/normalise.h"

namespace keyword_handler {
namespace {

const std::vector<std::string> kClasses = {"FILLER", "DONT", "WANT", "ARRET", "CEASE"};

WordClasses Only(std::size_t one) { return WordClasses().set(one); }

Word Plain(std::string spelt, WordClasses classes = {}, Break before = Break::kNone) {
  return {.classes = classes, .before = before, .spelt = std::move(spelt)};
}

std::set<std::string> FeaturesOf(const std::vector<Word>& words,
                                 const std::vector<std::string>& tokens = {},
                                 const std::vector<std::string_view>& rules = {}) {
  std::set<std::string> features;
  ForEachFeature({.tokens = tokens, .words = words, .class_names = kClasses, .rules = rules},
                 [&](std::string_view name) { features.emplace(name); });
  return features;
}

TEST_CASE("ForEachFeature: words and their classes in a row and apart, and the rules that matched",
          "[keywords][weights]") {
  const auto features = FeaturesOf({Plain("i"), Plain("dont", Only(1)), Plain("need", Only(2))},
                                   {"i", "dont"}, {"dont_want"});
  for (const char* name : {"w:i", "w:^+i+dont", "w:dont+need+$", "c:DONT", "c:i+DONT+WANT",
                           "k:i+WANT", "p:dont+i", "x:_i_", "x:dont_", "r:dont_want", "l:1"}) {
    INFO(name);
    CHECK(features.count(name) == 1);
  }
  CHECK(features.count("c:dont") == 0);
}

TEST_CASE("ForEachFeature: classes of one meaning are one, and the end of a sentence is marked",
          "[keywords][weights]") {
  const auto features =
      FeaturesOf({Plain("arretez", Only(3)), Plain("stop", Only(4), Break::kSentence)});
  CHECK(features.count("c:CEASE+.") == 1);
  CHECK(features.count("c:.+CEASE+$") == 1);
  CHECK(features.count("c:ARRET") == 0);
  CHECK(features.count("c:CEASE+CEASE") == 0);
}

TEST_CASE("ForEachFeature: a text of any length has a bounded number of features",
          "[keywords][weights]") {
  const WordClasses all = WordClasses().set();
  const auto count = [&](std::size_t length) {
    std::size_t features = 0;
    const std::vector<Word> words(length, Plain("stop", all));
    const std::vector<std::string> tokens(length, std::string(100, 'a'));
    ForEachFeature({.tokens = tokens, .words = words, .class_names = kClasses, .rules = {}},
                   [&](std::string_view) { ++features; });
    return features;
  };
  CHECK(count(5000) == count(200));
}

TEST_CASE("Weights: adds each feature once, over the root of their number, and names the heaviest",
          "[keywords][weights]") {
  const Weights weights(
      "# comment\nrevokes\t9\nreviews\t3\nbase\t-5\nw:no\t7\nc:WANT\t2\nx:no_n\t90\n");
  CHECK(weights.revokes() == 9);
  CHECK(weights.reviews() == 3);
  const std::vector<Word> words = {Plain("no"), Plain("need", Only(2)), Plain("no")};
  const std::vector<std::string> tokens = {"no", "need", "no"};
  const Weighed weighed =
      weights.Weigh({.tokens = tokens, .words = words, .class_names = kClasses, .rules = {}});
  std::set<std::string> features;
  ForEachFeature({.tokens = tokens, .words = words, .class_names = kClasses, .rules = {}},
                 [&](std::string_view name) { features.emplace(name); });
  CHECK(weighed.score == ScoreOf(-5, 7 + 2 + 90, features.size()));
  CHECK(ScoreOf(-5, 90, 9) == 25);
  CHECK(ScoreOf(3, 0, 0) == 3);
  CHECK(weighed.most == "w:no");
}

TEST_CASE("FindRevocation: what weighed is named by a feature of the table alone",
          "[keywords][weights]") {
  const std::string_view table(reinterpret_cast<const char*>(kWeightsTable), kWeightsTableSize);
  const FreeTextFinding found =
      FindRevocation(Normalise("Whom do I speak to about no longer getting these, Zebulon?"));
  INFO(found.rule);
  REQUIRE(found.rule.starts_with("weighed/"));
  CHECK(table.find("\n" + found.rule.substr(8) + "\t") != std::string_view::npos);
}

}  // namespace
}  // namespace keyword_handler
