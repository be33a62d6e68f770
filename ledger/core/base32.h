// Base32 in the RFC 4648 alphabet, lower case, without padding, and the Kafka key of a contact,
// which is written in it. One spelling a value: what another spelling says is refused, or a contact
// would have two keys and two partitions. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/core/ids.h"

namespace ledger {

// Length of a contact's key.
inline constexpr std::size_t kContactKeySize = 26;

// Returns `bytes` in base32.
[[nodiscard]] std::string ToBase32(std::string_view bytes);

// Returns the bytes that `text` spells; nothing if it has a foreign character (upper case, too), an
// impossible length, or bits after the last byte that are not zero.
[[nodiscard]] std::optional<std::string> FromBase32(std::string_view text);

// Returns the Kafka key of `contact`: 26 characters.
[[nodiscard]] std::string ContactKey(const ContactId& contact);

// Returns the contact that `key` names; nothing if it is not a contact's key.
[[nodiscard]] std::optional<ContactId> ParseContactKey(std::string_view key);

}  // namespace ledger
