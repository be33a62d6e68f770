// consent account: create, show, halt, resume; hours stand in a file of their own.
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/cli/account_verbs.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/line_kind.h"
#include "ledger/cli/named.h"
#include "ledger/cli/sending_hours.h"
#include "ledger/control/default_account.h"
#include "ledger/core/gateway_names.h"
#include "ledger/core/rules.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/phone/dirty_phone.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

struct AccountOptions {
  NewAccount account;
  std::string line_kind = "long_code";
  std::string reason;
};

absl::Status CheckShapes(const NewAccount& account) {
  if (!IsKnownRegion(account.default_region)) {
    return absl::InvalidArgumentError("--region: '" + account.default_region +
                                      "' is no region; write an ISO 3166 code, for example US");
  }
  RETURN_IF_ERROR(CheckZone("--timezone", account.default_tzid));
  return CheckLineShape("--line", account.line);
}

absl::StatusOr<int> Create(Session& session, const AccountOptions& options) {
  RETURN_IF_ERROR(CheckShapes(options.account));
  ASSIGN_OR_RETURN(const AccountId id, session.AccountName());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  Json answer = {{"account", id.value()}, {"status", "created"}};
  if (control->FindAccount(id) != nullptr) {
    answer["status"] = "already_exists";
    session.output().Print("account " + id.value() + " exists already; nothing was changed",
                           answer);
    return kExitOk;
  }
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  if (!keys->Knows(id)) {
    return absl::NotFoundError(session.options.keys_file + " has no keys for account " +
                               id.value() + "; make them: consent keys create --account " +
                               id.value());
  }
  NewAccount account = options.account;
  account.account = id.value();
  account.line_kind = LineKindOf(options.line_kind);
  ASSIGN_OR_RETURN(const std::string check, keys->PepperCheck(id));
  account.pepper_check = absl::HexStringToBytes(ToAbsl(check));
  account.actor = session.Actor();
  account.issued_at_ms = session.NowMs();
  std::vector<v1::ControlRecord> records = DefaultAccountRecords(account);
  answer["control_records"] = records.size();
  RETURN_IF_ERROR(session.CommandAll(std::move(records)).status());
  answer["campaign"] = kDefaultCampaign;
  session.output().Print("account " + id.value() + ": created, with program " + kDefaultProgram +
                             ", its templates, and the campaign " + kDefaultCampaign +
                             " as a draft",
                         answer);
  return kExitOk;
}

absl::StatusOr<int> Show(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  const v1::AccountDefined& defined = account->definition;
  std::string text = "account    " + account->id.value() + " (" + defined.name() + ")\n";
  text += "state      " + std::string(account->halted ? "halted" : "active") + "\n";
  text += "region     " + defined.default_region() + ", " + defined.default_tzid() + "\n";
  text += "hours      " + OpenText(defined.window()) + "\n";
  text += "closed on  " + ClosedText(defined.window()) + "\n";
  text += "cap        " +
          (defined.has_cap() ? std::to_string(defined.cap().max()) + " texts in " +
                                   std::to_string(defined.cap().period_ms() / 3'600'000) + " h"
                             : std::string("<none>")) +
          "\n";
  Json lines = Json::array();
  for (const auto& [id, line] : control->lines()) {
    if (line.account != account->id) continue;
    text += "line       " + id.value() + ", " + line.definition.gateway() + ", " +
            absl::StrCat(line.definition.texts_per_second()) + " texts/s\n";
    lines.push_back({{"line", id.value()},
                     {"gateway", line.definition.gateway()},
                     {"smsc_route", line.definition.smsc_route()},
                     {"texts_per_second", line.definition.texts_per_second()}});
  }
  Json programs = Json::array();
  for (const auto& [id, program] : account->programs) {
    const bool marketing = program.definition.category() == v1::CATEGORY_MARKETING;
    text += "program    " + id.value() + ", " + (marketing ? "marketing" : "informational") + "\n";
    programs.push_back({{"program", id.value()},
                        {"category", marketing ? "marketing" : "informational"},
                        {"line", program.definition.line()}});
  }
  Json keywords = Json::array();
  for (const auto& [id, rule] : account->keyword_rules) {
    Json words = Json::array();
    std::string listed;
    for (const std::string& word : rule.words()) {
      words.push_back(word);
      listed += (listed.empty() ? "" : ", ") + word;
    }
    text += "keyword    " + id + ": " + listed + "\n";
    keywords.push_back({{"rule", id}, {"words", words}, {"program", rule.opt_in_program()}});
  }
  session.output().Print(text, {{"account", account->id.value()},
                                {"name", defined.name()},
                                {"halted", account->halted},
                                {"region", defined.default_region()},
                                {"tzid", defined.default_tzid()},
                                {"open_all_day", defined.window().open_all_day()},
                                {"lines", lines},
                                {"programs", programs},
                                {"keywords", keywords}});
  return kExitOk;
}

