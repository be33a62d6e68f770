#include "ledger/control/text_places.h"

namespace ledger {

std::map<std::string, std::string> PlacesOf(const Account& account, const Program* program,
                                            const LineId& line) {
  std::map<std::string, std::string> places = {
      {"brand", account.definition.name()},
      {"help", account.definition.help_contact()},
      {"line", line.value()},
  };
  if (program != nullptr) {
    places["program"] = program->definition.name();
    places["keyword"] = program->definition.join_keyword();
  }
  return places;
}

}  // namespace ledger
