// How many forms one address may send: a bucket for each, in memory. Enough against robots that
// nobody tends; a business with many people behind one address is not hindered.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/time/time.h"

namespace ledger {

inline constexpr double kPostsAtOnce = 40;
inline constexpr double kPostsPerSecond = 0.5;
// Addresses that are remembered; beyond it those with full buckets go, and if there are none, all.
inline constexpr std::size_t kPostAddressesMax = 50'000;

// Thread-safe.
class PostLimit {
 public:
  // Whether a form of `address` may be taken at `now` (monotonic).
  [[nodiscard]] bool Take(const std::string& address, absl::Duration now);
  // How many addresses are remembered.
  [[nodiscard]] std::size_t addresses() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return buckets_.size();
  }

 private:
  struct Bucket {
    double left = kPostsAtOnce;
    absl::Duration at;
  };
  static void Refill(Bucket& bucket, absl::Duration now);

  mutable std::mutex mutex_;  // guards what follows
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace ledger
