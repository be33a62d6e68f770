// Which texts may go out within a window only (section 6 of the design). Pure.
#pragma once

#include "ledger/core/message_class.h"
#include "ledger/core/program.h"

namespace ledger {

// Whether such a text needs one. Answers may go out at any hour, and so may the texts of
// informational programs, but not the requests to opt in to them.
[[nodiscard]] constexpr bool NeedsWindow(MessageClass c, Category category) {
  if (IsAnswer(c)) return false;
  return category != Category::kInformational || c == MessageClass::kOptInRequest;
}

}  // namespace ledger
