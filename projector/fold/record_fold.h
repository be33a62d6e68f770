// Folds one record into a partition's states, and says what is kept of it. The one place where live
// fold and rebuild meet: both give the same states and the same stored events (law 5).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "ledger/core/event.h"
#include "ledger/ports/log_reader.h"
#include "projector/fold/fold_states.h"
#include "projector/fold/stored_values.h"

namespace projector {

// Folds `record`, which `raw` was decoded to, and moves `meta` behind it. Appends the encoded
// stored event to `stored`. Returns why the partition halts before the record, or an empty string;
// then nothing was changed. DataLoss, Internal: from `states`.
absl::StatusOr<std::string> FoldRecord(const ledger::Record& record, const ledger::LogRecord& raw,
                                       FoldStates& states, FoldMeta& meta, std::string& stored);

}  // namespace projector
