// The exit codes of our processes: a contract with scripts, supervisors and Kubernetes, so no
// number ever changes its meaning.
#pragma once

namespace ledger {

// The command line (`consent`).
inline constexpr int kExitOk = 0;
inline constexpr int kExitRuntimeFailure = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitNotFound = 3;
inline constexpr int kExitVerificationFailed = 4;
inline constexpr int kExitRefused = 5;     // a rule stands against it, or against a part of it
inline constexpr int kExitTemporary = 75;  // EX_TEMPFAIL: the same call may succeed later
inline constexpr int kExitInterrupted = 130;

// The workers.
inline constexpr int kExitStopped = 0;  // asked to stop, and stopped cleanly
inline constexpr int kExitKilled = 1;   // a second signal during the stop
inline constexpr int kExitBadSettings = 2;
inline constexpr int kExitRunFailed = 3;

}  // namespace ledger
