// A contact's state in words: its consents, who took them back and how, flags, segments.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/cli/output.h"
#include "ledger/cli/session.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/event.h"

namespace ledger::cli {

// What stands beside a contact's state: revocations say in it how far they reach and since when, no
// more, and programs that the contact has no consent recorded for are not in it.
struct ContactContext {
  std::vector<ProgramRef> programs;  // of the account
  // What stands in the log at the places of the revocations that are wider than a program, as far
  // as the projection tells it.
  std::map<Offset, Fact> revoked_by;
};

// Asks control topic and projection. What neither tells is left out, with a warning where an answer
// was expected: the state itself is known all the same.
[[nodiscard]] ContactContext LoadContext(Session& session, PartitionId partition,
                                         const ContactId& contact, const ContactState& state);

// One line of a contact's consents for people, and the whole state for programs. A program of the
// account that a wide revocation covers is among them. `now_ms` is the partition's time.
[[nodiscard]] std::string ContactText(const ContactState& state, const ContactContext& context,
                                      TimeMs now_ms);
[[nodiscard]] Json ContactJson(const ContactState& state, const ContactContext& context,
                               TimeMs now_ms);

// Why a text of the class would not be granted as things stand; kNone if only its hour, its line's
// pace and its deadline are to be kept.
[[nodiscard]] Reason WhyNotGranted(MessageClass message_class, const ProgramRef& program,
                                   const ContactState& state, TimeMs now_ms);

}  // namespace ledger::cli
