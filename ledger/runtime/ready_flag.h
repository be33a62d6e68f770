// Whether the loop is ready, told to the operations port's thread.
#pragma once

#include <mutex>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "ledger/core/strings.h"

namespace ledger {

// Thread-safe.
class ReadyFlag {
 public:
  // Not ready at first, for the reason `why`.
  explicit ReadyFlag(std::string_view why) : status_(absl::UnavailableError(ToAbsl(why))) {}

  void Set(absl::Status status) {
    const std::lock_guard lock(mutex_);
    status_ = std::move(status);
  }
  [[nodiscard]] absl::Status Get() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  mutable std::mutex mutex_;
  absl::Status status_;
};

}  // namespace ledger
