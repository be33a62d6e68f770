// What the control topic defines, as every worker holds it in memory: accounts with their lines,
// programs, keyword rules, templates and forms. The definitions themselves are the messages of
// proto/consent/v1/control.proto, checked.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "consent/v1/control.pb.h"
#include "ledger/core/ids.h"
#include "ledger/core/program.h"
#include "ledger/core/rules.h"

namespace ledger {

// A sender line.
struct Line {
  AccountId account;  // for ever
  consent::v1::LineDefined definition;
};

// A purpose to text for.
struct Program {
  consent::v1::ProgramDefined definition;
  std::size_t order = 0;  // of programs on a line: the lower came first; stays while the line does
  // The program as facts name it.
  [[nodiscard]] ProgramRef ref() const {
    return {.program = ProgramId(definition.program()),
            .category = static_cast<Category>(static_cast<int>(definition.category()))};
  }
};

// The words of a template in one language.
struct Template {
  std::string text;
  std::uint32_t version = 0;  // from 1
};

// Whose people are asked to opt in, and for what: (source, program).
using SourceAskKey = std::pair<std::string, ProgramId>;
// A sign-up form, with every wording that it ever showed: evidence names them by version.
struct Form {
  consent::v1::FormDefined definition;
  std::map<std::string, std::string> wordings;  // disclosure text by version
};

// A business with all that belongs to it but lines and campaigns.
struct Account {
  AccountId id;
  consent::v1::AccountDefined definition;  // with the check value, however it was recorded
  bool halted = false;
  Offset halt_revision = kNoOffset;  // offset of the last AccountHalted or AccountResumed, if any
  std::map<ProgramId, Program> programs;
  std::map<std::string, consent::v1::KeywordRuleDefined> keyword_rules;  // by rule id
  std::map<std::pair<std::string, std::string>, Template> templates;     // by key, language
  std::map<SourceAskKey, TimeMs> source_asks;  // synced from when on
  std::map<std::string, Form> forms;                                     // by form id
};

// Limits of what may be defined. The fold judges by them, so none ever changes (law 5): a narrower
// one would unmake what is in force.
inline constexpr std::size_t kNameBytesMax = 64;            // ids, names, template keys
inline constexpr std::size_t kTextBytesMax = 1600;          // words of a text: ten segments
inline constexpr std::size_t kKeywordBytesMax = 64;         // one keyword, all its words
inline constexpr std::size_t kKeywordsMax = 20;             // keywords of one rule
inline constexpr std::size_t kFormIdBytesMax = 40;
inline constexpr std::size_t kFormTitleBytesMax = 120;
inline constexpr std::size_t kFormProgramsMax = 8;
inline constexpr std::size_t kDisclosureBytesMax = 4000;
inline constexpr double kTextsPerSecondMax = 10'000;        // of a line or a step
inline constexpr std::uint32_t kCapMax = kRulesV1.cap_max;  // what the fold can count
inline constexpr std::int64_t kCapPeriodMaxMs = kRulesV1.cap_period_max_ms;
inline constexpr std::int64_t kPendingTermMaxMs = kRulesV1.term_max_ms;
inline constexpr std::size_t kPepperCheckBytes = 32;
// Stands where a form's id stands in the address of the page to take consent back.
inline constexpr char kStopPage[] = "stop";

// Each applies one definition to `account` and returns what is wrong with it; then nothing changed.
// Empty: it is in force. Words are not judged here, but before they are appended
// (ledger/commands/judge_command.h).
[[nodiscard]] std::string Define(const consent::v1::AccountDefined& definition, Account& account);
[[nodiscard]] std::string Define(const consent::v1::ProgramDefined& definition,
                                 const std::map<LineId, Line>& lines, Account& account);
[[nodiscard]] std::string Define(const consent::v1::KeywordRuleDefined& definition,
                                 Account& account);
[[nodiscard]] std::string Define(const consent::v1::TemplateDefined& definition, Account& account);
[[nodiscard]] std::string Define(const consent::v1::FormDefined& definition, Account& account);
[[nodiscard]] std::string Define(const consent::v1::PepperChecked& definition, Account& account);
[[nodiscard]] std::string Define(const consent::v1::SourceAskDefined& definition,
                                 Account& account);
[[nodiscard]] std::string Define(const consent::v1::LineDefined& definition,
                                 const AccountId& account, std::map<LineId, Line>& lines);

// The programs that text from `line`, in the order in which they were defined. START means the
// first to who has nothing that it could bring back.
[[nodiscard]] std::vector<const Program*> ProgramsOn(const Account& account, const LineId& line);

// Whether the template `key` exists in any language.
[[nodiscard]] bool HasTemplate(const Account& account, const std::string& key);

// Whether `line` is spelt as lines are, strict E.164 or a short code: gateways spell it in others.
[[nodiscard]] bool IsLine(std::string_view line);

// Whether `line` exists and belongs to `account`.
[[nodiscard]] bool HasLine(const std::map<LineId, Line>& lines, const AccountId& account,
                           const std::string& line);

// Returns what is wrong with `name` as the name of a `what`; empty: nothing.
[[nodiscard]] std::string CheckName(std::string_view what, const std::string& name);

}  // namespace ledger
