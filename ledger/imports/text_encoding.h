// Which encoding a file is in, and its way to UTF-8. Decided once for a whole file: a file that is
// valid UTF-8 up to its last byte but one is not UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger::imports {

enum class TextEncoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };

// "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252".
[[nodiscard]] std::string_view TextEncodingName(TextEncoding encoding);

// Watches a file's bytes go by and says which encoding they are in: by a byte order mark, else
// UTF-8 if all bytes are, else Windows-1252. A file with a UTF-8 mark is UTF-8 whatever follows.
class EncodingDetector {
 public:
  void Update(std::string_view bytes);
  // To be asked after the last byte.
  [[nodiscard]] TextEncoding Finish() const;

 private:
  void CheckUtf8(unsigned char byte);

  std::string head_;  // the first bytes, up to three
  bool valid_utf8_ = true;
  int pending_ = 0;                // continuation bytes that must still come
  unsigned char next_low_ = 0x80;  // allowed range of the next continuation byte
  unsigned char next_high_ = 0xBF;
};

// Turns bytes of one encoding into UTF-8, piece by piece; takes off the byte order mark. What
// cannot be decoded becomes U+FFFD, so that the row that holds it can still be judged.
class Utf8Decoder {
 public:
  explicit Utf8Decoder(TextEncoding encoding) : encoding_(encoding) {}
  // Appends to `out` what `bytes` mean; keeps an unfinished unit for the next call.
  void Decode(std::string_view bytes, std::string* out);
  // To be called after the last byte: an unfinished unit becomes U+FFFD.
  void Finish(std::string* out);

 private:
  void DecodeUtf16(std::string_view bytes, std::string* out);
  void PutUtf16Unit(std::uint32_t unit, std::string* out);
  void DecodeUtf8(std::string_view bytes, bool complete, std::string* out);

  TextEncoding encoding_;
  bool at_start_ = true;
  std::string cut_;  // the last bytes, while they may be the beginning of a mark or character
  int half_ = -1;    // first byte of an unfinished UTF-16 unit
  std::uint32_t high_surrogate_ = 0;
};

}  // namespace ledger::imports
