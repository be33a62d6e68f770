// The way of a file's bytes to UTF-8, whatever encoding they are in: a byte order mark decides;
// else what is UTF-8 is read as UTF-8 and stray bytes as Windows-1252, so that a file that several
// programs wrote into keeps every name, and one that is Windows-1252 throughout is read as that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger::imports {

// kWindows1252: bytes that are no UTF-8 stand in it.
enum class TextEncoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };

// Turns bytes into UTF-8, piece by piece; takes off the byte order mark. What cannot be decoded at
// all becomes U+FFFD, so that the row that holds it can still be judged.
class Utf8Decoder {
 public:
  // Appends to `out` what `bytes` mean; keeps an unfinished unit for the next call.
  void Decode(std::string_view bytes, std::string* out);
  // To be called after the last byte.
  void Finish(std::string* out);
  // What was found so far.
  [[nodiscard]] TextEncoding encoding() const { return encoding_; }

 private:
  bool PassMark(bool complete);
  void DecodeUtf16(std::string_view bytes, std::string* out);
  void PutUtf16Unit(std::uint32_t unit, std::string* out);
  void DecodeUtf8(std::string_view bytes, bool complete, std::string* out);

  TextEncoding encoding_ = TextEncoding::kUtf8;
  bool at_start_ = true;
  std::string cut_;  // the last bytes, while they may be the beginning of a mark or character
  int half_ = -1;    // first byte of an unfinished UTF-16 unit
  std::uint32_t high_surrogate_ = 0;
};

}  // namespace ledger::imports
