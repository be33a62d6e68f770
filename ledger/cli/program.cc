// consent program, consent line: what a business texts for, and the numbers that it texts from.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/line_kind.h"
#include "ledger/cli/named.h"
#include "ledger/cli/settle.h"
#include "ledger/cli/time_text.h"
#include "ledger/control/default_account.h"
#include "ledger/control/default_templates.h"
#include "ledger/core/gateway_names.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

// What was given; the rest keeps what it is, or its default.
struct ProgramOptions {
  std::string program;
  std::optional<std::string> name;
  std::optional<std::string> category;
  std::optional<std::string> policy;
  std::optional<std::string> line;
  std::optional<std::string> join;
  std::optional<std::string> request_template;
  std::optional<std::string> confirmation_template;
  std::optional<std::string> help_template;
  std::optional<std::string> opt_out_template;
  std::optional<std::string> pending_term;
  std::optional<std::uint32_t> ask_limit;
  std::optional<bool> late_yes;
};

struct LineOptions {
  std::string line;
  std::optional<std::string> gateway;
  std::optional<std::string> kind;
  std::optional<std::string> route;
  std::optional<double> rate;
};

constexpr std::int64_t kDayMs = 86'400'000;

std::string TermText(std::int64_t term_ms) {
  if (term_ms % kDayMs == 0) return std::to_string(term_ms / kDayMs) + " days";
  return std::to_string(term_ms / 1000) + " s";
}

std::string_view CategoryWord(v1::Category category) {
  return category == v1::CATEGORY_MARKETING ? "marketing" : "informational";
}

std::string_view PolicyWord(v1::OptInPolicy policy) {
  return policy == v1::OPT_IN_POLICY_DOUBLE ? "double" : "single";
}

v1::ProgramDefined NewProgram(const std::string& program) {
  v1::ProgramDefined defined;
  defined.set_program(program);
  defined.set_name(program);
  defined.set_category(v1::CATEGORY_MARKETING);
  defined.set_opt_in_policy(v1::OPT_IN_POLICY_DOUBLE);
  defined.set_request_template(kOptInRequestTemplate);
  defined.set_confirmation_template(kOptInConfirmationTemplate);
  defined.set_help_template(kHelpTemplate);
  defined.set_opt_out_template(kOptOutConfirmationTemplate);
  defined.set_pending_term_ms(kDefaultPendingTermMs);
  defined.set_ask_limit(kDefaultAskLimit);
  return defined;
}

// The line of a new program that names none: the account's only one.
absl::StatusOr<std::string> OnlyLine(const ControlState& control, const AccountId& account) {
  std::string only;
  std::size_t count = 0;
  for (const auto& [id, line] : control.lines()) {
    if (line.account != account) continue;
    only = id.value();
    ++count;
  }
  if (count == 1) return only;
  return absl::InvalidArgumentError(
      "--line: account " + account.value() + " has " + std::to_string(count) +
      " lines; say which one the program texts from (consent line list)");
}

absl::Status Take(const ProgramOptions& options, v1::ProgramDefined& defined) {
  if (options.name) defined.set_name(*options.name);
  if (options.category) {
    defined.set_category(*options.category == "marketing" ? v1::CATEGORY_MARKETING
                                                          : v1::CATEGORY_INFORMATIONAL);
  }
  if (options.policy) {
    defined.set_opt_in_policy(*options.policy == "double" ? v1::OPT_IN_POLICY_DOUBLE
                                                          : v1::OPT_IN_POLICY_SINGLE);
  }
  if (options.line) defined.set_line(*options.line);
  if (options.join) defined.set_join_keyword(*options.join);
  if (options.request_template) defined.set_request_template(*options.request_template);
  if (options.confirmation_template) {
    defined.set_confirmation_template(*options.confirmation_template);
  }
  if (options.help_template) defined.set_help_template(*options.help_template);
  if (options.opt_out_template) defined.set_opt_out_template(*options.opt_out_template);
  if (options.pending_term) {
    ASSIGN_OR_RETURN(const std::int64_t term_ms,
                     ParseSpan("--pending-term", *options.pending_term));
    defined.set_pending_term_ms(term_ms);
  }
  if (options.ask_limit) defined.set_ask_limit(*options.ask_limit);
  if (options.late_yes) defined.set_expired_ask_counts(*options.late_yes);
  return absl::OkStatus();
}

// Whether START means the program to who has nothing that it could bring back.
bool IsMeantByStart(const Account& account, const Program& program) {
  return ProgramsOn(account, LineId(program.definition.line())).front() == &program;
}

