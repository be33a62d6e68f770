// consent keys, consent topics: what an installation needs before anything else.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/core/status_macros.h"
#include "ledger/http/api_keys.h"
#include "ledger/log/topics.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/seal/key_file.h"

namespace ledger::cli {
namespace {

absl::StatusOr<int> CreateKeys(Session& session) {
  ASSIGN_OR_RETURN(const AccountId account, session.AccountName());
  const std::string& path = session.options.keys_file;
  if (path.empty()) {
    return absl::InvalidArgumentError(
        "--keys-file is missing: give it, or set CONSENT_KEYS_FILE; it is made if there is none");
  }
  bool known = false;
  bool installed = false;
  if (access(path.c_str(), F_OK) == 0) {
    ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Load(path));
    known = ring.Knows(account);
    installed = ring.has_installation();
  }
  // The front door seals refused input of no account under it, and does not start without.
  if (!installed) {
    RETURN_IF_ERROR(AppendKeyFileLine(path, KeyRing::Generate(AccountId(kInstallation))));
  }
  if (known) {
    session.output().Print("account " + account.value() + " has keys in " + path + " already",
                           {{"account", account.value()}, {"status", "already_exists"}});
    return kExitOk;
  }
  RETURN_IF_ERROR(AppendKeyFileLine(path, KeyRing::Generate(account)));
  session.output().Say("Back up " + path +
                       ": without it no number in the log can be read, and no "
                       "contact found again.");
  session.output().Print("account " + account.value() + ": keys added to " + path,
                         {{"account", account.value()}, {"status", "created"}, {"file", path}});
  return kExitOk;
}

absl::Status FileError(const std::string& path, std::string_view what) {
  return absl::InvalidArgumentError(path + ": " + std::string(what) + ": " + std::strerror(errno));
}

// One line at the end of a file that only its owner reads; on disk when it returns.
absl::Status AppendSecretLine(const std::string& path, const std::string& line) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return FileError(path, "cannot be written");
  const std::string bytes = line + "\n";
  const bool written =
      write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      fsync(file) == 0;
  const absl::Status status = written ? absl::OkStatus() : FileError(path, "cannot be written");
  close(file);
  return status;
}

absl::StatusOr<int> CreateApiKey(Session& session, const std::string& caller) {
  ASSIGN_OR_RETURN(const AccountId account, session.AccountName());
  const std::string& path = session.options.api_keys_file;
  if (path.empty()) {
    return absl::InvalidArgumentError(
        "--api-keys-file is missing: give it, or set "
        "CONSENT_API_KEYS_FILE; it is made if there is none");
  }
  const http::NewApiKey key = http::MakeApiKey(
      account, caller == "gateway" ? http::KeyKind::kGateway : http::KeyKind::kPublisher);
  RETURN_IF_ERROR(AppendSecretLine(path, key.file_line));
  session.output().Say(
      "The key is shown once and stored nowhere. Restart consent-ledger to let it "
      "in.");
  session.output().Print(key.presented, {{"account", account.value()},
                                         {"status", "created"},
                                         {"for", caller},
                                         {"api_key", key.presented},
                                         {"file", path}});
  return kExitOk;
}

struct TopicOptions {
  std::int32_t partitions = 4;
  std::int32_t replication = 1;
};

absl::StatusOr<int> CreateTopics(Session& session, const TopicOptions& options) {
  ASSIGN_OR_RETURN(const KafkaSettings kafka, session.Kafka());
  RETURN_IF_ERROR(EnsureTopics(kafka, options.partitions, options.replication));
  Table table({"TOPIC", "PARTITIONS"});
  Json array = Json::array();
  for (const TopicSpec& spec : TopicSpecs(options.partitions, options.replication)) {
    table.Add({spec.name, std::to_string(spec.partitions)});
    array.push_back({{"topic", spec.name}, {"partitions", spec.partitions}, {"status", "ready"}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

}  // namespace

void AddKeysCommands(const Commands& commands) {
  Session& session = commands.session;
  CLI::App* const noun = commands.Noun("keys", "Peppers, data keys and API keys.");
  commands.Verb(noun, "create",
                "Makes an account's pepper and data key in the key file (mode 0600).",
                "  consent keys create --account demo --keys-file secrets/keys",
                [&session] { return CreateKeys(session); });
  const auto caller = std::make_shared<std::string>("publisher");
  CLI::App* const api =
      commands.Verb(noun, "api", "Makes an API key: prints it once, appends its hash to the file.",
                    "  consent keys api --account demo --for gateway --api-keys-file api_keys",
                    [&session, caller] { return CreateApiKey(session, *caller); });
  api->add_option("--for", *caller, "who will show it: publisher (the default) or gateway")
      ->check(CLI::IsMember({"publisher", "gateway"}));
}

void AddTopicsCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<TopicOptions>();
  CLI::App* const noun = commands.Noun("topics", "The topics of the ledger.");
  CLI::App* const verb =
      commands.Verb(noun, "create", "Creates what is missing and checks all of them.",
                    "  consent topics create --partitions 12 --replication 3",
                    [&session, options] { return CreateTopics(session, *options); });
  verb->add_option("--partitions", options->partitions, "of the ledger, for ever; default: 4")
      ->check(CLI::Range(1, 10'000));
  verb->add_option("--replication", options->replication, "replicas of each; default: 1")
      ->check(CLI::Range(1, 9));
}

}  // namespace ledger::cli
