#include "keyword-handler/own_words.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "keyword-handler/normalise.h"

namespace keyword_handler {
namespace {

// How phones write a reaction, before the quoted text.
constexpr std::array<std::string_view, 12> kReactions = {
    "liked ",      "loved ",       "disliked ", "laughed at ", "emphasized ", "emphasised ",
    "questioned ", "reacted to ", "a aim\u00E9 ", "le gust\u00F3 ", "le encant\u00F3 ",
    "a ador\u00E9 "};
constexpr std::array<std::string_view, 4> kQuotes = {"\"", "\u201C", "\u00AB", "\u2018"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool BeginsWith(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == Lower(b); });
}

bool IsReaction(std::string_view text) {
  return std::any_of(kReactions.begin(), kReactions.end(), [&](std::string_view reaction) {
    if (!BeginsWith(text, reaction)) return false;
    const std::string_view rest = text.substr(reaction.size());
    return std::any_of(kQuotes.begin(), kQuotes.end(),
                       [&](std::string_view quote) { return rest.starts_with(quote); });
  });
}

// The letter of "&Ecirc;", the character of "&quot;"; 0 if `name` is none of these.
char EntityLetter(std::string_view name) {
  if (name == "quot" || name == "apos" || name == "amp" || name == "lt" || name == "gt" ||
      name == "nbsp") {
    return ' ';
  }
  constexpr std::array<std::string_view, 6> kMarks = {"acute", "grave", "circ",
                                                      "uml",   "tilde", "cedil"};
  const bool marked = name.size() > 1 && std::find(kMarks.begin(), kMarks.end(),
                                                   name.substr(1)) != kMarks.end();
  if (marked) return name[0];
  if (name.size() < 2 || name.size() > 4 || name[0] != '#') return 0;
  int code = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return 0;
    code = code * 10 + (c - '0');
  }
  return code >= ' ' && code < 127 ? static_cast<char>(code) : 0;
}

// Tags become spaces and entities their letters, as far as they say words.
std::string WithoutMarkup(std::string_view text) {
  if (text.find('<') == std::string_view::npos && text.find('&') == std::string_view::npos) {
    return std::string(text);
  }
  constexpr std::size_t kMarkupMax = 12;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char close = text[i] == '<' ? '>' : text[i] == '&' ? ';' : 0;
    const std::string_view inside =
        close == 0 ? std::string_view() : text.substr(i + 1, kMarkupMax);
    const std::size_t end = close == 0 ? std::string_view::npos : inside.find(close);
    const char letter = end == std::string_view::npos ? 0
                        : close == '>'                ? ' '
                                                      : EntityLetter(inside.substr(0, end));
    if (letter == 0) {
      plain.push_back(text[i]);
      continue;
    }
    plain.push_back(letter);
    i += end + 1;
  }
  return plain;
}

bool BeginsQuotedMail(std::string_view line) {
  const bool wrote = line.ends_with("wrote:") || line.ends_with("crit :") ||
                     line.ends_with("crit:") || line.ends_with("escribi\u00F3:");
  return wrote || line.starts_with("-----Original");
}

}  // namespace

std::string OwnWords(std::string_view raw) {
  if (raw.size() > kBodyBytesMax) return std::string(raw);
  if (IsReaction(raw)) return std::string();
  const std::string plain = WithoutMarkup(raw);
  const std::string_view text = plain;
  std::string own;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (BeginsQuotedMail(line)) break;
    const std::size_t first = line.find_first_not_of(' ');
    const bool quoted = first != std::string_view::npos && line[first] == '>';
    if (!quoted) own.append(line).push_back('\n');
    at = end + 1;
  }
  const bool has_words = !Normalise(own).tokens.empty();
  return has_words ? own : plain;
}

}  // namespace keyword_handler
