#include "ledger/control/text_places.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace ledger {
namespace {

// The place where it is a name; else it may be a person's words, which messages do not show.
std::string Shown(std::string_view place) {
  constexpr std::size_t kShownMax = 40;
  const std::string_view name = place.substr(1, place.size() - 2);
  const bool plain = name.size() <= kShownMax && std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.';
  });
  return plain ? std::string(place) : "what stands between { and }";
}

}  // namespace

std::map<std::string, std::string> PlacesOf(const Account& account, const Program* program,
                                            const LineId& line) {
  const std::string& brand = account.definition.name();
  std::map<std::string, std::string> places = {{"brand", brand},
                                               {"help", account.definition.help_contact()},
                                               {"keyword", "START"},
                                               {"line", line.value()},
                                               {"program", brand}};
  if (program != nullptr) {
    places["program"] = program->definition.name();
    const std::string& keyword = program->definition.join_keyword();
    if (!keyword.empty()) places["keyword"] = keyword;
  }
  return places;
}

std::string_view FirstPlace(std::string_view text) {
  while (true) {
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return {};
    const std::size_t open = text.substr(0, close).rfind('{');
    if (open != std::string_view::npos) return text.substr(open, close + 1 - open);
    text.remove_prefix(close + 1);
  }
}

std::string WhyUnknownPlace(std::string_view text) {
  std::string_view place = FirstPlace(text);
  if (place.empty()) return "";  // most texts
  const std::map<std::string, std::string> known = PlacesOf({}, nullptr, {});
  for (; !place.empty(); place = FirstPlace(text)) {
    if (!known.contains(std::string(place.substr(1, place.size() - 2)))) {
      std::string names;
      for (const auto& [name, value] : known) {
        absl::StrAppend(&names, names.empty() ? "{" : ", {", name, "}");
      }
      return absl::StrCat("nothing fills in ", Shown(place), "; the places are ", names);
    }
    text.remove_prefix(static_cast<std::size_t>(place.data() - text.data()) + place.size());
  }
  return "";
}

}  // namespace ledger
