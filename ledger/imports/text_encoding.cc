#include "ledger/imports/text_encoding.h"

#include <array>

namespace ledger::imports {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Windows-1252 for the bytes 0x80 to 0x9F; its five holes become U+FFFD.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

void AppendUtf8(std::uint32_t c, std::string* out) {
  const auto put = [out](std::uint32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

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
      if (at_start_) SkipUtf8Mark(&bytes, out);
      out->append(bytes);
      return;
    case TextEncoding::kWindows1252:
      for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool special = byte >= 0x80 && byte <= 0x9F;
        AppendUtf8(special ? kWindows1252[byte - 0x80U] : byte, out);
      }
      return;
    case TextEncoding::kUtf16Le:
    case TextEncoding::kUtf16Be:
      DecodeUtf16(bytes, out);
      return;
  }
}

void Utf8Decoder::SkipUtf8Mark(std::string_view* bytes, std::string* out) {
  while (at_start_ && !bytes->empty()) {
    mark_.push_back(bytes->front());
    bytes->remove_prefix(1);
    if (mark_ == kUtf8Mark) {
      at_start_ = false;
    } else if (!kUtf8Mark.starts_with(mark_)) {
      at_start_ = false;
      out->append(mark_);
    }
  }
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
      AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out);
      return;
    }
    AppendUtf8(kReplacement, out);
  }
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_surrogate_ = unit;
    return;
  }
  AppendUtf8(low ? kReplacement : unit, out);
}

void Utf8Decoder::Finish(std::string* out) {
  if (encoding_ == TextEncoding::kUtf8 && at_start_) out->append(mark_);
  if (half_ >= 0 || high_surrogate_ != 0) AppendUtf8(kReplacement, out);
  at_start_ = false;
  half_ = -1;
  high_surrogate_ = 0;
}

}  // namespace ledger::imports
