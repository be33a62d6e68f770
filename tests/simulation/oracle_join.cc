// Texts that ask to join: a program that wants a second yes is asked for, and opted in to only by
// who left it before, or wanted it already. Which of the two the keyword-handler saw depends on
// what was decided when it looked; what it may never do is said here.
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
    if (!double_.contains(program.program)) continue;
    if (contact.reading.EverRevoked(program)) text.left.insert(program.program);
    if (contact.reading.EverAgreed(program.program)) text.agreed.insert(program.program);
  }
}

std::string Oracle::WhyNotJoined(const Contact& contact, const Text& text,
                                 const ledger::ProgramRef& program, bool in, bool asked) const {
  const ledger::ProgramId& id = program.program;
  if (in && asked) return "was opted in and asked at once";
  const bool left = contact.reading.EverRevoked(program) || contact.ever_erased;
  if (in && !left && !contact.ever_wanted.contains(id)) {
    return "was opted in by one text, though it wants a second yes";
  }
  const bool known = !text.undecided_before && text.left.contains(id);
  if (asked && known) return "was asked after a revocation";
  if (!in && known && text.agreed.contains(id)) return "did not get its own STOP lifted";
  if (!in && !asked && !left) return "was passed over";
  return {};
}

void Oracle::ReadJoin(const ledger::Record& record, const ledger::ReplyDecided& decided,
                      Text& text) {
  if (text.kind != TextKind::kStart || !decided.actor.empty()) return;
  Contact& contact = contacts_[record.contact];
  for (const ledger::ProgramRef& program : programs_) {
    if (!double_.contains(program.program)) continue;
    const bool in = decided.consequence == ledger::Consequence::kOptIn &&
                    Names(decided.programs, program.program);
    const bool asked = Asks(decided, program.program);
    if (std::string why = WhyNotJoined(contact, text, program, in, asked); !why.empty()) {
      Fail("laws 2 and 8: what a text to join does",
           "program " + program.program.value() + " " + why, 0, record.offset);
    }
    if (in) contact.reading.OptsIn(program.program, text.when, true);
    if (asked) text.asked.insert(program.program);
  }
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
