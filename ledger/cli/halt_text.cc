#include "ledger/cli/halt_text.h"

#include "ledger/runtime/exit_code.h"

namespace ledger::cli {

std::string HaltText(const FoldPosition& position) {
  return "partition " + std::to_string(position.partition) + " is halted at offset " +
         std::to_string(position.next) + ": " + position.halted_why;
}

Json HaltsJson(const std::vector<FoldPosition>& halted) {
  Json array = Json::array();
  for (const FoldPosition& position : halted) {
    array.push_back({{"partition", position.partition},
                     {"position", position.next},
                     {"halted_why", position.halted_why}});
  }
  return array;
}

int WarnOfHalts(const std::vector<FoldPosition>& halted, const Output& output) {
  for (const FoldPosition& position : halted) {
    output.Warn(HaltText(position) + "; what follows there is missing here");
  }
  return halted.empty() ? kExitOk : kExitTemporary;
}

}  // namespace ledger::cli
