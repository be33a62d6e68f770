#include "projector/store/rocks_resources.h"

#include <algorithm>

#include "rocksdb/cache.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/options.h"
#include "rocksdb/table.h"
#include "rocksdb/write_buffer_manager.h"

namespace projector {
namespace {

// Each block is compressed by itself, and beginning anew costs as much as compressing four
// kilobytes. One lookup reads one block.
constexpr std::size_t kScannedBlockBytes = 16 << 10;

}  // namespace

RocksResources::RocksResources(const RocksLimits& limits)
    : limits_(limits),
      cache_(rocksdb::NewLRUCache(static_cast<std::size_t>(limits.block_cache_bytes))),
      write_buffers_(std::make_shared<rocksdb::WriteBufferManager>(
          static_cast<std::size_t>(limits.write_buffer_bytes))) {}

rocksdb::BlockBasedTableOptions RocksResources::TableOptions() const {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_cache = cache_;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
  return table;
}

rocksdb::Options RocksResources::ScannedOptions() const {
  rocksdb::BlockBasedTableOptions table = TableOptions();
  table.block_size = kScannedBlockBytes;
  table.filter_policy.reset();
  table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinarySearch;
  rocksdb::Options options = Options();
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::Options RocksResources::Options() const {
  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions()));
  options.compression = rocksdb::kLZ4Compression;
  options.write_buffer_manager = write_buffers_;
  options.write_buffer_size =
      static_cast<std::size_t>(std::min<std::int64_t>(limits_.write_buffer_bytes, 64LL << 20));
  options.max_write_buffer_number = 2;
  options.max_background_jobs = 2;
  // A WAL is kept only so that a restart goes on where it was; the log is what is durable, and
  // nothing is ever synced for it. What survives a power cut is a prefix of the batches.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 4;
  options.max_open_files = 512;
  return options;
}

}  // namespace projector
