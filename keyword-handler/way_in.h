// How a text that asks to join (START, a program's keyword) is taken: which programs START means,
// and whether the text is the opt-in itself, or the wish to be asked, where the program wants a
// second yes (its policy is double).
//
// START brings back what the person's own STOP took away, and joins nothing else beside it; who has
// nothing to bring back joins the one program that the line's START stands for. A person's START
// always lifts the person's own STOP of these (law 8), whatever the policy: nobody may be asked
// after a revocation, so there is no other way back. What is decided here rests on the consent that
// the reply was handed out with. If that is too old, a STOP waiting for its decision, the request
// is due and the fold denies it: too little was granted, never too much (law 6). Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "keyword-handler/decide.h"

namespace keyword_handler {

enum class WayIn : std::uint8_t {
  kOptIn = 1,  // the text is the opt-in
  kAsk = 2,    // the text is answered by a request to confirm
};

// The programs of `rules` that START means, the first that holds:
// * those that nothing but a STOP from the handset keeps the person out of (or an erasure);
// * of who is in no program of the line, those that the person agreed to and left by other means;
// * the line's first program.
// Empty: the line has none. Lives as long as `rules`.
[[nodiscard]] std::vector<const LineProgram*> MeantByStart(const ledger::ReplyHeld& held,
                                                           const LineRules& rules);

// The way into `program`, which the text means.
[[nodiscard]] WayIn WayInto(const ledger::ReplyHeld& held, const LineProgram& program);

}  // namespace keyword_handler
