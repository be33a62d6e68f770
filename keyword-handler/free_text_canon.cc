#include "keyword-handler/free_text_canon.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "re2/re2.h"

namespace keyword_handler {
namespace {

// Close to "stop" by a slip of the finger, and no words of their own.
constexpr std::array<std::string_view, 30> kStopTypos = {
    "stpo",  "sotp",  "tsop",  "stp",   "sto",   "stpp", "stio", "stoo",  "dtop",   "stopo",
    "stopl", "stopp", "sttop", "stoip", "stiop", "srop", "syop", "etop",  "sptop",  "stopit",
    "stahp", "stopz", "stob",  "stopn", "xtop",  "ztop", "stap", "stohp", "stoptt", "stoph"};

// Longer words may differ by one slip (unsubscribe by two) and still be meant.
struct LongWord {
  std::string_view word;
  std::size_t slips_max;
};
constexpr std::array<LongWord, 6> kLongWords = {{{"unsubscribe", 2},
                                                 {"cancel", 1},
                                                 {"remove", 1},
                                                 {"desabonner", 1},
                                                 {"desinscrire", 1},
                                                 {"cancelar", 1}}};
constexpr std::array<std::string_view, 16> kOtherWords = {
    "subscribe", "subscribed", "resubscribe", "cancer",      "cancels",  "removed",
    "removes",   "remover",    "remote",      "cancelan",    "cancelas", "unsubscribed",
    "remodel",   "subscriber", "subscribers", "unsubscribes"};

// Edits between `a` and `b` (insert, delete, replace, swap of neighbours).
std::size_t Slips(std::string_view a, std::string_view b) {
  constexpr std::size_t kWide = 16;
  if (a.size() >= kWide || b.size() >= kWide) return kWide;
  std::array<std::array<std::size_t, kWide>, kWide> cost{};
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::string Corrected(const std::string& token) {
  static const RE2* const long_stop = new RE2("s+t+o+p+");
  if (token.size() >= 4 && token != "stoop" && RE2::FullMatch(token, *long_stop)) {
    return "stop";
  }
  if (token == "stopit") return "stop it";
  if (std::find(kStopTypos.begin(), kStopTypos.end(), token) != kStopTypos.end()) return "stop";
  if (std::find(kOtherWords.begin(), kOtherWords.end(), token) != kOtherWords.end()) return token;
  for (const LongWord& known : kLongWords) {
    if (token.size() + known.slips_max < known.word.size()) continue;
    if (Slips(token, known.word) <= known.slips_max) return std::string(known.word);
  }
  return token;
}

// "stoptexting" -> "stop texting"; words that are not glued stay whole.
std::string Unglued(const std::string& token) {
  static const RE2* const glued = new RE2(
      "(please|pls|plz|just)?(stop|quit|donot|dont|no|remove|leave|wrong|opt)"
      "(more|me|alone|number|out|now|all|it|this|please|pls|plz|thanks|text(?:s|ing)?|sms|spam|"
      "send(?:ing)?|msgs?|messag(?:e|es|ing))"
      "(me|us|now|alone|please|pls|plz|texts?|msgs?|messages)?");
  std::array<std::string, 4> part;
  if (!RE2::FullMatch(token, *glued, &part[0], &part[1], &part[2], &part[3])) {
    return token;
  }
  if (token == "note" || token == "nome" || token == "nonow" || token == "noit") return token;
  std::string words;
  for (const std::string& one : part) {
    if (one.empty()) continue;
    if (!words.empty()) words.push_back(' ');
    words.append(one);
  }
  return words;
}

bool IsLetter(const std::string& token) {
  return token.size() == 1 && token[0] >= 'a' && token[0] <= 'z';
}

void AppendWords(const std::string& words, std::vector<std::string>& out) {
  std::size_t from = 0;
  while (from < words.size()) {
    const std::size_t to = std::min(words.find(' ', from), words.size());
    out.push_back(words.substr(from, to - from));
    from = to + 1;
  }
}

}  // namespace

std::vector<std::string> Canonical(const std::vector<std::string>& tokens) {
  std::vector<std::string> canonical;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    while (end < tokens.size() && IsLetter(tokens[end])) ++end;
    std::string word = tokens[i];
    if (end - i >= 3) {
      word.clear();
      for (; i < end; ++i) word.append(tokens[i]);
    } else {
      ++i;
    }
    const std::string corrected = Corrected(word);
    AppendWords(corrected == word ? Unglued(word) : corrected, canonical);
  }
  return canonical;
}

}  // namespace keyword_handler
