// How a text that asks to join (START, a program's keyword) is taken: as the opt-in itself, or as
// the wish to be asked, where the program wants a second yes (its policy is double).
//
// A person's START always lifts the person's own STOP (law 8), whatever the policy: nobody may be
// asked after a revocation, so there is no other way back. What is decided here rests on the
// consent that the reply was handed out with. If that is too old, a STOP waiting for its decision,
// the request is due and the fold denies it: too little was granted, never too much (law 6). Pure.
#pragma once

#include <cstdint>

#include "keyword-handler/decide.h"

namespace keyword_handler {

enum class WayIn : std::uint8_t {
  kOptIn = 1,  // the text is the opt-in
  kAsk = 2,    // the text is answered by a request to confirm
  kNone = 3,   // neither: START takes back a STOP, and the program was never agreed to
};

// The way into `program`, one of `rules`. `named`: the text names this very program, as its keyword
// does and START does not.
[[nodiscard]] WayIn WayInto(const ledger::ReplyHeld& held, const LineRules& rules,
                            const LineProgram& program, bool named);

}  // namespace keyword_handler
