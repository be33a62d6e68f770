// Texts that ask to join. START joins nothing that the person never agreed to but the one program
// that it stands for, and brings back what the person's own STOP took away. A program that wants a
// second yes is asked for, and opted in to only by who left it before, or wanted it already. What
// the keyword-handler saw depends on what was decided when it looked; what it may never do is said
// here.
#include <algorithm>

#include "tests/simulation/oracle.h"

namespace simulation {

using ledger::MessageClass;

namespace {

// The design's term of a request that a text made due.
constexpr ledger::TimeMs kAskByTextTermMs = 3LL * 24 * 3600 * 1000;

bool Names(const std::vector<ledger::ProgramRef>& programs, const ledger::ProgramId& program) {
  return std::any_of(programs.begin(), programs.end(),
                     [&](const ledger::ProgramRef& p) { return p.program == program; });
}

bool Asks(const ledger::ReplyDecided& decided, const ledger::ProgramId& program) {
  return std::any_of(decided.answers.begin(), decided.answers.end(),
                     [&](const ledger::AnswerDue& due) {
                       return due.message_class == MessageClass::kOptInRequest &&
                              due.program.program == program;
                     });
}

}  // namespace

void Oracle::NoteJoin(const Contact& contact, bool undecided, Text& text) const {
  text.undecided_before = undecided;
  for (const ledger::ProgramRef& program : programs_) {
    if (contact.reading.EverRevoked(program)) text.left.insert(program.program);
    if (contact.reading.IsOnlyStopped(program)) text.stopped.insert(program.program);
  }
}

std::string Oracle::WhyNotJoined(const Contact& contact, const Text& text,
                                 const ledger::ProgramRef& program, bool in, bool asked) const {
  const ledger::ProgramId& id = program.program;
  const bool meant = id == programs_.front().program;  // what START stands for
  if (in && asked) return "was opted in and asked at once";
  if (in && !meant && !contact.reading.EverAgreed(id)) return "was never agreed to";
  if (asked && (!meant || !double_.contains(id))) return "was asked for though nobody wanted it";
  const bool left = contact.reading.EverRevoked(program) || contact.ever_erased;
  if (double_.contains(id) && in && !left && !contact.ever_wanted.contains(id)) {
    return "was opted in by one text, though it wants a second yes";
  }
  const bool known = !text.undecided_before;
  if (asked && known && text.left.contains(id)) return "was asked after a revocation";
  const bool same = known && text.revocations == contact.reading.revocations();
  if (in && !meant && same && !contact.reading.OwnerAgreed(id)) return "is its former owner's";
  if (!in && same && text.stopped.contains(id) && contact.reading.IsOnlyStopped(program)) {
    return "did not get its own STOP lifted";
  }
  if (meant && !in && !asked && contact.reading.revocations() == 0 && !contact.ever_erased) {
    return "was passed over";
  }
  return {};
}

void Oracle::ReadJoin(const ledger::Record& record, const ledger::ReplyDecided& decided,
                      Text& text) {
  if (text.kind != TextKind::kStart || !decided.actor.empty()) return;
  Contact& contact = contacts_[record.contact];
  const auto wants = [&] {
    return std::any_of(programs_.begin(), programs_.end(),
                       [&](const ledger::ProgramRef& p) { return contact.reading.Wants(p); });
  };
  const bool wanted = wants();
  for (const ledger::ProgramRef& program : programs_) {
    const bool in = decided.consequence == ledger::Consequence::kOptIn &&
                    Names(decided.programs, program.program);
    const bool asked = Asks(decided, program.program);
    if (std::string why = WhyNotJoined(contact, text, program, in, asked); !why.empty()) {
      Fail("laws 2 and 8: what a text to join does",
           "program " + program.program.value() + " " + why, 0, record.offset);
    }
    if (in) contact.reading.OptsIn(program.program, text.when, true);
    // An opt-in from the handset that holds brings the person back.
    const bool back = in && text.when.at > contact.erased_at && contact.reading.Wants(program);
    if (back) contact.erased_at = ledger::kNoOffset;
    if (asked) text.asked.insert(program.program);
  }
  text.changes = !text.undecided_before && wanted != wants();
}

bool Oracle::IsAskedFor(const Contact& contact, const ledger::SendIntended& intent) const {
  const auto text = contact.texts.find(intent.because.origin);
  return text != contact.texts.end() && text->second.asked.contains(intent.program.program);
}

std::string Oracle::WhyNotAskedFor(const Contact& contact, const ledger::SendIntended& intent,
                                   const Partition& partition) const {
  if (!intent.because.campaign.value().empty() || requests_.contains(intent.message)) return {};
  if (!IsAskedFor(contact, intent)) return "asks because of nothing";
  const ledger::TimeMs received_ms = contact.texts.at(intent.because.origin).received_ms;
  if (partition.time >= received_ms + kAskByTextTermMs) return "asks too late for a text";
  return {};
}

void Oracle::JudgeAsked(const ledger::ContactId& id, ledger::Offset offset, const Text& text) {
  if (text.asked.empty()) return;
  const bool asked = std::any_of(grants_.begin(), grants_.end(), [&](const auto& entry) {
    const Grant& grant = entry.second;
    return grant.contact == id && grant.intent.because.origin == offset &&
           grant.intent.message_class == MessageClass::kOptInRequest;
  });
  if (asked || excused_.contains({id, offset, MessageClass::kOptInRequest})) {
    return;
  }
  Fail("law 7: nobody is forgotten",
       "no request to who asked to join at offset " + std::to_string(offset), 0, offset);
}

}  // namespace simulation
