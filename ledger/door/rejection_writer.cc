#include "ledger/door/rejection_writer.h"

#include <utility>
#include <vector>

#include "ledger/core/base32.h"

namespace ledger {

Severity SeverityOf(const Rejected& rejected, Origin origin) {
  const bool text =
      origin == Origin::kWebhook && rejected.reason != RejectReason::kUnknownAttempt;
  const bool lost = !rejected.contact || rejected.reason == RejectReason::kUnknownLine;
  return text && lost ? Severity::kError : Severity::kWarn;
}

struct RejectionWriter::Refusal {
  Rejected rejected;
  RefusedInput input;
  std::string bytes;
  std::function<void(absl::Status)> done;
};

void RejectionWriter::Write(Rejected rejected, RefusedInput input, std::string bytes,
                            std::function<void(absl::Status)> done) const {
  auto refusal = std::make_shared<Refusal>(
      Refusal{std::move(rejected), std::move(input), std::move(bytes), std::move(done)});
  refusal->input.bytes = refusal->bytes;
  absl::StatusOr<OutgoingRecord> record = RejectedTopicRecord(
      refusal->rejected, refusal->input, topic_, admitter_.clock().Now(), admitter_.keys());
  if (!record.ok()) return refusal->done(absl::UnavailableError(record.status().message()));
  Log(SeverityOf(refusal->rejected, refusal->input.origin), "input rejected",
      {{"reason", RejectReasonName(refusal->rejected.reason)},
       {"field", refusal->rejected.field},
       {"account", refusal->rejected.account.value()},
       {"contact", refusal->rejected.contact ? ContactKey(*refusal->rejected.contact) : ""},
       {"blocks", refusal->rejected.blocks},
       {"topic", refusal->input.topic},
       {"partition", refusal->input.partition},
       {"offset", refusal->input.offset}});
  std::vector<OutgoingRecord> records;
  records.push_back(*std::move(record));
  const bool taken = queue_.Submit(std::move(records),
                                   [this, refusal](std::vector<absl::StatusOr<Appended>> results) {
                                     if (!results[0].ok())
                                       return refusal->done(results[0].status());
                                     if (!refusal->rejected.blocks)
                                       return refusal->done(absl::OkStatus());
                                     WriteBlock(refusal, *results[0]);
                                   });
  if (!taken) refusal->done(absl::UnavailableError("too many appends are waiting"));
}

void RejectionWriter::WriteBlock(const std::shared_ptr<Refusal>& refusal,
                                 const Appended& at) const {
  absl::StatusOr<Event> block = BlockEvent(refusal->rejected, refusal->input, at, admitter_.keys());
  if (!block.ok()) return refusal->done(absl::UnavailableError(block.status().message()));
  std::vector<OutgoingRecord> records;
  records.push_back(LedgerRecordOf({*std::move(block), *refusal->rejected.contact}, ledger_));
  const bool taken =
      queue_.Submit(std::move(records), [refusal](std::vector<absl::StatusOr<Appended>> results) {
        refusal->done(results[0].status());
      });
  if (!taken) refusal->done(absl::UnavailableError("too many appends are waiting"));
}

}  // namespace ledger
