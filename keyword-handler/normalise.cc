#include "keyword-handler/normalise.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "ledger/core/check.h"
#include "unicode/normalizer2.h"
#include "unicode/uchar.h"
#include "unicode/unistr.h"

namespace keyword_handler {
namespace {

struct Mapping {
  UChar32 from;
  char to;
};

// Letters without a decomposition that people and keyboards use for the plain one.
constexpr std::array<Mapping, 7> kPlainLetters = {{{0x00F8, 'o'},
                                                   {0x0142, 'l'},
                                                   {0x0111, 'd'},
                                                   {0x0131, 'i'},
                                                   {0x0127, 'h'},
                                                   {0x0167, 't'},
                                                   {0x0192, 'f'}}};

// After case folding: Cyrillic, Greek, small capitals and signs that look like Latin letters.
constexpr std::array<Mapping, 74> kLookalikes = {
    {{0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
     {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0442, 't'}, {0x043C, 'm'},
     {0x043A, 'k'}, {0x043D, 'h'}, {0x0432, 'b'}, {0x04BB, 'h'}, {0x0501, 'd'}, {0x051B, 'q'},
     {0x03B1, 'a'}, {0x03B5, 'e'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'}, {0x03BD, 'n'},
     {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03C5, 'u'}, {0x03B2, 'b'}, {0x1D00, 'a'}, {0x1D04, 'c'},
     {0x1D05, 'd'}, {0x1D07, 'e'}, {0x026A, 'i'}, {0x029F, 'l'}, {0x1D0D, 'm'}, {0x0274, 'n'},
     {0x1D0F, 'o'}, {0x1D18, 'p'}, {0x0280, 'r'}, {0xA731, 's'}, {0x1D1B, 't'}, {0x1D1C, 'u'},
     {0x1D20, 'v'}, {0x0299, 'b'}, {0x0262, 'g'}, {0x029C, 'h'}, {0x0283, 's'}, {0x2C63, 'p'},
     {0x03C3, 's'}, {0x03C7, 'x'}, {0x03B6, 'z'}, {0x03BC, 'm'}, {0x03B7, 'n'}, {0x03C9, 'w'},
     {0x03B3, 'y'}, {0x043F, 'n'}, {0x0433, 'r'}, {0x051D, 'w'}, {0x0475, 'v'}, {0x04CF, 'l'},
     {0x0251, 'a'}, {0x0261, 'g'}, {0x1D0B, 'k'}, {0x1D21, 'w'}, {0x028F, 'y'}, {0x1D22, 'z'},
     {0xA730, 'f'}, {0x1D0A, 'j'}, {0x0024, 's'}, {0x0040, 'a'}, {0x20AC, 'e'}, {0x00D8, 'o'},
     {0x03BB, 'a'}, {0x00A3, 'e'}}};

// Stop sign, no entry, prohibited, bell off, no phones, raised hand, middle finger.
constexpr std::array<UChar32, 7> kAlarmEmoji = {0x1F6D1, 0x26D4, 0x1F6AB, 0x1F515,
                                                0x1F4F5, 0x270B, 0x1F595};

// NFKC would turn some of these into a space and an accent, and "don´t" into two words.
bool IsApostrophe(UChar32 c) {
  return c == 0x27 || c == 0x60 || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x201B ||
         c == 0x02BC || c == 0x02B9 || c == 0x2032 || c == 0x2035 || c == 0xFF07 || c == 0xFF40;
}

// ASCII and Unicode hyphens, figure and en dash, minus.
bool IsHyphen(UChar32 c) { return c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212; }

bool IsUtf8Continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Beginning and end of `raw`, cut between characters, with a space where the middle was.
std::string Bounded(std::string_view raw) {
  std::size_t head_bytes = kBodyBytesMax / 2;
  std::size_t tail_at = raw.size() - kBodyBytesMax / 2;
  // A UTF-8 character has three continuation bytes at most; more is not UTF-8 and cut anywhere.
  for (int i = 0; i < 3 && IsUtf8Continuation(raw[head_bytes]); ++i) --head_bytes;
  for (int i = 0; i < 3 && IsUtf8Continuation(raw[tail_at]); ++i) ++tail_at;
  std::string bounded(raw.substr(0, head_bytes));
  bounded.push_back(' ');
  bounded.append(raw.substr(tail_at));
  return bounded;
}

icu::UnicodeString Folded(std::string_view raw) {
  const icu::UnicodeString decoded = icu::UnicodeString::fromUTF8(
      icu::StringPiece(raw.data(), static_cast<std::int32_t>(raw.size())));
  icu::UnicodeString prepared;
  for (std::int32_t i = 0; i < decoded.length(); i = decoded.moveIndex32(i, 1)) {
    const UChar32 c = decoded.char32At(i);
    // The small capital that stands for Q would come apart into an O and a mark.
    const UChar32 letter = c == 0x01EB ? UChar32{'q'} : c;
    prepared.append(IsApostrophe(c) ? UChar32{0x27} : letter);
  }
  UErrorCode status = U_ZERO_ERROR;
  // NFKC, case folding and the removal of default ignorables (zero width, soft hyphen, variation
  // selectors, tags) in one; then decomposed, so that accents are characters of their own.
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  LEDGER_CHECK(U_SUCCESS(status));
  const icu::UnicodeString folded = fold->normalize(prepared, status);
  icu::UnicodeString result = decompose->normalize(folded, status);
  LEDGER_CHECK(U_SUCCESS(status));
  return result;
}

UChar32 PlainLetter(UChar32 c) {
  for (const Mapping& m : kPlainLetters) {
    if (m.from == c) return static_cast<unsigned char>(m.to);
  }
  // White-on-black letters, which NFKC leaves alone.
  if (c >= 0x1F150 && c <= 0x1F169) return 'a' + (c - 0x1F150);
  if (c >= 0x1F170 && c <= 0x1F189) return 'a' + (c - 0x1F170);
  return c;
}

UChar32 Lookalike(UChar32 c) {
  for (const Mapping& m : kLookalikes) {
    if (m.from == c) return static_cast<unsigned char>(m.to);
  }
  // Regional indicators: in pairs a flag, in fours 🇸🇹🇴🇵.
  if (c >= 0x1F1E6 && c <= 0x1F1FF) return 'a' + (c - 0x1F1E6);
  return c;
}

bool IsRemoved(UChar32 c) {
  if (c == 0x27) return true;
  if (u_isUWhiteSpace(c)) return false;
  const int8_t type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_CONTROL_CHAR ||
         type == U_FORMAT_CHAR;
}

// The break that `c` makes between words. Dots are for BreakOf's caller: they may stand inside.
Break BreakOf(UChar32 c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case ';':
    case 0x00A1:  // ¡
    case 0x00BF:  // ¿
    case 0x2028:
    case 0x2029:
    case 0x3002:
      return Break::kSentence;
    case '\n':
      return Break::kLine;
    case ',':
    case ':':
    case '(':
    case ')':
    case '|':
    case 0x2013:
    case 0x2014:
    case 0x2022:
      return Break::kClause;
    default:
      return u_charType(c) == U_OTHER_SYMBOL ? Break::kClause : Break::kNone;
  }
}

// Takes characters one by one and cuts them into words.
class Tokeniser {
 public:
  void Add(UChar32 c) {
    if (c != '\n' && IsRemoved(c)) return;
    if (c == 0xFFFD || u_isalnum(c)) {
      // "example.com", "don't.text": a dot before a letter ends no sentence.
      if (word_.empty() && after_dot_) break_ = std::max(break_before_dot_, Break::kClause);
      after_dot_ = false;
      if (c == 0xFFFD) {
        word_.push_back(kBrokenLetter);
      } else {
        icu::UnicodeString(c).toUTF8String(word_);
      }
      return;
    }
    EndWord();
    after_dot_ = c == '.';
    if (after_dot_) break_before_dot_ = break_;
    const bool line_ends = c == '\n' && break_ != Break::kNone;
    break_ = line_ends ? Break::kSentence : std::max(break_, BreakOf(c));
  }

  void Finish(std::vector<std::string>& tokens, std::vector<Break>& breaks) {
    EndWord();
    tokens = std::move(tokens_);
    breaks = std::move(breaks_);
  }

 private:
  void EndWord() {
    const std::size_t first = word_.find_first_not_of(kBrokenLetter);
    if (first != std::string::npos) {
      const std::size_t last = word_.find_last_not_of(kBrokenLetter);
      tokens_.push_back(word_.substr(first, last - first + 1));
      breaks_.push_back(break_);
      break_ = Break::kNone;
    }
    word_.clear();
  }

  std::string word_;
  std::vector<std::string> tokens_;
  std::vector<Break> breaks_;
  Break break_ = Break::kNone;
  Break break_before_dot_ = Break::kNone;
  bool after_dot_ = false;
};

// ST0P, 5top: digits that stand for letters, only where letters prevail.
std::string DigitsAsLetters(const std::string& word) {
  static constexpr std::string_view kDigits = "013457";
  static constexpr std::string_view kLetters = "oieast";
  const auto digits =
      std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits == 0 || digits * 2 > static_cast<std::ptrdiff_t>(word.size())) return word;
  std::string read = word;
  for (char& c : read) {
    const std::size_t at = kDigits.find(c);
    if (at != std::string_view::npos) c = kLetters[at];
  }
  return read;
}

// "S T 0 P": a digit among single letters is one of them.
void ReadSpacedDigits(std::vector<std::string>& tokens) {
  for (std::size_t from = 0; from < tokens.size(); ++from) {
    std::string spaced;
    std::size_t to = from;
    for (; to < tokens.size() && tokens[to].size() == 1; ++to) spaced += tokens[to];
    if (spaced.size() >= 3) {
      const std::string read = DigitsAsLetters(spaced);
      for (std::size_t i = from; i < to; ++i) tokens[i] = read.substr(i - from, 1);
    }
    from = to;
  }
}

// QU!T: the mark is a letter where it stands between two.
bool IsLetterMark(const icu::UnicodeString& text, std::int32_t i) {
  return text.char32At(i) == '!' && i > 0 && i + 1 < text.length() &&
         u_isalpha(text.char32At(i - 1)) && u_isalpha(text.char32At(i + 1));
}

// Whether no letter or digit touches the character at `i`.
bool StandsAlone(const icu::UnicodeString& text, std::int32_t i) {
  return (i == 0 || !u_isalnum(text.char32At(i - 1))) &&
         (i + 1 >= text.length() || !u_isalnum(text.char32At(i + 1)));
}

}  // namespace

std::string JoinTokens(const std::vector<std::string>& tokens, std::string_view separator) {
  std::string joined;
  for (const std::string& token : tokens) {
    if (!joined.empty()) joined.append(separator);
    joined.append(token);
  }
  return joined;
}

NormalisedBody Normalise(std::string_view raw) {
  NormalisedBody body;
  body.truncated = raw.size() > kBodyBytesMax;
  const icu::UnicodeString folded = body.truncated ? Folded(Bounded(raw)) : Folded(raw);
  Tokeniser plain;
  Tokeniser hyphenless;
  Tokeniser lookalike;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = PlainLetter(folded.char32At(i));
    if (std::find(kAlarmEmoji.begin(), kAlarmEmoji.end(), c) != kAlarmEmoji.end()) {
      body.has_alarm_emoji = true;
    }
    body.has_unreadable |= c == 0xFFFD;
    plain.Add(c);
    if (!IsHyphen(c)) hyphenless.Add(c);
    if (c == '#' && StandsAlone(folded, i)) {
      for (const char letter : std::string_view(" number ")) {
        lookalike.Add(static_cast<unsigned char>(letter));
      }
    } else {
      lookalike.Add(IsLetterMark(folded, i) ? UChar32{'i'} : Lookalike(c));
    }
  }
  std::vector<Break> hyphenless_breaks;
  plain.Finish(body.tokens, body.breaks);
  hyphenless.Finish(body.hyphenless_tokens, hyphenless_breaks);
  lookalike.Finish(body.lookalike_tokens, body.lookalike_breaks);
  for (std::string& token : body.lookalike_tokens) token = DigitsAsLetters(token);
  ReadSpacedDigits(body.lookalike_tokens);
  body.text = JoinTokens(body.tokens, " ");
  body.squeezed = JoinTokens(body.tokens, "");
  return body;
}

}  // namespace keyword_handler
