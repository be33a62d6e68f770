// The report of an import on its way to the disk. It stands under its name when it is complete, and
// never in place of the file that is read.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace ledger::cli {

class ReportFile {
 public:
  ReportFile() = default;
  ~ReportFile();  // an unfinished report leaves nothing
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  // InvalidArgument: it cannot be written, or is the file `input`.
  absl::Status Open(const std::string& path, const std::string& input);
  // Does nothing when no report was opened.
  void Add(std::string_view text);
  // Internal: not all of it was written.
  absl::Status Finish();

 private:
  std::string path_;
  std::string fresh_;  // what is written; empty: no file of ours (a pipe, a terminal)
  std::ofstream file_;
};

}  // namespace ledger::cli
