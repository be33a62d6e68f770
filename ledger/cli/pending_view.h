// Double opt-ins that wait for their YES, read from the states of contacts. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/ports/projection.h"

namespace ledger::cli {

// How far a double opt-in is.
enum class PendingState : std::uint8_t {
  kNotTexted,  // requested; its text waits for its window, its line, or the reply before it
  kOpen,       // asked, and its term runs
  kExpired,    // asked, and nobody answered in time
};

// An ask that nobody has answered. One whose term is over stays in the list until the person is
// asked again, or answers: it is where a marketer's question "why not yet" is answered.
struct PendingAsk {
  ContactId contact;
  AccountId account;
  std::string sealed_number;
  ProgramId program;
  PendingState state = PendingState::kOpen;
  TimeMs asked_at_ms = kNoTime;  // kNoTime: not yet
  TimeMs ends_at_ms = kNoTime;   // its term; of one that is not texted yet the request's deadline
  std::uint32_t asks = 0;
  std::uint32_t failed_asks = 0;  // reported as failed since the handset last texted
  friend bool operator==(const PendingAsk&, const PendingAsk&) = default;
};

// What `member` was asked, or is to be asked, and has not answered; only for `program`, unless that
// is empty. What ended before `now_ms` is over.
[[nodiscard]] std::vector<PendingAsk> PendingOf(const Member& member, const ProgramId& program,
                                                TimeMs now_ms);

// Puts the longest asked first, and those who are not texted yet last, whose deadline is nearest
// first of these.
void SortPending(std::vector<PendingAsk>& asks);

}  // namespace ledger::cli
