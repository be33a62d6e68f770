#include "ledger/admission/admit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/admission/ask_check.h"
#include "ledger/admission/closed_check.h"
#include "ledger/admission/complaint.h"
#include "ledger/admission/contact_resolution.h"
#include "ledger/admission/intake_fact.h"
#include "ledger/admission/limits.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/digest.h"
#include "ledger/core/status_macros.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr std::int32_t kNanosPerSecond = 1'000'000'000;

TimeMs ReadTime(const v1::IntakeEvent& event, absl::Time now, Complaints& complaints) {
  if (!event.has_occurred_at()) return kNoTime;
  constexpr char kMend[] = "give the time as UTC, and check the clock that it comes from";
  const std::int64_t seconds = event.occurred_at().seconds();
  const std::int32_t nanos = event.occurred_at().nanos();
  const std::int64_t latest = absl::ToUnixSeconds(now + kClockSkewMax);
  if (seconds > latest) {
    complaints.Add(RejectReason::kInvalidTime, "occurred_at", "is in the future", kMend);
    return kNoTime;
  }
  if (seconds < kTextingBeganMs / 1000 || nanos < 0 || nanos >= kNanosPerSecond) {
    complaints.Add(RejectReason::kInvalidTime, "occurred_at", "is before there were texts", kMend);
    return kNoTime;
  }
  return seconds * 1000 + nanos / 1'000'000;
}

// What the id's MAC covers: kind and every field, but what names the event or is derived. The
// number stands in the id as the contact, so its spelling does not matter.
std::string ContentOf(const v1::IntakeEvent& event) {
  v1::IntakeEvent content = event;
  content.clear_account();
  content.clear_source();
  content.clear_publisher_id();
  content.clear_number();
  content.clear_region();
  content.clear_contact_id();
  const auto strip = [](auto& programs) {
    for (v1::ProgramRef& program : programs) program.clear_category();
  };
  switch (content.fact_case()) {
    case v1::IntakeEvent::kContactImported:
      strip(*content.mutable_contact_imported()->mutable_programs());
      content.mutable_contact_imported()->clear_mapping_version();
      break;
    case v1::IntakeEvent::kOptedIn:
      strip(*content.mutable_opted_in()->mutable_programs());
      break;
    case v1::IntakeEvent::kOptedOut:
      strip(*content.mutable_opted_out()->mutable_scope()->mutable_programs());
      content.mutable_opted_out()->clear_mapping_version();
      break;
    case v1::IntakeEvent::kPermissionSet:
      content.mutable_permission_set()->mutable_program()->clear_category();
      break;
    case v1::IntakeEvent::kMessageRequested:
      content.mutable_message_requested()->mutable_program()->clear_category();
      break;
    case v1::IntakeEvent::kReplyDecision:
      strip(*content.mutable_reply_decision()->mutable_revocation()->mutable_programs());
      break;
    case v1::IntakeEvent::kNumberReassigned:
    case v1::IntakeEvent::kReassignmentQueried:
    case v1::IntakeEvent::kNumberDeactivated:
    case v1::IntakeEvent::kZoneTold:
    case v1::IntakeEvent::kContactListed:
    case v1::IntakeEvent::kContactUnlisted:
    case v1::IntakeEvent::kContactErased:
    case v1::IntakeEvent::kBlockResolved:
    case v1::IntakeEvent::FACT_NOT_SET:
      break;
  }
  return content.SerializeAsString();  // no maps in it: fields in the order of their numbers
}

absl::Status SealInto(const v1::IntakeEvent& from, const ResolvedContact& contact,
                      const KeyRing& keys, Event& event) {
  if (contact.number) {
    Personal number;
    number.number = contact.number->e164();
    ASSIGN_OR_RETURN(event.sealed_number, keys.Seal(event.account, contact.contact, number));
  }
  const bool has_details = !from.name().empty() || !from.ip().empty() ||
                           !from.user_agent().empty() || !from.email().empty() ||
                           !from.text().empty() || !from.signature().empty() ||
                           from.has_source_record();
  if (has_details) {
    const v1::SourceRecord& record = from.source_record();
    const Personal details{
        "",
        from.text(),
        from.name(),
        from.ip(),
        from.user_agent(),
        from.email(),
        from.signature(),
        {record.word(), record.method(), record.disclosure(), record.time()}};
    ASSIGN_OR_RETURN(event.sealed_details, keys.Seal(event.account, contact.contact, details));
  }
  return absl::OkStatus();
}

// `rejected` with all that is known of where it belongs.
Rejected Placed(Rejected rejected, const AccountId& account, std::optional<ContactId> contact,
                Origin origin) {
  rejected.account = account;
  rejected.contact = contact;
  rejected.blocks = contact.has_value() && BelievesDelivered(origin);
  return rejected;
}

