#include "ledger/runtime/settings.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/core/strings.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/log_line.h"
#include "ledger/runtime/nearest_name.h"
#include "ledger/runtime/settings_file.h"

namespace ledger {
namespace {

std::string_view OriginText(SettingOrigin origin) {
  switch (origin) {
    case SettingOrigin::kDefault:
      return "default";
    case SettingOrigin::kFile:
      return "file";
    case SettingOrigin::kEnvironment:
      return "environment";
    case SettingOrigin::kFlag:
      return "flag";
  }
  return "";
}

// Returns what is wrong with the kind of a value in the file, or nothing.
std::string KindError(const Setting& setting, FileSetting::Kind kind) {
  using Kind = FileSetting::Kind;
  const auto expect = [&](bool right, std::string_view what) {
    return right ? std::string() : absl::StrCat("expected ", ToAbsl(what));
  };
  if (std::holds_alternative<std::int64_t*>(setting.target)) {
    return expect(kind == Kind::kWholeNumber, "a whole number without quotes");
  }
  if (std::holds_alternative<double*>(setting.target)) {
    return expect(kind == Kind::kWholeNumber || kind == Kind::kNumber, "a number without quotes");
  }
  if (std::holds_alternative<bool*>(setting.target)) {
    return expect(kind == Kind::kBool, "true or false without quotes");
  }
  if (std::holds_alternative<std::vector<std::string>*>(setting.target)) {
    return expect(kind == Kind::kList, "a list of strings, such as [\"a\", \"b\"]");
  }
  return expect(kind == Kind::kText, "a string in quotes");
}

}  // namespace

SettingsParser::SettingsParser(std::string_view process, std::string_view purpose,
                               std::span<const std::string_view> known_names)
    : process_(process), purpose_(purpose), known_names_(known_names) {
  AddSetting({.name = "settings-file",
              .help = "A TOML file with settings, under the names of the flags.",
              .target = &settings_file_,
              .bounds = {},
              .default_text = ""});
}

void SettingsParser::Example(std::string_view command_line) {
  examples_.emplace_back(command_line);
}

void SettingsParser::AddSetting(Setting setting) {
  if (!IsKnown(setting.name)) {
    std::cerr << "setting '" << setting.name << "' is missing in ledger/runtime/settings_names.h\n";
  }
  LEDGER_CHECK(IsKnown(setting.name));
  LEDGER_CHECK(Find(setting.name) == nullptr);
  setting.default_text = ShowValue(setting);
  settings_.push_back(std::move(setting));
}

void SettingsParser::Add(std::string_view name, std::string* field, std::string_view help,
                         Presence presence) {
  AddSetting({std::string(name), std::string(help), field, {}, presence, ""});
}
void SettingsParser::Add(std::string_view name, std::int64_t* field, std::string_view help,
                         Bounds<std::int64_t> bounds) {
  AddSetting({std::string(name), std::string(help), field, bounds, Presence::kOptional, ""});
}
void SettingsParser::Add(std::string_view name, bool* field, std::string_view help) {
  AddSetting({std::string(name), std::string(help), field, {}, Presence::kOptional, ""});
}
void SettingsParser::Add(std::string_view name, double* field, std::string_view help,
                         Bounds<double> bounds) {
  AddSetting({std::string(name), std::string(help), field, bounds, Presence::kOptional, ""});
}
void SettingsParser::Add(std::string_view name, absl::Duration* field, std::string_view help,
                         Bounds<absl::Duration> bounds) {
  AddSetting({std::string(name), std::string(help), field, bounds, Presence::kOptional, ""});
}
void SettingsParser::Add(std::string_view name, std::vector<std::string>* field,
                         std::string_view help, Presence presence) {
  AddSetting({std::string(name), std::string(help), field, {}, presence, ""});
}
void SettingsParser::Add(std::string_view name, Secret* field, std::string_view help,
                         Presence presence) {
  LEDGER_CHECK(name.ends_with("-file"));
  AddSetting({std::string(name), std::string(help), field, {}, presence, ""});
}

void SettingsParser::Check(std::function<absl::Status()> check) {
  checks_.push_back(std::move(check));
}

Setting* SettingsParser::Find(std::string_view name) {
  const auto found = std::find_if(settings_.begin(), settings_.end(),
                                  [&](const Setting& setting) { return setting.name == name; });
  return found == settings_.end() ? nullptr : &*found;
}

bool SettingsParser::IsKnown(std::string_view name) const {
  return std::find(known_names_.begin(), known_names_.end(), name) != known_names_.end();
}

std::vector<std::string_view> SettingsParser::OwnNames() const {
  std::vector<std::string_view> names{"help", "version"};
  for (const Setting& setting : settings_) names.push_back(setting.name);
  return names;
}

std::optional<int> SettingsParser::Parse(int argc, const char* const* argv) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  std::vector<std::string> environment;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    environment.emplace_back(*variable);
  }
  return Parse(arguments, environment, std::cout, std::cerr);
}

