// Which segments a contact counts in: the named ones that it joined, and those that follow from its
// state (`~all`, `~status/<program>/<status>`, `~reachable/<program>`). Pure. A pending ask that
// ran out stays `pending` here until another record of the contact comes: counts go by what is
// stored, only verdicts by the time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/core/consent.h"
#include "ledger/core/contact_state.h"

namespace projector {

inline constexpr std::string_view kAllContacts = "~all";

// All segments of the contact, sorted; none for a contact without an account.
[[nodiscard]] std::vector<std::string> SegmentsOf(const ledger::ContactState& contact);

// Whether a name that came with an event may name a segment: `~` is ours, and one that a publisher
// made up must not pass for a derived segment, nor as a member of what begins with `~`.
[[nodiscard]] bool IsJoinable(std::string_view segment);

// Whether the members of the segment are listed in the store; the others are found by looking at
// all contacts.
[[nodiscard]] bool IsListed(std::string_view segment);

// Whether both states have the same segments for sure, told without naming them.
[[nodiscard]] bool SameSegments(const ledger::ContactState& a, const ledger::ContactState& b);

// Whether a reply of the contact may wait for the keyword-handler: one that is held, or one that
// stands as a block.
[[nodiscard]] bool MayAwaitDecision(const ledger::ContactState& contact);

}  // namespace projector
