#include "ledger/codec/state_codec.h"

#include <utility>

#include "ledger/codec/byte_codec.h"

namespace ledger {
namespace {

absl::Status Damaged(const char* what) {
  return absl::DataLossError(std::string("stored ") + what +
                             " state cannot be decoded: rebuild the projection");
}

void PutMark(ByteWriter& out, const Mark& mark) {
  out.Signed(mark.time_ms);
  out.Signed(mark.position);
}

Mark GetMark(ByteReader& in) {
  Mark mark;
  mark.time_ms = in.Signed();
  mark.position = in.Signed();
  return mark;
}

void PutRevocations(ByteWriter& out, const Revocations& revocations) {
  PutMark(out, revocations.handset);
  PutMark(out, revocations.other);
}

Revocations GetRevocations(ByteReader& in) {
  Revocations revocations;
  revocations.handset = GetMark(in);
  revocations.other = GetMark(in);
  return revocations;
}

void PutRef(ByteWriter& out, const ProgramRef& ref) {
  out.Bytes(ref.program.value());
  out.U8(static_cast<std::uint8_t>(ref.category));
}

ProgramRef GetRef(ByteReader& in) {
  ProgramRef ref;
  ref.program = ProgramId(std::string(in.Bytes()));
  ref.category = in.Enum(Category::kInformational);
  return ref;
}

// Enough for most states: their bytes are written without being moved.
constexpr std::size_t kContactRoom = 160;
constexpr std::size_t kMessageRoom = 80;

constexpr std::uint8_t kImported = 1;
constexpr std::uint8_t kImportedOptIn = 2;
constexpr std::uint8_t kHasAsk = 4;
constexpr std::uint8_t kMissedAsk = 8;

void PutProgram(ByteWriter& out, const ProgramConsent& program) {
  PutRef(out, program.ref);
  PutMark(out, program.handset_in);
  PutMark(out, program.other_in);
  PutRevocations(out, program.out);
  const bool has_ask = program.ask != Ask();
  out.U8(static_cast<std::uint8_t>((program.imported ? kImported : 0) |
                                   (program.imported_opt_in ? kImportedOptIn : 0) |
                                   (has_ask ? kHasAsk : 0) |
                                   (program.ask.missed ? kMissedAsk : 0)));
  if (has_ask) {
    out.Id(program.ask.intent);
    out.Bytes(program.ask.line.value());
    PutMark(out, program.ask.granted);
    out.Signed(program.ask.expires_at_ms);
  }
  out.Varint(program.asks);
  out.Varint(program.failed_asks);
}

ProgramConsent GetProgram(ByteReader& in) {
  ProgramConsent program;
  program.ref = GetRef(in);
  program.handset_in = GetMark(in);
  program.other_in = GetMark(in);
  program.out = GetRevocations(in);
  const std::uint8_t flags = in.U8();
  if (flags >= 16) in.Fail();
  program.imported = (flags & kImported) != 0;
  program.imported_opt_in = (flags & kImportedOptIn) != 0;
  if ((flags & kHasAsk) != 0) {
    program.ask.intent = in.Id<IntentId>();
    program.ask.line = LineId(std::string(in.Bytes()));
    program.ask.granted = GetMark(in);
    program.ask.expires_at_ms = in.Signed();
    if (program.ask == Ask()) in.Fail();
  }
  program.ask.missed = (flags & kMissedAsk) != 0;
  if (program.ask.missed && program.ask.intent.empty()) in.Fail();
  program.asks = in.Varint32();
  program.failed_asks = in.Varint32();
  return program;
}

void PutHeld(ByteWriter& out, const HeldReply& reply) {
  out.Id(reply.event);
  PutMark(out, reply.at);
  out.Bytes(reply.line.value());
  out.Bool(reply.review);
  out.Varint(reply.asks.size());
  for (const AskAtReply& ask : reply.asks) {
    PutRef(out, ask.ref);
    PutMark(out, ask.granted);
    out.Signed(ask.expires_at_ms);
  }
}

HeldReply GetHeld(ByteReader& in) {
  HeldReply reply;
  reply.event = in.Id<EventId>();
  reply.at = GetMark(in);
  reply.line = LineId(std::string(in.Bytes()));
  reply.review = in.Bool();
  const std::size_t asks = in.Count();
  for (std::size_t i = 0; i < asks && in.ok(); ++i) {
    AskAtReply ask;
    ask.ref = GetRef(in);
    ask.granted = GetMark(in);
    ask.expires_at_ms = in.Signed();
    reply.asks.push_back(std::move(ask));
  }
  return reply;
}

void PutDue(ByteWriter& out, const DueMessage& due) {
  out.Id(due.message);
  out.U8(static_cast<std::uint8_t>(due.message_class));
  PutRef(out, due.program);
  out.Bytes(due.line.value());
  out.Signed(due.origin);
  out.Signed(due.deadline_ms);
  PutMark(out, due.ground);
  out.Bytes(due.template_key);
  out.Bytes(due.language);
}

DueMessage GetDue(ByteReader& in) {
  DueMessage due;
  due.message = in.Id<MessageId>();
  due.message_class = in.Enum(MessageClass::kCustomReply);
  due.program = GetRef(in);
  due.line = LineId(std::string(in.Bytes()));
  due.origin = in.Signed();
  due.deadline_ms = in.Signed();
  due.ground = GetMark(in);
  due.template_key = std::string(in.Bytes());
  due.language = std::string(in.Bytes());
  return due;
}

template <typename T, typename Put>
void PutList(ByteWriter& out, const std::vector<T>& list, Put put) {
  out.Varint(list.size());
  for (const T& item : list) put(out, item);
}

template <typename T, typename Get>
std::vector<T> GetList(ByteReader& in, Get get) {
  std::vector<T> list;
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) list.push_back(get(in));
  return list;
}

void PutSigned(ByteWriter& out, std::int64_t value) { out.Signed(value); }
std::int64_t GetSigned(ByteReader& in) { return in.Signed(); }

void PutCampaign(ByteWriter& out, const CampaignKey& key) {
  out.Bytes(key.account.value());
  out.Bytes(key.campaign.value());
}

CampaignKey GetCampaign(ByteReader& in) {
  CampaignKey key;
  key.account = AccountId(std::string(in.Bytes()));
  key.campaign = CampaignId(std::string(in.Bytes()));
  return key;
}

void PutOpen(ByteWriter& out, const OpenGrant& open) {
  out.Id(open.intent);
  out.Id(open.message);
  out.Id(open.contact);
  PutCampaign(out, open.step.campaign);
  out.Varint(open.step.step);
}

OpenGrant GetOpen(ByteReader& in) {
  OpenGrant open;
  open.intent = in.Id<IntentId>();
  open.message = in.Id<MessageId>();
  open.contact = in.Id<ContactId>();
  open.step.campaign = GetCampaign(in);
  open.step.step = in.Varint32();
  return open;
}

}  // namespace

