#include "ledger/imports/input_files.h"

#include <array>
#include <filesystem>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/imports/archive_files.h"

namespace ledger::imports {
namespace {

class SingleFile : public InputFiles {
 public:
  SingleFile(std::unique_ptr<ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  absl::StatusOr<bool> NextFile() override { return !std::exchange(opened_, true); }
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    return source_->Read(buffer);
  }
  const std::string& name() const override { return name_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string name_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<InputFiles> OneFile(std::unique_ptr<ByteSource> source, std::string name) {
  return std::make_unique<SingleFile>(std::move(source), std::move(name));
}

std::string_view ArchiveKind(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return "zip";
  if (bytes.starts_with("\x1f\x8b")) return "gzip";
  if (bytes.starts_with("7z\xBC\xAF")) return "7z";
  if (bytes.starts_with("Rar!")) return "rar";
  return "";
}

absl::StatusOr<std::unique_ptr<InputFiles>> OpenInput(const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, OpenFileSource(path));
  std::array<char, 4> first;
  ASSIGN_OR_RETURN(const std::size_t got, source->Read(first));
  const std::string_view kind = ArchiveKind(std::string_view(first.data(), got));
  if (kind == "zip" || kind == "gzip") return OpenArchive(path, kind == "zip");
  if (!kind.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, " is a ", ToAbsl(kind), " archive: unpack it, and import the CSV files in it"));
  }
  ASSIGN_OR_RETURN(source, OpenFileSource(path));
  return OneFile(std::move(source), std::filesystem::path(path).filename().string());
}

}  // namespace ledger::imports
