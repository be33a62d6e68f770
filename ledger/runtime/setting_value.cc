#include "ledger/runtime/setting_value.h"

#include <cmath>
#include <type_traits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

std::string Show(std::int64_t value) { return absl::StrCat(value); }
std::string Show(double value) { return absl::StrCat(value); }
std::string Show(absl::Duration value) { return absl::FormatDuration(value); }

absl::Status Read(std::string_view text, std::int64_t* value) {
  if (absl::SimpleAtoi(ToAbsl(text), value)) return absl::OkStatus();
  return absl::InvalidArgumentError("expected a whole number");
}

absl::Status Read(std::string_view text, double* value) {
  if (absl::SimpleAtod(ToAbsl(text), value) && std::isfinite(*value)) return absl::OkStatus();
  return absl::InvalidArgumentError("expected a number");
}

absl::Status Read(std::string_view text, absl::Duration* value) {
  if (absl::ParseDuration(ToAbsl(text), value)) return absl::OkStatus();
  return absl::InvalidArgumentError("expected a duration such as 250ms, 30s, 5m or 1h30m");
}

// Reads and checks before the field is touched, so that a refused value leaves no trace.
template <typename T>
absl::Status ReadWithin(const Setting& setting, std::string_view text, T* target) {
  T value{};
  RETURN_IF_ERROR(Read(text, &value));
  if (const auto* bounds = std::get_if<Bounds<T>>(&setting.bounds)) {
    if (bounds->min && value < *bounds->min) {
      return absl::InvalidArgumentError(absl::StrCat("must be at least ", Show(*bounds->min)));
    }
    if (bounds->max && value > *bounds->max) {
      return absl::InvalidArgumentError(absl::StrCat("must be at most ", Show(*bounds->max)));
    }
  }
  *target = value;
  return absl::OkStatus();
}

absl::Status ReadBool(std::string_view text, bool* target) {
  if (text == "true" || text == "1") return *target = true, absl::OkStatus();
  if (text == "false" || text == "0") return *target = false, absl::OkStatus();
  return absl::InvalidArgumentError("expected true or false");
}

absl::Status ReadList(std::string_view text, std::vector<std::string>* target) {
  std::vector<std::string> items = absl::StrSplit(ToAbsl(text), ',', absl::SkipWhitespace());
  for (std::string& item : items) absl::StripAsciiWhitespace(&item);
  *target = std::move(items);
  return absl::OkStatus();
}

}  // namespace

absl::Status SetFromText(Setting& setting, std::string_view text) {
  return std::visit(
      [&](auto* target) -> absl::Status {
        using T = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<T, std::string>) {
          *target = std::string(text);
          return absl::OkStatus();
        } else if constexpr (std::is_same_v<T, bool>) {
          return ReadBool(text, target);
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          return ReadList(text, target);
        } else if constexpr (std::is_same_v<T, Secret>) {
          ASSIGN_OR_RETURN(*target, ReadSecretFile(text));
          return absl::OkStatus();
        } else {
          return ReadWithin(setting, text, target);
        }
      },
      setting.target);
}

std::string ShowValue(const Setting& setting) {
  return std::visit(
      [](auto* target) -> std::string {
        using T = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<T, std::string>) {
          return *target;
        } else if constexpr (std::is_same_v<T, bool>) {
          return *target ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
          return absl::StrJoin(*target, ",");
        } else if constexpr (std::is_same_v<T, Secret>) {
          return target->empty() ? "" : "***";
        } else {
          return Show(*target);
        }
      },
      setting.target);
}

bool IsEmpty(const Setting& setting) {
  return std::visit(
      [](auto* target) {
        if constexpr (requires { target->empty(); }) {
          return target->empty();
        } else {
          return false;
        }
      },
      setting.target);
}

std::string_view ValueWord(const Setting& setting) {
  return std::visit(
      [](auto* target) -> std::string_view {
        using T = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<T, bool>) return "true|false";
        if constexpr (std::is_same_v<T, std::int64_t>) return "N";
        if constexpr (std::is_same_v<T, double>) return "NUMBER";
        if constexpr (std::is_same_v<T, absl::Duration>) return "DURATION";
        if constexpr (std::is_same_v<T, std::vector<std::string>>) return "TEXT,TEXT...";
        if constexpr (std::is_same_v<T, Secret>) return "PATH";
        return "TEXT";
      },
      setting.target);
}

std::string ShowBounds(const Setting& setting) {
  return std::visit(
      [](const auto& bounds) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(bounds)>, std::monostate>) {
          return "";
        } else {
          if (bounds.min && bounds.max) {
            return absl::StrCat(Show(*bounds.min), " to ", Show(*bounds.max));
          }
          if (bounds.min) return absl::StrCat("at least ", Show(*bounds.min));
          if (bounds.max) return absl::StrCat("at most ", Show(*bounds.max));
          return "";
        }
      },
      setting.bounds);
}

std::string EnvironmentName(std::string_view name) {
  std::string text = "CONSENT_";
  for (const char c : name)
    text += c == '-' ? '_' : absl::ascii_toupper(static_cast<unsigned char>(c));
  return text;
}

}  // namespace ledger
