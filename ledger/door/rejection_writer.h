// Writes what is refused although its source believes it delivered: first the record in the
// rejected topic, then, where the contact is known, the event that blocks it. Only after both is
// the source acknowledged (section 5 of the design, EventRejected).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "ledger/admission/rejection_records.h"
#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/runtime/log_line.h"

namespace ledger {

// How loudly a refusal is logged: a text that belongs to nobody, or to no line, may be a STOP that
// nobody hears. A delivery report is no text.
[[nodiscard]] Severity SeverityOf(const Rejected& rejected, Origin origin);

// Thread-safe. All must outlive it.
class RejectionWriter {
 public:
  RejectionWriter(std::string rejected_topic, LedgerTopic ledger, AppendQueue& queue,
                  const Admitter& admitter)
      : topic_(std::move(rejected_topic)),
        ledger_(std::move(ledger)),
        queue_(queue),
        admitter_(admitter) {}

  // Calls `done` once: with OK when all is durable, else with why not; then the whole may be
  // repeated, for a repeat of the block is recognised. `bytes` is the input as it came.
  void Write(Rejected rejected, RefusedInput input, std::string bytes,
             std::function<void(absl::Status)> done) const;

 private:
  struct Refusal;
  void WriteBlock(const std::shared_ptr<Refusal>& refusal, const Appended& at) const;

  const std::string topic_;
  const LedgerTopic ledger_;
  AppendQueue& queue_;
  const Admitter& admitter_;
};

}  // namespace ledger
