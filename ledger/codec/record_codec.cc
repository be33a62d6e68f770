#include "ledger/codec/record_codec.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <climits>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "ledger/codec/facts_wire.h"
#include "ledger/codec/frequent_wire.h"
#include "ledger/codec/wire_reader.h"
#include "ledger/core/base32.h"
#include "ledger/core/utf8.h"

namespace ledger {
namespace v1 = consent::v1;
namespace pb = google::protobuf;

namespace {

void MendText(pb::Message& message, const pb::FieldDescriptor* field) {
  const pb::Reflection& reflection = *message.GetReflection();
  std::string memory;
  if (!field->is_repeated()) {
    const std::string& text = reflection.GetStringReference(message, field, &memory);
    if (!IsUtf8(text)) reflection.SetString(&message, field, MendUtf8(text));
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    const std::string& text = reflection.GetRepeatedStringReference(message, field, i, &memory);
    if (!IsUtf8(text)) reflection.SetRepeatedString(&message, field, i, MendUtf8(text));
  }
}

void MendTexts(pb::Message& message) {
  const pb::Reflection& reflection = *message.GetReflection();
  std::vector<const pb::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    if (field->type() == pb::FieldDescriptor::TYPE_STRING) {
      MendText(message, field);
    } else if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) {
      continue;
    } else if (!field->is_repeated()) {
      MendTexts(*reflection.MutableMessage(&message, field));
    } else {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        MendTexts(*reflection.MutableRepeatedMessage(&message, field, i));
      }
    }
  }
}

}  // namespace

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
  MendTexts(record);
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
