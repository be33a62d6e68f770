#include "keyword-handler/free_text/pattern.h"

#include <algorithm>

#include "ledger/core/check.h"

namespace keyword_handler {
namespace {

std::vector<std::string_view> SplitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool IsClass(std::string_view part) { return part[0] >= 'A' && part[0] <= 'Z'; }

// "!A|B" -> "A|B", "A?" -> "A"; empty for elements that name no word.
std::string_view Named(std::string_view element) {
  if (element == "^" || element == "$" || element[0] == '_') return {};
  if (element[0] == '!' || element[0] == '~') element.remove_prefix(1);
  if (element.back() == '?') element.remove_suffix(1);
  return element;
}

bool Ends(std::span<const Word> words, std::size_t at) {
  return at == words.size() || words[at].before != Break::kNone;
}

}  // namespace

void Pattern::Mentioned(std::string_view text, std::vector<std::string>& words,
                        std::vector<std::string>& classes) {
  for (const std::string_view element : SplitAt(text, ' ')) {
    for (const std::string_view part : SplitAt(Named(element), '|')) {
      if (part == "$") continue;
      (IsClass(part) ? classes : words).emplace_back(part);
    }
  }
}

Pattern::Pattern(std::string_view text, const Lexicon& lexicon)
    : barrier_(lexicon.ClassNamed("BARRIER")) {
  for (const std::string_view written : SplitAt(text, ' ')) {
    Element element;
    if (written == "^") {
      element.kind = Kind::kBegin;
    } else if (written == "$") {
      element.kind = Kind::kEnd;
    } else if (written[0] == '_') {
      LEDGER_CHECK(written.size() == 2 && written[1] >= '1' && written[1] <= '6');
      element.kind = Kind::kGap;
      element.gap = static_cast<std::size_t>(written[1] - '0');
    } else {
      if (written[0] == '!') element.kind = Kind::kNotNext;
      if (written[0] == '~') element.kind = Kind::kNotBefore;
      element.optional = written.back() == '?';
      for (const std::string_view part : SplitAt(Named(written), '|')) {
        if (part == "$") {
          element.or_end = true;
        } else if (IsClass(part)) {
          element.classes |= lexicon.ClassNamed(part);
        } else {
          element.ids.push_back(lexicon.IdOf(part));
        }
      }
    }
    elements_.push_back(std::move(element));
  }
  LEDGER_CHECK(!elements_.empty() && lexicon.ids() <= WordIds().size());
}

bool Pattern::MayMatch(const Sentence& text) const {
  return std::all_of(elements_.begin(), elements_.end(), [&](const Element& element) {
    if (element.kind != Kind::kWord || element.optional || element.or_end) return true;
    return (element.classes & text.classes).any() ||
           std::any_of(element.ids.begin(), element.ids.end(),
                       [&](int id) { return text.ids.test(static_cast<std::size_t>(id)); });
  });
}

bool Pattern::Is(const Element& element, const Word& word) {
  if ((element.classes & word.classes).any()) return true;
  return word.id != 0 &&
         std::find(element.ids.begin(), element.ids.end(), word.id) != element.ids.end();
}

std::size_t Pattern::MatchAt(std::span<const Word> words, std::size_t at) const {
  return Match(words, at, at, 0);
}

// Recursion goes no deeper than a pattern has elements, and each gap tries its few lengths.
std::size_t Pattern::Match(std::span<const Word> words, std::size_t begin, std::size_t at,
                           std::size_t index) const {
  if (index == elements_.size()) return at > begin ? at : kNone;
  const Element& element = elements_[index];
  const bool within = at < words.size() && (at == begin || words[at].before != Break::kSentence);
  switch (element.kind) {
    case Kind::kBegin:
      if (at > 0 && words[at].before == Break::kNone) return kNone;
      return Match(words, begin, at, index + 1);
    case Kind::kEnd:
      return Ends(words, at) ? Match(words, begin, at, index + 1) : kNone;
    case Kind::kNotNext:
      if (within && Is(element, words[at])) return kNone;
      return Match(words, begin, at, index + 1);
    case Kind::kNotBefore:
      if (at > 0 && words[at].before != Break::kSentence && Is(element, words[at - 1])) {
        return kNone;
      }
      return Match(words, begin, at, index + 1);
    case Kind::kGap:
      for (std::size_t length = 0;; ++length) {
        const std::size_t end = Match(words, begin, at + length, index + 1);
        if (end != kNone || length == element.gap || at + length == words.size()) return end;
        const Word& skipped = words[at + length];
        const bool ends = at + length > begin && skipped.before > Break::kLine;
        if (ends || (skipped.classes & barrier_).any()) return kNone;
      }
    case Kind::kWord:
      break;
  }
  if (within && Is(element, words[at])) {
    const std::size_t end = Match(words, begin, at + 1, index + 1);
    if (end != kNone) return end;
  }
  if (element.optional || (element.or_end && Ends(words, at))) {
    return Match(words, begin, at, index + 1);
  }
  return kNone;
}

}  // namespace keyword_handler
