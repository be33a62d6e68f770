// What the weights are for: the features of a text, each a short name.
//
//   w:i+dont        one to three words in a row, as the lexicon spells them
//   c:DONT+WANT     their classes
//   k:DONT+MESSAGE  classes of two words with one to three others between them
//   p:dont+texts    two words with at most seven others between them, in the order of the alphabet
//   x:no_m          three to six letters in a row, as they were written; `_` between words
//   r:wrong_number  a rule that matched
//   l:2             how many words there are, in threes
//
// `^` and `$` stand for the beginning and the end, `.` for the end of a sentence. The one place
// that makes them: the trainer takes them from here (tests/keyword-handler/train_weights.cc).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "keyword-handler/free_text/lexicon.h"

namespace keyword_handler {

struct FeatureSource {
  std::span<const std::string> tokens;  // of the normal form
  std::span<const Word> words;          // what the lexicon reads in them
  std::span<const std::string> class_names;
  std::span<const std::string_view> rules;  // that matched
};

// Calls `take` for each feature, some of them more than once. Of a long text only the beginning and
// the end count. A name may hold a person's words: only those that the table of weights has too
// may be shown.
void ForEachFeature(const FeatureSource& source, absl::FunctionRef<void(std::string_view)> take);

}  // namespace keyword_handler
