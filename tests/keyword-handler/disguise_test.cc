// Words that revoke per se, in disguises that a generator combines: each must revoke.
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "keyword-handler/keyword_tables.h"
#include "keyword-handler/precedence.h"

namespace keyword_handler {
namespace {

std::string Lower(std::string word) {
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

std::string Between(const std::string& word, const std::string& mark) {
  std::string out;
  for (const char c : word) out += (out.empty() ? "" : mark) + std::string(1, c);
  return out;
}

// Replaces each letter of `from` by the one at its place in `to`.
std::string Replaced(const std::string& word, const std::string& from,
                     const std::vector<std::string>& to) {
  std::string out;
  for (const char c : word) {
    const std::size_t at = from.find(c);
    out += at == std::string::npos ? std::string(1, c) : to[at];
  }
  return out;
}

// How the letters themselves are written; `word` is upper case with a space at most.
std::vector<std::string> Spellings(const std::string& word) {
  std::string wide;
  std::string random_case = word;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool space = word[i] == ' ';
    wide += space ? std::string("\u3000")
                  : std::string{'\xEF', '\xBC', static_cast<char>(0xA1 + (word[i] - 'A'))};
    if (i % 2 == 1) random_case[i] = Lower(word)[i];
  }
  std::vector<std::string> spellings = {word, Lower(word), random_case, wide};
  // Cyrillic and Greek capitals that look the same.
  spellings.push_back(Replaced(word, "AEOPCTX", {"\u0410", "\u0415", "\u041E", "\u0420", "\u0421",
                                                 "\u0422", "\u0425"}));
  spellings.push_back(Replaced(word, "AEOPTNI", {"\u0391", "\u0395", "\u039F", "\u03A1", "\u03A4",
                                                 "\u039D", "\u0399"}));
  spellings.push_back(Replaced(word, "AEIO", {"\u00C1", "\u00CA", "\u00CF", "\u00D4"}));
  spellings.push_back(Replaced(word, "AEIO", {"A\u0301", "E\u0302", "I\u0308", "O\u0302"}));
  for (const char* mark : {"\u200B", "\u00AD", "\u200D", "\u0336", "\u2060"}) {
    spellings.push_back(Between(word, mark));
  }
  if (word.size() > 2) {
    spellings.push_back(Replaced(word, "O", {"0"}));
    spellings.push_back(word + word.back() + word.back());
    for (const char* mark : {" ", ".", "-", "_", "*"}) spellings.push_back(Between(word, mark));
  }
  return spellings;
}

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
