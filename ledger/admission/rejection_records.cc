#include "ledger/admission/rejection_records.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "consent/v1/personal.pb.h"
#include "consent/v1/rejected.pb.h"
#include "ledger/admission/limits.h"
#include "ledger/core/base32.h"
#include "ledger/core/check.h"
#include "ledger/core/digest.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/seal/parts.h"

namespace ledger {
namespace {

// Names the input: by its place in a topic, else by what it says.
std::string NameOf(const RefusedInput& input) {
  if (input.offset == kNoOffset) return input.publisher_id;
  return absl::StrCat(input.topic, "/", input.partition, "/", input.offset);
}

// What the record of `bytes` says about those that it does not hold.
std::string WhatIsCut(std::string_view bytes) {
  if (bytes.size() <= kOriginalBytesMax) return "";
  return absl::StrCat("; the first ", kOriginalBytesMax, " of ", bytes.size(),
                      " bytes were kept, SHA-256 of all: ", HexSha256(bytes));
}

}  // namespace

absl::StatusOr<OutgoingRecord> RejectedTopicRecord(const Rejected& rejected,
                                                   const RefusedInput& input, std::string topic,
                                                   absl::Time now, const KeyRing& keys) {
  consent::v1::RejectedRecord record;
  record.set_origin(static_cast<consent::v1::Origin>(input.origin));
  record.set_topic(input.topic);
  record.set_partition(input.partition);
  if (input.offset != kNoOffset) record.set_offset(input.offset);
  record.set_received_at_ms(absl::ToUnixMillis(now));
  record.set_reason(static_cast<consent::v1::RejectReason>(rejected.reason));
  record.set_detail(rejected.detail + WhatIsCut(input.bytes));
  record.set_mend(rejected.mend);
  record.set_account(rejected.account.value());
  if (rejected.contact) record.set_contact(std::string(rejected.contact->view()));
  record.set_source(input.source);
  record.set_publisher_id(input.publisher_id);
  ASSIGN_OR_RETURN(*record.mutable_sealed_original(),
                   keys.SealBytes(rejected.account, input.bytes.substr(0, kOriginalBytesMax)));
  consent::v1::Sealed sealed;
  LEDGER_CHECK(sealed.ParseFromString(record.sealed_original()));
  record.set_key_id(sealed.key_id());
  record.set_media_type(input.media_type);

  OutgoingRecord outgoing;
  outgoing.topic = std::move(topic);
  if (rejected.contact) outgoing.key = ContactKey(*rejected.contact);
  outgoing.value = record.SerializeAsString();
  const std::string name = NameOf(input);
  outgoing.headers = {
      {"ce_specversion", "1.0"},
      {"ce_id", ToBase32(name.empty() ? sealed.nonce() : name)},
      {"ce_source", "/consent-ledger/admission"},
      {"ce_type", "consent.rejected.v1"},
      {"ce_time", absl::FormatTime(absl::RFC3339_full, now, absl::UTCTimeZone())},
      {"ce_dataschema", "type.googleapis.com/consent.v1.RejectedRecord"},
      {"content-type", "application/protobuf"},
  };
  return outgoing;
}

absl::StatusOr<Event> BlockEvent(const Rejected& rejected, const RefusedInput& input,
                                 const Appended& at, const KeyRing& keys) {
  LEDGER_CHECK(rejected.blocks && rejected.contact.has_value());
  Event event;
  event.account = rejected.account;
  event.origin = input.origin;
  event.source = input.source;
  event.publisher_id = NameOf(input);
  event.fact =
      EventRejected{at.partition, at.offset,
                    absl::StrCat(ToAbsl(RejectReasonName(rejected.reason)), ": ", rejected.detail)};
  ASSIGN_OR_RETURN(event.id, keys.ExternalEventId(event.account, event.source, event.publisher_id,
                                                  *rejected.contact, kNoTime,
                                                  JoinParts({"event-rejected", input.bytes})));
  return event;
}

}  // namespace ledger
