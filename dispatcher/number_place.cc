#include "dispatcher/number_place.h"

#include <map>
#include <string_view>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "dispatcher/number_tables.h"
#include "ledger/core/check.h"

namespace dispatcher {
namespace {

using Names = std::vector<std::string>;
using Table = std::map<std::string, Names, std::less<>>;

constexpr std::size_t kAreaCodeAt = 2;  // behind "+1"
constexpr std::size_t kAreaCodeSize = 3;
constexpr std::size_t kCallingCodeMax = 3;

Table Read(std::string_view rows) {
  Table table;
  Names names;
  for (absl::string_view line : absl::StrSplit(absl::string_view(rows.data(), rows.size()), '\n',
                                               absl::SkipEmpty())) {
    if (line.front() != ' ') {
      const std::pair<absl::string_view, absl::string_view> row =
          absl::StrSplit(line, absl::MaxSplits(": ", 1));
      names = absl::StrSplit(row.first, ' ');
      line = row.second;
    }
    for (const absl::string_view code : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
      LEDGER_CHECK(table.emplace(std::string(code), names).second);
    }
  }
  return table;
}

// All of the United States and Canada that texts are sent to: for codes that no table has.
const Names& Anywhere() {
  static const Names zones = {"America/Anchorage",   "America/Chicago", "America/Denver",
                              "America/Los_Angeles", "America/New_York", "Pacific/Honolulu"};
  return zones;
}

}  // namespace

NumberPlace PlaceOf(const ledger::PhoneNumber& number) {
  static const Table area_zones = Read(kAreaCodeZones);
  static const Table area_states = Read(kAreaCodeStates);
  static const Table calling_zones = Read(kCallingCodeZones);
  const std::string_view e164 = number.e164();
  NumberPlace place;
  if (number.is_nanp()) {
    const std::string_view code = e164.substr(kAreaCodeAt, kAreaCodeSize);
    const auto zones = area_zones.find(code);
    place.zones = zones != area_zones.end() ? zones->second : Anywhere();
    if (const auto state = area_states.find(code); state != area_states.end()) {
      place.state = state->second.front();
    }
    return place;
  }
  // No calling code is the beginning of another.
  for (std::size_t size = 1; size <= kCallingCodeMax; ++size) {
    const auto zones = calling_zones.find(e164.substr(1, size));
    if (zones == calling_zones.end()) continue;
    place.zones = zones->second;
    break;
  }
  return place;
}

}  // namespace dispatcher
