#include "ledger/cli/report_file.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace ledger::cli {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kReadable = fs::perms::owner_read | fs::perms::owner_write |
                                fs::perms::group_read | fs::perms::others_read;

}  // namespace

ReportFile::~ReportFile() {
  std::error_code ignored;
  if (!fresh_.empty()) fs::remove(fresh_, ignored);
}

absl::Status ReportFile::Open(const std::string& path, const std::string& input) {
  std::error_code error;
  if (fs::equivalent(path, input, error)) {
    return absl::InvalidArgumentError("--report: " + path +
                                      " is the file to import; give another name");
  }
  const absl::Status refused = absl::InvalidArgumentError("--report: " + path +
                                                          " cannot be written; choose another "
                                                          "place");
  if (fs::is_directory(path, error)) return refused;
  path_ = path;
  if (!fs::exists(path, error) || fs::is_regular_file(path, error)) {
    // Through a symbolic link, if it is one.
    if (fs::exists(path, error)) path_ = fs::canonical(path, error).string();
    std::string fresh = path_ + ".XXXXXX";
    const int file = mkstemp(fresh.data());
    if (file < 0) return refused;
    close(file);
    fresh_ = fresh;
    fs::permissions(fresh_, kReadable, error);
  }
  file_.open(fresh_.empty() ? path_ : fresh_, std::ios::binary | std::ios::trunc);
  return file_ ? absl::OkStatus() : refused;
}

void ReportFile::Add(std::string_view text) {
  if (file_.is_open()) file_ << text;
}

absl::Status ReportFile::Finish() {
  if (!file_.is_open()) return absl::OkStatus();
  file_.close();
  std::error_code error;
  if (file_ && !fresh_.empty()) fs::rename(fresh_, path_, error);
  if (!file_ || error) {
    return absl::InternalError("--report: " + path_ +
                               " was not written to its end; see whether the disk is full");
  }
  fresh_.clear();
  return absl::OkStatus();
}

}  // namespace ledger::cli
