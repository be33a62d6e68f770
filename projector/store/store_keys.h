// The keys of a projection in RocksDB. One column family, for a batch must be atomic; all integers
// big-endian, so that byte order is number order; texts within a key are counted, so that no text
// can look like the beginning of another. Grammar:
//
//   'M' "fold"                        -> FoldMeta: next offset, last record's hash, digest,
//                                        partition state (EncodeFoldMeta)
//   'M' "format"                      -> kStoreFormat; anything else means rebuild
//   'c' contact(16)                   -> ContactState (ledger/codec/state_codec.h)
//   'e' offset(8)                     -> StoredEvent (EncodeStoredEvent); grows at its end
//   'g' account segment contact(16)   -> nothing: the contact is a member
//   'i' event_id(16)                  -> offset(8): where the id was seen
//   'm' message(16)                   -> MessageState
//   'n' account segment               -> count(8), more than 0
//   'r' account campaign step(4)      -> StepResult (EncodeStepResult)
//   'w' index(1) contact(16)          -> nothing: something waits for the contact (WorkIndex)
//
//   account, segment, campaign = length(2) bytes
//
// No key and no value holds a phone number or words in clear: numbers are contact ids, or stand in
// sealed envelopes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "projector/fold/state_store.h"

namespace projector {

// The keys, the values beside them and the states' own format, all in one. Count up at any change.
inline constexpr std::string_view kStoreFormat = "consent-projection/1";

namespace store_keys {

inline constexpr char kContact = 'c';
inline constexpr char kEvent = 'e';
inline constexpr char kMember = 'g';
inline constexpr char kSeen = 'i';
inline constexpr char kMessage = 'm';
inline constexpr char kCounter = 'n';
inline constexpr char kResult = 'r';
inline constexpr char kWork = 'w';

[[nodiscard]] inline std::string FoldMetaKey() { return "Mfold"; }
[[nodiscard]] inline std::string FormatKey() { return "Mformat"; }

template <int kBytes>
void AppendBigEndian(std::uint64_t value, std::string& key) {
  for (int shift = 8 * (kBytes - 1); shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(static_cast<std::uint8_t>(value >> shift)));
  }
}
[[nodiscard]] inline std::uint64_t ReadBigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8) | static_cast<std::uint8_t>(c);
  return value;
}
// Longer texts than the length can say are cut: admission refuses them long before.
inline void AppendText(std::string_view text, std::string& key) {
  text = text.substr(0, 0xffff);
  AppendBigEndian<2>(text.size(), key);
  key.append(text);
}

template <typename Id>
std::string IdKey(char table, const Id& id) {
  std::string key(1, table);
  key.append(id.view());
  return key;
}
[[nodiscard]] inline std::string EventKey(ledger::Offset offset) {
  std::string key(1, kEvent);
  AppendBigEndian<8>(static_cast<std::uint64_t>(offset), key);
  return key;
}
// What the keys of all members of a segment begin with.
[[nodiscard]] inline std::string MemberPrefix(const SegmentKey& segment) {
  std::string key(1, kMember);
  AppendText(segment.account.value(), key);
  AppendText(segment.segment, key);
  return key;
}
[[nodiscard]] inline std::string MemberKey(const SegmentKey& segment,
                                           const ledger::ContactId& contact) {
  std::string key = MemberPrefix(segment);
  key.append(contact.view());
  return key;
}
[[nodiscard]] inline std::string CounterPrefix(const ledger::AccountId& account) {
  std::string key(1, kCounter);
  AppendText(account.value(), key);
  return key;
}
[[nodiscard]] inline std::string CounterKey(const SegmentKey& segment) {
  std::string key = CounterPrefix(segment.account);
  AppendText(segment.segment, key);
  return key;
}
[[nodiscard]] inline std::string ResultPrefix(const ledger::CampaignKey& campaign) {
  std::string key(1, kResult);
  AppendText(campaign.account.value(), key);
  AppendText(campaign.campaign.value(), key);
  return key;
}
[[nodiscard]] inline std::string ResultKey(const ledger::StepKey& step) {
  std::string key = ResultPrefix(step.campaign);
  AppendBigEndian<4>(step.step, key);
  return key;
}
[[nodiscard]] inline std::string WorkPrefix(WorkIndex index) {
  return {kWork, static_cast<char>(index)};
}
[[nodiscard]] inline std::string WorkKey(WorkIndex index, const ledger::ContactId& contact) {
  std::string key = WorkPrefix(index);
  key.append(contact.view());
  return key;
}
[[nodiscard]] inline std::string NumberValue(std::uint64_t value) {
  std::string bytes;
  AppendBigEndian<8>(value, bytes);
  return bytes;
}
// The first key behind all keys that begin with `prefix`. REQUIRES: not all bytes are 0xff, and no
// key of ours begins so.
[[nodiscard]] inline std::string PrefixEnd(std::string prefix) {
  while (static_cast<std::uint8_t>(prefix.back()) == 0xff) prefix.pop_back();
  prefix.back() = static_cast<char>(static_cast<std::uint8_t>(prefix.back()) + 1);
  return prefix;
}

}  // namespace store_keys
}  // namespace projector
