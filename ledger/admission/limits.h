// How large what comes in may be. Beyond a limit input is refused with its reason, never cut.
#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace ledger {

inline constexpr std::size_t kSourceBytesMax = 64;
inline constexpr std::size_t kPublisherIdBytesMax = 256;
// Any other text: names, actors, reasons, addresses.
inline constexpr std::size_t kFieldBytesMax = 4096;
// The words of a text from or to a person; ten concatenated messages are 1530 characters.
inline constexpr std::size_t kWordsBytesMax = 16 * 1024;
// Entries of a list: programs, segments.
inline constexpr int kListMax = 64;
// One event as it comes, in bytes.
inline constexpr std::size_t kIntakeEventBytesMax = 256 * 1024;
// Of refused input, so much is kept: its record must fit where a larger one did.
inline constexpr std::size_t kOriginalBytesMax = 512 * 1024;

// The first text message was sent on 3 December 1992: no consent to texts is older.
inline constexpr std::int64_t kTextingBeganMs = 723'340'800'000;
// How far a publisher's clock may be ahead of ours.
inline constexpr absl::Duration kClockSkewMax = absl::Minutes(5);
// A gateway's time that is older than that is taken for a broken clock: the text then counts at its
// append, or a STOP could count before an opt-in that it follows.
inline constexpr absl::Duration kGatewayDelayMax = absl::Hours(24 * 7);
// A requested text without a deadline of its own is given up after that.
inline constexpr absl::Duration kRequestTermDefault = absl::Hours(72);

}  // namespace ledger
