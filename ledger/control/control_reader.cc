#include "ledger/control/control_reader.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/control/control_codec.h"
#include "ledger/core/status_macros.h"

namespace ledger {
namespace {

constexpr PartitionId kOnlyPartition = 0;
constexpr std::size_t kCatchUpRecordsMax = 1000;
constexpr absl::Duration kCatchUpWait = absl::Milliseconds(100);

}  // namespace

absl::Status ControlReader::Start() {
  return log_.Assign(topic_, {{kOnlyPartition, state_.position()}});
}

absl::StatusOr<std::size_t> ControlReader::Poll(std::size_t max, absl::Duration wait) {
  ASSIGN_OR_RETURN(const std::vector<LogRecord> records, log_.Poll(max, wait));
  for (const LogRecord& record : records) {
    if (record.offset != state_.position()) {
      return absl::DataLossError(absl::StrCat(topic_, ": expected offset ", state_.position(),
                                              ", got ", record.offset,
                                              "; mend: the topic lost records or was cleaned; "
                                              "restore it, or accept the loss"));
    }
    const absl::StatusOr<consent::v1::ControlRecord> command = DecodeControl(record.value);
    if (command.ok()) {
      state_.Apply(record.offset, record.appended_at_ms, *command);
    } else {
      state_.Skip(record.offset, std::string(command.status().message()));
    }
  }
  return records.size();
}

absl::Status ControlReader::CatchUp(const Clock& clock, absl::Duration limit) {
  const absl::Duration until = clock.Monotonic() + limit;
  using Ends = std::map<PartitionId, Offset>;
  ASSIGN_OR_RETURN(const Ends ends, log_.EndOffsets(topic_, limit));
  const auto end = ends.find(kOnlyPartition);
  if (end == ends.end()) {
    return absl::NotFoundError(
        absl::StrCat(topic_, ": has no partition 0; mend: create the topic"));
  }
  while (state_.position() < end->second) {
    const absl::Duration left = until - clock.Monotonic();
    if (left <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError(absl::StrCat(topic_, ": at ", state_.position(), " of ",
                                                      end->second, " after ",
                                                      absl::FormatDuration(limit)));
    }
    const absl::StatusOr<std::size_t> folded =
        Poll(kCatchUpRecordsMax, std::min(left, kCatchUpWait));
    if (!folded.ok()) return folded.status();
  }
  return absl::OkStatus();
}

}  // namespace ledger
