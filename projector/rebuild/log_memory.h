// What a projector remembers of a partition's log outside the partition's folder, so that a rebuild
// cannot forget it: how far the log reached, and which record stood there. A log that lost its end
// would else be folded anew as if nothing had happened, and message ids whose grants were lost
// would be free again (laws 3, 4 and 6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "projector/fold/stored_values.h"

namespace projector {

struct LogMemory {
  ledger::Offset next = 0;  // the log reached at least to here; 0: nothing is remembered
  RecordHash last_hash{};   // of the record at next - 1
  // The latest accepted truncation by then: a later one is about what came to be lost since.
  ledger::Offset truncated_at = ledger::kNoOffset;
  ledger::TimeMs truncated_at_ms = ledger::kNoTime;
  std::string doubt;  // why the folder has to be built anew; empty: nothing is wrong with it

  friend bool operator==(const LogMemory&, const LogMemory&) = default;
};

[[nodiscard]] LogMemory MemoryOf(const FoldMeta& meta);
// The one that knows more of the log as it was last accepted. Keeps the doubt of either.
[[nodiscard]] LogMemory LaterOf(const LogMemory& a, const LogMemory& b);
// Whether `meta` has seen a truncation be accepted since `memory` was made.
[[nodiscard]] bool WasAccepted(const FoldMeta& meta, const LogMemory& memory);

// The file beside a partition's folder.
[[nodiscard]] std::string MemoryPath(std::string_view folder);
// Nothing remembered if there is no file. DataLoss: it cannot be read; keep the partition closed.
absl::StatusOr<LogMemory> LoadMemory(const std::string& path);
// Whole and on disk when it returns; a crash leaves the old or the new one. Internal: the disk.
absl::Status SaveMemory(const std::string& path, const LogMemory& memory);

}  // namespace projector
