// Normalise: what it must forgive (CTIA 5.1.3) and what it must survive (hostile bytes).
#include "keyword-handler/normalise.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace keyword_handler {
namespace {

struct Row {
  const char* name;
  std::string raw;
  std::string text;
};

TEST_CASE("Normalise: disguises that mean nothing are removed", "[keywords][normalise]") {
  const std::vector<Row> rows = {
      {"plain", "STOP", "stop"},
      {"spaces around", "  Stop \r\n", "stop"},
      {"punctuation", "\"Stop\"!!!", "stop"},
      {"smart quotes", "\u201CStop\u201D", "stop"},
      {"guillemets", "\u00AB Arr\u00EAt \u00BB", "arret"},
      {"NFC accent", "ARR\u00CAT", "arret"},
      {"NFD accent", "ARRE\u0302T", "arret"},
      {"fullwidth", "\uFF33\uFF34\uFF2F\uFF30", "stop"},
      {"bold letters", "\U0001D412\U0001D413\U0001D40E\U0001D40F", "stop"},
      {"circled", "\u24C8\u24C9\u24C4\u24C5", "stop"},
      {"white on black", "\U0001F182\U0001F183\U0001F17E\U0001F17F", "stop"},
      {"zero width space", "ST\u200BOP", "stop"},
      {"zero width joiner and mark", "\uFEFFS\u200DTOP\u200E", "stop"},
      {"soft hyphen", "ST\u00ADOP", "stop"},
      {"control character", std::string("ST\0OP", 5), "stop"},
      {"UTF-16 read as bytes", std::string("S\0T\0O\0P\0", 8), "stop"},
      {"combining strokes", "S\u0336T\u0336O\u0336P\u0336", "stop"},
      {"emoji behind", "Stop \U0001F64F", "stop"},
      {"emoji with modifier", "Stop\U0001F64F\U0001F3FD", "stop"},
      {"no-break space", "opt\u00A0out", "opt out"},
      {"thin space", "opt\u2009out", "opt out"},
      {"hyphen", "OPT-OUT", "opt out"},
      {"non-breaking hyphen", "OPT\u2011OUT", "opt out"},
      {"en dash", "OPT\u2013OUT", "opt out"},
      {"many spaces", "opt \t \n out", "opt out"},
      {"apostrophe", "Don't", "dont"},
      {"smart apostrophe", "Don\u2019t", "dont"},
      {"acute as apostrophe", "Don\u00B4t", "dont"},
      {"backtick", "Don`t", "dont"},
      {"long s and ligature", "\u017Ftop \uFB01n", "stop fin"},
      {"dotless i", "f\u0131n", "fin"},
      {"broken bytes at the end", "STOP\xE2\x80", "stop"},
      {"Latin-1 inside", "ARR\xCAT", "arr?t"},
      {"question mark", "stop?", "stop"},
      {"only emoji", "\U0001F44D", ""},
      {"empty", "", ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(Normalise(row.raw).text == row.text);
  }
}

TEST_CASE("Normalise: the squeezed form has neither spaces nor hyphens", "[keywords][normalise]") {
  CHECK(Normalise("OPT OUT").squeezed == "optout");
  CHECK(Normalise("Opt-Out").squeezed == "optout");
  CHECK(Normalise("S.T.O.P").squeezed == "stop");
}

TEST_CASE("Normalise: look-alikes are read as Latin letters beside the plain words",
          "[keywords][normalise]") {
  // Cyrillic Dze, Te, O, Er.
  const NormalisedBody cyrillic = Normalise("\u0405\u0422\u041E\u0420");
  CHECK(cyrillic.lookalike_tokens == std::vector<std::string>{"stop"});
  CHECK(cyrillic.tokens != cyrillic.lookalike_tokens);
  CHECK(Normalise("ST0P").lookalike_tokens == std::vector<std::string>{"stop"});
  CHECK(Normalise("$top").lookalike_tokens == std::vector<std::string>{"stop"});
  CHECK(Normalise("\u1D1B\u1D0F\u1D18").lookalike_tokens == std::vector<std::string>{"top"});
  CHECK(Normalise("10 days").lookalike_tokens == std::vector<std::string>{"10", "days"});
}

TEST_CASE("Normalise: alarm emoji are seen", "[keywords][normalise]") {
  CHECK(Normalise("\U0001F6D1").has_alarm_emoji);
  CHECK_FALSE(Normalise("\U0001F44D").has_alarm_emoji);
}

TEST_CASE("Normalise: of a hostile length the beginning and the end are read",
          "[keywords][normalise]") {
  // The character before the cut is of three bytes, so that the cut falls inside one.
  std::string middle;
  for (int i = 0; i < 200000; ++i) middle += "\u20AC";
  const NormalisedBody body = Normalise("first " + middle + " last");
  CHECK(body.truncated);
  CHECK(body.tokens == std::vector<std::string>{"first", "last"});
  CHECK_FALSE(Normalise(std::string(kBodyBytesMax, 'a')).truncated);
  CHECK(Normalise(std::string(kBodyBytesMax + 1, 'a')).truncated);
  // One word out of eight thousand bytes, and continuation bytes only.
  CHECK(Normalise(std::string(1 << 20, '\x80')).text.empty());
}

TEST_CASE("Normalise: random bytes never crash and normalising twice changes nothing",
          "[keywords][normalise]") {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 3000; ++i) {
    std::string raw(random() % 64, ' ');
    for (char& c : raw) c = static_cast<char>(random() & 0xFFU);
    const NormalisedBody once = Normalise(raw);
    if (once.text.find(kBrokenLetter) != std::string::npos) continue;
    CHECK(Normalise(once.text).text == once.text);
  }
}

}  // namespace
}  // namespace keyword_handler