std::string EncodeContactState(const ContactState& state) {
  ByteWriter out(kContactRoom + state.sealed_number.size());
  out.U8(kStateFormat);
  out.Bytes(state.account.value());
  out.Bytes(state.sealed_number);
  PutList(out, state.programs, PutProgram);
  PutRevocations(out, state.marketing);
  PutRevocations(out, state.everything);
  PutList(out, state.held, PutHeld);
  PutList(out, state.decided_by_person, PutSigned);
  PutList(out, state.blocks, PutSigned);
  out.U8(state.bad_number ? 1 : 0);
  out.Signed(state.erased_at);
  PutMark(out, state.reassigned);
  out.Bytes(state.zone);
  PutList(out, state.segments,
          [](ByteWriter& to, const SegmentName& name) { to.Bytes(name.value()); });
  PutList(out, state.due, PutDue);
  PutList(out, state.recent_grants, PutSigned);
  PutList(out, state.recent_answers, PutSigned);
  out.Varint(state.sequence);
  out.Signed(state.last_offset);
  return out.Take();
}

absl::StatusOr<ContactState> DecodeContactState(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kStateFormat) return Damaged("contact");
  ContactState state;
  state.account = AccountId(std::string(in.Bytes()));
  state.sealed_number = std::string(in.Bytes());
  state.programs = GetList<ProgramConsent>(in, GetProgram);
  state.marketing = GetRevocations(in);
  state.everything = GetRevocations(in);
  state.held = GetList<HeldReply>(in, GetHeld);
  state.decided_by_person = GetList<Offset>(in, GetSigned);
  state.blocks = GetList<Offset>(in, GetSigned);
  const std::uint8_t bad_number = in.U8();
  if (bad_number > 1) in.Fail();
  state.bad_number = bad_number == 1;
  state.erased_at = in.Signed();
  state.reassigned = GetMark(in);
  state.zone = std::string(in.Bytes());
  state.segments = GetList<SegmentName>(
      in, [](ByteReader& from) { return SegmentName(std::string(from.Bytes())); });
  state.due = GetList<DueMessage>(in, GetDue);
  state.recent_grants = GetList<TimeMs>(in, GetSigned);
  state.recent_answers = GetList<TimeMs>(in, GetSigned);
  state.sequence = in.Varint();
  state.last_offset = in.Signed();
  if (!in.done()) return Damaged("contact");
  return state;
}

