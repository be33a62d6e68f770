#include "projector/rebuild/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace projector {
namespace {

constexpr std::size_t kThreadsMax = 4;

}  // namespace

std::size_t PartitionsAtATime() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax);
}

absl::Status SideBySide(std::size_t count, std::size_t threads,
                        const std::function<absl::Status(std::size_t)>& work) {
  std::vector<absl::Status> results(count);
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto take_turns = [&] {
    while (!failed) {
      const std::size_t mine = next++;
      if (mine >= count) return;
      results[mine] = work(mine);
      if (!results[mine].ok()) failed = true;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(take_turns);
    take_turns();
  }
  const auto bad = std::find_if(results.begin(), results.end(),
                                [](const absl::Status& result) { return !result.ok(); });
  return bad == results.end() ? absl::OkStatus() : *bad;
}

}  // namespace projector
