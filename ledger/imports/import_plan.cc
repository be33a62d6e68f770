#include "ledger/imports/import_plan.h"

#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/imports/decide_row.h"
#include "ledger/imports/row_scanner.h"
#include "ledger/imports/salvage.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger::imports {
namespace import_internal {

// All that a plan knows; not changed once it is made.
struct PlanState {
  InputFactory open;
  PlanOptions options;
  std::string sha256;
  std::string source;
  Dialect dialect = Dialect::kGeneric;
  StatementIndex index;
  std::int64_t rows = 0;
  std::vector<std::string> warnings;

  [[nodiscard]] ClaimContext ContextOf(const RowScanner& scanner) const {
    return {.header = &scanner.header(),
            .default_region = options.default_region,
            .now = options.now,
            .file_word = scanner.file_word(),
            .read_inbound = options.read_inbound ? &options.read_inbound : nullptr,
            .attested = options.attested};
  }
};

namespace {

void AddWarnings(const RowScanner& scanner, PlanState* state) {
  if (scanner.encoding() == TextEncoding::kWindows1252) {
    state->warnings.push_back(
        "The file is not UTF-8 throughout, and stray bytes were read as Windows-1252: check names "
        "with accents.");
  }
  state->warnings.insert(state->warnings.end(), scanner.warnings().begin(),
                         scanner.warnings().end());
  if (state->rows == 0) state->warnings.push_back("The file has a header and no rows.");
}

absl::Status ChooseSource(PlanState* state) {
  state->source = std::string(DialectSource(state->dialect));
  const std::string& given = state->options.source;
  if (given.empty() || given == state->source) return absl::OkStatus();
  if (state->dialect != Dialect::kGeneric) {
    return absl::InvalidArgumentError(
        absl::StrCat("it is a ", ToAbsl(DialectName(state->dialect)), "; give --source ",
                     state->source, ", or leave it out"));
  }
  state->source = given;
  return absl::OkStatus();
}

}  // namespace
}  // namespace import_internal

using import_internal::PlanState;

absl::StatusOr<ImportPlan> ImportPlan::Make(InputFactory open, PlanOptions options) {
  if (!IsKnownRegion(options.default_region)) {
    return absl::InvalidArgumentError(absl::StrCat("unknown default region \"",
                                                   options.default_region,
                                                   "\": write an ISO 3166 code like US or GB"));
  }
  auto state = std::make_shared<PlanState>();
  state->open = std::move(open);
  state->options = std::move(options);
  ASSIGN_OR_RETURN(std::unique_ptr<InputFiles> files, state->open());
  RowScanner scanner(std::move(files));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, scanner.Next());
    if (!more) break;
    if (++state->rows > std::numeric_limits<std::uint32_t>::max()) {
      return absl::InvalidArgumentError("the file has more than 4 billion rows: split it");
    }
    const Row& row = scanner.row();
    const ClaimContext context = state->ContextOf(scanner);
    const bool whole =
        row.defect == RowDefect::kNone && row.cells.size() == scanner.header().width;
    const std::optional<RowClaim> claim =
        whole ? ReadClaim(context, row.cells) : Salvage(context, row).no;
    if (!claim) continue;
    state->index.Note(static_cast<std::uint32_t>(state->rows), *claim,
                      scanner.header().speech == Speech::kMessages);
  }
  state->index.Sort();
  state->sha256 = scanner.Hash();
  state->dialect = scanner.header().dialect;
  RETURN_IF_ERROR(import_internal::ChooseSource(state.get()));
  import_internal::AddWarnings(scanner, state.get());
  return ImportPlan(std::move(state));
}

const std::string& ImportPlan::file_id() const { return state_->sha256; }
std::int64_t ImportPlan::rows() const { return state_->rows; }
Dialect ImportPlan::dialect() const { return state_->dialect; }
const std::string& ImportPlan::source() const { return state_->source; }
const std::vector<std::string>& ImportPlan::warnings() const { return state_->warnings; }

absl::StatusOr<OutcomeReader> ImportPlan::Outcomes(std::int64_t first_row) const {
  ASSIGN_OR_RETURN(std::unique_ptr<InputFiles> files, state_->open());
  return OutcomeReader(state_, std::make_unique<RowScanner>(std::move(files)), first_row);
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
      const bool same = scanner_->Hash() == state_->sha256;
      scanner_.reset();
      if (same) break;
      return absl::DataLossError(
          "the file changed while it was read: run the import again when nothing writes to it");
    }
    if (scanner_->number() < first_row_) continue;
    RowOutcome outcome =
        DecideRow(scanner_->number(), scanner_->row(), state_->ContextOf(*scanner_),
                  state_->source, state_->index);
    if (auto* line = std::get_if<RejectLine>(&outcome)) line->file = scanner_->file();
    return outcome;
  }
  return std::nullopt;
}

absl::StatusOr<ImportPlan> Plan(const std::string& path, const PlanOptions& options) {
  absl::StatusOr<ImportPlan> plan = ImportPlan::Make([path] { return OpenInput(path); }, options);
  if (plan.ok()) return plan;
  const std::string message(ToStd(plan.status().message()));
  if (message.find(path) != std::string::npos) return plan.status();
  return absl::Status(plan.status().code(), absl::StrCat(path, ": ", message));
}

}  // namespace ledger::imports
