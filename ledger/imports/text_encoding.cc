#include "ledger/imports/text_encoding.h"

#include <array>
#include <utility>

#include "ledger/core/utf8.h"

namespace ledger::imports {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::size_t kUtf8LengthMax = 4;

// Windows-1252 for the bytes 0x80 to 0x9F; its five holes become U+FFFD.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void AppendWindows1252(char c, std::string* out) {
  const auto byte = static_cast<unsigned char>(c);
  const bool special = byte >= 0x80 && byte <= 0x9F;
  AppendUtf8(special ? kWindows1252[byte - 0x80U] : byte, *out);
}

}  // namespace

// Looks at the first bytes, in cut_. False: more of them are needed.
bool Utf8Decoder::PassMark(bool complete) {
  if (!complete && cut_.size() < kUtf8Mark.size() &&
      (kUtf8Mark.starts_with(cut_) || cut_ == "\xFF" || cut_ == "\xFE")) {
    return false;
  }
  at_start_ = false;
  if (cut_.starts_with(kUtf8Mark)) {
    cut_.erase(0, kUtf8Mark.size());
  } else if (cut_.starts_with("\xFF\xFE") || cut_.starts_with("\xFE\xFF")) {
    encoding_ = cut_[0] == '\xFF' ? TextEncoding::kUtf16Le : TextEncoding::kUtf16Be;
    cut_.erase(0, 2);
  }
  return true;
}

void Utf8Decoder::Decode(std::string_view bytes, std::string* out) {
  if (at_start_) {
    cut_.append(bytes);
    if (!PassMark(false)) return;
    bytes = {};
  }
  if (encoding_ == TextEncoding::kUtf16Le || encoding_ == TextEncoding::kUtf16Be) {
    DecodeUtf16(std::exchange(cut_, {}), out);
    DecodeUtf16(bytes, out);
  } else {
    DecodeUtf8(bytes, false, out);
  }
}

void Utf8Decoder::DecodeUtf8(std::string_view bytes, bool complete, std::string* out) {
  cut_.append(bytes);
  std::string_view left = cut_;
  while (!left.empty()) {
    const std::size_t length = Utf8LengthAt(left, 0);
    // Perhaps the rest of a character comes with the next piece.
    if (length == 0 && !complete && left.size() < kUtf8LengthMax) break;
    if (length == 0) {
      encoding_ = TextEncoding::kWindows1252;
      AppendWindows1252(left[0], out);
    } else {
      out->append(left.substr(0, length));
    }
    left.remove_prefix(length == 0 ? 1 : length);
  }
  cut_.erase(0, cut_.size() - left.size());
}

void Utf8Decoder::DecodeUtf16(std::string_view bytes, std::string* out) {
  for (const char c : bytes) {
    const int byte = static_cast<unsigned char>(c);
    if (half_ < 0) {
      half_ = byte;
      continue;
    }
    const int unit =
        encoding_ == TextEncoding::kUtf16Le ? half_ | (byte << 8) : (half_ << 8) | byte;
    half_ = -1;
    PutUtf16Unit(static_cast<std::uint32_t>(unit), out);
  }
}

void Utf8Decoder::PutUtf16Unit(std::uint32_t unit, std::string* out) {
  const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_surrogate_ != 0) {
    const std::uint32_t high = high_surrogate_;
    high_surrogate_ = 0;
    if (low) {
      AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), *out);
      return;
    }
    AppendUtf8(kReplacement, *out);
  }
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_surrogate_ = unit;
    return;
  }
  AppendUtf8(low ? kReplacement : unit, *out);
}

void Utf8Decoder::Finish(std::string* out) {
  if (at_start_) static_cast<void>(PassMark(true));
  if (encoding_ == TextEncoding::kUtf8 || encoding_ == TextEncoding::kWindows1252) {
    DecodeUtf8("", true, out);
  }
  if (half_ >= 0 || high_surrogate_ != 0) AppendUtf8(kReplacement, *out);
  half_ = -1;
  high_surrogate_ = 0;
}

}  // namespace ledger::imports
