// Identifiers that cannot be mixed up: each is a type of its own around a raw value, made
// explicitly and never converted back by itself.
#pragma once

#include <array>
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
  friend auto operator<=>(const Id128&, const Id128&) = default;
  friend bool operator==(const Id128&, const Id128&) = default;

  template <typename H>
  friend H AbslHashValue(H h, const Id128& id) {
    return H::combine(std::move(h), id.bytes_);
  }

 private:
  Bytes bytes_{};
};

}  // namespace ledger
