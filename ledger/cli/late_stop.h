// Whom a stop of long ago reaches that is imported only now. It counts at its append, like every
// revocation, so it also stops who agreed since: by design, for no file can show that nobody left
// meanwhile, but whoever imports an old log must see it before. Pure.
#pragma once

#include "ledger/core/contact_state.h"

namespace ledger::cli {

// Whether the person has opted in to a program, and did so later than `said_at_ms`. An imported
// consent says no time that could be compared.
[[nodiscard]] bool AgreedSince(const ContactState& contact, TimeMs said_at_ms, TimeMs now_ms);

}  // namespace ledger::cli
