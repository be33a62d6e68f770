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

void AddSharedFlags(CLI::App* app, SessionOptions& options) {
  constexpr char kConnection[] = "Connection (or CONSENT_* in the environment)";
  app->add_option("-o,--output", options.output, "table, json or ndjson")
      ->check(CLI::IsMember({"table", "json", "ndjson"}));
  app->add_flag("-q,--quiet", options.quiet, "no remarks and no progress on stderr");
  app->add_option("--account", options.account, "the business")->group(kConnection);
  app->add_option("--actor", options.actor, "who gives the command; default: your login name")
      ->group(kConnection);
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

// The deepest command that the call named.
CLI::App* DeepestOf(CLI::App& app, const std::vector<std::string>& arguments, std::size_t& used) {
  CLI::App* at = &app;
  for (const std::string& word : arguments) {
    const auto named = at->get_subcommands([&](CLI::App* sub) { return sub->get_name() == word; });
    CLI::App* const next = named.empty() ? nullptr : named.front();
    if (next == nullptr) break;
    at = next;
    ++used;
  }
  return at;
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

// The call as one would type it up to `app`: "consent campaign show".
std::string PathOf(const std::vector<std::string>& arguments, std::size_t used) {
  std::string path = "consent";
  for (std::size_t i = 0; i < used; ++i) path += " " + arguments[i];
  return path;
}

int AnswerWrongCall(CLI::App& app, const std::vector<std::string>& arguments,
                    const std::string& complaint, const Terminal& terminal) {
  std::size_t used = 0;
  CLI::App* const deepest = DeepestOf(app, arguments, used);
  const std::string path = PathOf(arguments, used);
  const std::vector<std::string> verbs = NamesOf(*deepest, false);
  const std::string next = used < arguments.size() ? arguments[used] : "";
  std::string message;
  if (!verbs.empty() && !next.empty() && next.front() != '-') {
    message = "unknown command '" + path + " " + next + "'" + Nearest(next, verbs) + "\n" + path +
              " knows: " + Join(verbs);
  } else if (!verbs.empty()) {
    message = "'" + path + "' needs one of: " + Join(verbs);
  } else {
    message = complaint;
    for (std::size_t i = used; i < arguments.size(); ++i) {
      const std::string flag = arguments[i].substr(0, arguments[i].find('='));
      const std::vector<std::string> flags = NamesOf(*deepest, true);
      if (flag.size() < 3 || flag.substr(0, 2) != "--") continue;
      if (std::find(flags.begin(), flags.end(), flag) != flags.end()) continue;
      message = "unknown flag " + flag + Nearest(flag, flags);
      break;
    }
  }
  terminal.err << "consent: " << MaskArguments(message, arguments) << "\nSee: " << path
               << " --help\n";
  return kExitUsage;
}

int ShowHelp(CLI::App& app, const std::vector<std::string>& arguments, const Terminal& terminal) {
  std::size_t used = 0;
  CLI::App* const deepest = DeepestOf(app, arguments, used);
  terminal.out << deepest->help(used == 0 ? "" : PathOf(arguments, used - 1));
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
  const auto complain = [&](const absl::Status& status) {
    terminal.err << "consent: "
                 << MaskArguments(std::string(ToStd(status.message())), arguments) << "\n";
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
