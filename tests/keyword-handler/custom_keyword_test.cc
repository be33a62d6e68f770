// Keywords of an account: what is one keyword at set-up is what a text matches at run time.
#include "keyword-handler/custom_keyword.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "keyword-handler/keyword_tables.h"
#include "keyword-handler/reserved_words.h"
#include "tests/keyword-handler/disguises.h"

namespace keyword_handler {
namespace {

using testing::Spellings;

bool Matches(const std::string& words, bool opts_in, const std::string& text) {
  const std::vector<CustomKeyword> one = {{.words = words, .program = "vip", .opts_in = opts_in}};
  return FindCustomKeyword(one, Normalise(text)).has_value();
}

TEST_CASE("FoldedKeyword: two words are one keyword where a text of the one is the other",
          "[keywords][custom]") {
  std::size_t alike = 0;
  std::size_t other = 0;
  for (const KeywordEntry& entry : AllKeywords()) {
    const std::string word(entry.word);
    for (const std::string& spelling : Spellings(word)) {
      INFO(word << " as " << spelling);
      const bool folded = FoldedKeyword(spelling) == FoldedKeyword(word);
      CHECK(Matches(word, false, spelling) == folded);
      // One that opts in is spelled more strictly, never more loosely.
      CHECK((folded || !Matches(word, true, spelling)));
      ++(folded ? alike : other);
    }
  }
  CHECK(alike > 500);
  CHECK(other > 100);
}

TEST_CASE("CheckCustomKeyword: a word is reserved in every disguise that is one keyword",
          "[keywords][custom]") {
  for (const KeywordEntry& entry : AllKeywords()) {
    const std::string word(entry.word);
    for (const std::string& spelling : Spellings(word)) {
      if (FoldedKeyword(spelling) != FoldedKeyword(word)) continue;
      INFO(word << " as " << spelling);
      CHECK_FALSE(CheckCustomKeyword(spelling).ok());
    }
  }
}

TEST_CASE("RuleOfKeyword: it is named by what stays, not by its place", "[keywords][custom]") {
  CHECK(RuleOfKeyword({.words = "Join VIP!", .program = "club"}) == "custom/club/joinvip");
  CHECK(RuleOfKeyword({.words = "join-vip", .program = "club"}) == "custom/club/joinvip");
  CHECK(RuleOfKeyword({.words = "Caf\u00E9"}) == "custom/cafe");
  CHECK(RuleOfKeyword({.words = "menu", .program = "my club"}) == "custom/my_club/menu");
}

}  // namespace
}  // namespace keyword_handler
