#include "ledger/control/definitions.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/phone_number.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr std::uint32_t kMinutesADay = 1440;
constexpr std::size_t kCodeDigitsMin = 3;
constexpr std::size_t kCodeDigitsMax = 8;

std::string CheckWindow(const v1::SendingWindow& window) {
  if (window.open_all_day()) return "";
  if (window.hours().empty()) return "window: no weekday has hours; open one, or halt the account";
  for (const v1::WindowHours& hours : window.hours()) {
    if (hours.weekday() == v1::WEEKDAY_UNSPECIFIED) return "window: hours without a weekday";
    if (hours.close_minute() > kMinutesADay || hours.open_minute() >= hours.close_minute()) {
      return "window: hours must open before they close, within a day of 1440 minutes";
    }
  }
  return "";
}

bool IsTwoLetterCode(const std::string& code) {
  return code.size() == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
}

// Returns what is wrong with the template that `field` names; a name may be missing.
std::string CheckTemplate(std::string_view field, const std::string& key, const Account& account) {
  if (key.empty() || HasTemplate(account, key)) return "";
  return absl::StrCat(ToAbsl(field), ": no template '", key, "'; define it first");
}

std::string CheckTemplates(const v1::ProgramDefined& definition, const Account& account) {
  std::string why = CheckTemplate("request_template", definition.request_template(), account);
  if (why.empty()) {
    why = CheckTemplate("confirmation_template", definition.confirmation_template(), account);
  }
  if (why.empty()) why = CheckTemplate("help_template", definition.help_template(), account);
  if (why.empty()) why = CheckTemplate("opt_out_template", definition.opt_out_template(), account);
  return why;
}

std::string CheckLine(std::string_view line) {
  if (IsLine(line)) return "";
  return "line: neither a number like +14155550100 nor a short code of 3 to 8 digits";
}

}  // namespace

bool IsLine(std::string_view line) {
  const bool plus = line.starts_with('+');
  const std::string_view digits = line.substr(plus ? 1 : 0);
  const bool all = std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit);
  const bool fits = plus ? digits.size() >= kMinPhoneDigits && digits.size() <= kMaxPhoneDigits &&
                               digits.front() != '0'
                         : digits.size() >= kCodeDigitsMin && digits.size() <= kCodeDigitsMax;
  return all && fits;
}

std::string CheckName(std::string_view what, const std::string& name) {
  if (name.empty()) return absl::StrCat(ToAbsl(what), ": not given");
  if (name.size() > kNameBytesMax) {
    return absl::StrCat(ToAbsl(what), ": longer than ", kNameBytesMax, " bytes");
  }
  return "";
}

std::vector<const Program*> ProgramsOn(const Account& account, const LineId& line) {
  std::vector<const Program*> programs;
  for (const auto& [id, program] : account.programs) {
    if (program.definition.line() == line.value()) programs.push_back(&program);
  }
  std::sort(programs.begin(), programs.end(),
            [](const Program* a, const Program* b) { return a->order < b->order; });
  return programs;
}

bool HasTemplate(const Account& account, const std::string& key) {
  const auto found = account.templates.lower_bound({key, ""});
  return found != account.templates.end() && found->first.first == key;
}

bool HasLine(const std::map<LineId, Line>& lines, const AccountId& account,
             const std::string& line) {
  const auto found = lines.find(LineId(line));
  return found != lines.end() && found->second.account == account;
}

std::string Define(const v1::AccountDefined& definition, Account& account) {
  if (std::string why = CheckName("name", definition.name()); !why.empty()) return why;
  if (!IsTwoLetterCode(definition.default_region())) return "default_region: not like 'US'";
  if (!IsTwoLetterCode(definition.country())) return "country: not like 'US'";
  if (definition.default_tzid().empty()) return "default_tzid: not given";
  if (std::string why = CheckWindow(definition.window()); !why.empty()) return why;
  if (definition.has_cap() && definition.cap().max() > 0 && definition.cap().period_ms() <= 0) {
    return "cap: without a period";
  }
  if (definition.cap().max() > kCapMax || definition.cap().period_ms() > kCapPeriodMaxMs) {
    return "cap: at most 128 texts in at most 31 days can be counted";
  }
  const std::string before = account.definition.pepper_check();
  if (!definition.pepper_check().empty() && definition.pepper_check().size() != kPepperCheckBytes) {
    return "pepper_check: not 32 bytes";
  }
  if (!before.empty() && !definition.pepper_check().empty() &&
      definition.pepper_check() != before) {
    return "pepper_check: another than the recorded one; contact ids depend on it for ever";
  }
  account.definition = definition;
  if (definition.pepper_check().empty()) account.definition.set_pepper_check(before);
  return "";
}

std::string Define(const v1::PepperChecked& definition, Account& account) {
  if (definition.check_value().size() != kPepperCheckBytes) return "check_value: not 32 bytes";
  const std::string& before = account.definition.pepper_check();
  if (!before.empty() && before != definition.check_value()) {
    return "check_value: another than the recorded one; contact ids depend on it for ever";
  }
  account.definition.set_pepper_check(definition.check_value());
  return "";
}

