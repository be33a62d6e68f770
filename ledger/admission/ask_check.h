// What a requested text must have beyond its fields, above all a request to opt in: it is the one
// text that goes to people who have not agreed to any. Pure.
#pragma once

#include <string_view>

#include "consent/v1/intake.pb.h"
#include "ledger/admission/complaint.h"
#include "ledger/admission/directory.h"
#include "ledger/core/event.h"

namespace ledger {

// What a form says with its request, beyond what every requested text has.
void CheckAskForm(const consent::v1::MessageRequested& ask, Complaints& complaints);

// Words that come with the request are judged here: nothing in them may be left unfilled, and a
// request to opt in says what one must, and promotes nothing. A template that asks was judged when
// it was saved; no other may. Any other fact is well.
void CheckRequestedWords(const Fact& fact, std::string_view words, const AccountId& account,
                         const Directory& directory, Complaints& complaints);

}  // namespace ledger
