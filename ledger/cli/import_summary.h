// What an import did, or would do: counted by outcome, reason and grade, with a few masked rows of
// each for somebody who tries a file out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/cli/output.h"
#include "ledger/imports/row_outcome.h"

namespace ledger::cli {

struct ImportOptions {
  std::string file;
  std::string source;
  std::string program = "marketing";
  std::string region;  // for a dry run without a broker
  std::string report;
  std::string attestation;
  bool dry_run = false;
};

class ImportSummary {
 public:
  std::string file_id;
  std::string source;
  bool offline = false;  // a dry run that saw the file alone: not the log, not the account

  // A row that became, or would become, an event.
  void Imported(const imports::ImportedContact& contact);
  void OptedOut(std::int64_t row, std::string_view masked);
  // Of those, one whose stop is older than their latest agreement.
  void AgreedSince(std::int64_t row, std::string_view masked);
  // The projection could not be asked for some.
  void AgreedSinceUnknown() { agreed_since_known_ = false; }
  void AlreadyThere() { ++already_; }
  void Asked() { ++asked_; }
  // A row that became a line of the report.
  void Rejected(const imports::RejectLine& line);

  [[nodiscard]] std::int64_t rows() const;
  // Prints it, and returns the exit code.
  [[nodiscard]] int Print(const Output& output, const ImportOptions& options) const;

 private:
  void Sample(const std::string& outcome, std::int64_t row, std::string_view masked,
              std::string_view why);
  [[nodiscard]] std::string Text(const ImportOptions& options) const;

  std::uint64_t imported_ = 0;
  std::uint64_t opted_out_ = 0;
  std::uint64_t agreed_since_ = 0;
  bool agreed_since_known_ = true;
  std::uint64_t already_ = 0;
  std::uint64_t asked_ = 0;
  std::uint64_t rejected_ = 0;
  std::uint64_t lost_opt_outs_ = 0;  // of those
  std::vector<std::int64_t> lost_rows_;  // the first of them
  std::map<std::string, std::uint64_t> grades_;
  std::map<std::string, std::uint64_t> reasons_;
  struct Line {
    std::string outcome;
    std::int64_t row;
    std::string masked;
    std::string why;
  };
  std::map<std::string, std::vector<Line>> samples_;  // by outcome or reason
};

}  // namespace ledger::cli
