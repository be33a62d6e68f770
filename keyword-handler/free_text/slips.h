// How far two words are apart in slips of the finger.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace keyword_handler {

// Returns the edits between `a` and `b` (insert, delete, replace, swap of neighbours); many for
// words of 20 letters or more.
[[nodiscard]] inline std::size_t Slips(std::string_view a, std::string_view b) {
  constexpr std::size_t kWide = 20;
  if (a.size() >= kWide || b.size() >= kWide) return kWide;
  std::array<std::array<std::size_t, kWide>, kWide> cost{};
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace keyword_handler
