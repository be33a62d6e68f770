#include "tests/bench/measure.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace bench {
namespace {

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::string Number(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

}  // namespace

Cost Measure(const std::function<void()>& work) {
  const double cpu = CpuSeconds();
  const auto began = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  return {took.count(), CpuSeconds() - cpu};
}

double Quantile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

Figure FigureOf(std::vector<double> values) {
  const double median = Quantile(values, 0.5);
  return {median, values.front(), values.back()};
}

std::string Show(const Figure& figure, int digits) {
  return Number(figure.median, digits) + " (" + Number(figure.low, digits) + " to " +
         Number(figure.high, digits) + ")";
}

void PrintRow(const std::string& what, const std::string& ours, const std::string& baseline,
              double ratio, const std::string& goal) {
  std::printf("row | %s | %s | %s | %.2f | %s |\n", what.c_str(), ours.c_str(), baseline.c_str(),
              ratio, goal.c_str());
  std::fflush(stdout);
}

void PrintMachine() {
  std::ifstream file("/proc/loadavg");
  std::string load;
  file >> load;
  std::printf("machine: %u cores, load average %s before this benchmark\n",
              std::thread::hardware_concurrency(), load.c_str());
  std::fflush(stdout);
}

void Die(const std::string& what) {
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::exit(1);
}

}  // namespace bench
