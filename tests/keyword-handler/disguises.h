// How people and generators write the letters of a word.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace keyword_handler::testing {

inline std::string Lower(std::string word) {
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

inline std::string Between(const std::string& word, const std::string& mark) {
  std::string out;
  for (const char c : word) out += (out.empty() ? "" : mark) + std::string(1, c);
  return out;
}

// Replaces each letter of `from` by the one at its place in `to`.
inline std::string Replaced(const std::string& word, const std::string& from,
                     const std::vector<std::string>& to) {
  std::string out;
  for (const char c : word) {
    const std::size_t at = from.find(c);
    out += at == std::string::npos ? std::string(1, c) : to[at];
  }
  return out;
}

// How the letters themselves are written; `word` is upper case with a space at most.
inline std::vector<std::string> Spellings(const std::string& word) {
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

}  // namespace keyword_handler::testing
