// What an arrival is called whose sender gave it no name: a repeat of it is another event.
#pragma once

#include <string>

#include "absl/strings/escaping.h"
#include "ledger/seal/envelope.h"

namespace ledger {

[[nodiscard]] inline std::string RandomName() {
  constexpr std::size_t kBytes = 16;
  return absl::BytesToHexString(RandomBytes(kBytes));
}

}  // namespace ledger
