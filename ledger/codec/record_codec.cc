#include "ledger/codec/record_codec.h"

#include <climits>
#include <optional>
#include <utility>
#include <variant>

#include "ledger/codec/facts_wire.h"
#include "ledger/codec/frequent_wire.h"
#include "ledger/codec/wire_reader.h"
#include "ledger/core/base32.h"

namespace ledger {
namespace v1 = consent::v1;

// The message keeps the room of its texts from one record to the next.
struct Decoder::Memory {
  v1::LedgerRecord message;
};

std::string Encode(const Event& event) {
  v1::LedgerRecord record;
  if (!event.id.empty()) record.set_event_id(std::string(event.id.view()));
  record.set_account(event.account.value());
  record.set_origin(static_cast<v1::Origin>(static_cast<int>(event.origin)));
  record.set_source(event.source);
  record.set_publisher_id(event.publisher_id);
  if (event.occurred_at_ms != kNoTime) record.set_occurred_at_ms(event.occurred_at_ms);
  record.set_sealed_number(event.sealed_number);
  record.set_sealed_details(event.sealed_details);
  EncodeFact(event.fact, record);
  return record.SerializeAsString();
}

Event ReadRecord(std::string_view value, v1::LedgerRecord& from, WireReader& reader) {
  Event event;
  if (value.size() > INT_MAX ||
      !from.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    reader.Fail("record", "not a LedgerRecord, or a text that is not UTF-8");
    return event;
  }
  reader.Closed(from);
  event.id = reader.RequiredId<EventId>(from.event_id(), "event_id");
  event.account = AccountId(from.account());
  event.origin = reader.Value<Origin>(from.origin(), v1::Origin_IsValid, "origin");
  event.source = from.source();
  event.publisher_id = from.publisher_id();
  if (from.has_occurred_at_ms()) event.occurred_at_ms = from.occurred_at_ms();
  event.sealed_number = from.sealed_number();
  event.sealed_details = from.sealed_details();
  event.fact = DecodeFact(from, reader);
  return event;
}

Decoder::Decoder() : memory_(std::make_unique<Memory>()) {}
Decoder::~Decoder() = default;

void Decoder::Decode(Offset offset, TimeMs appended_at_ms, std::string_view key,
                     std::string_view value, Record& record) {
  record.offset = offset;
  record.appended_at_ms = appended_at_ms;
  record.about_partition = false;
  record.contact = ContactId();
  WireReader reader;
  if (key == kPartitionKey) {
    record.about_partition = true;
  } else if (const std::optional<ContactId> contact = ParseContactKey(key)) {
    record.contact = *contact;
  } else {
    // Nobody knows whom it is about, so it may be about anybody here.
    record.about_partition = true;
    reader.Fail("key", "neither a contact's key nor ~p");
  }
  Event& event = record.content.emplace<Event>();
  if (!ReadFrequent(value, event)) event = ReadRecord(value, memory_->message, reader);
  if (reader.ok() && IsAboutPartition(event.fact) != record.about_partition) {
    reader.Fail("key", record.about_partition ? "~p over a fact about a contact"
                                              : "a contact's key over a fact about the partition");
  }
  if (!reader.ok()) record.content = Undecodable{.why = reader.TakeWhy()};
}

Record Decode(Offset offset, TimeMs appended_at_ms, std::string_view key, std::string_view value) {
  Decoder decoder;
  return decoder.Decode(offset, appended_at_ms, key, value);
}

}  // namespace ledger
