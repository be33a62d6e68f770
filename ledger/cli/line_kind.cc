#include "ledger/cli/line_kind.h"

#include <array>
#include <utility>

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

constexpr std::array<std::pair<std::string_view, v1::LineKind>, 3> kKinds = {{
    {"long_code", v1::LINE_KIND_LONG_CODE},
    {"toll_free", v1::LINE_KIND_TOLL_FREE},
    {"short_code", v1::LINE_KIND_SHORT_CODE},
}};

}  // namespace

std::vector<std::string> LineKindWords() {
  std::vector<std::string> words;
  for (const auto& [word, kind] : kKinds) words.emplace_back(word);
  return words;
}

v1::LineKind LineKindOf(std::string_view word) {
  for (const auto& [known, kind] : kKinds) {
    if (known == word) return kind;
  }
  return v1::LINE_KIND_UNSPECIFIED;
}

std::string_view LineKindWord(v1::LineKind kind) {
  for (const auto& [word, known] : kKinds) {
    if (known == kind) return word;
  }
  return "unknown";
}

}  // namespace ledger::cli
