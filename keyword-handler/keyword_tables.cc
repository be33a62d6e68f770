#include "keyword-handler/keyword_tables.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace keyword_handler {
namespace {

using enum KeywordFamily;
using enum KeywordSource;
using enum Language;

constexpr std::array kKeywords = {
    KeywordEntry{kRevoke, "STOP", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "QUIT", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "END", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "REVOKE", kEnglish, kFcc, 2},
    KeywordEntry{kRevoke, "OPT OUT", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "CANCEL", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "UNSUBSCRIBE", kEnglish, kFcc, 1},
    KeywordEntry{kRevoke, "OPT ME OUT", kEnglish, kCtia, 1},
    KeywordEntry{kRevoke, "STOP ALL", kEnglish, kTwilio, 1},
    KeywordEntry{kRevoke, "REMOVE", kEnglish, kAws, 1},
    KeywordEntry{kRevoke, "TD", kEnglish, kAws, 1},
    KeywordEntry{kRevoke, "UNSUB", kEnglish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "ARRET", kFrench, kCwta, 1},
    KeywordEntry{kRevoke, "ARRETE", kFrench, kTwilio, 1},
    KeywordEntry{kRevoke, "ARRETT", kFrench, kTwilio, 1},
    KeywordEntry{kRevoke, "ARRETER", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "ARRETEZ", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "ANNULER", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "REVOQUER", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DESABONNER", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DESABONNEMENT", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DESINSCRIRE", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DESINSCRIPTION", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "FIN", kFrench, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "ALTO", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "PARAR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "PARE", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "PAREN", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "BASTA", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "BAJA", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "CANCELAR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "CANCELA", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "REVOCAR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DETENER", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "SALIR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "TERMINAR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kRevoke, "DESUSCRIBIR", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kHelp, "HELP", kEnglish, kCtia, 1},
    KeywordEntry{kHelp, "INFO", kEnglish, kCtia, 1},
    KeywordEntry{kHelp, "AIDE", kFrench, kCwta, 1},
    KeywordEntry{kHelp, "AYUDA", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kConfirm, "Y", kEnglish, kSeed, 1},
    KeywordEntry{kConfirm, "YES", kEnglish, kSeed, 1},
    KeywordEntry{kConfirm, "OUI", kFrench, kReasonablePerson, 1},
    KeywordEntry{kConfirm, "SI", kSpanish, kReasonablePerson, 1},
    KeywordEntry{kOptIn, "START", kEnglish, kTwilio, 1},
    KeywordEntry{kOptIn, "UNSTOP", kEnglish, kTwilio, 1},
};

// NO is a word of Spanish, too: who says only that is answered in English.
constexpr std::array<Refusal, 18> kRefusals = {
    Refusal{"NO", kEnglish},      Refusal{"N", kEnglish},         Refusal{"NOPE", kEnglish},
    Refusal{"NAH", kEnglish},     Refusal{"NON", kFrench},        Refusal{"NO THANKS", kEnglish},
    Refusal{"NO THX", kEnglish},  Refusal{"NO THANK YOU", kEnglish}, Refusal{"NO TY", kEnglish},
    Refusal{"NON MERCI", kFrench}, Refusal{"NO GRACIAS", kSpanish}, Refusal{"NO WAY", kEnglish},
    Refusal{"I DECLINE", kEnglish}, Refusal{"DECLINE", kEnglish}, Refusal{"NEVER", kEnglish},
    Refusal{"JAMAIS", kFrench},   Refusal{"NUNCA", kSpanish},
    Refusal{"I DO NOT AGREE", kEnglish}};

constexpr std::array<std::string_view, 34> kPoliteness = {
    "please",   "pls",    "plz",     "plse",  "pleas", "thanks",  "thank", "thx", "tks",
    "ty",       "kindly", "hi",      "hello", "hey",   "ok",      "okay",  "sir", "madam",
    "guys",     "svp",    "stp",     "sil",   "merci", "bonjour", "salut", "por", "favor",
    "porfavor", "porfa",  "gracias", "hola",  "vous",  "te",      "plait"};

// What else stands around a revocation without weakening it.
constexpr std::array<std::string_view, 25> kUrgency = {
    "now",         "immediately",   "asap",  "today",  "already",      "just",
    "reply",       "text",          "re",    "sms",    "there",        "team",
    "maintenant",  "immediatement", "ahora", "ya",     "ahorita",      "inmediatamente",
    "yall",        "all",           "me",    "folks",  "right",        "again",
    "msg"};

// Upper case with spaces to the squeezed lower case of normalised bodies.
bool SqueezedEquals(std::string_view word, std::string_view squeezed) {
  std::size_t at = 0;
  for (const char c : word) {
    if (c == ' ') continue;
    const char lower = static_cast<char>(c - 'A' + 'a');
    // A letter that was lost in a wrong encoding may have been this one.
    if (at >= squeezed.size() || (squeezed[at] != lower && squeezed[at] != kBrokenLetter)) {
      return false;
    }
    ++at;
  }
  return at == squeezed.size();
}

// 12345, #A1B2: a code or a number.
bool HasDigit(const std::string& token) {
  return std::any_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// STOP22395, stop2, 1stop, STOPb: the short code is typed without a space, or a finger slipped. At
// three letters it is a whole short code, or FIN2 and END24 would be no tickets any more.
std::string WithoutSlips(const std::string& token) {
  constexpr std::size_t kWordMin = 4;
  constexpr std::size_t kCodeMin = 5;
  constexpr char kDigits[] = "0123456789";
  const std::size_t first = token.find_first_not_of(kDigits);
  if (first == std::string::npos) return token;
  const std::size_t last = token.find_last_not_of(kDigits);
  const std::size_t length = last - first + 1;
  const bool code = first == 0 && token.size() - length >= kCodeMin;
  std::string word = length >= kWordMin || code ? token.substr(first, length) : token;
  constexpr std::string_view kStop = "stop";
  const bool slip = word.size() == kStop.size() + 1 && word.starts_with(kStop);
  if (slip && word.back() != 's') word.pop_back();  // "stops" is a word of its own
  return word;
}

bool IsUrgency(const std::string& token) {
  return std::find(kUrgency.begin(), kUrgency.end(), token) != kUrgency.end();
}

// As SqueezedEquals, but with letters held down: STOPPP, CANCELLL. Three times at least in words
// of three letters, for FINN is a name.
bool EqualsHeldDown(std::string_view word, std::string_view squeezed) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < word.size();) {
    if (word[i] == ' ') {
      ++i;
      continue;
    }
    const char letter = static_cast<char>(word[i] - 'A' + 'a');
    std::size_t wanted = 0;
    for (; i < word.size() && word[i] == letter - 'a' + 'A'; ++i) ++wanted;
    std::size_t typed = 0;
    for (; at < squeezed.size() && squeezed[at] == letter; ++at) ++typed;
    const bool held = typed > wanted && (word.size() > 3 || typed >= wanted + 2);
    if (typed != wanted && !held) return false;
  }
  return at == squeezed.size();
}