absl::StatusOr<int> Halt(Session& session, const std::string& reason, bool halt) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  const AccountId id = account->id;
  const bool already = account->halted == halt;
  Offset offset = account->halt_revision;
  if (!already) {
    v1::ControlRecord record;
    record.set_account(id.value());
    if (halt) {
      record.mutable_account_halted()->set_reason(reason);
    } else {
      record.mutable_account_resumed()->set_reason(reason);
    }
    ASSIGN_OR_RETURN(offset, session.Command(record));
  }
  if (offset != kNoOffset) {
    RETURN_IF_ERROR(session.HaltEverywhere({id, CampaignId(), halt, offset}));
  }
  const std::string state = halt ? "halted" : "resumed";
  session.output().Print(
      "account " + id.value() + ": " + (already ? "already " : "") + state + ", in every partition",
      {{"account", id.value()},
       {"status", already ? "already_" + state : state},
       {"control_offset", offset}});
  return kExitOk;
}

}  // namespace

void AddAccountCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<AccountOptions>();
  NewAccount& account = options->account;
  CLI::App* const noun = commands.Noun("account", "Businesses: create, show, hours, halt, resume.");
  CLI::App* verb = commands.Verb(
      noun, "create",
      "Creates a business with a line, a program, templates and an opt-in campaign.",
      "  consent account create --account demo --brand \"Demo Shop\" --line 13013 --rate 20 \\\n"
      "    --line-kind short_code --help-contact help@demo.example --open-all-day",
      [&session, options] { return Create(session, *options); });
  verb->add_option("--brand", account.name, "the name that texts speak for")
      ->required()
      ->check(NotBlank);
  verb->add_option("--line", account.line, "the sender line: +E.164 or a short code")->required();
  verb->add_option("--rate", account.texts_per_second,
                   "texts per second that the line takes; default: 1")
      ->check(CLI::Range(0.001, 10'000.0));
  verb->add_option("--cap", account.texts_a_day, "texts a person may get in 24 h; default: 3")
      ->check(CLI::Range(std::size_t{1}, kRulesV1.cap_max));
  verb->add_option("--line-kind", options->line_kind,
                   "long_code (the default), toll_free or short_code")
      ->check(CLI::IsMember(LineKindWords()));
  verb->add_option("--region", account.default_region, "for national numbers; default: US");
  verb->add_option("--timezone", account.default_tzid, "default: America/New_York");
  verb->add_flag("--open-all-day", account.open_all_day, "no sending window: tests only");
  verb->add_option("--gateway", account.gateway, "kannel (the default) or twilio")
      ->check(CLI::IsMember({kKannelGateway, kTwilioGateway}));
  verb->add_option("--smsc-route", account.smsc_route,
                   "the gateway's route: Kannel's smsc-id, Twilio's Messaging Service");
  verb->add_option("--help-contact", account.help_contact,
                   "where people get help, in every answer to HELP: a phone number, page or e-mail")
      ->required()
      ->check(NotBlank);
  commands.Verb(noun, "show", "Shows lines, programs, keywords and hours.",
                "  consent account show --account demo", [&session] { return Show(session); });
  AddAccountHours(commands, noun);
  verb = commands.Verb(noun, "halt",
                       "Stops all texts but answers; returns when every partition has it.",
                       "  consent account halt --account demo --reason \"complaint\"",
                       [&session, options] { return Halt(session, options->reason, true); });
  verb->add_option("--reason", options->reason, "for people");
  verb = commands.Verb(noun, "resume", "Lifts a halt.", "  consent account resume --account demo",
                       [&session, options] { return Halt(session, options->reason, false); });
  verb->add_option("--reason", options->reason, "for people");
}

}  // namespace ledger::cli
