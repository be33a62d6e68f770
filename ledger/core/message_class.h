// The classes of texts that may go out. The table of what each needs is grant.cc (section 6 of the
// design).
#pragma once

#include <cstdint>

namespace ledger {

enum class MessageClass : std::uint8_t {
  kUnknown = 0,
  kCampaign = 1,
  kSingle = 2,
  kOptInRequest = 3,
  kOptInConfirmation = 4,
  kOptOutConfirmation = 5,
  kHelp = 6,
  kCustomReply = 7,
};

// Answers are what the fold owes for a reply; halts do not stop them.
[[nodiscard]] constexpr bool IsAnswer(MessageClass c) {
  return c >= MessageClass::kOptInConfirmation && c <= MessageClass::kCustomReply;
}

}  // namespace ledger