const KeywordEntry* FindSqueezed(const std::vector<std::string>& tokens, KeywordFamily family,
                                 int policy_ordinal) {
  const std::string squeezed = JoinTokens(tokens, "");
  // Agreement is one word: "y es" and "un stop" are others (law 8).
  const bool agrees = family == kConfirm || family == kOptIn;
  if (agrees && tokens.size() > 1) return nullptr;
  // Two letters apart ("t d") are words of their own.
  if (squeezed.size() < 3 && tokens.size() > 1) return nullptr;
  const auto broken = std::count(squeezed.begin(), squeezed.end(), kBrokenLetter);
  if (broken > 0 &&
      (family != kRevoke || broken * 3 > static_cast<std::ptrdiff_t>(squeezed.size()))) {
    return nullptr;
  }
  for (const KeywordEntry& entry : kKeywords) {
    if (entry.family == family && entry.since_policy <= policy_ordinal &&
        (SqueezedEquals(entry.word, squeezed) ||
         (family == kRevoke && entry.word.size() > 2 && EqualsHeldDown(entry.word, squeezed)))) {
      return &entry;
    }
  }
  return nullptr;
}

// STOP STOP STOP, OPT OUT OPT OUT: the shortest part that the rest only repeats.
std::vector<std::string> WithoutRepetition(std::vector<std::string> tokens) {
  for (std::size_t period = 1; period <= tokens.size() / 2; ++period) {
    if (tokens.size() % period == 0 &&
        std::equal(tokens.begin() + static_cast<std::ptrdiff_t>(period), tokens.end(),
                   tokens.begin())) {
      tokens.resize(period);
      break;
    }
  }
  return tokens;
}

