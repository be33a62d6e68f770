#include "ledger/cli/campaign_times.h"

#include <algorithm>

#include "ledger/cli/output.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/status_macros.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

// A step without a deadline of its own ends a day after it is due.
constexpr std::int64_t kDefaultTermMs = 86'400'000;

absl::Status CheckTimes(const v1::StepTimes& time, TimeMs now_ms) {
  const TimeMs deadline_ms = time.deadline_ms();
  if (deadline_ms > std::max(time.due_at_ms(), now_ms)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "message " + std::to_string(time.step() + 1) + " would be due at " +
      ShowTime(time.due_at_ms()) + " and end at " + ShowTime(deadline_ms) + ", which " +
      (deadline_ms <= now_ms ? "has passed" : "is not later") +
      "; give a later --at or --deadline");
}

}  // namespace

absl::Status CheckCount(std::string_view flag, std::size_t count, std::size_t steps) {
  if (count <= 1 || count == steps) return absl::OkStatus();
  return absl::InvalidArgumentError(std::string(flag) + " is given " + std::to_string(count) +
                                    " times for " + std::to_string(steps) +
                                    " messages; give it once for all, or once for each");
}

absl::StatusOr<std::vector<v1::StepTimes>> ReadTimes(const StepTimeFlags& flags,
                                                     const std::vector<std::uint32_t>& steps,
                                                     TimeMs now_ms) {
  RETURN_IF_ERROR(CheckCount("--at", flags.at.size(), steps.size()));
  RETURN_IF_ERROR(CheckCount("--deadline", flags.deadline.size(), steps.size()));
  std::vector<v1::StepTimes> times;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string* const at = ValueFor(flags.at, i);
    if (at == nullptr) continue;
    v1::StepTimes& time = times.emplace_back();
    time.set_step(steps[i]);
    ASSIGN_OR_RETURN(const TimeMs due_ms, ParseTime("--at", *at, now_ms));
    time.set_due_at_ms(due_ms);
    TimeMs deadline_ms = due_ms + kDefaultTermMs;
    if (const std::string* const deadline = ValueFor(flags.deadline, i)) {
      ASSIGN_OR_RETURN(deadline_ms, ParseTime("--deadline", *deadline, now_ms));
    }
    time.set_deadline_ms(deadline_ms);
    RETURN_IF_ERROR(CheckTimes(time, now_ms));
  }
  if (times.empty() && !flags.deadline.empty()) {
    return absl::InvalidArgumentError(
        "--deadline without --at: say when the messages are due, too");
  }
  return times;
}

}  // namespace ledger::cli
