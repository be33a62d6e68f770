// One setting: its name, the field that it is bound to, its bounds, and how its text is read and
// shown. Used by SettingsParser only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/runtime/secret.h"

namespace ledger {

// Inclusive on both sides; what is absent is not checked.
template <typename T>
struct Bounds {
  std::optional<T> min = std::nullopt;
  std::optional<T> max = std::nullopt;
};

enum class Presence { kOptional, kRequired };

// Where the value of a setting came from; later wins.
enum class SettingOrigin { kDefault, kFile, kEnvironment, kFlag };

struct Setting {
  using Target = std::variant<std::string*, std::int64_t*, bool*, double*, absl::Duration*,
                              std::vector<std::string>*, Secret*>;
  std::string name;  // as on the command line, without "--"
  std::string help;
  Target target;
  std::variant<std::monostate, Bounds<std::int64_t>, Bounds<double>, Bounds<absl::Duration>> bounds;
  Presence presence = Presence::kOptional;
  std::string default_text;
  SettingOrigin origin = SettingOrigin::kDefault;
};

// Reads `text` into the bound field. InvalidArgument says what was expected; it names neither the
// setting nor, for a secret, the content.
absl::Status SetFromText(Setting& setting, std::string_view text);

// The value as text; secrets as ***.
[[nodiscard]] std::string ShowValue(const Setting& setting);

[[nodiscard]] bool IsEmpty(const Setting& setting);

// For the help: what to write as a value (N, DURATION ...), and the bounds, if any.
[[nodiscard]] std::string_view ValueWord(const Setting& setting);
[[nodiscard]] std::string ShowBounds(const Setting& setting);

// "kafka-bootstrap" -> "CONSENT_KAFKA_BOOTSTRAP".
[[nodiscard]] std::string EnvironmentName(std::string_view name);

}  // namespace ledger