const KeywordEntry* FindInTokens(std::vector<std::string> tokens, KeywordFamily family,
                                 int policy_ordinal) {
  if (const KeywordEntry* entry = FindSqueezed(tokens, family, policy_ordinal)) return entry;
  tokens = WithoutPoliteness(std::move(tokens));
  tokens = WithoutRepetition(std::move(tokens));
  if (const KeywordEntry* entry = FindSqueezed(tokens, family, policy_ordinal)) return entry;
  if (family != kRevoke) return nullptr;
  // STOP 12345, REPLY STOP NOW: a code or haste around the word does not weaken it.
  const auto weightless = [](const std::string& token) {
    return HasDigit(token) || IsUrgency(token);
  };
  while (tokens.size() > 1 && weightless(tokens.back())) tokens.pop_back();
  while (tokens.size() > 1 && weightless(tokens.front())) tokens.erase(tokens.begin());
  tokens = WithoutPoliteness(std::move(tokens));
  if (tokens.empty()) return nullptr;
  if (tokens.size() == 1) tokens.front() = WithoutSlips(tokens.front());
  const KeywordEntry* entry = FindSqueezed(tokens, family, policy_ordinal);
  if (entry != nullptr) return entry->word.size() > 2 ? entry : nullptr;
  // STOP END QUIT: nothing but such words.
  for (const std::string& token : tokens) {
    const KeywordEntry* one = FindSqueezed({token}, family, policy_ordinal);
    if (one == nullptr) return nullptr;
    if (entry == nullptr) entry = one;
  }
  return entry;
}

}  // namespace

std::span<const KeywordEntry> AllKeywords() { return kKeywords; }

const KeywordEntry* FindKeyword(const NormalisedBody& body, KeywordFamily family,
                                int policy_ordinal) {
  if (const KeywordEntry* entry = FindInTokens(body.tokens, family, policy_ordinal)) return entry;
  if (family == kOptIn) return FindInTokens(body.hyphenless_tokens, family, policy_ordinal);
  if (family != kRevoke || body.lookalike_tokens == body.tokens) return nullptr;
  const KeywordEntry* entry = FindInTokens(body.lookalike_tokens, family, policy_ordinal);
  // Short words come out of look-alikes too easily ("7d" is not TD).
  return entry != nullptr && entry->word.size() >= 3 ? entry : nullptr;
}

const KeywordEntry* FindRevokingSentence(const NormalisedBody& body, int policy_ordinal) {
  const auto find = [&](const std::vector<std::string>& tokens, const std::vector<Break>& breaks) {
    const KeywordEntry* found = nullptr;
    for (std::size_t from = 0; from < tokens.size() && found == nullptr;) {
      std::size_t to = from + 1;
      while (to < tokens.size() && breaks[to] != Break::kLine && breaks[to] != Break::kSentence) {
        ++to;
      }
      // Longer than any word of the tables with politeness around it.
      if (to - from <= 12) {
        const auto begin = tokens.begin();
        found = FindInTokens({begin + static_cast<std::ptrdiff_t>(from),
                              begin + static_cast<std::ptrdiff_t>(to)},
                             kRevoke, policy_ordinal);
        if (found != nullptr && found->word.size() < 3) found = nullptr;
      }
      from = to;
    }
    return found;
  };
  if (const KeywordEntry* entry = find(body.tokens, body.breaks)) return entry;
  return body.lookalike_tokens == body.tokens ? nullptr
                                              : find(body.lookalike_tokens, body.lookalike_breaks);
}

std::optional<Refusal> FindRefusal(const NormalisedBody& body) {
  for (const Refusal& refusal : kRefusals) {
    if (SqueezedEquals(refusal.word, body.squeezed)) return refusal;
  }
  const std::string polite = JoinTokens(WithoutPoliteness(body.tokens), "");
  for (const Refusal& refusal : kRefusals) {
    if (SqueezedEquals(refusal.word, polite)) return refusal;
  }
  return std::nullopt;
}

std::vector<std::string> WithoutPoliteness(std::vector<std::string> tokens) {
  const auto is_polite = [](const std::string& token) {
    return std::find(kPoliteness.begin(), kPoliteness.end(), token) != kPoliteness.end();
  };
  while (!tokens.empty()) {
    const std::size_t size = tokens.size();
    if (is_polite(tokens.back())) {
      tokens.pop_back();
    } else if (size >= 2 && tokens[size - 2] == "thank" &&
               (tokens.back() == "you" || tokens.back() == "u")) {
      tokens.resize(size - 2);
    } else {
      break;
    }
  }
  const auto first = std::find_if_not(tokens.begin(), tokens.end(), is_polite);
  tokens.erase(tokens.begin(), first);
  return tokens;
}

}  // namespace keyword_handler
