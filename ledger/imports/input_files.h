// The files of an import: a plain file is one, an archive may hold several. Read one after the
// other, unpacked on the way and never written anywhere, so a name in an archive cannot lead out of
// it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/imports/byte_source.h"

namespace ledger::imports {

// Reads the bytes of the present file; 0 is its end. Not thread-safe.
class InputFiles : public ByteSource {
 public:
  // Goes on to the next file; false behind the last one. To be called before the first Read().
  virtual absl::StatusOr<bool> NextFile() = 0;
  // The present file's name without folders; empty where it has none. Mailchimp's status is in it.
  [[nodiscard]] virtual const std::string& name() const = 0;
  // Whether the present file stands in an archive, beside others.
  [[nodiscard]] virtual bool in_archive() const { return false; }
  // Names of what an archive holds and nobody reads, up to here.
  [[nodiscard]] virtual std::vector<std::string> skipped() const { return {}; }
};

// Opens the same files from their beginning, once for each pass over them.
using InputFactory = std::function<absl::StatusOr<std::unique_ptr<InputFiles>>()>;

// One file called `name`.
[[nodiscard]] std::unique_ptr<InputFiles> OneFile(std::unique_ptr<ByteSource> source,
                                                  std::string name);

// Opens what stands at `path`, by its first bytes: a zip archive, a gzip file or a plain one.
// NotFound, PermissionDenied or InvalidArgument (a folder, an archive of another kind) name the
// path and the mend.
[[nodiscard]] absl::StatusOr<std::unique_ptr<InputFiles>> OpenInput(const std::string& path);

// What kind of archive `bytes`, the first of a file, begin: "zip", "gzip", "7z", "rar"; empty:
// none.
[[nodiscard]] std::string_view ArchiveKind(std::string_view bytes);

}  // namespace ledger::imports
