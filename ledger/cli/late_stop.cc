#include "ledger/cli/late_stop.h"

#include <algorithm>

#include "ledger/core/consent.h"

namespace ledger::cli {

bool AgreedSince(const ContactState& contact, TimeMs said_at_ms, TimeMs now_ms) {
  return std::ranges::any_of(contact.programs, [&](const ProgramConsent& consent) {
    return StatusOf(contact, consent.ref, now_ms) == Status::kOptedIn &&
           std::max(consent.handset_in.time_ms, consent.other_in.time_ms) > said_at_ms;
  });
}

}  // namespace ledger::cli
