#include "projector/fold/stored_values.h"

#include <map>
#include <utility>

#include "ledger/codec/byte_codec.h"
#include "ledger/codec/record_codec.h"
#include "ledger/codec/state_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/partitioner.h"
#include "ledger/core/status_macros.h"

namespace projector {
namespace {

using ledger::ByteReader;
using ledger::ByteWriter;
using ledger::Offset;

constexpr std::uint8_t kFormat = 1;
constexpr std::uint8_t kFeedMask = 7;
constexpr std::uint8_t kHoldBack = 8;
constexpr std::uint8_t kAboutPartition = 16;

absl::Status Damaged(const char* what, Offset at) {
  return absl::DataLossError(std::string("stored ") + what + " at offset " + std::to_string(at) +
                             " cannot be decoded: rebuild the projection");
}

// How far `to` lies behind `from`; 0 if there is none.
std::uint64_t Back(Offset from, Offset to) {
  return to == ledger::kNoOffset ? 0 : static_cast<std::uint64_t>(from - to);
}

Offset ReadBack(ByteReader& in, Offset from) {
  const std::uint64_t back = in.Varint();
  if (back == 0) return ledger::kNoOffset;
  if (back > static_cast<std::uint64_t>(from)) in.Fail();
  return in.ok() ? from - static_cast<Offset>(back) : ledger::kNoOffset;
}

void PutCounts(ByteWriter& out, const std::map<ledger::Reason, std::uint64_t>& counts) {
  out.Varint(counts.size());
  for (const auto& [reason, count] : counts) {
    out.U8(static_cast<std::uint8_t>(reason));
    out.Varint(count);
  }
}

std::map<ledger::Reason, std::uint64_t> GetCounts(ByteReader& in) {
  std::map<ledger::Reason, std::uint64_t> counts;
  const std::size_t size = in.Count();
  for (std::size_t i = 0; i < size && in.ok(); ++i) {
    const auto reason = in.Enum(ledger::Reason::kNotInSegment);
    counts[reason] = in.Varint();
  }
  return counts;
}

std::string_view AsView(const ledger::Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::string EncodeStoredEvent(Offset offset, const StoredEvent& event) {
  std::string bytes;
  AppendStoredEvent(offset, event, event.value, bytes);
  return bytes;
}

void AppendStoredEvent(Offset offset, const StoredEvent& event, std::string_view value,
                       std::string& bytes) {
  ByteWriter out(std::move(bytes));
  out.U8(static_cast<std::uint8_t>(static_cast<std::uint8_t>(event.feed) |
                                   (event.hold_back ? kHoldBack : 0) |
                                   (event.about_partition ? kAboutPartition : 0)));
  out.U8(static_cast<std::uint8_t>(event.disposition));
  out.U8(static_cast<std::uint8_t>(event.reason));
  out.Signed(event.appended_at_ms);
  out.Signed(event.time_ms - event.appended_at_ms);
  out.Varint(Back(offset, event.duplicate_of));
  if (!event.about_partition) {
    out.Id(event.contact);
    out.Varint(Back(offset, event.previous));
  }
  out.Bytes(event.detail);
  out.Raw(value);
  bytes = out.Take();
}

absl::StatusOr<StoredEvent> DecodeStoredEvent(Offset offset, std::string_view bytes) {
  ByteReader in(bytes);
  StoredEvent event;
  const std::uint8_t flags = in.U8();
  if (flags > (kFeedMask | kHoldBack | kAboutPartition) ||
      (flags & kFeedMask) > static_cast<std::uint8_t>(FeedKind::kReply)) {
    in.Fail();
  }
  event.feed = static_cast<FeedKind>(flags & kFeedMask);
  event.hold_back = (flags & kHoldBack) != 0;
  event.about_partition = (flags & kAboutPartition) != 0;
  event.disposition = in.Enum(ledger::Disposition::kHalts);
  event.reason = in.Enum(ledger::Reason::kNotInSegment);
  event.appended_at_ms = in.Signed();
  event.time_ms = event.appended_at_ms + in.Signed();
  event.duplicate_of = ReadBack(in, offset);
  if (!event.about_partition) {
    event.contact = in.Id<ledger::ContactId>();
    event.previous = ReadBack(in, offset);
  }
  event.detail = std::string(in.Bytes());
  if (!in.ok()) return Damaged("event", offset);
  event.value = std::string(in.rest());
  return event;
}

bool MayFeed(std::string_view encoded) {
  return !encoded.empty() && (static_cast<std::uint8_t>(encoded[0]) & (kFeedMask | kHoldBack)) != 0;
}

ledger::Record RecordOf(Offset offset, const StoredEvent& event) {
  const std::string key = event.about_partition ? std::string(ledger::kPartitionKey)
                                                : ledger::ContactKey(event.contact);
  return ledger::Decode(offset, event.appended_at_ms, key, event.value);
}

RecordHash HashOf(const ledger::LogRecord& record) {
  ByteWriter out;
  out.Signed(record.offset);
  out.Signed(record.appended_at_ms);
  out.Bytes(record.key);
  out.Bool(record.tombstone);
  out.Raw(record.value);
  return ledger::Sha256(out.bytes());
}

std::string EncodeFoldMeta(const FoldMeta& meta) {
  ByteWriter out;
  out.U8(kFormat);
  out.Signed(meta.next);
  out.Raw(AsView(meta.last_hash));
  for (const std::uint64_t part : {meta.sum.contacts.low, meta.sum.contacts.high,
                                   meta.sum.messages.low, meta.sum.messages.high}) {
    out.Varint(part);
  }
  out.Raw(ledger::EncodePartitionState(meta.partition));
  return out.Take();
}

absl::StatusOr<FoldMeta> DecodeFoldMeta(std::string_view bytes) {
  ByteReader in(bytes);
  FoldMeta meta;
  if (in.U8() != kFormat) in.Fail();
  meta.next = in.Signed();
  const std::string_view hash = in.Raw(meta.last_hash.size());
  std::copy(hash.begin(), hash.end(), meta.last_hash.begin());
  meta.sum.contacts.low = in.Varint();
  meta.sum.contacts.high = in.Varint();
  meta.sum.messages.low = in.Varint();
  meta.sum.messages.high = in.Varint();
  if (!in.ok()) return Damaged("position", 0);
  ASSIGN_OR_RETURN(meta.partition, ledger::DecodePartitionState(in.rest()));
  return meta;
}

std::string DigestOf(const FoldMeta& meta) {
  // The hash of the last record is left out: it is the log's, and broker times may differ where
  // the state does not.
  FoldMeta state = meta;
  state.last_hash = {};
  return ledger::HexSha256(EncodeFoldMeta(state));
}

std::string EncodeStepResult(const ledger::StepResult& result) {
  ByteWriter out;
  out.U8(kFormat);
  for (const std::uint64_t count :
       {result.delivered, result.accepted, result.queued, result.failed, result.rejected,
        result.unknown, result.open, result.withdrawn}) {
    out.Varint(count);
  }
  PutCounts(out, result.denied);
  PutCounts(out, result.excluded);
  out.Signed(result.first_grant_ms);
  out.Signed(result.last_grant_ms);
  out.Signed(result.finished_at);
  return out.Take();
}

absl::StatusOr<ledger::StepResult> DecodeStepResult(std::uint32_t step, std::string_view bytes) {
  ByteReader in(bytes);
  ledger::StepResult result;
  result.step = step;
  if (in.U8() != kFormat) in.Fail();
  for (std::uint64_t* count :
       {&result.delivered, &result.accepted, &result.queued, &result.failed, &result.rejected,
        &result.unknown, &result.open, &result.withdrawn}) {
    *count = in.Varint();
  }
  result.denied = GetCounts(in);
  result.excluded = GetCounts(in);
  result.first_grant_ms = in.Signed();
  result.last_grant_ms = in.Signed();
  result.finished_at = in.Signed();
  if (!in.done()) return Damaged("step result", step);
  return result;
}

}  // namespace projector