// What was signed, and the hash of it that the evidence shows, must be one thing.
void CheckSignature(const v1::IntakeEvent& event, Complaints& complaints) {
  if (event.signature().empty()) return;
  const v1::Evidence& evidence = event.has_message_requested()
                                     ? event.message_requested().evidence()
                                 : event.has_permission_set() ? event.permission_set().evidence()
                                                              : event.opted_in().evidence();
  if (HexSha256(event.signature()) == evidence.signature_sha256()) return;
  complaints.Add(RejectReason::kInvalidField, "signature",
                 "its SHA-256 is not the evidence's signature_sha256",
                 "give the hash of exactly these bytes, or leave the signature out");
}

// Elsewhere nobody would look for it.
void CheckSourceRecord(const v1::IntakeEvent& event, Complaints& complaints) {
  if (!event.has_source_record() || event.has_contact_imported() || event.has_opted_out()) return;
  complaints.Add(RejectReason::kInvalidField, "source_record",
                 "it goes with contact_imported and opted_out only",
                 "leave it out, and give what the person saw and did as evidence");
}

void CheckNames(const v1::IntakeEvent& event, const Arrival& arrival, Complaints& complaints) {
  if (event.source().empty()) {
    complaints.Add(RejectReason::kMissingField, "source", "it is required",
                   "name the publishing system, for example \"shopify\"");
  }
  // A repeat with a random id would be a second text.
  if (event.publisher_id().empty() && event.has_message_requested() &&
      arrival.origin != Origin::kIntake) {
    complaints.Add(RejectReason::kMissingField, "publisher_id",
                   "a requested text needs an id, so that a repeat is not a second text",
                   "give it an id that is the same whenever you repeat the request");
  }
}

}  // namespace

bool BelievesDelivered(Origin origin) {
  return origin == Origin::kIntake || origin == Origin::kWebhook;
}

absl::StatusOr<Admission> Admit(const v1::IntakeEvent& from, const Arrival& arrival,
                                const AdmissionContext& context) {
  Complaints complaints;
  const AccountId account(from.account());
  const std::optional<AccountEntry> entry = context.directory.FindAccount(account);
  if (!entry) {
    if (from.account().empty()) {
      complaints.Add(RejectReason::kMissingField, "account", "it is required",
                     "name the business's account");
    }
    complaints.Add(RejectReason::kUnknownAccount, "account", "there is no such account",
                   "check the spelling, or define it with `consent account create`",
                   from.account());
    return Placed(complaints.Take(), AccountId(), std::nullopt, arrival.origin);
  }
  const std::string& region = from.region().empty() ? entry->default_region : from.region();
  ASSIGN_OR_RETURN(
      const std::optional<ResolvedContact> contact,
      ResolveContact(account, from.number(), region, from.contact_id(), context.keys, complaints));
  if (!contact) return Placed(complaints.Take(), account, std::nullopt, arrival.origin);

  CheckClosed(from, complaints);
  CheckNames(from, arrival, complaints);
  if (from.has_message_requested()) CheckAskForm(from.message_requested(), complaints);
  CheckSignature(from, complaints);
  CheckSourceRecord(from, complaints);
  Event event;
  event.account = account;
  event.origin = arrival.origin;
  event.source = from.source();
  event.publisher_id = from.publisher_id().empty() ? arrival.name : from.publisher_id();
  const TimeMs claimed_ms = ReadTime(from, context.now, complaints);
  // A clock that is ahead must not carry an event past those that followed it into the topic.
  event.occurred_at_ms = arrival.appended_at_ms == kNoTime
                             ? claimed_ms
                             : std::min(claimed_ms, arrival.appended_at_ms);
  const FactScope scope{
      account,
      context.directory,
      event.occurred_at_ms,
      absl::ToUnixMillis(context.now),
      contact->number.has_value(),
      RequestMessageId(account, event.source, event.publisher_id, contact->contact)};
  std::optional<Fact> fact = ReadFact(from, scope, complaints);
  if (fact) CheckRequestedWords(*fact, from.text(), account, context.directory, complaints);
  if (!complaints.ok()) {
    return Placed(complaints.Take(), account, contact->contact, arrival.origin);
  }
  event.fact = *std::move(fact);
  ASSIGN_OR_RETURN(event.id, context.keys.ExternalEventId(account, event.source, event.publisher_id,
                                                          contact->contact, claimed_ms,
                                                          ContentOf(from)));
  RETURN_IF_ERROR(SealInto(from, *contact, context.keys, event));
  return Admitted{std::move(event), contact->contact};
}

absl::Status Salvage(const WireIdentity& identity, const Arrival& arrival,
                     const AdmissionContext& context, Rejected& rejected) {
  const AccountId account(identity.account);
  const std::optional<AccountEntry> entry = context.directory.FindAccount(account);
  rejected.names_unknown_account = !entry && !identity.account.empty();
  if (!entry) return absl::OkStatus();
  Complaints ignored;
  const std::string& region = identity.region.empty() ? entry->default_region : identity.region;
  ASSIGN_OR_RETURN(const std::optional<ResolvedContact> contact,
                   ResolveContact(account, identity.number, region, identity.contact_id,
                                  context.keys, ignored));
  std::optional<ContactId> id;
  if (contact) id = contact->contact;
  rejected = Placed(std::move(rejected), account, id, arrival.origin);
  return absl::OkStatus();
}

}  // namespace ledger
