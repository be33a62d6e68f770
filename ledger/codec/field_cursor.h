// Walks over the fields of one serialised message in ascending order. A field that does not stand
// where it is asked for is absent; what is left over at the end was unknown, repeated or out of
// order, and makes the cursor fail. Internal to frequent_wire.cc.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ledger {

// Views live as long as the bytes that were given. After the first failure nothing is found.
class FieldCursor {
 public:
  explicit FieldCursor(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  void Fail() {
    failed_ = true;
    at_ = end_;
  }
  // Nothing failed, and nothing is left over.
  [[nodiscard]] bool Done() const { return !failed_ && at_ == end_; }

  // Each of these reads field `kField` if it comes next, and says whether it did.
  template <int kField>
  bool Number(std::uint64_t& value) {
    if (!Take<kField, kVarint>()) return false;
    value = Varint();
    return true;
  }
  template <int kField>
  bool Bytes(std::string_view& bytes) {
    if (!Take<kField, kCounted>()) return false;
    bytes = Counted();
    return true;
  }

  // These leave `out` as it is if the field is absent.
  template <int kField>
  void Int64(std::int64_t& out) {
    if (std::uint64_t value = 0; Number<kField>(value)) out = static_cast<std::int64_t>(value);
  }
  template <int kField>
  void Uint32(std::uint32_t& out) {
    std::uint64_t value = 0;
    if (!Number<kField>(value)) return;
    if (value > 0xffffffffU) Fail();
    out = static_cast<std::uint32_t>(value);
  }
  template <int kField>
  void Bool(bool& out) {
    std::uint64_t value = 0;
    if (!Number<kField>(value)) return;
    if (value > 1) Fail();
    out = value == 1;
  }
  // An enumerator from 0 to `last`.
  template <int kField, typename E>
  void Enum(E last, E& out) {
    std::uint64_t value = 0;
    if (!Number<kField>(value)) return;
    if (value > static_cast<std::uint64_t>(last)) return Fail();
    out = static_cast<E>(value);
  }
  // The same, where "not given" makes no sense.
  template <int kField, typename E>
  void RequiredEnum(E last, E& out) {
    Enum<kField>(last, out);
    if (out == E{}) Fail();
  }
  template <int kField>
  void Raw(std::string& out) {
    if (std::string_view bytes; Bytes<kField>(bytes)) out.assign(bytes);
  }
  template <int kField>
  void Text(std::string& out) {
    std::string_view text;
    if (!Bytes<kField>(text)) return;
    if (!IsAscii(text)) return Fail();
    out.assign(text);
  }
  // A text that is an id of its own type. Says whether there is one.
  template <int kField, typename Id>
  bool Name(Id& out) {
    std::string_view text;
    if (!Bytes<kField>(text)) return false;
    if (!IsAscii(text)) Fail();
    out = Id(std::string(text));
    return true;
  }
  // A 16-byte id, or none: absent or of no bytes.
  template <int kField, typename Id>
  void OptionalId(Id& out) {
    std::string_view raw;
    if (!Bytes<kField>(raw) || raw.empty()) return;
    out = Id::FromBytes(raw);
    if (out.empty()) Fail();  // all zero, or of another length
  }
  template <int kField, typename Id>
  void RequiredId(Id& out) {
    OptionalId<kField>(out);
    if (out.empty()) Fail();
  }

 private:
  static constexpr unsigned kVarint = 0;
  static constexpr unsigned kCounted = 2;

  template <int kField, unsigned kType>
  bool Take() {
    constexpr unsigned kTag = (static_cast<unsigned>(kField) << 3) | kType;
    if constexpr (kTag < 0x80) {
      if (at_ == end_ || static_cast<std::uint8_t>(*at_) != kTag) return false;
      ++at_;
    } else {
      static_assert(kTag < 0x4000);
      if (end_ - at_ < 2 || static_cast<std::uint8_t>(at_[0]) != ((kTag & 0x7f) | 0x80) ||
          static_cast<std::uint8_t>(at_[1]) != kTag >> 7) {
        return false;
      }
      at_ += 2;
    }
    return true;
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ != end_; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(*at_++);
      if (shift == 63 && byte > 1) break;
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return value;
    }
    Fail();
    return 0;
  }
  std::string_view Counted() {
    const std::uint64_t size = Varint();
    if (size > static_cast<std::uint64_t>(end_ - at_)) {
      Fail();
      return {};
    }
    const std::string_view bytes(at_, static_cast<std::size_t>(size));
    at_ += size;
    return bytes;
  }
  // Other texts may or may not be UTF-8: that takes more than a look.
  static bool IsAscii(std::string_view text) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
    std::uint64_t bits = 0;
    while (text.size() >= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), 8);
      bits |= word;
      text.remove_prefix(8);
    }
    for (const char c : text) bits |= static_cast<std::uint8_t>(c);
    return (bits & kHighBits) == 0;
  }

  const char* at_;
  const char* const end_;
  bool failed_ = false;
};

}  // namespace ledger
