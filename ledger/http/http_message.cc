#include "ledger/http/http_message.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ledger/core/strings.h"

namespace ledger::http {

void Headers::Add(std::string_view name, std::string_view value) {
  all_.emplace_back(std::string(name), std::string(value));
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (absl::EqualsIgnoreCase(key, ToAbsl(name))) return value;
  }
  return std::nullopt;
}

void Parameters::Add(std::string name, std::string value) {
  all_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Parameters::Find(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

bool IsForm(const HttpRequest& request) {
  const std::string_view type = request.headers.Find("Content-Type").value_or("");
  return absl::EqualsIgnoreCase(
      absl::StripAsciiWhitespace(ToAbsl(type.substr(0, type.find(';')))),
      "application/x-www-form-urlencoded");
}

}  // namespace ledger::http
