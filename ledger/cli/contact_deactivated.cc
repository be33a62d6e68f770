// consent contact deactivated: numbers that carriers took out of service (CTIA 5.1.5), one or a
// file of them. The file is streamed. Of its numbers only those that are known are told of, unless
// strangers are asked for: a carrier gives a number to somebody else in time, and whoever comes to
// us with it then must not find it marked.
#include <fstream>
#include <memory>
#include <optional>

#include "ledger/cli/appending.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/contact_event.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/deactivation_line.h"
#include "ledger/cli/report_file.h"
#include "ledger/core/status_macros.h"
#include "ledger/phone/dirty_phone.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

struct DeactivatedOptions {
  std::string contact;
  std::string file;
  std::string source;
  std::string report;
  bool strangers = false;
};

absl::StatusOr<consent::v1::IntakeEvent> Deactivation(Session& session, const std::string& number,
                                                      const std::string& source) {
  // The notice names the event: told twice, it counts once.
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event,
                   EventAbout(session, number, "deactivated/" + source));
  event.mutable_number_deactivated()->set_source(source);
  return event;
}

class DeactivationFile {
 public:
  DeactivationFile(Session& session, const DeactivatedOptions& options)
      : session_(session), options_(options) {}

  absl::StatusOr<int> Run();

 private:
  absl::Status TakeLine(const std::string& number);
  absl::StatusOr<bool> IsKnown(const ContactId& contact);
  void Report(const std::string& number, const std::string& why);

  Session& session_;
  const DeactivatedOptions& options_;
  ReportFile report_;
  std::optional<BulkAppend> log_;
  std::uint64_t line_ = 0;
  std::uint64_t told_ = 0;
  std::uint64_t strangers_ = 0;
  std::uint64_t bad_ = 0;
};

void DeactivationFile::Report(const std::string& number, const std::string& why) {
  ++bad_;
  report_.Add("line " + std::to_string(line_) + ": '" + MaskPhoneText(number) + "': " + why + "\n");
}

absl::StatusOr<bool> DeactivationFile::IsKnown(const ContactId& contact) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session_.Projection());
  ASSIGN_OR_RETURN(const ContactView view,
                   projection->GetContact(log_->PartitionOf(contact), contact, 0));
  return !view.state.account.value().empty();
}

absl::Status DeactivationFile::TakeLine(const std::string& number) {
  ASSIGN_OR_RETURN(const consent::v1::IntakeEvent event,
                   Deactivation(session_, number, options_.source));
  ASSIGN_OR_RETURN(const Admission admission, AskAdmission(session_, event));
  if (const auto* rejected = std::get_if<Rejected>(&admission)) {
    Report(number, RejectionText(*rejected));
    return absl::OkStatus();
  }
  const auto* const admitted = std::get_if<Admitted>(&admission);
  if (!options_.strangers) {
    ASSIGN_OR_RETURN(const bool known, IsKnown(admitted->contact));
    if (!known) {
      ++strangers_;
      return absl::OkStatus();
    }
  }
  ++told_;
  return log_->Add(*admitted);
}

absl::StatusOr<int> DeactivationFile::Run() {
  std::ifstream file(options_.file, std::ios::binary);
  if (!file) {
    return absl::InvalidArgumentError("--file: " + options_.file +
                                      " cannot be read; does it exist?");
  }
  if (!options_.report.empty()) RETURN_IF_ERROR(report_.Open(options_.report, options_.file));
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  while (const auto line = ReadDeactivationLine(file)) {
    ++line_;
    if (line->too_long) {
      Report("", "the line is too long for a number");
    } else if (!line->number.empty()) {
      RETURN_IF_ERROR(TakeLine(line->number));
    }
    if ((line_ & 0xff) == 0) RETURN_IF_ERROR(log_->Turn());
  }
  RETURN_IF_ERROR(log_->Drain());
  RETURN_IF_ERROR(report_.Finish());
  const Output output = session_.output();
  output.Print(std::to_string(line_) + " lines: " + std::to_string(told_) + " marked, " +
                   std::to_string(strangers_) + " unknown here, " + std::to_string(bad_) +
                   " not readable" +
                   (bad_ > 0 && options_.report.empty() ? " (which: --report FILE)" : "") + "\n",
               {{"source", options_.source},
                {"lines", line_},
                {"marked", told_},
                {"strangers", strangers_},
                {"rejected", bad_},
                {"report", options_.report}});
  return bad_ > 0 ? kExitRefused : kExitOk;
}

absl::StatusOr<int> Deactivated(Session& session, const DeactivatedOptions& options) {
  if (options.contact.empty() == options.file.empty()) {
    return absl::InvalidArgumentError("give a number, or --file FILE with a number a line");
  }
  if (!options.file.empty()) return DeactivationFile(session, options).Run();
  ASSIGN_OR_RETURN(const consent::v1::IntakeEvent event,
                   Deactivation(session, options.contact, options.source));
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  return ShowWhatItDid(session, told);
}

}  // namespace

void AddContactDeactivated(const Commands& commands, CLI::App* contact) {
  Session& session = commands.session;
  const auto options = std::make_shared<DeactivatedOptions>();
  CLI::App* const verb = commands.Verb(
      contact, "deactivated", "Marks numbers that a carrier took out of service.",
      "  consent contact deactivated +14155550134 --source att/2026-11-28\n"
      "  consent contact deactivated --file att.txt --source att/2026-11-28 --report bad.txt",
      [&session, options] { return Deactivated(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id");
  verb->add_option("--file", options->file, "a number a line; what follows a comma is passed over");
  verb->add_option("--source", options->source, "whose notice, with its date: told twice, it "
                                                "counts once")
      ->required()
      ->check(NotBlank);
  verb->add_option("--report", options->report, "where lines go that hold no number");
  verb->add_flag("--strangers", options->strangers, "also numbers that are not known here");
}

}  // namespace ledger::cli
