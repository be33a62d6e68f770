#include "ledger/cli/command_line.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ledger/cli/arguments.h"
#include "ledger/core/strings.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/nearest_name.h"

namespace ledger::cli {
namespace {

// Help with the examples first: people copy before they read.
class ExamplesFirst final : public CLI::Formatter {
 public:
  std::string make_description(const CLI::App* app) const override {
    std::string text = app->get_description() + "\n";
    if (!app->get_footer().empty()) text += "\nExamples:\n" + app->get_footer() + "\n";
    return text + "\n";
  }
  std::string make_footer(const CLI::App*) const override { return ""; }
};

// Every command has them, and whoever writes them before its name, too: `consent -o json status`.
void AddSharedFlags(CLI::App* app, SessionOptions& options) {
  constexpr char kConnection[] = "Connection (or CONSENT_* in the environment)";
  app->add_option("-o,--output", options.output, "table, json or ndjson")
      ->check(CLI::IsMember({"table", "json", "ndjson"}));
  app->add_flag("-q,--quiet", options.quiet, "no remarks and no progress on stderr");
  app->add_option("--account", options.account, "the business")->group(kConnection);
  app->add_option("--actor", options.actor,
                  "who gives the command, a person's name; default: cli:LOGIN")
      ->group(kConnection)
      ->check(NotBlank);
  app->add_option("--kafka-bootstrap", options.kafka_bootstrap, "host:port of the broker")
      ->group(kConnection);
  app->add_option("--kafka-tls-ca-file", options.kafka_tls_ca_file, "who signs the brokers")
      ->group(kConnection);
  app->add_option("--kafka-tls-certificate-file", options.kafka_tls_certificate_file,
                  "our certificate")
      ->group(kConnection);
  app->add_option("--kafka-tls-key-file", options.kafka_tls_key_file, "our private key")
      ->group(kConnection);
  app->add_option("--projector-address", options.projector_address,
                  "host:port of the projectors, in the order of their shards")
      ->group(kConnection);
  app->add_option("--keys-file", options.keys_file, "peppers and data keys")->group(kConnection);
  app->add_option("--api-keys-file", options.api_keys_file, "hashes of API keys")
      ->group(kConnection);
  app->add_option("--api-key-file", options.api_key_file, "our API key")->group(kConnection);
  app->add_option("--ledger-url", options.ledger_url,
                  "the front door, for example http://host:8080")
      ->group(kConnection);
}

// The same, where help shows the commands only.
void AddHiddenSharedFlags(CLI::App* app, SessionOptions& options) {
  const std::vector<CLI::Option*> before = app->get_options();
  AddSharedFlags(app, options);
  for (CLI::Option* const option : app->get_options()) {
    if (std::find(before.begin(), before.end(), option) == before.end()) option->group("");
  }
}

// What a call names, as far as it names commands.
struct NamedCall {
  struct Flag {
    std::string name;         // "--account"
    const CLI::App* command;  // that it stands behind
  };
  CLI::App* command = nullptr;   // the deepest
  std::string path = "consent";  // the call as one would type it up to it: "consent program add"
  std::string parent = {};       // the same without its last word; empty for "consent"
  std::string next = {};         // the first word behind it; empty: none
  std::vector<Flag> flags = {};
};

bool Has(const CLI::App& app, const std::string& flag) {
  return app.get_option_no_throw(flag) != nullptr;
}

// Whether a value stands behind the flag, which is one of `app` or of a command of it.
bool TakesValue(CLI::App& app, const std::string& flag) {
  if (Has(app, flag)) return app.get_option_no_throw(flag)->get_items_expected_max() > 0;
  const std::vector<CLI::App*> commands = app.get_subcommands([](CLI::App*) { return true; });
  return std::any_of(commands.begin(), commands.end(),
                     [&](CLI::App* command) { return TakesValue(*command, flag); });
}

NamedCall ReadCall(CLI::App& app, const std::vector<std::string>& arguments) {
  NamedCall call{.command = &app};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.size() > 1 && word.front() == '-') {
      const std::string name = word.substr(0, word.find('='));
      call.flags.push_back({name, call.command});
      if (name == word && TakesValue(*call.command, name)) ++i;
      continue;
    }
    if (!call.next.empty()) continue;
    const auto named =
        call.command->get_subcommands([&](CLI::App* sub) { return sub->get_name() == word; });
    if (named.empty()) {
      call.next = word;
      continue;
    }
    call.command = named.front();
    call.parent = call.path;
    call.path += " " + word;
  }
  return call;
}

std::vector<std::string> NamesOf(CLI::App& app, bool flags) {
  std::vector<std::string> names;
  if (flags) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  } else {
    for (const CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) {
      names.push_back(sub->get_name());
    }
  }
  return names;
}

