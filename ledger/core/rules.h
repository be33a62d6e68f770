// The constants of the rules, version by version. A verdict depends on the log and on these alone
// (law 5), so a number here is never changed: a new version gets a new struct, and `RulesActivated`
// in the log switches it on.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ledger {

// The newest rules that this binary knows. A log that activates newer ones halts the partition
// here.
inline constexpr std::uint32_t kRulesNewest = 1;

struct Rules {
  std::int64_t clock_skew_max_ms;  // planned_at against the partition's time
  std::int64_t
      opt_out_confirmation_term_ms;  // 47 CFR 64.1200(a)(12): within five minutes of receipt
  std::int64_t answer_term_ms;       // every other answer goes out within this time, or never
  std::int64_t ask_by_reply_term_ms;  // a request to opt in that answers a text; it may have to
                                      // wait for its window over a long weekend
  std::int64_t answer_period_ms;     // automatic answers are counted over this time ...
  std::uint32_t answers_max;         // ... and no more than these go out (two robots end)
  std::int64_t cap_period_max_ms;    // the longest time over which texts are counted
  std::size_t cap_max;               // the most texts that are counted
  std::int64_t term_max_ms;          // the longest term that an intent may carry
  std::int64_t time_max_ms;          // the last instant that anything may name
  std::size_t due_max;               // open requests and answers of a contact
  std::uint32_t failed_asks_max;  // requests of a program that may fail in a row
  std::size_t held_max;  // undecided replies of a contact that are remembered one by one
};

inline constexpr Rules kRulesV1{.clock_skew_max_ms = 60'000,
                                .opt_out_confirmation_term_ms = 300'000,
                                .answer_term_ms = 86'400'000,
                                .ask_by_reply_term_ms = 3LL * 86'400'000,
                                .answer_period_ms = 86'400'000,
                                .answers_max = 10,
                                .cap_period_max_ms = 31LL * 86'400'000,
                                .cap_max = 128,
                                .term_max_ms = 3650LL * 86'400'000,
                                .time_max_ms = 10'000'000'000'000,
                                .due_max = 32,
                                .failed_asks_max = 3,
                                .held_max = 256};

}  // namespace ledger
