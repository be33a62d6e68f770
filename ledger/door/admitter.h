// Admission against the latest set-up: joins the pure Admit() with the control topic's snapshot,
// the keys and the clock, and counts.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/admission/admit.h"
#include "ledger/admission/admit_webhook.h"
#include "ledger/door/control_view.h"
#include "ledger/door/door_metrics.h"
#include "ledger/ports/appender.h"

namespace ledger {

struct LedgerTopic {
  std::string name;
  std::int32_t partitions = 1;
};

// The record that appends `admitted` to the ledger.
[[nodiscard]] OutgoingRecord LedgerRecordOf(const Admitted& admitted, const LedgerTopic& topic);

// Thread-safe. All must outlive it.
class Admitter {
 public:
  using Decide = std::function<absl::StatusOr<Admission>(const AdmissionContext&)>;

  Admitter(const ControlView& control, const KeyRing& keys, const Clock& clock,
           DoorMetrics& metrics)
      : control_(control), keys_(keys), clock_(clock), metrics_(metrics) {}

  // Runs `decide` against the present set-up. Unavailable: the set-up is not known yet, a key is
  // missing, or the input names something that a newer version may know; the input must wait.
  [[nodiscard]] absl::StatusOr<Admission> Run(const Decide& decide) const;

  // What goes to `topic` behind `event`, which was admitted: requests to opt in to people of a
  // source that is asked. One that is refused was counted and stands in the log of the process.
  // Unavailable: as for Run().
  struct Follows {
    std::vector<OutgoingRecord> records;
    std::optional<Rejected> refused;
  };
  [[nodiscard]] absl::StatusOr<Follows> AsksAfter(const consent::v1::IntakeEvent& event,
                                                  const Arrival& arrival,
                                                  const LedgerTopic& topic) const;

  // Counts what became of an input; once for each.
  void Count(const Admission& admission, Origin origin) const;

  [[nodiscard]] const KeyRing& keys() const { return keys_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] DoorMetrics& metrics() const { return metrics_; }

 private:
  const ControlView& control_;
  const KeyRing& keys_;
  const Clock& clock_;
  DoorMetrics& metrics_;
};

// Whether a rejection may only be due to a set-up that is not known here yet.
[[nodiscard]] bool MayBeStale(const Admission& admission);

}  // namespace ledger
