// Where an import's bytes come from: read in pieces, so that memory never grows with the file.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace ledger::imports {

// What readers take at a time.
inline constexpr std::size_t kReadBytes = std::size_t{64} << 10;

// A sequence of bytes that is read once, from the beginning. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills the front of `buffer` and returns how many bytes it wrote; 0 means the end. A failure
  // (for example a disk that cannot be read) ends the import; nothing of what came before is
  // undone.
  virtual absl::StatusOr<std::size_t> Read(std::span<char> buffer) = 0;
};

// Opens a file. NotFound, PermissionDenied or InvalidArgument (a folder) name the path and the
// mend.
[[nodiscard]] absl::StatusOr<std::unique_ptr<ByteSource>> OpenFileSource(const std::string& path);

// Reads `bytes`, which must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> MakeMemorySource(std::string_view bytes);

}  // namespace ledger::imports
