// Whose an event is, read from its bytes although something else in them is broken: a publisher
// with a wrong encoding or a message cut short may have sent a STOP, which must block its contact.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ledger {

// The fields of a consent.v1.IntakeEvent that name it, as far as its bytes could be walked.
struct WireIdentity {
  std::string account;
  std::string source;        // valid UTF-8
  std::string publisher_id;  // valid UTF-8
  std::string number;
  std::string region;
  std::string contact_id;
};

[[nodiscard]] WireIdentity ReadWireIdentity(std::string_view payload);

// The beginning of `text` that is valid UTF-8 and at most `bytes_max` long: never half a character.
[[nodiscard]] std::string_view Utf8Prefix(std::string_view text, std::size_t bytes_max);

}  // namespace ledger
