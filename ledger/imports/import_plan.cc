#include "ledger/imports/import_plan.h"

#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/imports/csv_reader.h"
#include "ledger/imports/decide_row.h"
#include "ledger/imports/file_identity.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger::imports {
namespace import_internal {

// All that a plan knows; not changed once it is made.
struct PlanState {
  ByteSourceFactory open;
  PlanOptions options;
  FileIdentity identity;
  Header header;
  StatementIndex index;
  std::int64_t rows = 0;
  std::vector<std::string> warnings;

  [[nodiscard]] ClaimContext context() const {
    return {.header = &header, .default_region = options.default_region, .now = options.now};
  }
};

// One pass over the rows of a file, header first.
class RowScanner {
 public:
  RowScanner(std::unique_ptr<ByteSource> source, TextEncoding encoding)
      : hashing_(std::move(source)), reader_(&hashing_, encoding) {}

  // Reads the next row. False at the end.
  absl::StatusOr<bool> Next() { return reader_.Next(&row_); }
  [[nodiscard]] const CsvRow& row() const { return row_; }
  // OK if all that was read has this hash; to be called once, after the end.
  absl::Status CheckHash(const std::string& sha256) {
    if (hashing_.Finish() == sha256) return absl::OkStatus();
    return absl::DataLossError(
        "the file changed while it was read: run the import again when nothing writes to it");
  }
  std::int64_t number = 0;  // of the row that was read last

 private:
  HashingSource hashing_;
  CsvReader reader_;
  CsvRow row_;
};

namespace {

absl::StatusOr<std::unique_ptr<RowScanner>> OpenScanner(const PlanState& state) {
  ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, state.open());
  auto scanner = std::make_unique<RowScanner>(std::move(source), state.identity.encoding);
  ASSIGN_OR_RETURN(const bool has_header, scanner->Next());
  if (!has_header) {
    return absl::InvalidArgumentError("the file is empty: export it again, with its header row");
  }
  return scanner;
}

absl::StatusOr<Header> ReadHeader(const CsvRow& row) {
  switch (row.defect) {
    case CsvDefect::kNone:
      return RecogniseHeader(row.cells);
    case CsvDefect::kNulByte:
      return absl::InvalidArgumentError(
          "the header holds a byte 0 (a spreadsheet, or UTF-16 without its mark): save it as CSV "
          "UTF-8");
    case CsvDefect::kUnterminatedQuote:
      return absl::InvalidArgumentError("the header has a quote that is not closed: correct it");
    case CsvDefect::kRowTooLarge:
      return absl::InvalidArgumentError(
          "the first row is too long for a header: is it a CSV file?");
  }
  return absl::InternalError("unknown CSV defect");
}

void AddWarnings(PlanState* state) {
  if (state->identity.encoding == TextEncoding::kWindows1252) {
    state->warnings.push_back(
        "The file is not valid UTF-8 and was read as Windows-1252: check names with accents.");
  }
  if (!state->header.unknown.empty()) {
    state->warnings.push_back(absl::StrCat(
        "Columns that are not read: ", absl::StrJoin(state->header.unknown, ", "), "."));
  }
  if (state->rows == 0) state->warnings.push_back("The file has a header and no rows.");
}

}  // namespace
}  // namespace import_internal

using import_internal::PlanState;
using import_internal::RowScanner;

absl::StatusOr<ImportPlan> ImportPlan::Make(ByteSourceFactory open, PlanOptions options) {
  if (!IsKnownRegion(options.default_region)) {
    return absl::InvalidArgumentError(absl::StrCat("unknown default region \"",
                                                   options.default_region,
                                                   "\": write an ISO 3166 code like US or GB"));
  }
  auto state = std::make_shared<PlanState>();
  state->open = std::move(open);
  state->options = std::move(options);
  {
    ASSIGN_OR_RETURN(std::unique_ptr<ByteSource> source, state->open());
    ASSIGN_OR_RETURN(state->identity, IdentifyFile(source.get()));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<RowScanner> scanner, import_internal::OpenScanner(*state));
  ASSIGN_OR_RETURN(state->header, import_internal::ReadHeader(scanner->row()));
  const ClaimContext context = state->context();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, scanner->Next());
    if (!more) break;
    if (++state->rows > std::numeric_limits<std::uint32_t>::max()) {
      return absl::InvalidArgumentError("the file has more than 4 billion rows: split it");
    }
    const CsvRow& row = scanner->row();
    if (row.defect != CsvDefect::kNone || row.cells.size() != state->header.width) continue;
    NoteStatement(static_cast<std::uint32_t>(state->rows), ReadClaim(context, row.cells),
                  &state->index);
  }
  RETURN_IF_ERROR(scanner->CheckHash(state->identity.sha256));
  import_internal::AddWarnings(state.get());
  return ImportPlan(std::move(state));
}

const std::string& ImportPlan::file_id() const { return state_->identity.sha256; }
std::int64_t ImportPlan::rows() const { return state_->rows; }
Dialect ImportPlan::dialect() const { return state_->header.dialect; }
TextEncoding ImportPlan::encoding() const { return state_->identity.encoding; }
const std::vector<std::string>& ImportPlan::warnings() const { return state_->warnings; }

absl::StatusOr<OutcomeReader> ImportPlan::Outcomes(std::int64_t first_row) const {
  ASSIGN_OR_RETURN(std::unique_ptr<RowScanner> scanner, import_internal::OpenScanner(*state_));
  return OutcomeReader(state_, std::move(scanner), first_row);
}

OutcomeReader::OutcomeReader(std::shared_ptr<const PlanState> state,
                             std::unique_ptr<RowScanner> scanner, std::int64_t first_row)
    : state_(std::move(state)), scanner_(std::move(scanner)), first_row_(first_row) {}
OutcomeReader::OutcomeReader(OutcomeReader&&) noexcept = default;
OutcomeReader& OutcomeReader::operator=(OutcomeReader&&) noexcept = default;
OutcomeReader::~OutcomeReader() = default;

absl::StatusOr<std::optional<RowOutcome>> OutcomeReader::Next() {
  while (scanner_ != nullptr) {
    ASSIGN_OR_RETURN(const bool more, scanner_->Next());
    if (!more) {
      const absl::Status same = scanner_->CheckHash(state_->identity.sha256);
      scanner_.reset();
      if (!same.ok()) return same;
      break;
    }
    if (++scanner_->number < first_row_) continue;
    return DecideRow(scanner_->number, scanner_->row(), state_->context(), state_->index);
  }
  return std::nullopt;
}

absl::StatusOr<ImportPlan> Plan(const std::string& path, const PlanOptions& options) {
  absl::StatusOr<ImportPlan> plan =
      ImportPlan::Make([path] { return OpenFileSource(path); }, options);
  if (plan.ok()) return plan;
  const std::string message(ToStd(plan.status().message()));
  if (message.find(path) != std::string::npos) return plan.status();
  return absl::Status(plan.status().code(), absl::StrCat(path, ": ", message));
}

}  // namespace ledger::imports
