// The smallest parts of our own byte formats: varints, zigzag integers, counted strings. Every
// value has one spelling, and a reader accepts no other, so that equal values have equal bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/core/strong_id.h"

namespace ledger {

// Appends values to a string.
class ByteWriter {
 public:
  ByteWriter() = default;
  // Makes room for `room` bytes at once; more may follow.
  explicit ByteWriter(std::size_t room) { out_.reserve(room); }
  // Goes on behind `out`, whose room is used.
  explicit ByteWriter(std::string out) : out_(std::move(out)) {}

  void U8(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void Bool(bool value) { U8(value ? 1 : 0); }
  // Base 128, the lowest bits first.
  void Varint(std::uint64_t value) {
    std::array<char, 10> bytes;
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) {
      bytes[size++] = static_cast<char>(static_cast<std::uint8_t>(value | 0x80));
    }
    bytes[size++] = static_cast<char>(static_cast<std::uint8_t>(value));
    out_.append(bytes.data(), size);
  }
  // Zigzag: small magnitudes are short.
  void Signed(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    Varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  // Length, then the bytes.
  void Bytes(std::string_view bytes) {
    Varint(bytes.size());
    out_.append(bytes);
  }
  // The bytes alone; the reader knows how many.
  void Raw(std::string_view bytes) { out_.append(bytes); }
  template <typename Tag>
  void Id(const Id128<Tag>& id) {
    out_.append(id.view());
  }

  [[nodiscard]] const std::string& bytes() const { return out_; }
  [[nodiscard]] std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads what ByteWriter wrote. After the first failure every read gives zero, and ok() is false.
// Views live as long as the bytes that were given.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  // OK so far, and nothing is left over.
  [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  void Fail() {
    ok_ = false;
    rest_ = {};
  }

  std::uint8_t U8() {
    if (rest_.empty()) {
      Fail();
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  bool Bool() {
    const std::uint8_t value = U8();
    if (value > 1) Fail();
    return value == 1;
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = U8();
      if (!ok_) return 0;
      const bool overflows = shift == 63 && byte > 1;
      const bool padded = shift > 0 && byte == 0;
      if (overflows || padded) break;
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    Fail();
    return 0;
  }
  std::int64_t Signed() {
    const std::uint64_t bits = Varint();
    return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
  }
  std::uint32_t Varint32() {
    const std::uint64_t value = Varint();
    if (value > 0xffffffffU) Fail();
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }
  std::string_view Bytes() { return Raw(Varint()); }
  std::string_view Raw(std::uint64_t size) {
    if (!ok_ || size > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view bytes = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(static_cast<std::size_t>(size));
    return bytes;
  }
  template <typename IdType>
  IdType Id() {
    return IdType::FromBytes(Raw(IdType::kSize));
  }
  // A count of things that follow, each of at least one byte: never more than what is left.
  std::size_t Count() {
    const std::uint64_t count = Varint();
    if (count > rest_.size()) Fail();
    return ok_ ? static_cast<std::size_t>(count) : 0;
  }
  // An enumerator from 0 to `last`.
  template <typename E>
  E Enum(E last) {
    const std::uint8_t value = U8();
    if (value > static_cast<std::uint8_t>(last)) Fail();
    return ok_ ? static_cast<E>(value) : E{};
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace ledger
