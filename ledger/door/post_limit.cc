#include "ledger/door/post_limit.h"

#include <algorithm>

namespace ledger {
namespace {

// One customer of a provider has a /64 of IPv6 addresses at least: its first four groups.
std::string NetworkOf(const std::string& address) {
  std::size_t colons = 0;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == ':' && ++colons == 4) return address.substr(0, i);
  }
  return address;
}

}  // namespace

void PostLimit::Refill(Bucket& bucket, absl::Duration now) {
  const double gained = absl::ToDoubleSeconds(now - bucket.at) * kPostsPerSecond;
  bucket.left = std::min(kPostsAtOnce, bucket.left + gained);
  bucket.at = now;
}

bool PostLimit::Take(const std::string& address, absl::Duration now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (buckets_.size() >= kPostAddressesMax) {
    for (auto at = buckets_.begin(); at != buckets_.end();) {
      Refill(at->second, now);
      at = at->second.left >= kPostsAtOnce ? buckets_.erase(at) : std::next(at);
    }
    if (buckets_.size() >= kPostAddressesMax) buckets_.clear();
  }
  const Bucket fresh{kPostsAtOnce, now};
  Bucket& bucket = buckets_.try_emplace(NetworkOf(address), fresh).first->second;
  Refill(bucket, now);
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

}  // namespace ledger
