// Identifiers that cannot be mixed up: each is a type of its own around a raw value, made
// explicitly and never converted back by itself.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace ledger {

// A value of type T that stands for a `Tag`.
template <typename T, typename Tag>
class StrongId {
 public:
  StrongId() = default;
  explicit StrongId(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& value() const { return value_; }
  friend auto operator<=>(const StrongId&, const StrongId&) = default;
  friend bool operator==(const StrongId&, const StrongId&) = default;

  template <typename H>
  friend H AbslHashValue(H h, const StrongId& id) {
    return H::combine(std::move(h), id.value_);
  }

 private:
  T value_{};
};

// A 16-byte identifier that stands for a `Tag`. All zero means "none".
template <typename Tag>
class Id128 {
 public:
  static constexpr std::size_t kSize = 16;
  using Bytes = std::array<std::uint8_t, kSize>;

  Id128() = default;
  explicit Id128(const Bytes& bytes) : bytes_(bytes) {}

  // Returns the id whose bytes are `raw`. A `raw` of another length than 16 gives the empty id.
  [[nodiscard]] static Id128 FromBytes(std::string_view raw) {
    Id128 id;
    if (raw.size() == kSize) std::memcpy(id.bytes_.data(), raw.data(), kSize);
    return id;
  }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  // A view of the bytes; lives as long as this object.
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), kSize};
  }
  [[nodiscard]] bool empty() const { return *this == Id128(); }
  // The order of the bytes. Compared word by word: ids are compared more often than anything else.
  friend std::strong_ordering operator<=>(const Id128& a, const Id128& b) {
    const std::uint64_t high_a = a.Word(0);
    const std::uint64_t high_b = b.Word(0);
    return high_a != high_b ? high_a <=> high_b : a.Word(8) <=> b.Word(8);
  }
  friend bool operator==(const Id128& a, const Id128& b) {
    return a.Word(0) == b.Word(0) && a.Word(8) == b.Word(8);
  }

  template <typename H>
  friend H AbslHashValue(H h, const Id128& id) {
    return H::combine(std::move(h), id.bytes_);
  }

 private:
  // Eight bytes from `at` on, the first the most significant.
  [[nodiscard]] std::uint64_t Word(std::size_t at) const {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes_.data() + at, sizeof word);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return word;
  }

  Bytes bytes_{};
};

}  // namespace ledger