Json ProgramJson(const Account& account, const Program& program) {
  const v1::ProgramDefined& defined = program.definition;
  return {{"program", defined.program()},
          {"name", defined.name()},
          {"category", CategoryWord(defined.category())},
          {"policy", PolicyWord(defined.opt_in_policy())},
          {"line", defined.line()},
          {"join_keyword", defined.join_keyword()},
          {"start", IsMeantByStart(account, program)},
          {"request_template", defined.request_template()},
          {"confirmation_template", defined.confirmation_template()},
          {"help_template", defined.help_template()},
          {"opt_out_template", defined.opt_out_template()},
          {"pending_term_s", defined.pending_term_ms() / 1000},
          {"ask_limit", defined.ask_limit()},
          {"late_yes", defined.expired_ask_counts()}};
}

// Appends `record`, whose definition is `defined`, unless the `known` one says the same; prints
// what became of the thing, which is given by kind and id.
template <typename Known, typename Definition>
absl::StatusOr<int> Settle(Session& session, const v1::ControlRecord& record, const Known* known,
                           const Definition& defined,
                           const std::pair<std::string, std::string>& thing) {
  Json answer = {{thing.first, thing.second}};
  const auto* const before = known == nullptr ? nullptr : &known->definition;
  ASSIGN_OR_RETURN(const Settled settled, AppendUnlessSame(session, record, before, defined));
  answer.update(settled.json);
  session.output().Print(thing.first + " " + thing.second + ": " + settled.words, answer);
  return kExitOk;
}

// Whether line and templates are there.
absl::Status CheckNamed(const ControlState& control, const Account& account,
                        const ProgramOptions& options) {
  if (options.line) RETURN_IF_ERROR(CheckLineOf(control, account, "--line", *options.line));
  for (const auto* key : {&options.request_template, &options.confirmation_template,
                          &options.help_template, &options.opt_out_template}) {
    // An empty one takes the template away.
    if (*key && !(*key)->empty()) RETURN_IF_ERROR(CheckTemplateOf(account, **key));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> AddProgram(Session& session, const ProgramOptions& options) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  RETURN_IF_ERROR(CheckNamed(*control, *account, options));
  const Program* const known = control->FindProgram(account->id, ProgramId(options.program));
  v1::ControlRecord record;
  record.set_account(account->id.value());
  v1::ProgramDefined& defined = *record.mutable_program_defined();
  defined = known == nullptr ? NewProgram(options.program) : known->definition;
  RETURN_IF_ERROR(Take(options, defined));
  if (defined.line().empty()) {
    ASSIGN_OR_RETURN(std::string line, OnlyLine(*control, account->id));
    defined.set_line(std::move(line));
  }
  return Settle(session, record, known, defined, {"program", options.program});
}

absl::StatusOr<int> ShowProgram(Session& session, const std::string& program) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const Program* const found, ProgramOf(*account, program));
  const v1::ProgramDefined& defined = found->definition;
  std::string join = defined.join_keyword().empty() ? "<none>" : defined.join_keyword();
  if (IsMeantByStart(*account, *found)) join += ", START (where it brings nothing back)";
  session.output().Print(
      "program    " + defined.program() + " (" + defined.name() + "), " +
          std::string(CategoryWord(defined.category())) + "\nline       " + defined.line() +
          "\npolicy     " + std::string(PolicyWord(defined.opt_in_policy())) +
          " opt-in, asked at most " + std::to_string(defined.ask_limit()) +
          " times, answered within " + TermText(defined.pending_term_ms()) +
          (defined.expired_ask_counts() ? " (a later YES counts, too)" : "") + "\njoin       " +
          join + "\ntemplates  " + defined.request_template() + ", " +
          defined.confirmation_template() + ", " + defined.help_template() + ", " +
          defined.opt_out_template() + "\n",
      ProgramJson(*account, *found));
  return kExitOk;
}

