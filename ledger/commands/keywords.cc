#include "ledger/commands/keywords.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "keyword-handler/custom_keyword.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

using keyword_handler::FoldedKeyword;
namespace v1 = consent::v1;

// One keyword, where it holds, and whose it is.
struct Keyword {
  std::string words;
  std::string line;  // empty: every line
  std::string owner;
};

std::string LineOf(const Account& account, const std::string& program) {
  const auto found = account.programs.find(ProgramId(program));
  return found == account.programs.end() ? "" : found->second.definition.line();
}

void Add(const v1::ProgramDefined& program, std::vector<Keyword>& keywords) {
  if (program.join_keyword().empty()) return;
  keywords.push_back({program.join_keyword(), program.line(),
                      absl::StrCat("the join keyword of program '", program.program(), "'")});
}

void Add(const v1::KeywordRuleDefined& rule, const std::string& line,
         std::vector<Keyword>& keywords) {
  for (const std::string& words : rule.words()) {
    keywords.push_back({words, line, absl::StrCat("a keyword of rule '", rule.rule(), "'")});
  }
}

std::string CheckAgainst(const std::vector<Keyword>& wanted, const std::vector<Keyword>& others,
                         std::string_view field) {
  for (const Keyword& keyword : wanted) {
    for (const Keyword& other : others) {
      const bool meet = keyword.line.empty() || other.line.empty() || keyword.line == other.line;
      if (!meet || FoldedKeyword(keyword.words) != FoldedKeyword(other.words)) continue;
      return absl::StrCat(ToAbsl(field), ": \"", keyword.words, "\" is ", other.owner,
                          " on the same line; choose another, or take that one away first");
    }
  }
  return "";
}

}  // namespace

std::string CheckCollision(const v1::ProgramDefined& definition, const Account& account) {
  // With its new line, rules that opt in to the program hold there, too.
  std::vector<Keyword> wanted;
  std::vector<Keyword> others;
  Add(definition, wanted);
  for (const auto& [id, program] : account.programs) {
    if (id.value() != definition.program()) Add(program.definition, others);
  }
  for (const auto& [id, rule] : account.keyword_rules) {
    if (rule.opt_in_program() == definition.program()) continue;
    Add(rule, LineOf(account, rule.opt_in_program()), others);
  }
  std::vector<Keyword> own_rules;
  for (const auto& [id, rule] : account.keyword_rules) {
    if (rule.opt_in_program() == definition.program()) Add(rule, definition.line(), own_rules);
  }
  if (std::string why = CheckAgainst(wanted, own_rules, "join_keyword"); !why.empty()) return why;
  if (std::string why = CheckAgainst(wanted, others, "join_keyword"); !why.empty()) return why;
  return CheckAgainst(own_rules, others, "line");
}

std::string CheckCollision(const v1::KeywordRuleDefined& definition, const Account& account) {
  std::vector<Keyword> wanted;
  std::vector<Keyword> others;
  Add(definition, LineOf(account, definition.opt_in_program()), wanted);
  for (const auto& [id, program] : account.programs) Add(program.definition, others);
  for (const auto& [id, rule] : account.keyword_rules) {
    if (id != definition.rule()) Add(rule, LineOf(account, rule.opt_in_program()), others);
  }
  return CheckAgainst(wanted, others, "words");
}

std::string WhyNotAnswered(const Account& account, const std::string& words,
                           const std::string& line) {
  std::vector<Keyword> keywords;
  for (const auto& [id, program] : account.programs) {
    keywords.push_back({"START", program.definition.line(), ""});
    Add(program.definition, keywords);
  }
  for (const auto& [id, rule] : account.keyword_rules) {
    Add(rule, LineOf(account, rule.opt_in_program()), keywords);
  }
  const std::string folded = FoldedKeyword(words);
  std::set<std::string> elsewhere;
  for (const Keyword& keyword : keywords) {
    if (FoldedKeyword(keyword.words) != folded) continue;
    if (keyword.line.empty() || keyword.line == line) return "";
    elsewhere.insert(keyword.line);
  }
  if (elsewhere.empty()) {
    return "keyword: no program and no rule answers it; `consent keyword list` names those that do";
  }
  return absl::StrCat("keyword: nothing answers it on line ", line, ", only on ",
                      absl::StrJoin(elsewhere, ", "), "; name that line");
}

}  // namespace ledger
