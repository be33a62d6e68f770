#include "ledger/verify/refold.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ledger/core/grant.h"
#include "ledger/core/status_macros.h"

namespace ledger::verify {
namespace {

constexpr std::size_t kPollRecords = 10'000;

const SendIntended* IntentOf(const Record& record) {
  const auto* event = std::get_if<Event>(&record.content);
  return event == nullptr ? nullptr : std::get_if<SendIntended>(&event->fact);
}

}  // namespace

void Refold::Add(const LogRecord& record) {
  PartitionFold& fold = partitions_[record.partition];
  if (fold.closed) return;
  if (record.offset != fold.next) {
    breaches_.push_back({Law::kDenseOffsets, record.partition, record.offset, std::nullopt, "",
                         "the record before it should be " + std::to_string(record.offset - 1) +
                             ", but the log went on from " + std::to_string(fold.next)});
    fold.closed = true;
    return;
  }
  // A tombstone has no value; an empty one is not a record either.
  const Record decoded =
      decoder_.Decode(record.offset, record.appended_at_ms, record.key,
                      record.tombstone ? std::string_view("\xff", 1) : record.value);
  Fold(record.partition, decoded, fold);
  ++records_;
}

void Refold::Fold(PartitionId partition, const Record& record, PartitionFold& fold) {
  ContactState no_contact;
  MessageState no_message;
  const auto* event = std::get_if<Event>(&record.content);
  const MessageId message_id = event == nullptr ? MessageId() : MessageOf(event->fact);
  ContactState& contact = record.about_partition ? no_contact : fold.contacts[record.contact];
  MessageState& message = message_id.empty() ? no_message : fold.messages[message_id];
  std::optional<Offset> seen_at;
  if (event != nullptr) {
    if (const auto at = fold.seen.find(event->id); at != fold.seen.end()) seen_at = at->second;
  }
  Reason judged = Reason::kNone;
  if (const SendIntended* intent = IntentOf(record); intent != nullptr) {
    PartitionState at_place = fold.state;
    at_place.time_ms = std::max(at_place.time_ms, record.appended_at_ms);
    judged = Judge(at_place, contact, message, event->account, *intent);
  }
  const ContactState before = contact;
  const Effect effect = Apply({fold.state, contact, message, seen_at}, record);
  if (effect.disposition == Disposition::kHalts) {
    breaches_.push_back({Law::kReadable, partition, record.offset, std::nullopt, "",
                         "the partition cannot be folded any further: " + effect.detail});
    fold.closed = true;
    return;
  }
  const bool counts = effect.disposition != Disposition::kBlocked;
  if (event != nullptr && counts && !seen_at) fold.seen.emplace(event->id, record.offset);
  fold.next = record.offset + 1;
  if (on_record_) on_record_({partition, record, effect, fold, before, contact, judged});
}

absl::Status ReadAll(LogReader& reader, std::string_view topic,
                     const std::map<PartitionId, Offset>& end, const Clock& clock,
                     absl::Duration patience,
                     const std::function<void(const LogRecord&)>& on_record,
                     const std::map<PartitionId, Offset>& from) {
  const auto first = [&](PartitionId partition) {
    const auto at = from.find(partition);
    return at == from.end() ? Offset{0} : at->second;
  };
  std::map<PartitionId, Offset> start;
  std::map<PartitionId, Offset> missing = end;
  std::erase_if(missing, [&](const auto& entry) { return entry.second <= first(entry.first); });
  for (const auto& [partition, next] : missing) start[partition] = first(partition);
  if (missing.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(reader.Assign(topic, start));
  absl::Duration last_news = clock.Monotonic();
  while (!missing.empty()) {
    auto records = reader.Poll(kPollRecords, absl::Milliseconds(500));
    if (!records.ok() && !absl::IsUnavailable(records.status())) return records.status();
    if (records.ok() && !records->empty()) last_news = clock.Monotonic();
    if (clock.Monotonic() - last_news > patience) {
      return absl::DeadlineExceededError(
          "no record came from topic " + std::string(topic) + " for " +
          absl::FormatDuration(patience) + ", though partition " +
          std::to_string(missing.begin()->first) + " ends at " +
          std::to_string(missing.begin()->second) + "; see whether the broker runs");
    }
    if (!records.ok()) continue;
    for (const LogRecord& record : *records) {
      const auto at = missing.find(record.partition);
      if (at == missing.end() || record.offset >= at->second) continue;
      on_record(record);
      if (record.offset + 1 == at->second) missing.erase(at);
    }
  }
  return absl::OkStatus();
}

}  // namespace ledger::verify
