// Why: every ignored event, denied intent and excluded contact names its cause as one of these (law
// 7). Stored and sent: never renumber, only add. Words for people stand in reason_words.h.
#pragma once

#include <cstdint>

namespace ledger {

enum class Reason : std::uint8_t {
  kNone = 0,

  // Why an event was ignored.
  kDuplicate = 1,            // its id was seen before
  kStoppedNeedsHandset = 2,  // the person stopped from the handset; only the handset lifts that
  kRevokedLater = 3,         // a revocation is as new as the opt-in claims to be, or newer
  kOlderEpoch = 4,           // from a dispatcher that has been replaced
  kOlderRevision = 5,        // a newer command is known
  kUnknownReply = 6,  // decides a reply that is not here: none stands there, or only its block
  kReplyAlreadyDecided = 7,
  kPersonMayNotOptIn = 8,  // a person's decision may release or revoke, never opt in
  kNoClaimTime = 9,        // an opt-in that does not say when it happened
  kNoEvidence = 10,        // an opt-in by an administrator without evidence
  kNoPendingAsk = 11,      // a YES that answers nothing
  kAskExpired = 12,        // a YES after the term, and the policy does not count it
  kNotThisAttempt = 13,    // an outcome of an attempt that holds no grant
  kNothingToResolve = 14,
  kNoWork = 15,            // the decision changes nothing, by intent
  kTooManyDue = 16,        // more open requests than a contact may have
  kWrongAccount = 17,      // the contact belongs to another account
  kErasedIgnored = 18,     // the contact was erased; only its handset brings it back
  kConcludedAlready = 20,  // the attempt has an outcome
  kMalformed = 19,         // a known kind whose fields contradict each other
  kNoNumber = 21,          // it speaks of a contact that nobody has named by a number yet

  // Why an intent was denied for good.
  kAlreadyAttempted = 40,
  kStepFinished = 41,
  kLogLost = 42,
  kTooLate = 43,
  kStopped = 44,
  kOptedOut = 45,
  kNotSet = 46,
  kImported = 47,
  kPending = 48,         // asked, no answer yet
  kOptedInAlready = 49,  // asks only
  kAskLimit = 50,
  kBadNumber = 51,
  kErased = 52,
  kBlocked = 53,
  kNotOwed = 54,    // an answer that no reply owes (any more)
  kAnswerCap = 55,  // too many automatic answers today
  kRevoked = 56,    // asks: never after a revocation

  // Why an intent was denied for now.
  kAlreadyGranted = 70,  // another intent of this message holds an open grant
  kEpoch = 71,
  kHalted = 72,
  kRevision = 73,
  kHeld = 74,  // a reply waits for its decision
  kClock = 75,
  kWindow = 76,
  kCap = 77,
  kPartitionHalted = 78,  // not produced; logs may name it, so it stays

  // Other counts of a campaign step's results.
  kNotInSegment = 90,  // not produced; logs may name it, so it stays
};

// Whether a denial for `reason` will never turn into a grant of the same message by itself.
[[nodiscard]] constexpr bool IsFinal(Reason reason) {
  return static_cast<std::uint8_t>(reason) >= 40 && static_cast<std::uint8_t>(reason) < 70;
}

}  // namespace ledger