std::string Nearest(const std::string& word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  return DidYouMean(word, views);
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// What is wrong with a flag of the call; empty: nothing.
std::string WrongFlag(const NamedCall& call) {
  for (const NamedCall::Flag& flag : call.flags) {
    if (Has(*flag.command, flag.name)) continue;
    if (Has(*call.command, flag.name)) {
      return flag.name + " belongs to '" + call.path + "': write it behind";
    }
    if (!flag.name.starts_with("--")) continue;
    // What other command lines have for it.
    const std::string format = flag.name.substr(2);
    if (format == "json" || format == "ndjson" || format == "table") {
      return "unknown flag " + flag.name + "; did you mean -o " + format + "?";
    }
    return "unknown flag " + flag.name + Nearest(flag.name, NamesOf(*call.command, true));
  }
  return "";
}

int AnswerWrongCall(CLI::App& app, const std::vector<std::string>& arguments,
                    const std::string& complaint, const Terminal& terminal) {
  const NamedCall call = ReadCall(app, arguments);
  const std::vector<std::string> verbs = NamesOf(*call.command, false);
  std::string message = WrongFlag(call);
  if (message.empty() && !verbs.empty() && !call.next.empty()) {
    message = "unknown command '" + call.path + " " + call.next + "'" + Nearest(call.next, verbs) +
              "\n" + call.path + " knows: " + Join(verbs);
  } else if (message.empty()) {
    message = verbs.empty() ? complaint : "'" + call.path + "' needs one of: " + Join(verbs);
  }
  terminal.err << "consent: " << MaskArguments(message, arguments) << "\nSee: " << call.path
               << " --help\n";
  return kExitUsage;
}

int ShowHelp(CLI::App& app, const std::vector<std::string>& arguments, const Terminal& terminal) {
  const NamedCall call = ReadCall(app, arguments);
  if (!call.next.empty() && !NamesOf(*call.command, false).empty()) {
    return AnswerWrongCall(app, arguments, "", terminal);
  }
  terminal.out << call.command->help(call.parent);
  return kExitOk;
}

void AddAll(const Commands& commands) {
  AddAccountCommands(commands);
  AddCampaignCommands(commands);
  AddContactCommands(commands);
  AddContactsCommands(commands);
  AddDoctorCommands(commands);
  AddFormCommands(commands);
  AddImportCommand(commands);
  AddKeysCommands(commands);
  AddKeywordCommands(commands);
  AddLineCommands(commands);
  AddLogCommands(commands);
  AddPendingCommand(commands);
  AddProgramCommands(commands);
  AddPublishCommand(commands);
  AddQrCommand(commands);
  AddRepliesCommand(commands);
  AddRulesCommands(commands);
  AddSegmentsCommand(commands);
  AddSourceCommands(commands);
  AddSendCommand(commands);
  AddTemplateCommands(commands);
  AddTopicsCommands(commands);
  AddVerifyCommand(commands);
}

}  // namespace

CLI::App* Commands::Noun(const std::string& name, const std::string& description) const {
  CLI::App* const noun = app.add_subcommand(name, description);
  noun->require_subcommand(1);
  AddHiddenSharedFlags(noun, session.options);
  return noun;
}

CLI::App* Commands::Verb(CLI::App* parent, const std::string& name, const std::string& description,
                         const std::string& examples, Action action) const {
  CLI::App* const verb = parent->add_subcommand(name, description);
  verb->footer(examples);
  AddSharedFlags(verb, session.options);
  verb->callback(
      [chosen_action = &chosen, action = std::move(action)] { *chosen_action = action; });
  return verb;
}

int RunCommandLine(const std::vector<std::string>& arguments, const SessionOptions& defaults,
                   const Terminal& terminal) {
  // `consent help send` is `consent send --help`.
  if (!arguments.empty() && arguments.front() == "help") {
    std::vector<std::string> asked(arguments.begin() + 1, arguments.end());
    asked.emplace_back("--help");
    return RunCommandLine(asked, defaults, terminal);
  }
  const auto complain = [&](const absl::Status& status) {
    std::string message = MaskArguments(std::string(ToStd(status.message())), arguments);
    // Whatever part is away: it looks at all of them.
    const bool told = message.find("consent doctor") != std::string::npos;
    if (ExitCodeOf(status) == kExitTemporary && !told) message += "\nSee: consent doctor";
    terminal.err << "consent: " << message << "\n";
    return ExitCodeOf(status);
  };
  if (const absl::Status text = CheckArguments(arguments); !text.ok()) return complain(text);
  CLI::App app("The ledger of who agreed to be texted, and who took it back.", "consent");
  app.formatter(std::make_shared<ExamplesFirst>());
  app.footer(
      "  consent import customers.csv --account demo --report rejected.csv\n"
      "  consent campaign show spring-sale --account demo\n"
      "  consent contact history +14155550134 --account demo\n"
      "  consent verify --against record.ndjson");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("consent ") + CONSENT_VERSION);
  Session session(defaults, terminal);
  AddHiddenSharedFlags(&app, session.options);
  Action chosen;
  AddAll({app, session, chosen});
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return ShowHelp(app, arguments, terminal);
  } catch (const CLI::CallForAllHelp&) {
    return ShowHelp(app, arguments, terminal);
  } catch (const CLI::CallForVersion&) {
    terminal.out << "consent " << CONSENT_VERSION << "\n";
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return AnswerWrongCall(app, arguments, error.what(), terminal);
  }
  const absl::StatusOr<int> code = chosen();
  terminal.out.flush();
  return code.ok() ? *code : complain(code.status());
}

}  // namespace ledger::cli
