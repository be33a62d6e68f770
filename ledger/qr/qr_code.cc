#include "ledger/qr/qr_code.h"

#include <png.h>
#include <qrencode.h>

#include <cerrno>
#include <cstdint>
#include <memory>

#include "absl/strings/str_cat.h"

namespace ledger {
namespace {

constexpr char kBlackOnWhite[] = "\x1b[38;5;16;48;5;231m";
constexpr char kPlain[] = "\x1b[0m";

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

int SideOf(const QrCode& code) { return code.width + 2 * kQrQuietZone; }

}  // namespace

bool QrCode::IsDark(int x, int y) const {
  if (x < 0 || y < 0 || x >= width || y >= width) return false;
  return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
              static_cast<std::size_t>(x)];
}

absl::StatusOr<QrCode> MakeQrCode(std::string_view text) {
  // Version 0: the smallest that holds it.
  const std::unique_ptr<QRcode, FreeCode> made(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (made == nullptr) {
    if (errno == ENOMEM) return absl::ResourceExhaustedError("no memory for a QR code");
    return absl::InvalidArgumentError(absl::StrCat(
        "a QR code holds 1 to 2331 bytes, not ", text.size(), "; shorten the address or the word"));
  }
  QrCode code;
  code.width = made->width;
  const auto width = static_cast<std::size_t>(made->width);
  const std::size_t squares = width * width;
  code.dark.reserve(squares);
  for (std::size_t i = 0; i < squares; ++i) code.dark.push_back((made->data[i] & 1) != 0);
  return code;
}

std::string QrSvg(const QrCode& code) {
  const int side = SideOf(code);
  std::string svg = absl::StrCat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", side,
                                 " ", side, "\" width=\"", side * 8, "\" height=\"", side * 8,
                                 "\" shape-rendering=\"crispEdges\"><rect width=\"", side,
                                 "\" height=\"", side, "\" fill=\"#fff\"/><path d=\"");
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!code.IsDark(x, y)) continue;
      const int from = x;
      while (code.IsDark(x + 1, y)) ++x;
      const int run = x + 1 - from;
      absl::StrAppend(&svg, "M", from + kQrQuietZone, " ", y + kQrQuietZone, "h", run, "v1h-", run,
                      "z");
    }
  }
  return svg + "\" fill=\"#000\"/></svg>\n";
}

absl::StatusOr<std::string> QrPng(const QrCode& code, int scale) {
  const int side = SideOf(code) * scale;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const bool dark = code.IsDark(x / scale - kQrQuietZone, y / scale - kQrQuietZone);
      pixels.push_back(dark ? 0 : 255);
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(side);
  image.height = static_cast<png_uint_32>(side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), side, nullptr) ==
      0) {
    return absl::InternalError(absl::StrCat("the PNG could not be made: ", image.message));
  }
  bytes.resize(size);
  return bytes;
}

std::string QrTerminal(const QrCode& code) {
  std::string text;
  for (int y = -kQrQuietZone; y < code.width + kQrQuietZone; y += 2) {
    text += kBlackOnWhite;
    for (int x = -kQrQuietZone; x < code.width + kQrQuietZone; ++x) {
      const bool above = code.IsDark(x, y);
      const bool below = code.IsDark(x, y + 1);
      text += above ? (below ? "█" : "▀") : (below ? "▄" : " ");
    }
    text += kPlain;
    text += "\n";
  }
  return text;
}

}  // namespace ledger
