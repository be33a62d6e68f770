// The CSV and JSON files in a zip archive, or the one in a gzip file, unpacked while they are read
// (libarchive). Bounded in all that a hostile archive can choose: bytes, ratio, number of files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/imports/input_files.h"

namespace ledger::imports {

struct UnpackLimits {
  // Of all files of an archive together. Larger: a bomb takes longer to be found out.
  std::uint64_t bytes_max = std::uint64_t{16} << 30;
  // Unpacked bytes for each packed one, beyond `ratio_free` bytes. Logs of many equal texts pack 50
  // to one; a bomb's 1,000 to one is the most that deflate can do.
  std::uint64_t ratio_max = 200;
  std::uint64_t ratio_free = std::uint64_t{64} << 20;
  int files_max = 64;
};

// Opens the archive at `path`, a zip or else a gzip file. InvalidArgument, also from the calls that
// follow: it is damaged, encrypted, truncated, nested, beyond the limits or without a file to read.
[[nodiscard]] absl::StatusOr<std::unique_ptr<InputFiles>> OpenArchive(
    const std::string& path, bool zip, const UnpackLimits& limits = {});

}  // namespace ledger::imports
