// When the messages of a campaign are due, and until when they may go out, as flags say it: each
// once for all messages, or once for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"
#include "ledger/core/ids.h"

namespace ledger::cli {

struct StepTimeFlags {
  std::vector<std::string> at;
  std::vector<std::string> deadline;
};

// The value for step `i` of a flag that may be given once for all steps; null: it says nothing.
template <typename T>
const T* ValueFor(const std::vector<T>& values, std::size_t i) {
  if (values.empty()) return nullptr;
  return values.size() == 1 ? &values.front() : i < values.size() ? &values[i] : nullptr;
}

// InvalidArgument: `flag` is given neither once nor for each step.
[[nodiscard]] absl::Status CheckCount(std::string_view flag, std::size_t count, std::size_t steps);

// The times of `steps`; what no flag names keeps the draft's. InvalidArgument: also where a message
// could never go out.
[[nodiscard]] absl::StatusOr<std::vector<consent::v1::StepTimes>> ReadTimes(
    const StepTimeFlags& flags, const std::vector<std::uint32_t>& steps, TimeMs now_ms);

}  // namespace ledger::cli
