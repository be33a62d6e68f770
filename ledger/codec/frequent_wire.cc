#include "ledger/codec/frequent_wire.h"

#include <algorithm>
#include <climits>
#include <string>

#include "ledger/codec/field_cursor.h"

namespace ledger {
namespace {

// One overload a message: its fields in the order of their numbers, which are those of
// proto/consent/v1. Each leaves `to` as it was made where a field is absent, and fails as
// decode_fact.cc does.
void Read(FieldCursor& in, ProgramRef& to);
void Read(FieldCursor& in, RevocationScope& to);
void Read(FieldCursor& in, AnswerDue& to);
void Read(FieldCursor& in, Because& to);
void Read(FieldCursor& in, Window& to);
void Read(FieldCursor& in, Cap& to);
void Read(FieldCursor& in, Evidence& to);

// Reads the message in field `kField`; says whether there is one.
template <int kField, typename T>
bool ReadInner(FieldCursor& in, T& to) {
  std::string_view bytes;
  if (!in.Bytes<kField>(bytes)) return false;
  FieldCursor inner(bytes);
  Read(inner, to);
  if (!inner.Done()) in.Fail();
  return true;
}

template <int kField, typename T>
void ReadAll(FieldCursor& in, std::vector<T>& to) {
  for (T item; ReadInner<kField>(in, item); item = T()) to.push_back(std::move(item));
}

void Read(FieldCursor& in, ProgramRef& to) {
  in.Name<1>(to.program);
  in.Enum<2>(Category::kInformational, to.category);
}

void Read(FieldCursor& in, RevocationScope& to) {
  in.Enum<1>(Reach::kEverything, to.reach);
  ReadAll<2>(in, to.programs);
}

void Read(FieldCursor& in, AnswerDue& to) {
  in.RequiredEnum<1>(MessageClass::kCustomReply, to.message_class);
  ReadInner<2>(in, to.program);
  in.Text<3>(to.template_key);
  in.Text<4>(to.language);
}

void Read(FieldCursor& in, Because& to) {
  in.Name<1>(to.campaign);
  in.Uint32<2>(to.step);
  in.Int64<3>(to.step_due_ms);
  in.Int64<4>(to.origin);
}

void Read(FieldCursor& in, Window& to) {
  in.Int64<1>(to.open_ms);
  in.Int64<2>(to.close_ms);
  in.Text<3>(to.zone);
  in.Text<4>(to.tzdata);
}

void Read(FieldCursor& in, Cap& to) {
  in.Uint32<1>(to.max);
  in.Int64<2>(to.period_ms);
}

void Read(FieldCursor& in, Evidence& to) {
  in.Text<1>(to.disclosure_version);
  in.Text<2>(to.disclosure_sha256);
  in.Text<3>(to.url);
  in.Text<4>(to.signature_sha256);
  in.Text<5>(to.actor);
}

void Read(FieldCursor& in, ContactImported& to) {
  in.Text<1>(to.source);
  in.Text<2>(to.import_id);
  in.Int64<3>(to.row);
  in.Enum<4>(EvidenceGrade::kD, to.grade);
  ReadAll<5>(in, to.programs);
  for (SegmentName name; in.Name<6>(name);) to.segments.push_back(std::move(name));
  in.Text<7>(to.attestation);
  in.Text<8>(to.actor);
  ReadInner<9>(in, to.evidence);
  in.Uint32<10>(to.mapping_version);
}

void Read(FieldCursor& in, KeywordReplied& to) {
  in.Name<1>(to.line);
  in.Text<2>(to.gateway);
  in.Text<3>(to.gateway_id);
  in.Int64<4>(to.gateway_time_ms);
  in.Enum<5>(ProviderAction::kHelp, to.provider_action);
}

void Read(FieldCursor& in, ReplyDecided& to) {
  in.Int64<1>(to.reply_offset);
  in.OptionalId<2>(to.reply_event);
  in.RequiredEnum<3>(ReplyClass::kInbox, to.reply_class);
  in.Text<4>(to.matched_rule);
  in.Text<5>(to.policy_version);
  in.RequiredEnum<6>(Consequence::kHold, to.consequence);
  ReadAll<7>(in, to.programs);
  ReadInner<8>(in, to.revocation);
  if (to.consequence == Consequence::kRevoke && to.revocation.reach == Reach::kUnknown) in.Fail();
  in.Bool<9>(to.expired_ask_counts);
  ReadAll<10>(in, to.answers);
  in.Name<11>(to.line);
  in.Text<12>(to.actor);
}

void Read(FieldCursor& in, SendIntended& to) {
  in.RequiredId<1>(to.intent);
  in.RequiredId<2>(to.message);
  in.RequiredEnum<3>(MessageClass::kCustomReply, to.message_class);
  ReadInner<4>(in, to.program);
  ReadInner<5>(in, to.because);
  in.Name<6>(to.line);
  in.Int64<7>(to.epoch);
  in.Int64<8>(to.revision);
  in.Int64<9>(to.planned_at_ms);
  in.Int64<10>(to.deadline_ms);
  in.Int64<11>(to.age_limit_ms);
  in.Int64<12>(to.validity_ms);
  if (!ReadInner<13>(in, to.window.emplace())) to.window.reset();
  ReadInner<14>(in, to.cap);
  in.Uint32<15>(to.ask_limit);
  in.Int64<16>(to.pending_term_ms);
  std::string_view hash;
  in.Bytes<17>(hash);
  if (hash.size() != to.body_sha256.size()) return in.Fail();
  std::copy(hash.begin(), hash.end(), to.body_sha256.begin());
}

void Read(FieldCursor& in, SendConcluded& to) {
  in.RequiredId<1>(to.intent);
  in.RequiredId<2>(to.message);
  in.RequiredEnum<3>(SendOutcome::kWithdrawn, to.outcome);
  in.Text<4>(to.provider_id);
  in.Text<5>(to.detail);
  in.Bool<6>(to.permanent);
  in.Bool<7>(to.provider_opt_out);
}

void Read(FieldCursor& in, DeliveryReported& to) {
  in.RequiredId<1>(to.intent);
  in.RequiredId<2>(to.message);
  in.RequiredEnum<3>(Delivery::kExpired, to.delivery);
  in.Text<4>(to.detail);
  in.Bool<5>(to.permanent);
  in.Bool<6>(to.provider_opt_out);
}

// Reads the fact in field `kField` if there is one.
template <int kField, typename T>
bool ReadFact(FieldCursor& in, Fact& fact) {
  std::string_view bytes;
  if (!in.Bytes<kField>(bytes)) return false;
  FieldCursor inner(bytes);
  Read(inner, fact.emplace<T>());
  if (!inner.Done()) in.Fail();
  return true;
}

}  // namespace

bool ReadFrequent(std::string_view value, Event& event) {
  if (value.size() > INT_MAX) return false;
  FieldCursor in(value);
  in.RequiredId<1>(event.id);
  in.Name<2>(event.account);
  in.Enum<3>(Origin::kWorker, event.origin);
  in.Text<4>(event.source);
  in.Text<5>(event.publisher_id);
  in.Int64<6>(event.occurred_at_ms);
  in.Raw<7>(event.sealed_number);
  in.Raw<8>(event.sealed_details);
  // Exactly one fact: a second one would be left over.
  const bool known =
      ReadFact<13, SendIntended>(in, event.fact) || ReadFact<14, SendConcluded>(in, event.fact) ||
      ReadFact<15, DeliveryReported>(in, event.fact) ||
      ReadFact<9, ContactImported>(in, event.fact) ||
      ReadFact<11, KeywordReplied>(in, event.fact) || ReadFact<12, ReplyDecided>(in, event.fact);
  return known && in.Done();
}

}  // namespace ledger
