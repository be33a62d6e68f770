// A shared mutex whose writer waits for no new reader. The library's prefers readers, so that scans
// which overlap could keep the fold from committing a revocation for as long as they come.
#pragma once

#include <atomic>
#include <shared_mutex>

namespace projector {

// Use it through std::unique_lock and std::shared_lock. REQUIRES: a thread that reads does not
// begin to read a second time, for a writer may wait in between.
class WriterFirstMutex {
 public:
  void lock() {
    waiting_.fetch_add(1);
    mutex_.lock();
    if (waiting_.fetch_sub(1) == 1) waiting_.notify_all();
  }
  void unlock() { mutex_.unlock(); }
  void lock_shared() {
    for (int writers = waiting_.load(); writers != 0; writers = waiting_.load()) {
      waiting_.wait(writers);
    }
    mutex_.lock_shared();
  }
  void unlock_shared() { mutex_.unlock_shared(); }

 private:
  std::shared_mutex mutex_;
  std::atomic<int> waiting_{0};  // writers that want in
};

}  // namespace projector
