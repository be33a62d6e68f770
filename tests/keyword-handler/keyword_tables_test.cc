// The exact tables: every word that law and carriers name, in every disguise.
#include "keyword-handler/keyword_tables.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

namespace keyword_handler {
namespace {

constexpr int kNow = 2;

bool IsRevocation(const std::string& raw) {
  return FindKeyword(Normalise(raw), KeywordFamily::kRevoke, kNow) != nullptr;
}

TEST_CASE("FindKeyword: every list of the domain reference is covered", "[keywords][tables]") {
  const std::vector<std::string> revoke = {
      // FCC, per se.
      "stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe",
      // CTIA, Twilio, Twilio Proxy, AWS, Telnyx, Canada.
      "please opt me out", "STOPALL", "OPTOUT", "ARRETT", "ARRET", "ARRETE", "OPT-OUT", "REMOVE",
      "TD", "stop all", "Stop", "ARR\u00CAT"};
  for (const std::string& word : revoke) {
    INFO(word);
    CHECK(IsRevocation(word));
  }
  for (const std::string word : {"HELP", "INFO", "AIDE", "help!", "Ayuda"}) {
    INFO(word);
    CHECK(FindKeyword(Normalise(word), KeywordFamily::kHelp, kNow) != nullptr);
  }
  for (const std::string word : {"Y", "y", "YES", "yes", "Yes", "yES", "YES!", "Oui", "S\u00ED"}) {
    INFO(word);
    CHECK(FindKeyword(Normalise(word), KeywordFamily::kConfirm, kNow) != nullptr);
  }
  for (const std::string word : {"START", "UNSTOP", "Un-stop", "start."}) {
    INFO(word);
    CHECK(FindKeyword(Normalise(word), KeywordFamily::kOptIn, kNow) != nullptr);
  }
}

std::string Lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return word;
}

std::string Alternating(std::string word) {
  word = Lower(word);
  for (std::size_t i = 0; i < word.size(); i += 2) {
    if (word[i] >= 'a') word[i] = static_cast<char>(word[i] - 'a' + 'A');
  }
  return word;
}

std::string Fullwidth(const std::string& word) {
  std::string wide;
  for (const char c : word) {
    if (c == ' ') {
      wide += "\u3000";
      continue;
    }
    // U+FF21 is EF BC A1.
    wide += {'\xEF', '\xBC', static_cast<char>(0xA1 + (c - 'A'))};
  }
  return wide;
}

std::string Between(const std::string& word, const std::string& mark) {
  std::string out;
  for (const char c : word) out += (out.empty() ? "" : mark) + std::string(1, c);
  return out;
}

TEST_CASE("FindKeyword: every revoking word is found in every disguise", "[keywords][tables]") {
  using Disguise = std::function<std::string(const std::string&)>;
  const std::vector<Disguise> disguises = {
      [](const std::string& w) { return w; },
      Lower,
      Alternating,
      Fullwidth,
      [](const std::string& w) { return w + "."; },
      [](const std::string& w) { return w + "!!!"; },
      [](const std::string& w) { return "\u201C" + w + "\u201D"; },
      [](const std::string& w) { return "\u2018" + Lower(w) + "\u2019"; },
      [](const std::string& w) { return "'" + w + "'"; },
      [](const std::string& w) { return " \t" + w + "\r\n"; },
      [](const std::string& w) { return "\u00A0" + w + "\u00A0"; },
      [](const std::string& w) { return w + " \U0001F64F"; },
      [](const std::string& w) { return "\U0001F6D1\uFE0F" + w + "\U0001F6D1"; },
      [](const std::string& w) { return Between(w, "\u200B"); },
      [](const std::string& w) { return "\uFEFF" + w; },
      [](const std::string& w) { return Between(w, "\u0301"); },
      [](const std::string& w) { return Between(w, "\u00AD"); },
      [](const std::string& w) { return w + std::string(1, '\0'); },
      [](const std::string& w) { return w + "\xF0\x9F"; },
      [](const std::string& w) { return "Please " + w; },
      [](const std::string& w) { return w + ", thank you"; },
      [](const std::string& w) { return w + " " + w; },
      [](const std::string& w) { return "(" + w + ")"; },
      [](const std::string& w) { return "*" + w + "*"; },
      [](const std::string& w) { return "-" + w + "-"; },
  };
  int checked = 0;
  for (const KeywordEntry& entry : AllKeywords()) {
    if (entry.family != KeywordFamily::kRevoke) continue;
    for (std::size_t i = 0; i < disguises.size(); ++i) {
      INFO(entry.word << " in disguise " << i);
      CHECK(IsRevocation(disguises[i](std::string(entry.word))));
      ++checked;
    }
    if (entry.word.size() >= 3) {
      INFO(entry.word);
      CHECK(IsRevocation(Between(std::string(entry.word), " ")));
      CHECK(IsRevocation(Between(std::string(entry.word), ".")));
      CHECK(IsRevocation(Between(std::string(entry.word), "-")));
      CHECK(IsRevocation(std::string(entry.word) + " 12345"));
    }
  }
  CHECK(checked > 700);
}

TEST_CASE("FindKeyword: what is merely near a word is not the word", "[keywords][tables]") {
  for (const std::string body :
       {"nonstop", "stops", "ending", "weekend", "cancer", "t d", "7d", "the end", "shop", "quite",
        "quiet", "start", "unstop", "friend", "a", "", "12345", "td 5"}) {
    INFO(body);
    CHECK_FALSE(IsRevocation(body));
  }
  for (const std::string body : {"yes stop", "yes but", "yesterday", "y u", "s i", "yes 1"}) {
    INFO(body);
    CHECK(FindKeyword(Normalise(body), KeywordFamily::kConfirm, kNow) == nullptr);
  }
  for (const std::string body : {"y es", "o u i", "y-es", "Y E S"}) {
    INFO(body);
    CHECK(FindKeyword(Normalise(body), KeywordFamily::kConfirm, kNow) == nullptr);
  }
  for (const std::string body : {"un stop", "star t", "S T A R T", "start-stop"}) {
    INFO(body);
    CHECK(FindKeyword(Normalise(body), KeywordFamily::kOptIn, kNow) == nullptr);
  }
  for (const std::string body : {"un-stop", "UN\u2011STOP", "un-stop please"}) {
    INFO(body);
    CHECK(FindKeyword(Normalise(body), KeywordFamily::kOptIn, kNow) != nullptr);
  }
  // Look-alikes and lost letters never agree to anything.
  CHECK(FindKeyword(Normalise("\u0443\u0435\u0455"), KeywordFamily::kConfirm, kNow) == nullptr);
  CHECK(FindKeyword(Normalise("ST4RT"), KeywordFamily::kOptIn, kNow) == nullptr);
  CHECK(FindKeyword(Normalise("ST\xFFRT"), KeywordFamily::kOptIn, kNow) == nullptr);
}

TEST_CASE("FindKeyword: look-alikes and lost letters still revoke", "[keywords][tables]") {
  for (const std::string body : {"ST0P", "5TOP", "$TOP", "\u0405\u0422\u041E\u0420", "C@NCEL",
                                 "ARR\xCAT", "D\xC9SABONNER", "\u03A3T\u039FP"}) {
    INFO(body);
    CHECK(IsRevocation(body));
  }
}

TEST_CASE("FindKeyword: a word younger than the policy does not count", "[keywords][tables]") {
  CHECK(FindKeyword(Normalise("REVOKE"), KeywordFamily::kRevoke, 1) == nullptr);
  CHECK(FindKeyword(Normalise("REVOKE"), KeywordFamily::kRevoke, 2) != nullptr);
}

TEST_CASE("FindRefusal: a whole no is one and a no within is not", "[keywords][tables]") {
  for (const std::string body : {"No", "no thanks", "NON merci", "No, gracias!", "nope", "N"}) {
    INFO(body);
    CHECK(FindRefusal(Normalise(body)).has_value());
  }
  for (const std::string body : {"no problem", "now", "not yet", "yes", "", "no idea"}) {
    INFO(body);
    CHECK_FALSE(FindRefusal(Normalise(body)).has_value());
  }
}

}  // namespace
}  // namespace keyword_handler