std::optional<int> SettingsParser::Parse(std::span<const std::string> arguments,
                                         std::span<const std::string> environment,
                                         std::ostream& out, std::ostream& err) {
  for (const std::string& argument : arguments) {
    if (argument == "--help" || argument == "-h") return out << Help(), kExitOk;
    if (argument == "--version") {
      return out << process_ << " " << CONSENT_VERSION << "\n", kExitOk;
    }
  }
  const std::vector<Flag> flags = ReadFlags(arguments);
  // The path of the file is itself a setting, so it has to be known before the others are read.
  const std::string file_variable = EnvironmentName("settings-file") + "=";
  for (const std::string& variable : environment) {
    if (variable.starts_with(file_variable)) {
      settings_file_ = variable.substr(file_variable.size());
    }
  }
  for (const Flag& flag : flags) {
    if (flag.name == "settings-file") settings_file_ = flag.value.value_or("");
  }
  if (!settings_file_.empty()) ApplyFile();
  ApplyEnvironment(environment);
  ApplyFlags(flags);
  if (errors_.empty()) RunChecks();
  if (errors_.empty()) return std::nullopt;
  for (const std::string& error : errors_) err << process_ << ": " << error << "\n";
  err << "Run `" << process_ << " --help` for all settings.\n";
  return kExitBadSettings;
}

std::vector<SettingsParser::Flag> SettingsParser::ReadFlags(
    std::span<const std::string> arguments) {
  std::vector<Flag> flags;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!argument.starts_with("--")) {
      Fail(absl::StrCat("unexpected argument '", argument, "'; every setting is a --flag"));
      continue;
    }
    const std::size_t equals = argument.find('=');
    Flag flag{.name = argument.substr(2, equals == std::string::npos ? equals : equals - 2),
              .value = std::nullopt};
    const Setting* setting = Find(flag.name);
    if (setting == nullptr) {
      Fail(absl::StrCat("unknown flag '--", flag.name, "'",
                        DidYouMean(flag.name, OwnNames(), "--")));
      // What follows an unknown flag is most likely its value, and needs no error of its own.
      if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) ++i;
      continue;
    }
    if (equals != std::string::npos) {
      flag.value = argument.substr(equals + 1);
    } else if (std::holds_alternative<bool*>(setting->target)) {
      flag.value = "true";
    } else if (i + 1 < arguments.size() && !arguments[i + 1].starts_with("--")) {
      flag.value = arguments[++i];
    }
    flags.push_back(std::move(flag));
  }
  return flags;
}

void SettingsParser::ApplyFile() {
  const absl::StatusOr<std::vector<FileSetting>> file = ReadSettingsFile(settings_file_);
  if (!file.ok()) return Fail(std::string(file.status().message()));
  for (const FileSetting& line : *file) {
    Setting* setting = Find(line.name);
    if (setting == nullptr || line.name == "settings-file") {
      if (!IsKnown(line.name) || line.name == "settings-file") {
        Fail(absl::StrCat(line.place, ": unknown key '", line.name, "'",
                          DidYouMean(line.name, known_names_)));
      }
      continue;  // else it belongs to another process
    }
    if (const std::string wrong = KindError(*setting, line.kind); !wrong.empty()) {
      Fail(absl::StrCat(line.place, ": '", line.name, "': ", wrong));
    } else if (line.kind == FileSetting::Kind::kList) {
      *std::get<std::vector<std::string>*>(setting->target) = line.items;
      setting->origin = SettingOrigin::kFile;
    } else {
      Apply(*setting, line.text, SettingOrigin::kFile,
            absl::StrCat(line.place, ": '", line.name, "'"));
    }
  }
}

