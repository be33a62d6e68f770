// Waits on one thread for what happens once on another, and gives up when the process stops: a
// callback that never comes must not hang the stop.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace ledger {

// Copies speak of the same thing.
template <typename T>
class Waiter {
 public:
  // Called once.
  void Put(T value) const {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    shared_->value = std::move(value);
    shared_->came.notify_all();
  }

  // Nothing: `stop` came first. Call it once.
  [[nodiscard]] std::optional<T> Wait(const std::stop_token& stop) const {
    std::unique_lock<std::mutex> lock(shared_->mutex);
    shared_->came.wait(lock, stop, [this] { return shared_->value.has_value(); });
    return std::move(shared_->value);
  }

 private:
  struct Shared {
    std::mutex mutex;
    std::condition_variable_any came;
    std::optional<T> value;
  };
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

}  // namespace ledger
