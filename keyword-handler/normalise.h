// The form of a reply that all tables and rules read: words in lower case, without accents, marks,
// invisible characters, punctuation and emoji.
//
// CTIA 5.1.3: an opt-out stays valid under "de minimis variances ... such as capitalization,
// punctuation, or any letter-case sensitivities". NFC and NFD both arrive from handsets. The event
// keeps the raw bytes; this form is only for matching and is never stored or logged (it is a
// person's text).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keyword_handler {

// Bodies longer than this are read at their beginning and their end, half each; ten concatenated
// parts are 1,530 characters. Larger costs time on hostile input, smaller hides words of real
// texts.
inline constexpr std::size_t kBodyBytesMax = 8192;

// Stands inside a word for a byte sequence that is not UTF-8 (for example ARRÊT sent as Latin-1).
inline constexpr char kBrokenLetter = '?';

// What stands before a word beside spaces; greater is stronger.
enum class Break : std::uint8_t {
  kNone = 0,
  kLine,      // a new line within a sentence
  kClause,    // a comma, a dash, an emoji
  kSentence,  // a full stop, an empty line
};

struct NormalisedBody {
  // Words in order. "Don't" is "dont", "opt-out" is "opt" "out", ARRÊT is "arret".
  std::vector<std::string> tokens;
  // Of each token.
  std::vector<Break> breaks;
  // The tokens joined by one space.
  std::string text;
  // The tokens joined by nothing: OPT OUT, OPT-OUT and OPTOUT are one.
  std::string squeezed;
  // As `tokens`, with hyphens inside words taken out: UN-STOP is "unstop".
  std::vector<std::string> hyphenless_tokens;
  // As `tokens`, with look-alikes read as Latin letters (ST0P, $top, Cyrillic). May make
  // words that nobody wrote, so only revocations are looked for in it, never agreement.
  std::vector<std::string> lookalike_tokens;
  std::vector<Break> lookalike_breaks;
  // A stop sign or the like stands in the body.
  bool has_alarm_emoji = false;
  // Bytes that no character could be read from stand in the body.
  bool has_unreadable = false;
  // The middle was not read; who finds nothing in it must not conclude that there is nothing.
  bool truncated = false;
};

// Returns the normal form of `raw`. Total: any bytes, any length; never fails. Thread-safe.
[[nodiscard]] NormalisedBody Normalise(std::string_view raw);

// Returns `tokens` joined by `separator`.
[[nodiscard]] std::string JoinTokens(const std::vector<std::string>& tokens,
                                     std::string_view separator);

}  // namespace keyword_handler