std::string Define(const v1::LineDefined& definition, const AccountId& account,
                   std::map<LineId, Line>& lines) {
  if (std::string why = CheckLine(definition.line()); !why.empty()) return why;
  if (std::string why = CheckName("gateway", definition.gateway()); !why.empty()) return why;
  if (definition.kind() == v1::LINE_KIND_UNSPECIFIED) return "kind: not given";
  const double rate = definition.texts_per_second();
  if (!(rate > 0 && rate <= kTextsPerSecondMax)) return "texts_per_second: not in (0, 10000]";
  const LineId id(definition.line());
  const auto found = lines.find(id);
  if (found != lines.end() && found->second.account != account) {
    return "line: belongs to another account, for ever";
  }
  lines[id] = {.account = account, .definition = definition};
  return "";
}

std::string Define(const v1::ProgramDefined& definition, const std::map<LineId, Line>& lines,
                   Account& account) {
  if (std::string why = CheckName("program", definition.program()); !why.empty()) return why;
  if (std::string why = CheckName("name", definition.name()); !why.empty()) return why;
  if (definition.category() == v1::CATEGORY_UNSPECIFIED) return "category: not given";
  if (definition.opt_in_policy() == v1::OPT_IN_POLICY_UNSPECIFIED) {
    return "opt_in_policy: not given";
  }
  if (!HasLine(lines, account.id, definition.line())) return "line: not a line of this account";
  if (definition.pending_term_ms() <= 0) return "pending_term_ms: not more than 0";
  if (definition.pending_term_ms() > kPendingTermMaxMs) return "pending_term_ms: over ten years";
  if (definition.ask_limit() == 0) return "ask_limit: not at least 1";
  if (definition.join_keyword().size() > kKeywordBytesMax) {
    return absl::StrCat("join_keyword: longer than ", kKeywordBytesMax, " bytes");
  }
  if (std::string why = CheckTemplates(definition, account); !why.empty()) return why;
  const ProgramId id(definition.program());
  const auto found = account.programs.find(id);
  if (found != account.programs.end() &&
      found->second.definition.category() != definition.category()) {
    return "category: fixed when the program was created";
  }
  // Who moves to a line comes behind those that are there.
  std::size_t order = 0;
  for (const auto& [other, program] : account.programs) {
    order = std::max(order, program.order + 1);
  }
  const bool stays = found != account.programs.end() &&
                     found->second.definition.line() == definition.line();
  if (stays) order = found->second.order;
  account.programs[id] = {.definition = definition, .order = order};
  return "";
}

std::string Define(const v1::KeywordRuleDefined& definition, Account& account) {
  if (std::string why = CheckName("rule", definition.rule()); !why.empty()) return why;
  if (definition.removed()) {
    return account.keyword_rules.erase(definition.rule()) > 0 ? ""
                                                              : "rule: there is none to remove";
  }
  if (definition.words().empty()) return "words: none given";
  if (static_cast<std::size_t>(definition.words_size()) > kKeywordsMax) {
    return absl::StrCat("words: more than ", kKeywordsMax);
  }
  for (const std::string& words : definition.words()) {
    if (words.empty() || words.size() > kKeywordBytesMax) {
      return absl::StrCat("words: a keyword has 1 to ", kKeywordBytesMax, " bytes");
    }
  }
  if (std::string why = CheckTemplate("response_template", definition.response_template(), account);
      !why.empty()) {
    return why;
  }
  if (!definition.opt_in_program().empty() &&
      account.programs.count(ProgramId(definition.opt_in_program())) == 0) {
    return "opt_in_program: not a program of this account";
  }
  account.keyword_rules[definition.rule()] = definition;
  return "";
}

std::string Define(const v1::TemplateDefined& definition, Account& account) {
  if (std::string why = CheckName("key", definition.key()); !why.empty()) return why;
  if (std::string why = CheckName("language", definition.language()); !why.empty()) return why;
  if (definition.text().empty() || definition.text().size() > kTextBytesMax) {
    return absl::StrCat("text: 1 to ", kTextBytesMax, " bytes");
  }
  Template& present = account.templates[{definition.key(), definition.language()}];
  if (definition.version() != 0 && definition.version() != present.version + 1) {
    std::string why = absl::StrCat("version: the next one is ", present.version + 1,
                                   "; somebody else changed the template");
    if (present.version == 0) account.templates.erase({definition.key(), definition.language()});
    return why;
  }
  present.text = definition.text();
  ++present.version;
  return "";
}

std::string Define(const v1::SourceAskDefined& definition, Account& account) {
  if (std::string why = CheckName("source", definition.source()); !why.empty()) return why;
  SourceAskKey key{definition.source(), ProgramId(definition.program())};
  if (definition.removed()) {
    return account.source_asks.erase(key) > 0 ? "" : "source: nobody from it is asked";
  }
  const auto program = account.programs.find(key.second);
  if (program == account.programs.end()) return "program: not a program of this account";
  if (program->second.definition.request_template().empty()) {
    return "program: it has no request_template, so there are no words to ask in";
  }
  if (definition.after_ms() <= 0) return "after_ms: not given";
  account.source_asks[std::move(key)] = definition.after_ms();
  return "";
}

}  // namespace ledger
