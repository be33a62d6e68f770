#include "ledger/door/client_address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr std::size_t kAddressBytesMax = 45;  // the longest IPv6 address in text form

}  // namespace

std::string ClientAddress(const http::HttpRequest& request,
                          const std::vector<std::string>& trusted_proxies) {
  const auto trusted = [&](const std::string& address) {
    return std::find(trusted_proxies.begin(), trusted_proxies.end(), address) !=
           trusted_proxies.end();
  };
  std::string address = request.remote.substr(0, request.remote.rfind(':'));
  if (!trusted(address)) return address;
  std::vector<std::string> hops;
  for (const auto& [name, value] : request.headers.all()) {
    if (!absl::EqualsIgnoreCase(name, "X-Forwarded-For")) continue;
    for (const absl::string_view hop : absl::StrSplit(value, ',')) {
      hops.emplace_back(absl::StripAsciiWhitespace(hop));
    }
  }
  for (auto hop = hops.rbegin(); hop != hops.rend() && trusted(address); ++hop) {
    const bool plausible =
        !hop->empty() && hop->size() <= kAddressBytesMax &&
        hop->find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos;
    if (!plausible) break;
    address = *hop;
  }
  return address;
}

}  // namespace ledger
