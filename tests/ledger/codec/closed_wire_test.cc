// Nothing unknown passes: for each kind of record, every message in it gets an unknown field, every
// enum an unknown value, every id another length, and each alone makes the record undecodable.
// Walks the messages by reflection, so that new fields are covered by themselves.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "consent/v1/ledger_record.pb.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "tests/support/sample_events.h"

namespace ledger {
namespace {

namespace pb = google::protobuf;

bool Decodes(const pb::Message& message, const Fact& fact) {
  const std::string key = IsAboutPartition(fact)
                              ? std::string(kPartitionKey)
                              : ContactKey(ContactId::FromBytes("0123456789abcdef"));
  return std::holds_alternative<Event>(Decode(0, 0, key, message.SerializeAsString()).content);
}

// Calls `visit` with `message` and every message inside it.
void Walk(pb::Message& message, const std::function<void(pb::Message&)>& visit) {
  visit(message);
  std::vector<const pb::FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        Walk(*message.GetReflection()->MutableRepeatedMessage(&message, field, i), visit);
      }
    } else {
      Walk(*message.GetReflection()->MutableMessage(&message, field), visit);
    }
  }
}

// Runs `check` for each sample of the ledger's events, parsed.
void ForEachSample(
    const std::function<void(const std::string&, const Fact&, consent::v1::LedgerRecord&)>& check) {
  for (const auto& [name, event] : testing::SampleEvents()) {
    consent::v1::LedgerRecord record;
    REQUIRE(record.ParseFromString(Encode(event)));
    REQUIRE(Decodes(record, event.fact));
    check(name, event.fact, record);
    REQUIRE(Decodes(record, event.fact));  // every change was taken back
  }
}

TEST_CASE("Decode: an unknown field anywhere makes the record undecodable", "[codec]") {
  ForEachSample([](const std::string& name, const Fact& fact, consent::v1::LedgerRecord& record) {
    Walk(record, [&](pb::Message& message) {
      CAPTURE(name, message.GetDescriptor()->name());
      message.GetReflection()->MutableUnknownFields(&message)->AddVarint(1000, 1);
      CHECK_FALSE(Decodes(record, fact));
      message.GetReflection()->MutableUnknownFields(&message)->Clear();
    });
  });
}

TEST_CASE("Decode: an unknown enum value anywhere makes the record undecodable", "[codec]") {
  ForEachSample([](const std::string& name, const Fact& fact, consent::v1::LedgerRecord& record) {
    Walk(record, [&](pb::Message& message) {
      const pb::Reflection& reflection = *message.GetReflection();
      for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        const pb::FieldDescriptor* field = message.GetDescriptor()->field(i);
        if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_ENUM) continue;
        REQUIRE_FALSE(field->is_repeated());
        const int before = reflection.GetEnumValue(message, field);
        for (const int value : {-1, 99, 256, 257}) {
          CAPTURE(name, field->full_name(), value);
          reflection.SetEnumValue(&message, field, value);
          CHECK_FALSE(Decodes(record, fact));
        }
        reflection.SetEnumValue(&message, field, before);
      }
    });
  });
}

TEST_CASE("Decode: what a fact cannot do without is not guessed", "[codec]") {
  const std::set<std::string> may_be_missing = {
      "consent.v1.LedgerRecord.origin", "consent.v1.ProgramRef.category",
      "consent.v1.ContactImported.grade", "consent.v1.KeywordReplied.provider_action",
      "consent.v1.MessageRequested.method",
      "consent.v1.ReasonCount.reason"};
  ForEachSample([&](const std::string& name, const Fact& fact, consent::v1::LedgerRecord& record) {
    Walk(record, [&](pb::Message& message) {
      const pb::Reflection& reflection = *message.GetReflection();
      for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        const pb::FieldDescriptor* field = message.GetDescriptor()->field(i);
        if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_ENUM) continue;
        const int before = reflection.GetEnumValue(message, field);
        CAPTURE(name, field->full_name());
        reflection.SetEnumValue(&message, field, 0);
        CHECK(Decodes(record, fact) == (may_be_missing.count(field->full_name()) > 0));
        reflection.SetEnumValue(&message, field, before);
      }
    });
  });
}

TEST_CASE("Decode: an id or a hash of another length makes the record undecodable", "[codec]") {
  const std::set<std::string> envelopes = {"sealed_number", "sealed_details"};
  ForEachSample([&](const std::string& name, const Fact& fact, consent::v1::LedgerRecord& record) {
    Walk(record, [&](pb::Message& message) {
      const pb::Reflection& reflection = *message.GetReflection();
      for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        const pb::FieldDescriptor* field = message.GetDescriptor()->field(i);
        if (field->type() != pb::FieldDescriptor::TYPE_BYTES ||
            envelopes.count(field->name()) > 0) {
          continue;
        }
        const std::string before = reflection.GetString(message, field);
        for (const std::string& value : {before.substr(1), before + "x", std::string("x")}) {
          CAPTURE(name, field->full_name(), value.size());
          reflection.SetString(&message, field, value);
          CHECK_FALSE(Decodes(record, fact));
        }
        reflection.SetString(&message, field, before);
      }
    });
  });
}

TEST_CASE("Decode: an outcome or a report of no message is undecodable", "[codec]") {
  ForEachSample([](const std::string& name, const Fact& fact, consent::v1::LedgerRecord& record) {
    CAPTURE(name);
    consent::v1::LedgerRecord bare = record;
    if (bare.has_send_concluded()) bare.mutable_send_concluded()->clear_message();
    if (bare.has_delivery_reported()) bare.mutable_delivery_reported()->clear_message();
    const bool about_attempt = bare.has_send_concluded() || bare.has_delivery_reported();
    CHECK(Decodes(bare, fact) != about_attempt);
  });
}

TEST_CASE("Decode: a record without a fact is undecodable", "[codec]") {
  consent::v1::LedgerRecord record;
  record.set_event_id("0123456789abcdef");
  record.set_account("acme");
  CHECK_FALSE(Decodes(record, ContactListed{}));
}

}  // namespace
}  // namespace ledger
