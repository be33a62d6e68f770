#include "ledger/imports/archive_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/core/utf8.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kArchiveNameBytesMax = 64;

struct FreeArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};

// Without folders, control characters and what is no UTF-8; its beginning, if it is long.
std::string BaseName(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  if (slash != std::string_view::npos) path = path.substr(slash + 1);
  std::string name = MendUtf8(path);
  std::erase_if(name, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); });
  if (name.size() > kArchiveNameBytesMax) name = MendUtf8(name.substr(0, kArchiveNameBytesMax));
  return name;
}

bool EndsWithAny(std::string_view path, std::initializer_list<std::string_view> endings) {
  const std::string lower = absl::AsciiStrToLower(ToAbsl(path));
  return std::ranges::any_of(endings, [&](std::string_view end) { return lower.ends_with(end); });
}

// What archivers leave beside the files that people put in.
bool IsLitter(std::string_view path, std::string_view name) {
  return path.starts_with("__MACOSX/") || name.starts_with("._") || name == ".DS_Store";
}

class ArchiveFiles : public InputFiles {
 public:
  ArchiveFiles(std::unique_ptr<archive, FreeArchive> opened, std::string path, bool zip,
               std::uint64_t packed, const UnpackLimits& limits)
      : archive_(std::move(opened)),
        path_(std::move(path)),
        zip_(zip),
        packed_(packed),
        limits_(limits) {}

  absl::StatusOr<bool> NextFile() override;
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override;
  const std::string& name() const override { return name_; }
  bool in_archive() const override { return zip_; }
  std::vector<std::string> skipped() const override { return skipped_; }

 private:
  [[nodiscard]] absl::Status Refuse(std::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(path_, ": ", ToAbsl(what)));
  }
  [[nodiscard]] absl::Status Damaged() const;
  absl::StatusOr<bool> Choose(archive_entry* entry);

  std::unique_ptr<archive, FreeArchive> archive_;
  const std::string path_;
  const bool zip_;
  const std::uint64_t packed_;
  const UnpackLimits limits_;
  std::string name_;
  std::vector<std::string> skipped_;
  std::uint64_t unpacked_ = 0;
  int files_ = 0;
  int entries_ = 0;
  bool workbook_ = false;
};

absl::Status ArchiveFiles::Damaged() const {
  const char* why = archive_error_string(archive_.get());
  const std::string words = why == nullptr ? "unknown" : MendUtf8(why);
  const std::string lower = absl::AsciiStrToLower(words);
  if (absl::StrContains(lower, "passphrase") || absl::StrContains(lower, "encrypt")) {
    return Refuse("a file in the archive is encrypted: unpack it, and import the CSV files in it");
  }
  return Refuse(absl::StrCat("the archive is damaged or cut short (", words,
                             "): get it from its source again; nothing of it was imported"));
}

// Whether the file is one to read; notes what is passed over.
absl::StatusOr<bool> ArchiveFiles::Choose(archive_entry* entry) {
  if (archive_entry_filetype(entry) != AE_IFREG) return false;
  const char* raw = archive_entry_pathname(entry);
  const std::string path = raw == nullptr ? "" : raw;
  name_ = BaseName(path);
  if (!zip_) {
    name_ = BaseName(std::filesystem::path(path_).stem().string());
    return true;
  }
  if (IsLitter(path, name_)) return false;
  if (archive_entry_is_encrypted(entry) != 0) {
    return Refuse(absl::StrCat(name_, " in the archive is encrypted: unpack it, and import the CSV",
                               " files in it"));
  }
  if (EndsWithAny(path, {".zip", ".gz", ".tgz", ".7z", ".rar", ".tar", ".bz2", ".xz", ".zst"})) {
    return Refuse(absl::StrCat(name_, " is an archive in the archive: unpack it, and import what ",
                               "is in it by itself"));
  }
  if (EndsWithAny(path, {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"})) {
    if (++files_ <= limits_.files_max) return true;
    return Refuse(absl::StrCat("more than ", limits_.files_max,
                               " files stand in the archive: import fewer at once"));
  }
  workbook_ |= name_ == "[Content_Types].xml";
  if (skipped_.size() < static_cast<std::size_t>(limits_.files_max)) skipped_.push_back(name_);
  return false;
}

absl::StatusOr<bool> ArchiveFiles::NextFile() {
  constexpr int kEntriesMax = 10'000;
  while (true) {
    archive_entry* entry = nullptr;
    const int got = archive_read_next_header(archive_.get(), &entry);
    if (got == ARCHIVE_EOF) break;
    // A warning is a name in another character set: the bytes are there.
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return Damaged();
    if (++entries_ > kEntriesMax) return Refuse("the archive has more than 10,000 entries");
    ASSIGN_OR_RETURN(const bool chosen, Choose(entry));
    if (chosen) return true;
  }
  if (files_ > 0 || !zip_) return false;
  return Refuse(workbook_ ? "this is a spreadsheet's workbook: save it as CSV UTF-8"
                          : "no CSV or JSON file stands in the archive: is it the right one?");
}

absl::StatusOr<std::size_t> ArchiveFiles::Read(std::span<char> buffer) {
  const la_ssize_t got = archive_read_data(archive_.get(), buffer.data(), buffer.size());
  if (got < 0) return Damaged();
  unpacked_ += static_cast<std::uint64_t>(got);
  const bool too_dense =
      unpacked_ > limits_.ratio_free && unpacked_ / limits_.ratio_max > packed_;
  if (unpacked_ > limits_.bytes_max || too_dense) {
    return Refuse(absl::StrCat(
        "unpacking was ended at ", unpacked_, " bytes from an archive of ", packed_,
        ": no export packs so densely. If it is one, unpack it, and import the files in it"));
  }
  return static_cast<std::size_t>(got);
}

}  // namespace

absl::StatusOr<std::unique_ptr<InputFiles>> OpenArchive(const std::string& path, bool zip,
                                                        const UnpackLimits& limits) {
  std::unique_ptr<archive, FreeArchive> opened(archive_read_new());
  if (opened == nullptr) return absl::ResourceExhaustedError("no memory to open an archive");
  if (zip) {
    archive_read_support_format_zip_seekable(opened.get());
  } else {
    archive_read_support_filter_gzip(opened.get());
    archive_read_support_format_raw(opened.get());
    archive_read_support_format_empty(opened.get());
  }
  std::error_code error;
  const std::uintmax_t packed = std::filesystem::file_size(path, error);
  if (error || archive_read_open_filename(opened.get(), path.c_str(), kReadBytes) != ARCHIVE_OK) {
    const char* why = archive_error_string(opened.get());
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": the archive cannot be opened (", why == nullptr ? "unknown" : MendUtf8(why),
        "): it is damaged or cut short; get it from its source again"));
  }
  return std::make_unique<ArchiveFiles>(std::move(opened), path, zip, packed, limits);
}

}  // namespace ledger::imports
