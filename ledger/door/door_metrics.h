// What the front door counts.
#pragma once

#include <array>

#include "ledger/admission/rejected.h"
#include "ledger/core/event.h"
#include "ledger/runtime/metrics.h"

namespace ledger {

// Thread-safe. `metrics` must outlive it.
class DoorMetrics {
 public:
  explicit DoorMetrics(Metrics& metrics);

  void Admitted(Origin origin) { admitted_[static_cast<std::size_t>(origin)]->Increment(); }
  void Rejected(RejectReason reason) { rejected_[static_cast<std::size_t>(reason)]->Increment(); }
  void Unavailable() { unavailable_->Increment(); }

  Gauge* in_flight;      // records handed to the broker's client and not answered yet
  Histogram* durable;    // seconds from hand-over to the acknowledged append
  Gauge* intake_behind;  // seconds that the oldest intake record in hand has waited
  Counter* appended;     // records that became durable
  Counter* not_written;  // appends that failed or whose fate is unknown

 private:
  std::array<Counter*, 8> admitted_{};   // by Origin
  std::array<Counter*, 23> rejected_{};  // by RejectReason
  Counter* unavailable_;
};

}  // namespace ledger
