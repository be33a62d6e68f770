#include "ledger/admission/wire_identity.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <cstdint>
#include <utility>

#include "consent/v1/intake.pb.h"
#include "ledger/admission/limits.h"

namespace ledger {
namespace {

using consent::v1::IntakeEvent;
using google::protobuf::io::CodedInputStream;
using google::protobuf::internal::WireFormatLite;

std::string* FieldOf(WireIdentity& identity, int number) {
  switch (number) {
    case IntakeEvent::kAccountFieldNumber:
      return &identity.account;
    case IntakeEvent::kSourceFieldNumber:
      return &identity.source;
    case IntakeEvent::kPublisherIdFieldNumber:
      return &identity.publisher_id;
    case IntakeEvent::kNumberFieldNumber:
      return &identity.number;
    case IntakeEvent::kRegionFieldNumber:
      return &identity.region;
    case IntakeEvent::kContactIdFieldNumber:
      return &identity.contact_id;
    default:
      return nullptr;
  }
}

// Bytes of the character that begins `text`; 0: there is none, or it is not valid UTF-8.
std::size_t CharacterBytes(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) return 0;
  if (at(0) < 0x80) return 1;
  const std::size_t bytes = at(0) >= 0xf0 ? 4 : at(0) >= 0xe0 ? 3 : 2;
  if (at(0) < 0xc2 || at(0) > 0xf4 || text.size() < bytes) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (at(0) == 0xe0 && at(1) < 0xa0) || (at(0) == 0xf0 && at(1) < 0x90);
  const bool surrogate = at(0) == 0xed && at(1) >= 0xa0;
  const bool beyond = at(0) == 0xf4 && at(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : bytes;
}

}  // namespace

WireIdentity ReadWireIdentity(std::string_view payload) {
  WireIdentity identity;
  CodedInputStream input(reinterpret_cast<const std::uint8_t*>(payload.data()),
                         static_cast<int>(payload.size()));
  while (const std::uint32_t tag = input.ReadTag()) {
    std::string* field = FieldOf(identity, WireFormatLite::GetTagFieldNumber(tag));
    const bool text =
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field == nullptr || !text) {
      if (!WireFormatLite::SkipField(&input, tag)) break;
      continue;
    }
    std::string value;
    std::uint32_t bytes = 0;
    if (!input.ReadVarint32(&bytes) || !input.ReadString(&value, static_cast<int>(bytes))) break;
    *field = std::move(value);
  }
  identity.source = std::string(Utf8Prefix(identity.source, kSourceBytesMax));
  identity.publisher_id = std::string(Utf8Prefix(identity.publisher_id, kPublisherIdBytesMax));
  return identity;
}

std::string_view Utf8Prefix(std::string_view text, std::size_t bytes_max) {
  std::size_t good = 0;
  while (good < text.size()) {
    const std::size_t bytes = CharacterBytes(text.substr(good));
    if (bytes == 0 || good + bytes > bytes_max) break;
    good += bytes;
  }
  return text.substr(0, good);
}

}  // namespace ledger
