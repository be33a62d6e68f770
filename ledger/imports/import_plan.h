// The plan of an import: what becomes of each row of a file, decided before anything is appended.
//
// The file is passed over twice and never held: once for its SHA-256 and for who says yes and no (a
// no anywhere in the file beats a yes), once for the outcomes. Memory grows by 16 bytes for each
// row that says something. Nothing here appends, and no clock is read. Equal bytes and options give
// equal outcomes, so an import that was interrupted goes on at any row: the caller makes each
// event's id from file_id() and the row number.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/imports/dialect.h"
#include "ledger/imports/input_files.h"
#include "ledger/imports/row_claim.h"
#include "ledger/imports/row_outcome.h"

namespace ledger::imports {

// Changes whenever the same bytes may give other outcomes; events carry it.
inline constexpr std::uint32_t kImportMappingVersion = 4;

struct PlanOptions {
  std::string default_region =
      "US";        // the account's: for national numbers of rows without a country
  TimeMs now = 0;  // a consent later than this has no time
  // The source of a generic file, instead of "csv"; refused for a file that tells its own.
  std::string source = {};
  // What a text from a handset says; a message log is refused without it.
  ReadInbound read_inbound = {};
  bool attested = false;  // written permission is claimed for the import
};

namespace import_internal {
struct PlanState;
}  // namespace import_internal
class RowScanner;

// Hands out the outcomes of a plan in the order of the rows. Not thread-safe. Keeps what it needs
// of the plan alive.
class OutcomeReader {
 public:
  OutcomeReader(OutcomeReader&&) noexcept;
  OutcomeReader& operator=(OutcomeReader&&) noexcept;
  ~OutcomeReader();

  // The next outcome, or nullopt at the end. DataLoss at the end if the file is not the one that
  // was planned (it was written to meanwhile): run the import again, equal rows have equal event
  // ids.
  [[nodiscard]] absl::StatusOr<std::optional<RowOutcome>> Next();

 private:
  friend class ImportPlan;
  OutcomeReader(std::shared_ptr<const import_internal::PlanState> state,
                std::unique_ptr<RowScanner> scanner, std::int64_t first_row);

  std::shared_ptr<const import_internal::PlanState> state_;
  std::unique_ptr<RowScanner> scanner_;
  std::int64_t first_row_;
};

// Immutable and cheap to copy.
class ImportPlan {
 public:
  // Passes once over the bytes. InvalidArgument refuses the whole file (empty, unknown or doubled
  // header, damaged archive, unknown default region) and names the mend; other failures are the
  // source's.
  [[nodiscard]] static absl::StatusOr<ImportPlan> Make(InputFactory open, PlanOptions options);

  // SHA-256 of the file in hexadecimal: the name of this import. Of what a gzip file unpacks to; of
  // an archive's files, each behind its name and a line feed.
  [[nodiscard]] const std::string& file_id() const;
  [[nodiscard]] std::int64_t rows() const;
  [[nodiscard]] Dialect dialect() const;
  // The source that events name: the dialect's, or the one that was given.
  [[nodiscard]] const std::string& source() const;
  // What the operator should hear although the import goes on; whole sentences, no personal data.
  [[nodiscard]] const std::vector<std::string>& warnings() const;

  // Starts to read outcomes at row `first_row` (from 1).
  [[nodiscard]] absl::StatusOr<OutcomeReader> Outcomes(std::int64_t first_row = 1) const;

 private:
  explicit ImportPlan(std::shared_ptr<const import_internal::PlanState> state)
      : state_(std::move(state)) {}
  std::shared_ptr<const import_internal::PlanState> state_;
};

// Plans the import of the file at `path`; errors begin with the path.
[[nodiscard]] absl::StatusOr<ImportPlan> Plan(const std::string& path, const PlanOptions& options);

}  // namespace ledger::imports
