// What every benchmark measures and prints with: rounds of the same work, the wall clock and the
// processor beside it, and the ratio of two figures from one run.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bench {

// What one round cost.
struct Cost {
  double seconds = 0;
  double cpu_seconds = 0;  // of this process alone, all threads
};

// Runs `work` and says what it cost.
[[nodiscard]] Cost Measure(const std::function<void()>& work);

// A figure over several rounds.
struct Figure {
  double median = 0;
  double low = 0;
  double high = 0;
};
// REQUIRES: at least one value.
[[nodiscard]] Figure FigureOf(std::vector<double> values);
// The value below which `share` of `values` lie. Sorts them.
[[nodiscard]] double Quantile(std::vector<double>& values, double share);

// "1.23 (1.10 to 1.40)", in the unit's digits.
[[nodiscard]] std::string Show(const Figure& figure, int digits);

// Prints the row of the summary: what, ours, the baseline beside it, their ratio and its goal.
void PrintRow(const std::string& what, const std::string& ours, const std::string& baseline,
              double ratio, const std::string& goal);
// Prints the load that others put on the machine: it stands beside every figure.
void PrintMachine();

// Ends the process with what failed: a benchmark has nothing to go on with.
[[noreturn]] void Die(const std::string& what);

}  // namespace bench
