// SHA-256, the one hash of the ledger (over OpenSSL). Keyed derivations live in ledger/seal.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ledger {

using Sha256Digest = std::array<std::uint8_t, 32>;

// Returns the SHA-256 of `bytes`.
[[nodiscard]] Sha256Digest Sha256(std::string_view bytes);

// The same in lower-case hex, as evidence holds it.
[[nodiscard]] std::string HexSha256(std::string_view bytes);

}  // namespace ledger
