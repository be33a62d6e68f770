#include "ledger/runtime/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace ledger {
namespace {

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view NearestName(std::string_view mistyped, std::span<const std::string_view> names) {
  std::string_view nearest;
  std::size_t best = std::max<std::size_t>(2, (mistyped.size() + 2) / 3) + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = EditDistance(mistyped, name);
    if (distance < best) {
      best = distance;
      nearest = name;
    }
  }
  return nearest;
}

std::string DidYouMean(std::string_view mistyped, std::span<const std::string_view> names,
                       std::string_view prefix) {
  const std::string_view nearest = NearestName(mistyped, names);
  if (nearest.empty()) return "";
  std::string text = "; did you mean ";
  text += prefix;
  text += nearest;
  text += '?';
  return text;
}

}  // namespace ledger
