#include "keyword-handler/way_in.h"

#include <algorithm>

#include "ledger/core/consent.h"

namespace keyword_handler {
namespace {

bool WasRevoked(const ledger::ContactState& contact, const LineProgram& program) {
  const ledger::Revocations out = ledger::RevocationsOf(contact, program.ref);
  return out.handset.set() || out.other.set();
}

// Whether requests reached the handset, none may be answered any more, and no other may follow:
// then what the person texts is the answer, or nobody could ever join who let one request pass.
bool WasAskedEnough(const ledger::ReplyHeld& held, const LineProgram& program) {
  const ledger::ProgramConsent* consent = ledger::FindProgram(held.consent, program.ref.program);
  return consent != nullptr && consent->asks >= program.ask_limit &&
         (!consent->ask.is_out() || held.reply.at.time_ms >= consent->ask.expires_at_ms);
}

template <typename Which>
std::vector<const LineProgram*> Those(const LineRules& rules, Which which) {
  std::vector<const LineProgram*> programs;
  for (const LineProgram& program : rules.programs) {
    if (which(program)) programs.push_back(&program);
  }
  return programs;
}

}  // namespace

std::vector<const LineProgram*> MeantByStart(const ledger::ReplyHeld& held,
                                             const LineRules& rules) {
  const ledger::ContactState& contact = held.consent;
  const auto in = [&](const LineProgram& program) {
    return ledger::StatusOf(contact, program.ref, held.reply.at.time_ms) ==
           ledger::Status::kOptedIn;
  };
  // What an erasure keeps from being texted is agreed to still, and comes back with the handset.
  std::vector<const LineProgram*> back = Those(rules, [&](const LineProgram& program) {
    return ledger::IsOnlyStopped(contact, program.ref) || (contact.erased() && in(program));
  });
  if (!back.empty()) return back;
  // Our pages tell who leaves there to text START; who stays in another program has not left.
  if (std::none_of(rules.programs.begin(), rules.programs.end(), in)) {
    back = Those(rules, [&](const LineProgram& program) {
      return ledger::AgreedOnce(contact, program.ref.program) && WasRevoked(contact, program);
    });
    if (!back.empty()) return back;
  }
  if (rules.programs.empty()) return {};
  return {&rules.programs.front()};
}

WayIn WayInto(const ledger::ReplyHeld& held, const LineProgram& program) {
  if (!program.double_opt_in) return WayIn::kOptIn;
  const ledger::ContactState& contact = held.consent;
  const bool left = WasRevoked(contact, program) || contact.erased();
  if (left) return WayIn::kOptIn;
  const bool in = ledger::StatusOf(contact, program.ref, held.reply.at.time_ms) ==
                  ledger::Status::kOptedIn;
  return in || WasAskedEnough(held, program) ? WayIn::kOptIn : WayIn::kAsk;
}

}  // namespace keyword_handler
