#include "ledger/runtime/settings_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

std::string Place(std::string_view path, const toml::source_position& at) {
  return absl::StrCat(ToAbsl(path), ":", at.line, ":", at.column);
}

absl::StatusOr<FileSetting> ReadOne(std::string_view name, const toml::node& node,
                                    std::string place) {
  FileSetting setting{.name = std::string(name), .text = "", .items = {}, .place = place};
  if (const auto* text = node.as_string()) {
    setting.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    setting.kind = FileSetting::Kind::kWholeNumber;
    setting.text = absl::StrCat(whole->get());
  } else if (const auto* number = node.as_floating_point()) {
    setting.kind = FileSetting::Kind::kNumber;
    setting.text = absl::StrFormat("%.17g", number->get());
  } else if (const auto* yes = node.as_boolean()) {
    setting.kind = FileSetting::Kind::kBool;
    setting.text = yes->get() ? "true" : "false";
  } else if (const auto* list = node.as_array()) {
    setting.kind = FileSetting::Kind::kList;
    for (const toml::node& item : *list) {
      const auto* text_item = item.as_string();
      if (text_item == nullptr) {
        return absl::InvalidArgumentError(
            absl::StrCat(place, ": '", ToAbsl(name), "': every item of a list must be a string"));
      }
      setting.items.push_back(text_item->get());
    }
  } else {
    return absl::InvalidArgumentError(absl::StrCat(
        place, ": '", ToAbsl(name),
        "': tables and dates are not used here; write `name = value` lines without [sections]"));
  }
  return setting;
}

}  // namespace

absl::StatusOr<std::vector<FileSetting>> ReadSettingsFile(std::string_view path) {
  std::ifstream file{std::string(path), std::ios::binary};
  const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read the settings file '", ToAbsl(path), "': ", std::strerror(errno)));
  }
  const toml::parse_result parsed = toml::parse(std::string_view(content), path);
  if (!parsed) {
    return absl::InvalidArgumentError(absl::StrCat(Place(path, parsed.error().source().begin), ": ",
                                                   ToAbsl(parsed.error().description())));
  }
  std::vector<FileSetting> settings;
  for (const auto& [key, node] : parsed.table()) {
    ASSIGN_OR_RETURN(FileSetting setting,
                     ReadOne(key.str(), node, Place(path, key.source().begin)));
    settings.push_back(std::move(setting));
  }
  return settings;
}

}  // namespace ledger
