#include "projector/store/sst_builder.h"

#include <utility>

#include "ledger/core/status_macros.h"
#include "projector/store/rocks_status.h"
#include "rocksdb/db.h"
#include "rocksdb/sst_file_writer.h"

namespace projector {
namespace {

// Large files keep their number low; a file of this size has an index of a few megabytes.
constexpr std::uint64_t kFileBytes = 256ULL << 20;

}  // namespace

SstBuilder::SstBuilder(const RocksResources& resources, std::string folder, std::string name,
                       SstKind kind)
    : options_(std::make_unique<rocksdb::Options>(
          kind == SstKind::kScanned ? resources.ScannedOptions() : resources.Options())),
      prefix_(std::move(folder) + "/" + std::move(name) + "-") {
  if (kind == SstKind::kRandom) options_->compression = rocksdb::kNoCompression;
}

SstBuilder::~SstBuilder() = default;

absl::Status SstBuilder::Add(std::string_view key, std::string_view value) {
  if (writer_ == nullptr) {
    writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), *options_, nullptr,
                                                       /*invalidate_page_cache=*/false);
    files_.push_back(prefix_ + std::to_string(files_.size()) + ".sst");
    RETURN_IF_ERROR(FromRocks(writer_->Open(files_.back()), "opening " + files_.back()));
  }
  const rocksdb::Status put = writer_->Put(key, value);
  if (!put.ok()) return FromRocks(put, "writing " + files_.back());
  return writer_->FileSize() >= kFileBytes ? Finish() : absl::OkStatus();
}

absl::Status SstBuilder::Finish() {
  if (writer_ == nullptr) return absl::OkStatus();
  const rocksdb::Status status = writer_->Finish();
  writer_.reset();
  return FromRocks(status, "finishing " + files_.back());
}

absl::Status IngestIntoFresh(const RocksResources& resources, const std::string& folder,
                             const std::vector<std::string>& files) {
  rocksdb::Options options = resources.Options();
  options.create_if_missing = true;
  options.error_if_exists = true;
  rocksdb::DB* raw = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(options, folder, &raw), "making " + folder));
  const std::unique_ptr<rocksdb::DB> db(raw);
  rocksdb::IngestExternalFileOptions ingest;
  ingest.move_files = true;
  RETURN_IF_ERROR(FromRocks(db->IngestExternalFile(files, ingest), "ingesting into " + folder));
  return FromRocks(db->Close(), "closing " + folder);
}

}  // namespace projector
