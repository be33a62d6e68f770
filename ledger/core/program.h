// What a permission to text is for: programs, their category, and how far a revocation reaches.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/core/ids.h"

namespace ledger {

// The kind of texts that a program sends. Fixed when the program is created, carried by every event
// that names it.
enum class Category : std::uint8_t {
  kUnknown = 0,
  kMarketing = 1,      // needs consent, a window and a cap
  kInformational = 2,  // shipping notices and the like: any hour
};

struct ProgramRef {
  ProgramId program;
  Category category = Category::kUnknown;
  friend bool operator==(const ProgramRef&, const ProgramRef&) = default;
};

// How far a revocation reaches. A wider one covers programs that are created later, too.
enum class Reach : std::uint8_t {
  kUnknown = 0,
  kPrograms = 1,    // the programs that it names
  kMarketing = 2,   // every marketing program of the account
  kEverything = 3,  // every program of the account
};

struct RevocationScope {
  Reach reach = Reach::kUnknown;
  std::vector<ProgramRef> programs;  // only for Reach::kPrograms
  friend bool operator==(const RevocationScope&, const RevocationScope&) = default;
};

}  // namespace ledger
