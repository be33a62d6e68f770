// What the control topic has defined for the replies to a line.
#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "keyword-handler/handler.h"
#include "keyword-handler/reserved_words.h"

namespace keyword_handler {
namespace {

LineProgram ProgramOf(const ledger::Program& program) {
  LineProgram known;
  known.ref = program.ref();
  known.confirmation_template = program.definition.confirmation_template();
  known.help_template = program.definition.help_template();
  known.opt_out_template = program.definition.opt_out_template();
  known.expired_ask_counts = program.definition.expired_ask_counts();
  known.request_template = program.definition.request_template();
  known.double_opt_in = program.definition.opt_in_policy() == consent::v1::OPT_IN_POLICY_DOUBLE;
  known.ask_limit = program.definition.ask_limit();
  return known;
}

bool HasProgram(const LineRules& rules, const std::string& program) {
  return std::any_of(rules.programs.begin(), rules.programs.end(),
                     [&](const LineProgram& p) { return p.ref.program.value() == program; });
}

// Nothing that may be a revocation, HELP, YES or START is a keyword, whatever the topic says (law
// 8).
void AddKeyword(CustomKeyword keyword, LineRules& rules) {
  if (CheckCustomKeyword(keyword.words).ok()) rules.keywords.push_back(std::move(keyword));
}

bool MeanOne(const CustomKeyword& one, const CustomKeyword& other) {
  return one.program == other.program && one.opts_in == other.opts_in &&
         one.template_key == other.template_key;
}

// Of two that read alike and mean different things neither is in force: commands that were given at
// the same time may bring them, and nobody is opted in by a guess (law 8).
void DropAmbiguous(LineRules& rules) {
  std::map<std::string, std::vector<CustomKeyword>> by_folded;
  for (CustomKeyword& keyword : rules.keywords) {
    by_folded[FoldedKeyword(keyword.words)].push_back(std::move(keyword));
  }
  rules.keywords.clear();
  for (auto& [folded, alike] : by_folded) {
    const bool one = std::all_of(alike.begin(), alike.end(), [&](const CustomKeyword& keyword) {
      return MeanOne(keyword, alike.front());
    });
    if (one) std::move(alike.begin(), alike.end(), std::back_inserter(rules.keywords));
  }
}

}  // namespace

LineRules RulesOf(const ledger::ControlState& control, const ledger::AccountId& account,
                  const ledger::LineId& line) {
  LineRules rules;
  const ledger::Line* of_line = control.FindLine(line);
  rules.is_toll_free = of_line != nullptr &&
                       of_line->definition.kind() == consent::v1::LINE_KIND_TOLL_FREE;
  const ledger::Account* known = control.FindAccount(account);
  if (known == nullptr) return rules;
  for (const ledger::Program* program : ledger::ProgramsOn(*known, line)) {
    const consent::v1::ProgramDefined& definition = program->definition;
    rules.programs.push_back(ProgramOf(*program));
    if (definition.join_keyword().empty()) continue;
    AddKeyword({definition.join_keyword(), definition.program(), true, {}}, rules);
  }
  for (const auto& [id, rule] : known->keyword_rules) {
    const bool opts_in = !rule.opt_in_program().empty();
    // Consent is a line's: elsewhere the word would be answered and opt nobody in.
    if (opts_in && !HasProgram(rules, rule.opt_in_program())) continue;
    for (const std::string& words : rule.words()) {
      AddKeyword({words, rule.opt_in_program(), opts_in, rule.response_template()}, rules);
    }
  }
  DropAmbiguous(rules);
  return rules;
}

}  // namespace keyword_handler
