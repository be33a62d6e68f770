// What the weights are for: the features of a text, each a short name.
//
//   w:i+dont   words as the lexicon spells them, in a row      c:DONT+WANT  their classes in a row
//   v:no+list  words with one or two others between them       k:DONT+MESSAGE  classes, with up to three
//   s:desab    the first five letters of a word                r:wrong_number  a rule that matched
//
// `^` and `$` stand for the beginning and the end, `.` for the end of a sentence. The one place that
// makes them: the trainer takes them from here (tests/keyword-handler/features_of.cc).
#pragma once

#include <span>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "keyword-handler/free_text/lexicon.h"

namespace keyword_handler {

// Calls `take` for each feature, some of them more than once. Of a long text only the beginning and
// the end count. A name may hold a person's words: only those that the table of weights has too
// may be shown.
void ForEachFeature(std::span<const Word> words, std::span<const std::string_view> rules,
                    std::span<const std::string> class_names,
                    absl::FunctionRef<void(std::string_view)> take);

}  // namespace keyword_handler
