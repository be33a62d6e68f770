// What the control topic has defined for the replies to a line.
#include "keyword-handler/handler.h"

namespace keyword_handler {
namespace {

LineProgram ProgramOf(const ledger::Program& program) {
  LineProgram known;
  known.ref = program.ref();
  known.confirmation_template = program.definition.confirmation_template();
  known.help_template = program.definition.help_template();
  known.opt_out_template = program.definition.opt_out_template();
  known.expired_ask_counts = program.definition.expired_ask_counts();
  return known;
}

}  // namespace

LineRules RulesOf(const ledger::ControlState& control, const ledger::AccountId& account,
                  const ledger::LineId& line) {
  LineRules rules;
  const ledger::Account* known = control.FindAccount(account);
  if (known == nullptr) return rules;
  for (const auto& [id, program] : known->programs) {
    if (program.definition.line() != line.value()) continue;
    rules.programs.push_back(ProgramOf(program));
    if (program.definition.join_keyword().empty()) continue;
    rules.keywords.push_back({program.definition.join_keyword(), id.value(), true, {}});
  }
  for (const auto& [id, rule] : known->keyword_rules) {
    for (const std::string& words : rule.words()) {
      rules.keywords.push_back(
          {words, rule.opt_in_program(), !rule.opt_in_program().empty(), rule.response_template()});
    }
  }
  return rules;
}

}  // namespace keyword_handler
