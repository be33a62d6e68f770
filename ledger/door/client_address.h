// Where a request comes from: the peer, or what a proxy of ours says of it. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/http/http_message.h"

namespace ledger {

// The IP address of the client, in text form; empty if it is not known. X-Forwarded-For counts only
// from a peer among `trusted_proxies`, and then its last entry that is none of them: what stands
// before it anybody may have written.
[[nodiscard]] std::string ClientAddress(const http::HttpRequest& request,
                                        const std::vector<std::string>& trusted_proxies);

// The bytes of an IP address in text form, 4 or 16; nothing: it is none.
[[nodiscard]] std::optional<std::string> AddressBytes(const std::string& address);

}  // namespace ledger
