#include "ledger/texts/text_size.h"

#include <algorithm>

#include "ledger/core/utf8.h"
#include "ledger/texts/gsm_alphabet.h"

namespace ledger {
namespace {

// Units of one segment: when it is the whole message, and when it is one of several.
struct Room {
  std::size_t alone;
  std::size_t joined;
};
constexpr Room kGsmRoom = {160, 153};
constexpr Room kUcs2Room = {70, 67};
constexpr std::size_t kPlaneBytes = 4;  // a character of so many bytes is a surrogate pair

}  // namespace

TextSize SizeOf(std::string_view text) {
  TextSize size;
  size.gsm = IsGsmText(text);
  const Room room = size.gsm ? kGsmRoom : kUcs2Room;
  std::size_t joined = 1;  // segments, if it is several
  std::size_t filled = 0;  // of the last of them
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = Utf8LengthAt(text, at);
    const std::size_t units = size.gsm ? SeptetsAt(text, at) : length == kPlaneBytes ? 2 : 1;
    at += std::max<std::size_t>(length, 1);
    size.units += units;
    if (filled + units > room.joined) {
      ++joined;
      filled = 0;
    }
    filled += units;
  }
  if (size.units > room.alone) size.segments = joined;
  return size;
}

}  // namespace ledger
