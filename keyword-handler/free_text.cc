#include "keyword-handler/free_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keyword-handler/free_text/features.h"
#include "keyword-handler/free_text/lexicon.h"
#include "keyword-handler/free_text/pattern.h"
#include "keyword-handler/free_text/rules.h"
#include "keyword-handler/free_text/weights.h"
#include "keyword-handler/keyword_tables.h"

namespace keyword_handler {
namespace {

// One or two words, politeness aside, are held by rules alone: they may be a keyword of a shop, and
// are none if they are held.
constexpr std::size_t kHeldTokensMin = 3;

struct CompiledRule {
  const FreeTextRule* rule;
  std::vector<Pattern> patterns;
};

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The lexicon and all rules, by stage.
class Grammar {
 public:
  Grammar()
      : lexicon_(MakeLexicon()),
        weights_({reinterpret_cast<const char*>(kWeightsTable), kWeightsTableSize}) {
    for (int stage = 1; stage <= kStages; ++stage) {
      for (const std::span<const FreeTextRule> table : Tables()) {
        for (const FreeTextRule& rule : table) {
          if (static_cast<int>(rule.stage) == stage) Compile(rule);
        }
      }
    }
  }

  FreeTextFinding FindIn(const std::vector<std::string>& tokens,
                         const std::vector<Break>& breaks) const {
    const Reading reading = Read(tokens, breaks);
    if (const FreeTextRule* certain = reading.First(RuleEffect::kCertain)) {
      return Finding(FreeTextVerdict::kRevoke, certain->name, reading);
    }
    const Weighed weighed = weights_.Weigh(SourceOf(reading, tokens));
    if (weighed.score >= weights_.revokes()) {
      return Finding(FreeTextVerdict::kRevoke, WeighedRule(weighed, reading), reading);
    }
    if (reading.First(RuleEffect::kRequest) != nullptr) {
      // What may be a request among much else is weighed by itself.
      for (const auto& [sentence, marks] : SentencesOf(tokens, breaks)) {
        FreeTextFinding found = FindIn(sentence, marks);
        if (found.verdict == FreeTextVerdict::kRevoke) return found;
      }
    }
    if (const FreeTextRule* unsure = reading.First(RuleEffect::kUnsure)) {
      return Finding(FreeTextVerdict::kReview, unsure->name, reading);
    }
    if (weighed.score >= weights_.reviews() &&
        WithoutPoliteness(tokens).size() >= kHeldTokensMin) {
      return Finding(FreeTextVerdict::kReview, WeighedRule(weighed, reading), reading);
    }
    return {};
  }

  // Appends what FindIn() looks at.
  void AddFeatures(const std::vector<std::string>& tokens, const std::vector<Break>& breaks,
                   std::vector<std::vector<std::string>>& readings) const {
    const Reading reading = Read(tokens, breaks);
    std::vector<std::string>& features = readings.emplace_back();
    ForEachFeature(SourceOf(reading, tokens),
                   [&](std::string_view name) { features.emplace_back(name); });
    if (reading.First(RuleEffect::kRequest) == nullptr) return;
    for (const auto& [sentence, marks] : SentencesOf(tokens, breaks)) {
      AddFeatures(sentence, marks, readings);
    }
  }

 private:
  // A text as the rules see it.
  struct Reading {
    std::vector<Word> words;
    std::vector<std::string_view> matched;  // names of rules
    std::array<const FreeTextRule*, kRuleEffects> first = {};  // that matched, by effect
    Language language = Language::kEnglish;

    const FreeTextRule*& First(RuleEffect effect) {
      return first[static_cast<std::size_t>(effect) - 1];
    }
    [[nodiscard]] const FreeTextRule* First(RuleEffect effect) const {
      return first[static_cast<std::size_t>(effect) - 1];
    }
  };

  Reading Read(const std::vector<std::string>& tokens, const std::vector<Break>& breaks) const {
    Reading reading;
    Sentence text;
    text.words = lexicon_.WordsOf(tokens, breaks);
    reading.words = text.words;
    for (const Word& word : text.words) {
      text.classes |= word.classes;
      text.ids.set(static_cast<std::size_t>(word.id));
    }
    for (const CompiledRule& compiled : rules_) {
      const bool harmless = compiled.rule->effect == RuleEffect::kHarmless;
      if (harmless ? !TakeOut(compiled, text) : !Matches(compiled, text)) continue;
      reading.matched.push_back(compiled.rule->name);
      const FreeTextRule*& first = reading.First(compiled.rule->effect);
      if (first == nullptr) first = compiled.rule;
    }
    const FreeTextRule* rule = reading.First(RuleEffect::kRequest);
    if (rule == nullptr) rule = reading.First(RuleEffect::kUnsure);
    const Language fallback = rule != nullptr ? rule->language : Language::kEnglish;
    reading.language = LanguageOf(reading.words).value_or(fallback);
    return reading;
  }

