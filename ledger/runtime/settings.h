// Binds the typed settings struct of a worker to flags, environment and file, all under one name:
// flag `--kafka-bootstrap` over `CONSENT_KAFKA_BOOTSTRAP` over `kafka-bootstrap = ".."` in the file
// of `--settings-file` over the default, which is the value of the field when it is added.
// Whatever is unknown, doubled or out of bounds is an error: a mistyped setting that is silently
// left out is how a safe default becomes an unsafe run.
//
//   ProjectorSettings s;
//   SettingsParser parser("consent-projector", "Folds the ledger into RocksDB.");
//   parser.Example("consent-projector --kafka-bootstrap 127.0.0.1:9092 --data-dir /var/lib/x");
//   parser.Add("kafka-bootstrap", &s.kafka_bootstrap, "Brokers to begin with.", kRequired);
//   if (const auto exit_code = parser.Parse(argc, argv)) return *exit_code;
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/runtime/secret.h"
#include "ledger/runtime/setting_value.h"
#include "ledger/runtime/settings_names.h"

namespace ledger {

// Not thread-safe; used once, at the start of main().
class SettingsParser {
 public:
  // `process` is the name of the binary, `purpose` one sentence for the help. `known_names` is the
  // table of all processes; another one is for tests.
  SettingsParser(std::string_view process, std::string_view purpose,
                 std::span<const std::string_view> known_names = kSettingNames);

  // A complete command line to show first in the help.
  void Example(std::string_view command_line);

  // Binds a field, which must outlive the parser and already holds the default. `help` is one
  // sentence. REQUIRES: `name` stands in the table and is new; a secret's name ends in "-file".
  void Add(std::string_view name, std::string* field, std::string_view help,
           Presence presence = Presence::kOptional);
  void Add(std::string_view name, std::int64_t* field, std::string_view help,
           Bounds<std::int64_t> bounds = {});
  void Add(std::string_view name, bool* field, std::string_view help);
  void Add(std::string_view name, double* field, std::string_view help, Bounds<double> bounds = {});
  void Add(std::string_view name, absl::Duration* field, std::string_view help,
           Bounds<absl::Duration> bounds = {});
  // On the command line and in the environment the items are divided by commas.
  void Add(std::string_view name, std::vector<std::string>* field, std::string_view help,
           Presence presence = Presence::kOptional);
  void Add(std::string_view name, Secret* field, std::string_view help,
           Presence presence = Presence::kOptional);

  // A check over several fields; runs after all are set and right by themselves.
  void Check(std::function<absl::Status()> check);

  // Sets the fields. Returns nothing to go on, or the code to exit with now: 0 after --help or
  // --version (printed to `out`), 2 after errors (all of them printed to `err`, one a line).
  [[nodiscard]] std::optional<int> Parse(int argc, const char* const* argv);
  [[nodiscard]] std::optional<int> Parse(std::span<const std::string> arguments,
                                         std::span<const std::string> environment,
                                         std::ostream& out, std::ostream& err);

  struct Shown {
    std::string name;
    std::string value;  // secrets as ***
    SettingOrigin origin;
  };
  // What differs from the defaults; empty before Parse().
  [[nodiscard]] std::vector<Shown> NonDefaults() const;
  // Writes NonDefaults() as one log line, with the version; call it once, at the start.
  void LogNonDefaults() const;

  [[nodiscard]] std::string Help() const;

 private:
  struct Flag {
    std::string name;
    std::optional<std::string> value;
  };

  void AddSetting(Setting setting);
  Setting* Find(std::string_view name);
  bool IsKnown(std::string_view name) const;
  std::vector<std::string_view> OwnNames() const;
  std::vector<Flag> ReadFlags(std::span<const std::string> arguments);
  void ApplyFile();
  void ApplyEnvironment(std::span<const std::string> environment);
  void ApplyFlags(const std::vector<Flag>& flags);
  void Apply(Setting& setting, std::string_view text, SettingOrigin origin, std::string_view where);
  void RunChecks();
  void Fail(std::string message) { errors_.push_back(std::move(message)); }

  std::string process_;
  std::string purpose_;
  std::span<const std::string_view> known_names_;
  std::vector<std::string> examples_;
  std::vector<Setting> settings_;
  std::vector<std::function<absl::Status()>> checks_;
  std::vector<std::string> errors_;
  std::string settings_file_;
};

}  // namespace ledger
