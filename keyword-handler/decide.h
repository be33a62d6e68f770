// From what a reply says to what follows from it: the event that decides the reply. Pure: the same
// reply, rules and policy give the same event, with the same id, so a handler that repeats itself
// after a crash repeats the same decision.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/policy/policy_table.h"
#include "keyword-handler/precedence.h"
#include "ledger/core/event.h"
#include "ledger/core/program.h"
#include "ledger/ports/work_stream.h"

namespace keyword_handler {

// A program as its line's replies see it.
struct LineProgram {
  ledger::ProgramRef ref;
  std::string confirmation_template;
  std::string help_template;
  std::string opt_out_template;
  bool expired_ask_counts = false;  // a YES after the term of its ask opts in
  std::string request_template = {};
  bool double_opt_in = false;   // who asks to join is asked to confirm it
  std::uint32_t ask_limit = 1;  // how often one contact may be asked
};

// What an account has defined for one of its lines.
struct LineRules {
  std::vector<LineProgram> programs;  // that text from the line; the first is what START stands for
  std::vector<CustomKeyword> keywords;
  bool is_toll_free = false;  // the network answers STOP, and only that word, by itself
};

// The decision on `held`, whose words are `body`. `rules`: of the line that the reply was sent to.
[[nodiscard]] ledger::Event DecideReply(const ledger::ReplyHeld& held, std::string_view body,
                                        const LineRules& rules, const Policy& policy);

}  // namespace keyword_handler
