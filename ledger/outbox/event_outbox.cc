#include "ledger/outbox/event_outbox.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/check.h"
#include "ledger/core/partitioner.h"
#include "ledger/core/topic_names.h"
#include "ledger/ports/append_failure.h"

namespace ledger {
namespace {

// A pause before an append is repeated: the broker is down or busy, and a loop must not hammer it.
constexpr absl::Duration kRepeatPause = absl::Milliseconds(200);

std::string PlaceOf(const OutgoingRecord& record) {
  return absl::StrCat("partition ", record.partition, " of topic ", record.topic);
}

}  // namespace

struct EventOutbox::Shared {
  std::deque<Entry> waiting;
  std::size_t in_flight = 0;
  absl::Duration now = absl::ZeroDuration();
  absl::Status fatal = absl::OkStatus();
  bool alive = true;
};

EventOutbox::EventOutbox(Appender& appender, std::int32_t partitions)
    : appender_(appender), partitions_(partitions), shared_(std::make_shared<Shared>()) {
  LEDGER_CHECK(partitions > 0);
}

EventOutbox::~EventOutbox() { shared_->alive = false; }

PartitionId PartitionOfContact(const ContactId& contact, std::int32_t partitions) {
  return PartitionOf(ContactKey(contact), partitions);
}

void EventOutbox::AddForContact(const ContactId& contact, const Event& event, Durable done) {
  LEDGER_CHECK(!IsAboutPartition(event.fact));
  std::string key = ContactKey(contact);
  const PartitionId partition = PartitionOf(key, partitions_);
  Add(partition, std::move(key), event, std::move(done));
}

void EventOutbox::AddForPartition(PartitionId partition, const Event& event, Durable done) {
  LEDGER_CHECK(IsAboutPartition(event.fact));
  Add(partition, std::string(kPartitionKey), event, std::move(done));
}

void EventOutbox::Add(PartitionId partition, std::string key, const Event& event, Durable done) {
  Entry entry;
  entry.record.topic = kLedgerTopic;
  entry.record.partition = partition;
  entry.record.key = std::move(key);
  entry.record.value = Encode(event);
  entry.done = std::move(done);
  shared_->waiting.push_back(std::move(entry));
}

absl::Status EventOutbox::Pump(absl::Duration now) {
  shared_->now = now;
  // Repeats go to the back, so one pass over what waits is enough.
  for (std::size_t left = shared_->waiting.size(); left > 0 && shared_->fatal.ok(); --left) {
    Entry entry = std::move(shared_->waiting.front());
    shared_->waiting.pop_front();
    if (entry.not_before > now) {
      shared_->waiting.push_back(std::move(entry));
      continue;
    }
    OutgoingRecord copy = entry.record;
    auto held = std::make_shared<Entry>(std::move(entry));
    ++shared_->in_flight;
    const absl::Status queued = appender_.Append(
        std::move(copy), [shared = shared_, held](absl::StatusOr<Appended> result) {
          --shared->in_flight;
          if (result.ok()) {
            if (shared->alive && held->done) held->done(*result);
            return;
          }
          if (absl::Status why = WhyForGood(result.status(), PlaceOf(held->record)); !why.ok()) {
            shared->fatal = std::move(why);
          }
          held->not_before = shared->now + kRepeatPause;
          shared->waiting.push_back(std::move(*held));
        });
    if (queued.ok()) continue;
    --shared_->in_flight;
    if (!absl::IsResourceExhausted(queued)) shared_->fatal = queued;
    shared_->waiting.push_front(std::move(*held));
    break;  // the local queue is full: the caller polls, and comes again
  }
  return shared_->fatal;
}

std::size_t EventOutbox::pending() const { return shared_->waiting.size() + shared_->in_flight; }

}  // namespace ledger
