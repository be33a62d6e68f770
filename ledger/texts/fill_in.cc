#include "ledger/texts/fill_in.h"

namespace ledger {

std::string FillIn(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string words;
  words.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    words += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const auto value = close == std::string_view::npos
                           ? values.end()
                           : values.find(std::string(text.substr(1, close - 1)));
    if (value == values.end()) {
      words += '{';
      text.remove_prefix(1);
    } else {
      words += value->second;
      text.remove_prefix(close + 1);
    }
  }
  return words;
}

}  // namespace ledger
