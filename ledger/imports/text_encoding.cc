#include "ledger/imports/text_encoding.h"

#include <array>

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

}  // namespace

std::string_view TextEncodingName(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return "UTF-8";
    case TextEncoding::kUtf16Le:
      return "UTF-16LE";
    case TextEncoding::kUtf16Be:
      return "UTF-16BE";
    case TextEncoding::kWindows1252:
      return "Windows-1252";
  }
  return "unknown";
}

void EncodingDetector::Update(std::string_view bytes) {
  if (head_.size() < kUtf8Mark.size()) head_ += bytes.substr(0, kUtf8Mark.size() - head_.size());
  if (!valid_utf8_) return;
  for (const char c : bytes) CheckUtf8(static_cast<unsigned char>(c));
}

void EncodingDetector::CheckUtf8(unsigned char byte) {
  if (pending_ > 0) {
    if (byte < next_low_ || byte > next_high_) valid_utf8_ = false;
    next_low_ = 0x80;
    next_high_ = 0xBF;
    --pending_;
    return;
  }
  if (byte < 0x80) return;
  if (byte >= 0xC2 && byte <= 0xDF) {
    pending_ = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    pending_ = 2;
    if (byte == 0xE0) next_low_ = 0xA0;   // no overlong forms
    if (byte == 0xED) next_high_ = 0x9F;  // no surrogates
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    pending_ = 3;
    if (byte == 0xF0) next_low_ = 0x90;
    if (byte == 0xF4) next_high_ = 0x8F;
  } else {
    valid_utf8_ = false;
  }
}

TextEncoding EncodingDetector::Finish() const {
  if (head_ == kUtf8Mark) return TextEncoding::kUtf8;
  if (head_.starts_with("\xFF\xFE")) return TextEncoding::kUtf16Le;
  if (head_.starts_with("\xFE\xFF")) return TextEncoding::kUtf16Be;
  return valid_utf8_ && pending_ == 0 ? TextEncoding::kUtf8 : TextEncoding::kWindows1252;
}

void Utf8Decoder::Decode(std::string_view bytes, std::string* out) {
  switch (encoding_) {
    case TextEncoding::kUtf8:
      DecodeUtf8(bytes, false, out);
      return;
    case TextEncoding::kWindows1252:
      for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool special = byte >= 0x80 && byte <= 0x9F;
        AppendUtf8(special ? kWindows1252[byte - 0x80U] : byte, *out);
      }
      return;
    case TextEncoding::kUtf16Le:
    case TextEncoding::kUtf16Be:
      DecodeUtf16(bytes, out);
      return;
  }
}

void Utf8Decoder::DecodeUtf8(std::string_view bytes, bool complete, std::string* out) {
  cut_.append(bytes);
  std::string_view left = cut_;
  if (at_start_) {
    if (!complete && left.size() < kUtf8Mark.size() && kUtf8Mark.starts_with(left)) return;
    at_start_ = false;
    if (left.starts_with(kUtf8Mark)) left.remove_prefix(kUtf8Mark.size());
  }
  while (!left.empty()) {
    const std::size_t length = Utf8LengthAt(left, 0);
    // Perhaps the rest of a character comes with the next piece.
    if (length == 0 && !complete && left.size() < kUtf8LengthMax) break;
    out->append(length == 0 ? kReplacementUtf8 : left.substr(0, length));
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
    if (at_start_ && unit == 0xFEFF) {
      at_start_ = false;
      continue;
    }
    at_start_ = false;
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
  if (encoding_ == TextEncoding::kUtf8) DecodeUtf8("", true, out);
  if (half_ >= 0 || high_surrogate_ != 0) AppendUtf8(kReplacement, *out);
  at_start_ = false;
  half_ = -1;
  high_surrogate_ = 0;
}

}  // namespace ledger::imports
