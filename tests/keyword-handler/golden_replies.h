// The files of labelled replies in tests/golden: "LABEL TAB BODY" a line, `#` begins a comment, and
// "# writer NAME" the bodies of one writer.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/core/check.h"

namespace keyword_handler {

// The body of a line, as a person sent it: a line break stands as \n in the files.
inline std::string GoldenBody(std::string_view written) {
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool breaks = written.substr(i, 2) == "\\n";
    plain.push_back(breaks ? '\n' : written[i]);
    i += breaks ? 1 : 0;
  }
  return plain;
}

struct GoldenReply {
  std::string writer;  // "first" above the first that is named
  std::string label;
  std::string body;
};

// Aborts if a line is not well formed: it is a file of these tests.
inline std::vector<GoldenReply> GoldenReplies(const std::string& path) {
  constexpr std::string_view kWriter = "# writer ";
  std::ifstream in(path);
  LEDGER_CHECK(in.good());
  std::vector<GoldenReply> replies;
  std::string writer = "first";
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kWriter)) writer = line.substr(kWriter.size());
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    LEDGER_CHECK(tab != std::string::npos);
    replies.push_back({writer, line.substr(0, tab), GoldenBody(line.substr(tab + 1))});
  }
  return replies;
}

}  // namespace keyword_handler
