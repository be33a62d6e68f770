#include "ledger/runtime/zone_names.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"

namespace ledger {
namespace {

constexpr std::size_t kZoneNameMax = 64;  // the longest today has 32

// absl takes a name for a path, and knows names that are no place: fixed offsets, this machine's
// own zone.
bool IsShapedLikeOne(std::string_view tzid) {
  if (tzid.empty() || tzid.size() > kZoneNameMax || tzid.front() == '/') return false;
  if (tzid == "localtime" || tzid.starts_with("Fixed/") || tzid.starts_with("posix/") ||
      tzid.starts_with("right/")) {
    return false;
  }
  return std::all_of(tzid.begin(), tzid.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '+' ||
           c == '/';
  });
}

}  // namespace

bool IsZoneName(std::string_view tzid) {
  absl::TimeZone zone;
  return IsShapedLikeOne(tzid) && absl::LoadTimeZone(std::string(tzid), &zone);
}

}  // namespace ledger
