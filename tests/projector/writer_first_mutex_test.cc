#include "projector/fold/writer_first_mutex.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace projector::test {
namespace {

using namespace std::chrono_literals;

TEST_CASE("WriterFirstMutex: readers that overlap do not keep a writer out", "[projector]") {
  WriterFirstMutex mutex;
  std::atomic<bool> stop{false};
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&, i] {
      std::this_thread::sleep_for(i * 2ms);  // so that one at least always reads
      while (!stop) {
        const std::shared_lock lock(mutex);
        std::this_thread::sleep_for(6ms);
      }
    });
  }
  std::this_thread::sleep_for(20ms);
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < 5; ++i) {
    const std::unique_lock lock(mutex);
  }
  const auto took = std::chrono::steady_clock::now() - begun;
  stop = true;
  CHECK(took < 5s);
}

TEST_CASE("WriterFirstMutex: a reader waits while a writer waits, and comes in after it",
          "[projector]") {
  WriterFirstMutex mutex;
  std::atomic<int> order{0};
  int writer_was = 0;
  int reader_was = 0;
  mutex.lock_shared();
  std::jthread writer([&] {
    const std::unique_lock lock(mutex);
    writer_was = ++order;
  });
  std::this_thread::sleep_for(100ms);  // the writer waits for us
  std::jthread reader([&] {
    const std::shared_lock lock(mutex);
    reader_was = ++order;
  });
  std::this_thread::sleep_for(100ms);
  CHECK(order == 0);
  mutex.unlock_shared();
  writer.join();
  reader.join();
  CHECK(writer_was == 1);
  CHECK(reader_was == 2);
}

}  // namespace
}  // namespace projector::test
