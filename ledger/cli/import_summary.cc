#include "ledger/cli/import_summary.h"

#include <algorithm>

#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr std::size_t kSamplesEach = 3;
constexpr std::size_t kSampleWhyBytes = 60;
constexpr std::size_t kLostRowsNamed = 100;  // all stand in the report
constexpr std::size_t kLostRowsInText = 12;

// What people of a grade are, told for those who know no grades.
std::string GradeWords(const std::string& grade, bool attested) {
  if (grade == "A") return "time, method and wording: opted in where nothing was taken back";
  if (grade == "B") return "time and method: opted in where nothing was taken back";
  if (grade == "C") {
    return attested ? "a bare yes, attested: opted in where nothing was taken back"
                    : "a bare yes: known, not reachable until they agree or somebody attests";
  }
  return "nothing about texts: known, not reachable until they agree";
}

// "2, 5 and 40 more"
std::string RowsInWords(const std::vector<std::int64_t>& rows, std::uint64_t all) {
  std::string text;
  const std::size_t shown = std::min(rows.size(), kLostRowsInText);
  for (std::size_t i = 0; i < shown; ++i) {
    text += (text.empty() ? "" : ", ") + std::to_string(rows[i]);
  }
  return all == shown ? text : text + " and " + std::to_string(all - shown) + " more";
}

std::string Cut(std::string_view text) {
  if (text.size() <= kSampleWhyBytes) return std::string(text);
  return std::string(text.substr(0, kSampleWhyBytes)) + "...";
}

}  // namespace

void ImportSummary::Sample(const std::string& outcome, std::int64_t row, std::string_view masked,
                           std::string_view why) {
  std::vector<Line>& lines = samples_[outcome];
  if (lines.size() < kSamplesEach) lines.push_back({outcome, row, std::string(masked), Cut(why)});
}

void ImportSummary::Imported(const imports::ImportedContact& contact) {
  ++imported_;
  const std::string grade(imports::EvidenceGradeName(contact.grade));
  ++grades_[grade];
  Sample("imported " + grade, contact.row, contact.number.Masked(), "");
}

void ImportSummary::OptedOut(std::int64_t row, std::string_view masked) {
  ++opted_out_;
  Sample("opted_out", row, masked, "");
}

void ImportSummary::AgreedSince(std::int64_t row, std::string_view masked) {
  ++agreed_since_;
  Sample("agreed_since", row, masked, "agreed later than this stop, and is stopped all the same");
}

void ImportSummary::Rejected(const imports::RejectLine& line) {
  ++rejected_;
  ++reasons_[line.ReasonName()];
  if (line.IsLostOptOut()) {
    ++lost_opt_outs_;
    if (lost_rows_.size() < kLostRowsNamed) lost_rows_.push_back(line.row);
  }
  Sample(line.ReasonName(), line.row, line.masked_value, line.mend);
}

std::int64_t ImportSummary::rows() const {
  return static_cast<std::int64_t>(imported_ + opted_out_ + already_ + rejected_);
}

std::string ImportSummary::Text(const ImportOptions& options) const {
  Table table({"OUTCOME", "ROWS", "REASON"});
  const bool attested = !options.attestation.empty();
  for (const auto& [grade, count] : grades_) {
    table.Add({"imported", std::to_string(count), grade + ", " + GradeWords(grade, attested)});
  }
  if (grades_.empty()) table.Add({"imported", "0", ""});
  table.Add({"opted_out", std::to_string(opted_out_), "the source says that they left"});
  if (agreed_since_ > 0) {
    table.Add({"agreed_since", std::to_string(agreed_since_),
               std::string("of them: they agreed later than the stop in the file, and ") +
                   (options.dry_run ? "would be" : "are") + " stopped all the same"});
  } else if (!agreed_since_known_) {
    table.Add({"agreed_since", "?", "of them: the projection was not there to be asked"});
  }
  if (!offline) {
    table.Add({"already_there", std::to_string(already_), "in the log since an earlier import"});
  }
  for (const auto& [reason, count] : reasons_) {
    table.Add({"rejected", std::to_string(count), reason});
  }
  std::string text = table.Text() + std::to_string(rows()) + " rows = " +
                     std::to_string(imported_ + opted_out_ + already_) + " events + " +
                     std::to_string(rejected_) + " report lines\n";
  if (asked_ > 0) {
    text += std::to_string(asked_) + " of them are asked to opt in, as is everyone from " + source +
            " (consent source list)\n";
  }
  if (options.dry_run) {
    Table samples({"ROW", "NUMBER", "OUTCOME", "WHY"});
    for (const auto& [outcome, lines] : samples_) {
      for (const Line& line : lines) {
        samples.Add({std::to_string(line.row), line.masked.empty() ? "-" : line.masked, outcome,
                     line.why});
      }
    }
    text += "\n" + samples.Text() + "\nDry run: nothing was appended.";
    text += offline ? " Without --kafka-bootstrap the log was not read: what stands in it already "
                      "is counted as new.\n"
                    : "\n";
  } else if (imported_ + opted_out_ == 0 && already_ > 0) {
    text += "Nothing changed: this file was imported before.\n";
  }
  if (lost_opt_outs_ > 0) {
    text += std::to_string(lost_opt_outs_) + " of the rejected rows are, or may be, opt-outs that "
            "cannot be read or were refused, and are NOT recorded: mend these first (row " +
            RowsInWords(lost_rows_, lost_opt_outs_) + ")\n";
  }
  if (rejected_ > 0) {
    text += options.report.empty() ? "For the rejected rows and how to mend them: --report FILE\n"
                                   : "Rejected rows: " + options.report + "\n";
  }
  return text;
}

int ImportSummary::Print(const Output& output, const ImportOptions& options) const {
  Json samples = Json::array();
  for (const auto& [outcome, lines] : samples_) {
    if (!options.dry_run) break;
    for (const Line& line : lines) {
      samples.push_back(
          {{"row", line.row}, {"number", line.masked}, {"outcome", outcome}, {"why", line.why}});
    }
  }
  output.Print(Text(options), {{"file", options.file},
                               {"file_id", file_id},
                               {"source", source},
                               {"dry_run", options.dry_run},
                               {"offline", offline},
                               {"rows", rows()},
                               {"imported", imported_},
                               {"grades", grades_},
                               {"opted_out", opted_out_},
                               {"agreed_since", offline || !agreed_since_known_
                                                    ? Json(nullptr)
                                                    : Json(agreed_since_)},
                               {"already_there", already_},
                               {"asked", asked_},
                               {"rejected", rejected_},
                               {"reasons", reasons_},
                               {"lost_opt_outs", lost_opt_outs_},
                               {"lost_opt_out_rows", lost_rows_},
                               {"samples", samples},
                               {"status", imported_ + opted_out_ == 0 ? "unchanged" : "changed"},
                               {"report", options.report}});
  return rejected_ > 0 ? kExitRefused : kExitOk;
}

}  // namespace ledger::cli
