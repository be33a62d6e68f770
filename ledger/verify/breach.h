// What `consent verify` finds against the laws of ARCHITECTURE.md: which law, whom it
// concerns, where in the log, and what was seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/core/ids.h"

namespace ledger::verify {

// What is checked. Names are a contract with scripts: only add.
enum class Law : std::uint8_t {
  kDenseOffsets,          // the log has no holes
  kReadable,              // every record about a partition is understood
  kVerdict,               // every verdict agrees with the table of section 6 at its place
  kNoTextWithoutGrant,    // what a handset received has a granted intent
  kAtMostOnce,            // a message is attempted, and a text received, at most once
  kNoGrantAfterStop,      // nothing is granted after a revocation that nobody lifted
  kOutcomeOfGrant,        // outcomes belong to grants
  kNothingLost,           // every text from a handset is in the log
  kNobodyForgotten,       // a step ends only when everyone has an attempt or a reason
  kEveryReplyAnswered,    // a reply is decided, or listed as waiting
  kEqualLogsEqualStates,  // the projection's digest is that of the log
  kNotLongAfterStop       // no text comes after a stop when its own time is over, too
};

// "no_grant_after_stop".
[[nodiscard]] std::string_view LawName(Law law);
// In words: "nothing is granted after a revocation that nobody lifted".
[[nodiscard]] std::string_view LawWords(Law law);

struct Breach {
  Law law = Law::kReadable;
  PartitionId partition = -1;        // -1: none in particular
  Offset offset = kNoOffset;         // kNoOffset: none in particular
  std::optional<ContactId> contact;  // if it concerns one
  std::string masked_number;         // if the witness names one
  std::string what;                  // what was seen; never a number or words in clear
};

// "no_grant_after_stop: contact ... , partition 3 offset 77: ...".
[[nodiscard]] std::string Describe(const Breach& breach);

}  // namespace ledger::verify
