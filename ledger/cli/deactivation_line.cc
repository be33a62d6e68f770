#include "ledger/cli/deactivation_line.h"

#include <limits>

namespace ledger::cli {
namespace {

constexpr std::streamsize kLineMax = 1024;
constexpr std::string_view kBlanks = " \t\r\"\xef\xbb\xbf";  // and a mark of UTF-8

}  // namespace

std::optional<DeactivationLine> ReadDeactivationLine(std::istream& in) {
  std::string line(kLineMax, '\0');
  in.getline(line.data(), kLineMax);
  if (in.gcount() == 0 && in.eof()) return std::nullopt;
  if (in.fail() && in.gcount() == kLineMax - 1) {
    in.clear();
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    return DeactivationLine{"", true};
  }
  if (in.bad()) return std::nullopt;
  line.resize(line.find('\0'));
  line.resize(std::min(line.find(','), line.size()));
  const std::size_t from = line.find_first_not_of(kBlanks);
  if (from == std::string::npos || line[from] == '#') return DeactivationLine{};
  return DeactivationLine{line.substr(from, line.find_last_not_of(kBlanks) + 1 - from), false};
}

}  // namespace ledger::cli