std::string EncodeMessageState(const MessageState& state) {
  ByteWriter out(kMessageRoom);
  out.U8(kStateFormat);
  out.U8(static_cast<std::uint8_t>(state.state));
  out.Id(state.grant);
  out.Signed(state.epoch);
  out.Signed(state.granted_at);
  out.Signed(state.granted_at_ms);
  out.U8(static_cast<std::uint8_t>(state.last_denial));
  out.U8(static_cast<std::uint8_t>(state.outcome));
  out.U8(static_cast<std::uint8_t>(state.delivery));
  out.U8(static_cast<std::uint8_t>(state.message_class));
  PutRef(out, state.program);
  out.Bytes(state.campaign.value());
  out.Varint(state.step);
  out.Bool(state.counted_ask);
  return out.Take();
}

absl::StatusOr<MessageState> DecodeMessageState(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kStateFormat) return Damaged("message");
  MessageState state;
  state.state = in.Enum(AttemptState::kUnknown);
  state.grant = in.Id<IntentId>();
  state.epoch = in.Signed();
  state.granted_at = in.Signed();
  state.granted_at_ms = in.Signed();
  state.last_denial = in.Enum(Reason::kNotInSegment);
  state.outcome = in.Enum(SendOutcome::kWithdrawn);
  state.delivery = in.Enum(Delivery::kExpired);
  state.message_class = in.Enum(MessageClass::kCustomReply);
  state.program = GetRef(in);
  state.campaign = CampaignId(std::string(in.Bytes()));
  state.step = in.Varint32();
  state.counted_ask = in.Bool();
  if (!in.done()) return Damaged("message");
  return state;
}

std::string EncodePartitionState(const PartitionState& state) {
  ByteWriter out;
  out.U8(kStateFormat);
  out.Signed(state.time_ms);
  out.Varint(state.rules);
  out.Signed(state.epoch);
  out.Varint(state.halts.size());
  for (const auto& [key, halt] : state.halts) {
    PutCampaign(out, key);
    out.Bool(halt.halted);
    out.Signed(halt.revision);
  }
  out.Varint(state.finished.size());
  for (const auto& [key, offset] : state.finished) {
    PutCampaign(out, key.campaign);
    out.Varint(key.step);
    out.Signed(offset);
  }
  out.Varint(state.open.size());
  for (const OpenGrant& open : state.open) PutOpen(out, open);
  out.Signed(state.truncated_at);
  out.Signed(state.truncated_at_ms);
  return out.Take();
}

absl::StatusOr<PartitionState> DecodePartitionState(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.U8() != kStateFormat) return Damaged("partition");
  PartitionState state;
  state.time_ms = in.Signed();
  state.rules = in.Varint32();
  state.epoch = in.Signed();
  const std::size_t halts = in.Count();
  for (std::size_t i = 0; i < halts && in.ok(); ++i) {
    CampaignKey key = GetCampaign(in);
    // Ascending, or there would be a second spelling.
    if (!state.halts.empty() && !(state.halts.rbegin()->first < key)) in.Fail();
    HaltState halt;
    halt.halted = in.Bool();
    halt.revision = in.Signed();
    state.halts.emplace_hint(state.halts.end(), std::move(key), halt);
  }
  const std::size_t finished = in.Count();
  for (std::size_t i = 0; i < finished && in.ok(); ++i) {
    StepKey key;
    key.campaign = GetCampaign(in);
    key.step = in.Varint32();
    if (!state.finished.empty() && !(state.finished.rbegin()->first < key)) in.Fail();
    const Offset offset = in.Signed();
    state.finished.emplace_hint(state.finished.end(), std::move(key), offset);
  }
  const std::size_t open = in.Count();
  for (std::size_t i = 0; i < open && in.ok(); ++i) {
    OpenGrant grant = GetOpen(in);
    if (!state.open.empty() && !(state.open.rbegin()->intent < grant.intent)) in.Fail();
    state.open.insert(state.open.end(), std::move(grant));
  }
  state.truncated_at = in.Signed();
  state.truncated_at_ms = in.Signed();
  if (!in.done()) return Damaged("partition");
  return state;
}

}  // namespace ledger