void SettingsParser::ApplyEnvironment(std::span<const std::string> environment) {
  std::vector<std::string> known;
  for (const std::string_view name : known_names_) known.push_back(EnvironmentName(name));
  const std::vector<std::string_view> known_views(known.begin(), known.end());
  for (const std::string& variable : environment) {
    if (!variable.starts_with("CONSENT_")) continue;
    const std::size_t equals = std::min(variable.find('='), variable.size());
    const std::string name = variable.substr(0, equals);
    const auto own = std::find_if(settings_.begin(), settings_.end(), [&](const Setting& setting) {
      return EnvironmentName(setting.name) == name;
    });
    if (own != settings_.end()) {
      Apply(*own, std::string_view(variable).substr(std::min(equals + 1, variable.size())),
            SettingOrigin::kEnvironment, absl::StrCat("environment variable ", name));
    } else if (std::find(known.begin(), known.end(), name) == known.end()) {
      Fail(absl::StrCat("unknown environment variable ", name, DidYouMean(name, known_views),
                        " (all CONSENT_* names are ours; unset it)"));
    }
  }
}

void SettingsParser::ApplyFlags(const std::vector<Flag>& flags) {
  std::set<std::string> seen;
  for (const Flag& flag : flags) {
    if (!seen.insert(flag.name).second) {
      Fail(absl::StrCat("--", flag.name, " is given twice; keep one"));
    } else if (!flag.value.has_value()) {
      Fail(absl::StrCat("--", flag.name, " needs a value"));
    } else {
      Apply(*Find(flag.name), *flag.value, SettingOrigin::kFlag, absl::StrCat("--", flag.name));
    }
  }
}

void SettingsParser::Apply(Setting& setting, std::string_view text, SettingOrigin origin,
                           std::string_view where) {
  const absl::Status status = SetFromText(setting, text);
  if (status.ok()) {
    setting.origin = origin;
    return;
  }
  // A secret's text is a path, and its message names it already.
  const bool secret = std::holds_alternative<Secret*>(setting.target);
  const std::string shown = secret ? "" : absl::StrCat(", got '", ToAbsl(text), "'");
  Fail(absl::StrCat(ToAbsl(where), ": ", status.message(), shown));
}

void SettingsParser::RunChecks() {
  for (const Setting& setting : settings_) {
    if (setting.presence == Presence::kRequired && IsEmpty(setting)) {
      Fail(absl::StrCat("--", setting.name, " is required (or ", EnvironmentName(setting.name),
                        ", or '", setting.name, "' in the settings file)"));
    }
  }
  if (!errors_.empty()) return;
  for (const auto& check : checks_) {
    if (const absl::Status status = check(); !status.ok()) Fail(std::string(status.message()));
  }
}

std::vector<SettingsParser::Shown> SettingsParser::NonDefaults() const {
  std::vector<Shown> shown;
  for (const Setting& setting : settings_) {
    if (setting.origin == SettingOrigin::kDefault || ShowValue(setting) == setting.default_text) {
      continue;
    }
    shown.push_back({setting.name, ShowValue(setting), setting.origin});
  }
  return shown;
}

void SettingsParser::LogNonDefaults() const {
  const std::vector<Shown> shown = NonDefaults();
  std::vector<std::string> values;
  for (const Shown& one : shown) {
    values.push_back(absl::StrCat(one.value, " (", ToAbsl(OriginText(one.origin)), ")"));
  }
  std::vector<LogAttribute> attributes;
  for (std::size_t i = 0; i < shown.size(); ++i) attributes.push_back({shown[i].name, values[i]});
  Log(Severity::kInfo, "starts; settings that differ from the defaults", attributes);
}

std::string SettingsParser::Help() const {
  std::string text = absl::StrCat(process_, ": ", purpose_, "\n");
  if (!examples_.empty()) text += "\nExamples:\n";
  for (const std::string& example : examples_) absl::StrAppend(&text, "  ", example, "\n");
  text += "\nSettings (flag over environment over settings file over default):\n";
  for (const Setting& setting : settings_) {
    absl::StrAppend(&text, "  --", setting.name, " ", ToAbsl(ValueWord(setting)), "\n      ",
                    setting.help, "\n      ");
    if (setting.presence == Presence::kRequired) {
      text += "required";
    } else if (setting.default_text.empty()) {
      text += "default: none";
    } else {
      absl::StrAppend(&text, "default: ", setting.default_text);
    }
    if (const std::string bounds = ShowBounds(setting); !bounds.empty()) {
      absl::StrAppend(&text, "; ", bounds);
    }
    absl::StrAppend(&text, "; environment: ", EnvironmentName(setting.name), "\n");
  }
  text += "  --help\n      Prints this.\n  --version\n      Prints the version.\n";
  return text;
}

}  // namespace ledger