absl::StatusOr<int> ListPrograms(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  Table table({"PROGRAM", "CATEGORY", "POLICY", "LINE", "JOIN"});
  Json array = Json::array();
  for (const auto& [id, program] : account->programs) {
    const v1::ProgramDefined& defined = program.definition;
    table.Add({id.value(), std::string(CategoryWord(defined.category())),
               std::string(PolicyWord(defined.opt_in_policy())), defined.line(),
               defined.join_keyword()});
    array.push_back(ProgramJson(*account, program));
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

absl::StatusOr<int> AddLine(Session& session, const LineOptions& options) {
  RETURN_IF_ERROR(CheckLineShape("line", options.line));
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  const Line* known = control->FindLine(LineId(options.line));
  // Another account's line is not there for this one: the fold refuses it.
  if (known != nullptr && known->account != account->id) known = nullptr;
  v1::ControlRecord record;
  record.set_account(account->id.value());
  v1::LineDefined& defined = *record.mutable_line_defined();
  if (known != nullptr) {
    defined = known->definition;
  } else {
    defined.set_line(options.line);
    defined.set_gateway(kKannelGateway);
    defined.set_kind(v1::LINE_KIND_LONG_CODE);
    defined.set_texts_per_second(NewAccount().texts_per_second);
  }
  if (options.gateway) defined.set_gateway(*options.gateway);
  if (options.kind) defined.set_kind(LineKindOf(*options.kind));
  if (options.route) defined.set_smsc_route(*options.route);
  if (options.rate) defined.set_texts_per_second(*options.rate);
  return Settle(session, record, known, defined, {"line", options.line});
}

absl::StatusOr<int> ListLines(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  Table table({"LINE", "KIND", "GATEWAY", "ROUTE", "TEXTS/S", "PROGRAMS"});
  Json array = Json::array();
  for (const auto& [id, line] : control->lines()) {
    if (line.account != account->id) continue;
    Json programs = Json::array();
    std::string listed;
    for (const auto& [name, program] : account->programs) {
      if (program.definition.line() != id.value()) continue;
      programs.push_back(name.value());
      listed += (listed.empty() ? "" : ", ") + name.value();
    }
    const v1::LineDefined& defined = line.definition;
    const std::string kind(LineKindWord(defined.kind()));
    const Json rate = defined.texts_per_second();
    table.Add({id.value(), kind, defined.gateway(), defined.smsc_route(),
               absl::StrCat(defined.texts_per_second()), listed});
    array.push_back({{"line", id.value()},
                     {"kind", kind},
                     {"gateway", defined.gateway()},
                     {"smsc_route", defined.smsc_route()},
                     {"texts_per_second", rate},
                     {"programs", programs}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

void AddProgramFlags(CLI::App& verb, ProgramOptions& options) {
  verb.add_option("program", options.program, "its id")->required()->check(NotBlank);
  verb.add_option("--name", options.name, "its name for people; default: the id")
      ->check(NotBlank);
  verb.add_option("--category", options.category,
                  "marketing (the default) or informational, for ever")
      ->check(CLI::IsMember({"marketing", "informational"}));
  verb.add_option("--policy", options.policy,
                  "single: a text to join opts in; double (the default): it is asked, and YES does")
      ->check(CLI::IsMember({"single", "double"}));
  verb.add_option("--line", options.line, "that it texts from; default: the only one");
  verb.add_option("--join", options.join, "the word or words that join by text");
  verb.add_option("--request-template", options.request_template, "asks to opt in");
  verb.add_option("--confirmation-template", options.confirmation_template, "confirms an opt-in");
  verb.add_option("--help-template", options.help_template, "answers HELP");
  verb.add_option("--opt-out-template", options.opt_out_template, "confirms a STOP");
  verb.add_option("--pending-term", options.pending_term,
                  "how long a request may be answered; default: 30d");
  verb.add_option("--ask-limit", options.ask_limit,
                  "how often one person may be asked; default: 1")
      ->check(CLI::Range(1, 100));
  verb.add_option("--late-yes", options.late_yes,
                  "true: a YES after the term still counts; default: false");
}

}  // namespace

void AddProgramCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<ProgramOptions>();
  CLI::App* const noun = commands.Noun("program", "Purposes that a business texts for.");
  AddProgramFlags(
      *commands.Verb(noun, "add", "Defines a program, or changes what is given of one.",
                     "  consent program add shipping --category informational --policy single\n"
                     "  consent program add vip --join \"JOIN VIP\" --line +18335550100",
                     [&session, options] { return AddProgram(session, *options); }),
      *options);
  CLI::App* const show =
      commands.Verb(noun, "show", "Shows one program.", "  consent program show marketing",
                    [&session, options] { return ShowProgram(session, options->program); });
  show->add_option("program", options->program, "its id")->required();
  commands.Verb(noun, "list", "Lists all programs.", "  consent program list",
                [&session] { return ListPrograms(session); });
}

void AddLineCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<LineOptions>();
  CLI::App* const noun = commands.Noun("line", "The numbers that a business texts from.");
  CLI::App* const add = commands.Verb(
      noun, "add", "Defines a sender line, or changes what is given of one.",
      "  consent line add +18335550100 --kind toll_free --gateway twilio --rate 3",
      [&session, options] { return AddLine(session, *options); });
  add->add_option("line", options->line, "+E.164 or a short code")->required();
  add->add_option("--gateway", options->gateway, "kannel (the default) or twilio")
      ->check(CLI::IsMember({kKannelGateway, kTwilioGateway}));
  add->add_option("--kind", options->kind, "long_code (the default), toll_free or short_code")
      ->check(CLI::IsMember(LineKindWords()));
  add->add_option("--rate", options->rate, "texts per second that it takes; default: 1")
      ->check(CLI::Range(0.001, 10'000.0));
  add->add_option("--route", options->route, "the gateway's route, for example Kannel's smsc-id");
  commands.Verb(noun, "list", "Lists all lines, and what texts from them.", "  consent line list",
                [&session] { return ListLines(session); });
}

}  // namespace ledger::cli
