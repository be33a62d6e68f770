// What all RocksDB stores of a process share, so that its memory has one bound: the block cache
// (index and filter blocks count, too) and the write buffers. Memory grows with these two numbers
// and not with contacts.
#pragma once

#include <cstdint>
#include <memory>

namespace rocksdb {
struct Options;
struct BlockBasedTableOptions;
class Cache;
class WriteBufferManager;
}  // namespace rocksdb

namespace projector {

struct RocksLimits {
  // Blocks read from disk and kept. Too small: lookups read the disk.
  std::int64_t block_cache_bytes = 256LL << 20;
  // Changes not written to files yet, over all partitions. Too small: many small files.
  std::int64_t write_buffer_bytes = 256LL << 20;
};

// Copyable; copies share. Thread-safe.
class RocksResources {
 public:
  explicit RocksResources(const RocksLimits& limits);

  // The options of every database and file that we write.
  [[nodiscard]] rocksdb::Options Options() const;
  // The same for files of long runs: larger blocks, and no filter.
  [[nodiscard]] rocksdb::Options ScannedOptions() const;

 private:
  [[nodiscard]] rocksdb::BlockBasedTableOptions TableOptions() const;

  RocksLimits limits_;
  std::shared_ptr<rocksdb::Cache> cache_;
  std::shared_ptr<rocksdb::WriteBufferManager> write_buffers_;
};

}  // namespace projector
