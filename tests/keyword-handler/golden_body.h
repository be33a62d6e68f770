// The body of a row of tests/golden/*_replies.tsv and reply_corpus.tsv, as a person sent it.
#pragma once

#include <string>
#include <string_view>

namespace keyword_handler {

// A line break stands as \n in the files.
inline std::string GoldenBody(std::string_view written) {
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool breaks = written.substr(i, 2) == "\\n";
    plain.push_back(breaks ? '\n' : written[i]);
    i += breaks ? 1 : 0;
  }
  return plain;
}

}  // namespace keyword_handler
