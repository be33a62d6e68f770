// What the weights are for: the features of a text, each a short name.
//
//   w:i+dont        one to three words in a row, as the lexicon spells them
//   c:DONT+WANT     their classes
//   k:DONT+MESSAGE  classes of two words with one to three others between them
//   x:no_m          four or five letters in a row, as they were written; `_` between words
//   r:wrong_number  a rule that matched
//
// `^` and `$` stand for the beginning and the end, `.` for the end of a sentence. The one place
// that makes them: the trainer takes them from here (tests/keyword-handler/features_of.cc).
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
