#include "ledger/door/admitter.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/admission/source_ask.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/partitioner.h"
#include "ledger/door/control_directory.h"
#include "ledger/runtime/log_line.h"

namespace ledger {

OutgoingRecord LedgerRecordOf(const Admitted& admitted, const LedgerTopic& topic) {
  OutgoingRecord record;
  record.topic = topic.name;
  record.key = ContactKey(admitted.contact);
  record.partition = PartitionOf(record.key, topic.partitions);
  record.value = Encode(admitted.event);
  return record;
}

bool MayBeStale(const Admission& admission) {
  const auto* rejected = std::get_if<Rejected>(&admission);
  if (rejected == nullptr) return false;
  return rejected->names_unknown_account ||
         rejected->reason == RejectReason::kUnknownAccount ||
         rejected->reason == RejectReason::kUnknownProgram ||
         rejected->reason == RejectReason::kUnknownLine ||
         rejected->reason == RejectReason::kUnknownTemplate ||
         rejected->reason == RejectReason::kRefusedWords;
}

absl::StatusOr<Admission> Admitter::Run(const Decide& decide) const {
  const std::shared_ptr<const ControlState> state = control_.Snapshot();
  if (state == nullptr) return absl::UnavailableError("the front door is still starting");
  const ControlDirectory directory(state);
  absl::StatusOr<Admission> admission = decide({directory, keys_, clock_.Now()});
  if (absl::IsNotFound(admission.status())) {
    return absl::UnavailableError(admission.status().message());
  }
  if (admission.ok() && !state->complete() && MayBeStale(*admission)) {
    return absl::UnavailableError(
        "the set-up holds a command that this version does not know; upgrade the front door");
  }
  return admission;
}

absl::StatusOr<Admitter::Follows> Admitter::AsksAfter(const consent::v1::IntakeEvent& event,
                                                      const Arrival& arrival,
                                                      const LedgerTopic& topic) const {
  Follows follows;
  if (!event.has_contact_imported()) return follows;
  const std::shared_ptr<const ControlState> state = control_.Snapshot();
  if (state == nullptr) return absl::UnavailableError("the front door is still starting");
  const ControlDirectory directory(state);
  const absl::Time now = clock_.Now();
  absl::StatusOr<SourceAsks> found =
      ledger::AsksAfter(event, absl::ToUnixMillis(now), arrival, {directory, keys_, now});
  if (!found.ok()) return absl::UnavailableError(found.status().message());
  for (const Admitted& ask : found->asks) follows.records.push_back(LedgerRecordOf(ask, topic));
  if (found->refused) {
    metrics_.Rejected(found->refused->reason);
    Log(Severity::kError, "somebody of a source cannot be asked to opt in",
        {{"account", event.account()},
         {"why", found->refused->detail},
         {"mend", found->refused->mend}});
    follows.refused = std::move(found->refused);
  }
  return follows;
}

void Admitter::Count(const Admission& admission, Origin origin) const {
  if (const auto* rejected = std::get_if<Rejected>(&admission)) {
    metrics_.Rejected(rejected->reason);
  } else {
    metrics_.Admitted(origin);
  }
}

}  // namespace ledger
