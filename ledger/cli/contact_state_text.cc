#include "ledger/cli/contact_state_text.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "ledger/cli/contact_text.h"
#include "ledger/cli/permission.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/consent.h"
#include "ledger/core/needs_window.h"
#include "ledger/core/reason_words.h"

namespace ledger::cli {
namespace {

std::string Flags(const ContactState& state) {
  std::string text;
  const auto add = [&](std::string_view flag) {
    text += (text.empty() ? "" : ", ") + std::string(flag);
  };
  if (state.erased()) add("erased");
  if (!state.blocks.empty()) add("blocked");
  if (state.bad_number) add("bad_number");
  if (!state.held.empty()) add("held");
  return text;
}

// By what means consent was taken back: as JSON names it, and for people.
struct Means {
  std::string_view name;
  std::string_view words;
};

std::string_view MeansName(OptOutMeans means) {
  switch (means) {
    case OptOutMeans::kWeb:
      return "web";
    case OptOutMeans::kEmail:
      return "email";
    case OptOutMeans::kVoice:
      return "voice";
    case OptOutMeans::kAdmin:
      return "admin";
    case OptOutMeans::kApi:
      return "api";
    case OptOutMeans::kImport:
      return "import";
    case OptOutMeans::kProvider:
      return "provider";
    case OptOutMeans::kUnknown:
      break;
  }
  return "unknown";
}

Means MeansOf(const Fact& fact) {
  if (const auto* out = std::get_if<OptedOut>(&fact)) {
    return {MeansName(out->means), MeansWords(out->means)};
  }
  // A decision has its place in the log only if it came late; else its reply's counts.
  if (std::holds_alternative<KeywordReplied>(fact) || std::holds_alternative<ReplyDecided>(fact)) {
    return {"handset", "by a text from the handset"};
  }
  if (std::holds_alternative<PermissionSet>(fact)) {
    return {MeansName(OptOutMeans::kAdmin), MeansWords(OptOutMeans::kAdmin)};
  }
  if (std::holds_alternative<NumberReassigned>(fact)) {
    return {"reassigned", "for the number has another owner"};
  }
  if (std::holds_alternative<SendConcluded>(fact) ||
      std::holds_alternative<DeliveryReported>(fact)) {
    return {MeansName(OptOutMeans::kProvider), MeansWords(OptOutMeans::kProvider)};
  }
  return {MeansName(OptOutMeans::kUnknown), MeansWords(OptOutMeans::kUnknown)};
}

// A revocation that is wider than a program.
struct WideRevocation {
  std::string_view reach;
  bool handset = false;  // only the handset lifts it
  Mark mark;
};

std::vector<WideRevocation> WideRevocations(const ContactState& state) {
  std::vector<WideRevocation> found;
  const auto add = [&found](std::string_view reach, const Revocations& out) {
    if (out.handset.set()) found.push_back({reach, true, out.handset});
    if (out.other.set()) found.push_back({reach, false, out.other});
  };
  add("marketing", state.marketing);
  add("everything", state.everything);
  return found;
}

std::string RevocationText(const WideRevocation& revocation, const ContactContext& context) {
  const auto fact = context.revoked_by.find(revocation.mark.position);
  const std::string words =
      fact != context.revoked_by.end() ? " " + std::string(MeansOf(fact->second).words)
      : revocation.handset             ? " from the handset"
                                       : "";
  return "revoked    " + std::string(revocation.reach) + words + ", at " +
         ShowTime(revocation.mark.time_ms) + " (offset " +
         std::to_string(revocation.mark.position) + ")\n";
}

Json RevocationJson(const WideRevocation& revocation, const ContactContext& context) {
  const auto fact = context.revoked_by.find(revocation.mark.position);
  return {{"reach", revocation.reach},
          {"handset", revocation.handset},
          {"at", JsonTime(revocation.mark.time_ms)},
          {"offset", revocation.mark.position},
          {"means", fact == context.revoked_by.end() ? Json() : Json(MeansOf(fact->second).name)}};
}

Reason WhyNotSent(const DueMessage& due, const ContactState& state, TimeMs now_ms) {
  if (due.deadline_ms != kNoTime && now_ms >= due.deadline_ms) return Reason::kTooLate;
  return WhyNotGranted(due.message_class, due.program, state, now_ms);
}

// A text that is owed: what it waits for, or that it will not go out.
std::string DueText(const DueMessage& due, const ContactState& state, TimeMs now_ms) {
  std::string text = "due        a text of class " +
                     std::string(MessageClassName(due.message_class)) + " for " +
                     due.program.program.value() + ", because of offset " +
                     std::to_string(due.origin) + "; ";
  if (const Reason why = WhyNotSent(due, state, now_ms); why != Reason::kNone) {
    return text + (IsFinal(why) ? "does not go out as things stand: " : "waits: ") +
           std::string(ReasonWords(why)) + "\n";
  }
  text += NeedsWindow(due.message_class, due.program.category)
              ? "goes out within the hours where the person is, as its line's pace allows"
              : "goes out as its line's pace allows";
  if (due.deadline_ms != kNoTime) text += ", before " + ShowTime(due.deadline_ms) + " or never";
  return text + "\n";
}

Json DueJson(const DueMessage& due, const ContactState& state, TimeMs now_ms) {
  return {{"message", Hex(due.message.view())},
          {"class", MessageClassName(due.message_class)},
          {"program", due.program.program.value()},
          {"offset", due.origin},
          {"deadline", JsonTime(due.deadline_ms)},
          {"in_hours_only", NeedsWindow(due.message_class, due.program.category)},
          {"reason", ReasonName(WhyNotSent(due, state, now_ms))}};
}

// The programs that there is something to say of: those of the state, and those of the account that
// a wide revocation covers.
std::vector<ProgramRef> ProgramsOf(const ContactState& state, const ContactContext& context,
                                   TimeMs now_ms) {
  std::vector<ProgramRef> programs;
  for (const ProgramConsent& program : state.programs) programs.push_back(program.ref);
  for (const ProgramRef& program : context.programs) {
    if (FindProgram(state, program.program) == nullptr &&
        StatusOf(state, program, now_ms) != Status::kNotSet) {
      programs.push_back(program);
    }
  }
  return programs;
}

}  // namespace

Reason WhyNotGranted(MessageClass message_class, const ProgramRef& program,
                     const ContactState& state, TimeMs now_ms) {
  switch (message_class) {
    case MessageClass::kOptInRequest:
      return WhyNotAskable(state, program, std::numeric_limits<std::uint32_t>::max(), now_ms);
    case MessageClass::kCampaign:
    case MessageClass::kSingle:
    case MessageClass::kOptInConfirmation:
      return WhyNotReachable(state, program, now_ms);
    case MessageClass::kCustomReply:
      return FlagOf(state);
    case MessageClass::kHelp:
    case MessageClass::kOptOutConfirmation:
    case MessageClass::kUnknown:
      break;
  }
  return Reason::kNone;
}

ContactContext LoadContext(Session& session, PartitionId partition, const ContactId& contact,
                           const ContactState& state) {
  ContactContext context;
  const std::vector<WideRevocation> revocations = WideRevocations(state);
  if (revocations.empty()) return context;
  if (const auto control = session.Control(); control.ok()) {
    if (const Account* const account = (*control)->FindAccount(state.account)) {
      for (const auto& [id, program] : account->programs) context.programs.push_back(program.ref());
    }
  } else {
    session.output().Warn("the programs that the revocations cover are not listed: " +
                          std::string(control.status().message()));
  }
  const auto projection = session.Projection();
  if (!projection.ok()) return context;
  Decoder decoder;
  for (const WideRevocation& revocation : revocations) {
    const Offset offset = revocation.mark.position;
    const auto page = (*projection)->History({partition, contact, offset, 1});
    if (!page.ok() || page->entries.empty()) continue;
    const HistoryEntry& entry = page->entries.front();
    // It is the very record at `offset`: a projection refuses a page from an offset that is no
    // record of this contact, and records never change.
    const Record record =
        decoder.Decode(entry.offset, entry.appended_at_ms, ContactKey(contact), entry.value);
    if (const auto* event = std::get_if<Event>(&record.content)) {
      context.revoked_by.emplace(offset, event->fact);
    }
  }
  return context;
}

std::string ContactText(const ContactState& state, const ContactContext& context, TimeMs now_ms) {
  std::string text;
  for (const ProgramRef& program : ProgramsOf(state, context, now_ms)) {
    const Reason why = WhyNotReachable(state, program, now_ms);
    text += "program    " + program.program.value() + ": " +
            std::string(StatusWord(StatusOf(state, program, now_ms))) + " (" +
            std::string(PermissionTitle(PermissionOf(state, program, now_ms))) + "), " +
            (why == Reason::kNone ? "reachable"
                                  : "not reachable: " + std::string(ReasonWords(why))) +
            "\n";
  }
  if (text.empty()) text += "program    <none>\n";
  for (const WideRevocation& revocation : WideRevocations(state)) {
    text += RevocationText(revocation, context);
  }
  const std::string flags = Flags(state);
  if (!state.zone.empty()) text += "zone       " + state.zone + " (told)\n";
  text += "flags      " + (flags.empty() ? "<none>" : flags) + "\n";
  for (const Offset block : state.blocks) {
    text += "blocked    by the record at offset " + std::to_string(block) + "\n";
  }
  std::string segments;
  for (const SegmentName& s : state.segments)
    segments += (segments.empty() ? "" : ", ") + s.value();
  text += "segments   " + (segments.empty() ? "<none>" : segments) + "\n";
  for (const HeldReply& reply : state.held) {
    text += "waiting    reply at offset " + std::to_string(reply.at.position) + " since " +
            ShowTime(reply.at.time_ms) + (reply.review ? ", for a person to look at" : "") +
            "\n";
  }
  for (const DueMessage& due : state.due) text += DueText(due, state, now_ms);
  text += "records    " + std::to_string(state.sequence) + ", the last at offset " +
          std::to_string(state.last_offset) + "\n";
  return text;
}

Json ContactJson(const ContactState& state, const ContactContext& context, TimeMs now_ms) {
  Json programs = Json::array();
  for (const ProgramRef& program : ProgramsOf(state, context, now_ms)) {
    const ProgramConsent* const consent = FindProgram(state, program.program);
    const Reason why = WhyNotReachable(state, program, now_ms);
    programs.push_back({{"program", program.program.value()},
                        {"status", StatusWord(StatusOf(state, program, now_ms))},
                        {"permission", PermissionName(PermissionOf(state, program, now_ms))},
                        {"reachable", why == Reason::kNone},
                        {"reason", ReasonName(why)},
                        {"asks", consent == nullptr ? 0 : consent->asks},
                        {"failed_asks", consent == nullptr ? 0 : consent->failed_asks}});
  }
  Json revocations = Json::array();
  for (const WideRevocation& revocation : WideRevocations(state)) {
    revocations.push_back(RevocationJson(revocation, context));
  }
  Json segments = Json::array();
  for (const SegmentName& segment : state.segments) segments.push_back(segment.value());
  Json held = Json::array();
  for (const HeldReply& reply : state.held) {
    held.push_back({{"event", Hex(reply.event.view())},
                    {"offset", reply.at.position},
                    {"received_at", JsonTime(reply.at.time_ms)},
                    {"review", reply.review}});
  }
  Json due = Json::array();
  for (const DueMessage& message : state.due) due.push_back(DueJson(message, state, now_ms));
  return {{"account", state.account.value()},
          {"programs", programs},
          {"revocations", revocations},
          {"flags",
           {{"held", !state.held.empty()},
            {"blocked", !state.blocks.empty()},
            {"bad_number", state.bad_number},
            {"erased", state.erased()}}},
          {"blocks", state.blocks},
          {"held", held},
          {"due", due},
          {"zone", state.zone.empty() ? Json() : Json(state.zone)},
          {"segments", segments},
          {"records", state.sequence},
          {"last_offset", state.last_offset}};
}

}  // namespace ledger::cli
