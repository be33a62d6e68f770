// One contact on one partition, in verbs: what happens is appended and folded at once. For tests of
// the fold.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/core/apply.h"
#include "ledger/core/consent.h"
#include "ledger/core/derive_ids.h"

namespace ledger::test {

inline const AccountId kAccount{"acme"};
inline const ProgramRef kMarketing{ProgramId("marketing"), Category::kMarketing};
inline const ProgramRef kShipping{ProgramId("shipping"), Category::kInformational};
inline const LineId kLine{"+18335550100"};
inline const LineId kOtherLine{"+18335550199"};
inline constexpr TimeMs kStart = 1'700'000'000'000;

class FoldWorld {
 public:
  // Appends `fact`; every record is a second after the one before.
  Effect Append(Fact fact, TimeMs occurred_at_ms = kNoTime, EventId id = {}) {
    Event event;
    event.id = id.empty() ? ConsequenceId(EventId(), "event " + std::to_string(offset + 1)) : id;
    event.account = kAccount;
    event.occurred_at_ms = occurred_at_ms;
    event.sealed_number = "sealed";
    event.fact = std::move(fact);
    return AppendEvent(std::move(event));
  }
  Effect AppendEvent(Event event) {
    const bool about_partition = IsAboutPartition(event.fact);
    const EventId id = event.id;
    MessageState& message = messages[MessageOf(event.fact)];
    Record record{++offset, now_ms += 1000, about_partition, contact_id, std::move(event)};
    std::optional<Offset> seen_at;
    if (const auto at = seen.find(id); at != seen.end()) seen_at = at->second;
    const Effect effect = Apply({partition, contact, message, seen_at}, record);
    if (effect.disposition != Disposition::kBlocked) seen.emplace(id, record.offset);
    messages.erase(MessageId());
    return effect;
  }

  // A text comes in; returns the offset by which it is decided later.
  Offset Receive(TimeMs gateway_time_ms = kNoTime, EventId id = {}, const LineId& line = kLine) {
    KeywordReplied reply;
    reply.line = line;
    reply.gateway_time_ms = gateway_time_ms == kNoTime ? now_ms + 1000 : gateway_time_ms;
    Append(reply, kNoTime, id);
    events[offset] = id.empty() ? ConsequenceId(EventId(), "event " + std::to_string(offset)) : id;
    return offset;
  }
  // Decides a text; again with the same id, as a handler does that repeats itself.
  Effect Decide(Offset reply, Consequence consequence, std::vector<AnswerDue> answers = {},
                std::string actor = {}) {
    ReplyDecided decided;
    decided.reply_offset = reply;
    decided.reply_event = events[reply];
    decided.consequence = consequence;
    decided.programs = {kMarketing};
    decided.revocation = {Reach::kEverything, {}};
    decided.expired_ask_counts = true;
    decided.answers = std::move(answers);
    decided.actor = actor;
    return Append(decided, kNoTime, ConsequenceId(events[reply], "decision" + actor));
  }
  Effect Stop() { return Decide(Receive(), Consequence::kRevoke); }
  Effect Start() { return Decide(Receive(), Consequence::kOptIn); }
  Effect FormOptIn() {
    return Append(OptedIn{{kMarketing}, OptInMethod::kWebForm, {}}, now_ms + 1000);
  }
  Effect WebOptOut() {
    return Append(OptedOut{{Reach::kPrograms, {kMarketing}}, OptOutMeans::kWeb, {}, {}});
  }
  Effect Import(EvidenceGrade grade) {
    ContactImported import;
    import.source = "shopify";
    import.grade = grade;
    import.programs = {kMarketing};
    return Append(import);
  }
  Offset Claim() {
    Append(DispatcherClaimed{0, 1, "test"});
    return offset;
  }

  // A campaign intent for step 0 that nothing but consent could deny; `change` makes it worse.
  SendIntended Intent(MessageClass message_class = MessageClass::kCampaign) {
    SendIntended intent;
    intent.message = CampaignMessageId(kAccount, CampaignId("spring"), 0, contact_id);
    intent.intent = MakeIntentId(intent.message, partition.epoch, attempts++);
    intent.message_class = message_class;
    intent.program = kMarketing;
    intent.because.campaign = CampaignId("spring");
    intent.because.step_due_ms = now_ms;
    intent.line = kLine;
    intent.epoch = partition.epoch;
    intent.revision = 100;
    intent.planned_at_ms = now_ms + 1000;
    intent.deadline_ms = now_ms + 3'600'000;
    intent.age_limit_ms = 2000;
    intent.validity_ms = 60'000;
    intent.window = Window{now_ms - 3'600'000, now_ms + 3'600'000, "UTC", "test"};
    intent.ask_limit = 3;
    intent.pending_term_ms = 86'400'000;
    return intent;
  }
  // An intent for what is owed.
  SendIntended IntentFor(const DueMessage& due) {
    SendIntended intent = Intent(due.message_class);
    intent.message = due.message;
    intent.program = due.program;
    intent.because = {CampaignId(), 0, kNoTime, due.origin};
    return intent;
  }
  // Somebody asks for a text to who agreed, which is due then; `term_ms` is how long it is of use.
  MessageRequested RequestSingle(TimeMs term_ms) {
    Claim();
    FormOptIn();
    MessageRequested request = Request("17", MessageClass::kSingle);
    request.deadline_ms = now_ms + term_ms;
    Append(request);
    return request;
  }
  // Somebody asks for a text of the class; until when it is of use is a minute from now.
  MessageRequested Request(const char* publisher_id, MessageClass message_class) const {
    MessageRequested request;
    request.message = RequestMessageId(kAccount, "shop", publisher_id, contact_id);
    request.message_class = message_class;
    request.program = kMarketing;
    request.line = kLine;
    request.deadline_ms = now_ms + 60'000;
    return request;
  }
  Effect Ask() { return Append(Intent(MessageClass::kOptInRequest)); }
  Effect Conclude(const SendIntended& intent, SendOutcome outcome) {
    SendConcluded concluded;
    concluded.intent = intent.intent;
    concluded.message = intent.message;
    concluded.outcome = outcome;
    return Append(concluded);
  }

  [[nodiscard]] Status MarketingStatus() const {
    return StatusOf(contact, kMarketing, partition.time_ms);
  }
  [[nodiscard]] bool Reachable() const {
    return WhyNotReachable(contact, kMarketing, partition.time_ms) == Reason::kNone;
  }

  PartitionState partition;
  ContactState contact;
  ContactId contact_id = ContactId::FromBytes("contact-of-16-by");
  std::map<MessageId, MessageState> messages;
  std::map<EventId, Offset> seen;
  std::map<Offset, EventId> events;
  Offset offset = kNoOffset;
  TimeMs now_ms = kStart;
  std::uint32_t attempts = 0;
};

}  // namespace ledger::test
