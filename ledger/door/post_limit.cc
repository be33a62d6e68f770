#include "ledger/door/post_limit.h"

#include <algorithm>
#include <optional>

#include "ledger/door/client_address.h"

namespace ledger {
namespace {

// One customer of a provider has a /64 of IPv6 addresses at least: their first eight bytes.
std::string NetworkOf(const std::string& address) {
  constexpr std::size_t kNetworkBytes = 8;
  const std::optional<std::string> bytes = AddressBytes(address);
  return bytes ? bytes->substr(0, kNetworkBytes) : address;
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