  // None if there is only one.
  static std::vector<std::pair<std::vector<std::string>, std::vector<Break>>> SentencesOf(
      const std::vector<std::string>& tokens, const std::vector<Break>& breaks) {
    std::vector<std::pair<std::vector<std::string>, std::vector<Break>>> sentences;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i == 0 || breaks[i] == Break::kSentence) sentences.emplace_back();
      sentences.back().first.push_back(tokens[i]);
      sentences.back().second.push_back(breaks[i]);
    }
    if (sentences.size() == 1) sentences.clear();
    return sentences;
  }

  FeatureSource SourceOf(const Reading& reading, std::span<const std::string> tokens) const {
    return {.tokens = tokens,
            .words = reading.words,
            .class_names = lexicon_.class_names(),
            .rules = reading.matched};
  }

  static std::string WeighedRule(const Weighed& weighed, const Reading& reading) {
    if (const FreeTextRule* request = reading.First(RuleEffect::kRequest)) {
      return std::string(request->name);
    }
    return "weighed/" + std::string(weighed.most);
  }

  static FreeTextFinding Finding(FreeTextVerdict verdict, std::string_view rule,
                                 const Reading& reading) {
    return {.verdict = verdict, .rule = std::string(rule), .language = reading.language};
  }

  static std::array<std::span<const FreeTextRule>, 5> Tables() {
    return {EnglishHarmless(), EnglishRequests(), EnglishPersons(), FrenchRules(), SpanishRules()};
  }

  static Lexicon MakeLexicon() {
    std::vector<std::string> words;
    std::vector<std::string> classes;
    for (const std::span<const FreeTextRule> table : Tables()) {
      for (const FreeTextRule& rule : table) {
        for (const std::string_view line : LinesOf(rule.patterns)) {
          Pattern::Mentioned(line, words, classes);
        }
      }
    }
    return Lexicon(words, classes);
  }

  void Compile(const FreeTextRule& rule) {
    CompiledRule compiled{.rule = &rule, .patterns = {}};
    for (const std::string_view line : LinesOf(rule.patterns)) {
      compiled.patterns.emplace_back(line, lexicon_);
    }
    rules_.push_back(std::move(compiled));
  }

  // The language of which the text has most words that are in no other; a rule may be met by words
  // of another language, and the person is answered in theirs.
  static std::optional<Language> LanguageOf(const std::vector<Word>& words) {
    constexpr std::array kLanguages = {Language::kEnglish, Language::kFrench, Language::kSpanish};
    std::array<int, 3> votes{};
    for (const Word& word : words) {
      for (std::size_t i = 0; i < votes.size(); ++i) votes[i] += word.languages == 1U << i ? 1 : 0;
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    if (*most == 0 || std::count(votes.begin(), votes.end(), *most) > 1) return std::nullopt;
    return kLanguages[static_cast<std::size_t>(most - votes.begin())];
  }

  static bool Matches(const CompiledRule& compiled, const Sentence& text) {
    for (const Pattern& pattern : compiled.patterns) {
      if (!pattern.MayMatch(text)) continue;
      for (std::size_t at = 0; at < text.words.size(); ++at) {
        if (pattern.MatchAt(text.words, at) != Pattern::kNone) return true;
      }
    }
    return false;
  }

  // What is explained says nothing more, but still stands between its neighbours.
  static bool TakeOut(const CompiledRule& compiled, Sentence& text) {
    bool taken = false;
    for (const Pattern& pattern : compiled.patterns) {
      if (!pattern.MayMatch(text)) continue;
      for (std::size_t at = 0; at < text.words.size(); ++at) {
        const std::size_t end = pattern.MatchAt(text.words, at);
        if (end == Pattern::kNone) continue;
        for (; at < end; ++at) text.words[at] = {.before = text.words[at].before};
        --at;
        taken = true;
      }
    }
    return taken;
  }

  const Lexicon lexicon_;
  const Weights weights_;
  std::vector<CompiledRule> rules_;
};

bool IsWeighed(const FreeTextFinding& finding) { return finding.rule.starts_with("weighed/"); }

// Never destroyed: classification may run while the process ends.
const Grammar& TheGrammar() {
  static const Grammar* const grammar = new Grammar();
  return *grammar;
}

}  // namespace

FreeTextFinding FindRevocation(const NormalisedBody& body) {
  const FreeTextFinding plain = TheGrammar().FindIn(body.tokens, body.breaks);
  // A rule explains more than a weight does.
  const bool clear = plain.verdict == FreeTextVerdict::kRevoke && !IsWeighed(plain);
  if (clear || body.lookalike_tokens == body.tokens) return plain;
  const FreeTextFinding lookalike =
      TheGrammar().FindIn(body.lookalike_tokens, body.lookalike_breaks);
  if (lookalike.verdict != plain.verdict) {
    return lookalike.verdict > plain.verdict ? lookalike : plain;
  }
  return IsWeighed(lookalike) ? plain : lookalike;
}

std::vector<std::vector<std::string>> FeaturesIn(const NormalisedBody& body) {
  std::vector<std::vector<std::string>> readings;
  TheGrammar().AddFeatures(body.tokens, body.breaks, readings);
  if (body.lookalike_tokens != body.tokens) {
    TheGrammar().AddFeatures(body.lookalike_tokens, body.lookalike_breaks, readings);
  }
  return readings;
}

}  // namespace keyword_handler
