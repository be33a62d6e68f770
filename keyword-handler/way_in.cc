#include "keyword-handler/way_in.h"

#include <algorithm>

#include "ledger/core/consent.h"

namespace keyword_handler {
namespace {

// Whether the person ever agreed to the program, whatever came after.
bool AgreedOnce(const ledger::ContactState& contact, const LineProgram& program) {
  const ledger::ProgramConsent* consent = ledger::FindProgram(contact, program.ref.program);
  return consent != nullptr &&
         (consent->handset_in.set() || consent->other_in.set() || consent->imported_opt_in);
}

// Whether requests reached the handset, none may be answered any more, and no other may follow:
// then what the person texts is the answer, or nobody could ever join who let one request pass.
bool WasAskedEnough(const ledger::ReplyHeld& held, const LineProgram& program) {
  const ledger::ProgramConsent* consent = ledger::FindProgram(held.consent, program.ref.program);
  return consent != nullptr && consent->asks >= program.ask_limit &&
         (consent->ask.intent.empty() || held.reply.at.time_ms >= consent->ask.expires_at_ms);
}

}  // namespace

WayIn WayInto(const ledger::ReplyHeld& held, const LineRules& rules, const LineProgram& program,
              bool named) {
  if (!program.double_opt_in) return WayIn::kOptIn;
  const ledger::ContactState& contact = held.consent;
  const ledger::Revocations out = ledger::RevocationsOf(contact, program.ref);
  const bool left = out.handset.set() || out.other.set() || contact.erased();
  if (left) {
    // START brings back what there was: who took shipping notices and stopped them has not agreed
    // to the offers of the same line. Where nothing was, it can only mean them all.
    const bool any = std::any_of(
        rules.programs.begin(), rules.programs.end(),
        [&](const LineProgram& other) { return AgreedOnce(contact, other); });
    return named || !any || AgreedOnce(contact, program) ? WayIn::kOptIn : WayIn::kNone;
  }
  const bool in = ledger::StatusOf(contact, program.ref, held.reply.at.time_ms) ==
                  ledger::Status::kOptedIn;
  return in || WasAskedEnough(held, program) ? WayIn::kOptIn : WayIn::kAsk;
}

}  // namespace keyword_handler
