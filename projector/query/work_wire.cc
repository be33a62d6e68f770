// The items of a stream of work on the wire.
#include <string>
#include <utility>

#include "ledger/codec/state_codec.h"
#include "ledger/core/status_macros.h"
#include "projector/query/query_wire.h"

namespace projector {
namespace {

using ledger::ContactId;
using ledger::ContactState;

// Puts each kind of item at its place.
struct Putter {
  wire::WorkItem& out;

  void operator()(const ledger::VerdictGiven& verdict) const {
    wire::VerdictGiven& to = *out.mutable_verdict();
    to.set_intent(std::string(verdict.intent.view()));
    to.set_message(std::string(verdict.message.view()));
    to.set_contact(std::string(verdict.contact.view()));
    to.set_granted(verdict.granted);
    to.set_reason(static_cast<wire::Reason>(static_cast<int>(verdict.reason)));
    to.set_at_ms(verdict.at_ms);
  }
  void operator()(const ledger::HoldBack& notice) const {
    out.mutable_hold_back()->set_contact(std::string(notice.contact.view()));
  }
  void operator()(const ledger::TextDue& text) const {
    ContactState part;
    part.account = text.account;
    part.sealed_number = text.sealed_number;
    part.zone = text.zone;
    part.due = {text.due};
    wire::TextDue& to = *out.mutable_text_due();
    to.set_contact(std::string(text.contact.view()));
    to.set_state(ledger::EncodeContactState(part));
    to.set_sealed_details(text.sealed_details);
  }
  void operator()(const ledger::ReplyHeld& held) const {
    ContactState part = held.consent;
    part.account = held.account;
    part.held = {held.reply};
    wire::ReplyHeld& to = *out.mutable_reply_held();
    to.set_contact(std::string(held.contact.view()));
    to.set_state(ledger::EncodeContactState(part));
    to.set_sealed_details(held.sealed_details);
    to.set_provider_action(held.provider_action);
  }
  void operator()(const ledger::Claimed&) const { out.mutable_claimed(); }
  void operator()(const ledger::FoldedTo& folded) const {
    out.mutable_folded_to()->set_time_ms(folded.time_ms);
    out.mutable_folded_to()->set_halted(folded.halted);
    if (folded.epoch != ledger::kNoOffset) out.mutable_folded_to()->set_epoch(folded.epoch);
  }
};

ledger::VerdictGiven GetVerdict(const wire::VerdictGiven& in) {
  ledger::VerdictGiven verdict;
  verdict.intent = ledger::IntentId::FromBytes(in.intent());
  verdict.message = ledger::MessageId::FromBytes(in.message());
  verdict.contact = ContactId::FromBytes(in.contact());
  verdict.granted = in.granted();
  verdict.reason = static_cast<ledger::Reason>(in.reason());
  verdict.at_ms = in.at_ms();
  return verdict;
}

absl::StatusOr<ledger::TextDue> GetText(const wire::TextDue& in) {
  ASSIGN_OR_RETURN(ContactState part, ledger::DecodeContactState(in.state()));
  if (part.due.size() != 1) return absl::DataLossError("a text that is due without its text");
  return ledger::TextDue{ContactId::FromBytes(in.contact()),
                         part.account,
                         part.due.front(),
                         part.sealed_number,
                         in.sealed_details(),
                         std::move(part.zone)};
}

absl::StatusOr<ledger::ReplyHeld> GetReply(const wire::ReplyHeld& in) {
  ASSIGN_OR_RETURN(ContactState part, ledger::DecodeContactState(in.state()));
  if (part.held.size() != 1) return absl::DataLossError("a reply that waits without its reply");
  ledger::ReplyHeld held{ContactId::FromBytes(in.contact()),
                         std::move(part.account),
                         std::move(part.held.front()),
                         {},
                         in.sealed_details(),
                         static_cast<std::uint8_t>(in.provider_action())};
  held.consent.programs = std::move(part.programs);
  held.consent.marketing = part.marketing;
  held.consent.everything = part.everything;
  held.consent.erased_at = part.erased_at;
  held.consent.reassigned = part.reassigned;
  return held;
}

}  // namespace

wire::WorkItem ToWire(const ledger::WorkItem& item) {
  wire::WorkItem out;
  out.set_partition(item.partition);
  out.set_offset(item.offset);
  std::visit(Putter{out}, item.what);
  return out;
}

absl::StatusOr<ledger::WorkItem> FromWire(const wire::WorkItem& item) {
  ledger::WorkItem out;
  out.partition = item.partition();
  out.offset = item.offset();
  switch (item.what_case()) {
    case wire::WorkItem::kVerdict:
      out.what = GetVerdict(item.verdict());
      return out;
    case wire::WorkItem::kHoldBack:
      out.what = ledger::HoldBack{ContactId::FromBytes(item.hold_back().contact())};
      return out;
    case wire::WorkItem::kTextDue: {
      ASSIGN_OR_RETURN(out.what, GetText(item.text_due()));
      return out;
    }
    case wire::WorkItem::kReplyHeld: {
      ASSIGN_OR_RETURN(out.what, GetReply(item.reply_held()));
      return out;
    }
    case wire::WorkItem::kClaimed:
      out.what = ledger::Claimed{};
      return out;
    case wire::WorkItem::kFoldedTo:
      out.what = ledger::FoldedTo{
          item.folded_to().time_ms(), item.folded_to().halted(),
          item.folded_to().has_epoch() ? item.folded_to().epoch() : ledger::kNoOffset};
      return out;
    case wire::WorkItem::WHAT_NOT_SET:
      break;
  }
  return absl::DataLossError("an item of work that this binary does not know");
}

}  // namespace projector
