// Double opt-ins that wait for their YES, read from the states of contacts. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/ports/projection.h"

namespace ledger::cli {

// An ask that nobody has answered. One whose term is over stays in the list until the person is
// asked again, or answers: it is where a marketer's question "why not yet" is answered.
struct PendingAsk {
  ContactId contact;
  AccountId account;
  std::string sealed_number;
  ProgramId program;
  TimeMs asked_at_ms = kNoTime;
  TimeMs expires_at_ms = kNoTime;
  std::uint32_t asks = 0;
  bool expired = false;
  friend bool operator==(const PendingAsk&, const PendingAsk&) = default;
};

// What `member` was asked and has not answered; only for `program`, unless that is empty. An ask is
// over when its term ends before `now_ms`.
[[nodiscard]] std::vector<PendingAsk> PendingOf(const Member& member, const ProgramId& program,
                                                TimeMs now_ms);

}  // namespace ledger::cli
