#include "ledger/door/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

// An IPv4 address without the port that some proxies add.
std::string WithoutPort(const std::string& hop) {
  const bool has_port = hop.find('.') != std::string::npos && absl::StrContains(hop, ':');
  return has_port ? hop.substr(0, hop.find(':')) : hop;
}

}  // namespace

std::optional<std::string> AddressBytes(const std::string& address) {
  std::array<char, sizeof(in6_addr)> bytes{};
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    return std::string(bytes.data(), sizeof(in_addr));
  }
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
    return std::string(bytes.data(), sizeof(in6_addr));
  }
  return std::nullopt;
}

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
    const std::string told = WithoutPort(*hop);
    if (!AddressBytes(told)) break;
    address = told;
  }
  return address;
}

}  // namespace ledger
