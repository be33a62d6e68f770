// QR codes of short texts (addresses of forms, `sms:` links), as SVG, as PNG and for a terminal.
// Pure: equal texts give equal bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace ledger {

// The squares of a code, row by row, without the quiet zone around them.
struct QrCode {
  int width = 0;
  std::vector<bool> dark;  // width * width
  // False outside of it: the quiet zone is light.
  [[nodiscard]] bool IsDark(int x, int y) const;
};

// Light squares that a reader needs on each side (ISO/IEC 18004); every picture here has them.
inline constexpr int kQrQuietZone = 4;

// Error correction M: a sixth of it may be dirty. InvalidArgument: empty, or longer than a code
// holds.
[[nodiscard]] absl::StatusOr<QrCode> MakeQrCode(std::string_view text);

// A picture of any size: black on white, a unit a square.
[[nodiscard]] std::string QrSvg(const QrCode& code);

// Grey, `scale` pixels a square. Internal: libpng failed.
[[nodiscard]] absl::StatusOr<std::string> QrPng(const QrCode& code, int scale = 8);

// Half blocks, two squares a character, in black on white whatever the terminal's colours are.
[[nodiscard]] std::string QrTerminal(const QrCode& code);

}  // namespace ledger
