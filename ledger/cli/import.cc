// consent import: rows of a file become events of the ledger, or lines of a report. The file's hash
// and the row name each event, so what stands in the log already is passed over, and an import that
// was interrupted goes on when the command is given again.
#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "ledger/admission/source_ask.h"
#include "ledger/cli/appending.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/import_events.h"
#include "ledger/cli/import_summary.h"
#include "ledger/cli/inbound_text.h"
#include "ledger/cli/late_stop.h"
#include "ledger/cli/log_pass.h"
#include "ledger/cli/report_file.h"
#include "ledger/core/consent.h"
#include "ledger/core/status_macros.h"
#include "ledger/door/control_directory.h"
#include "ledger/imports/import_plan.h"
#include "ledger/imports/report_writer.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

// What the log holds already that this import must know; what of an import grows with its file.
struct InLog {
  // Of this very file, and when they came; sorted. A deque: growing moves nothing.
  std::deque<std::pair<EventId, TimeMs>> events;
  absl::flat_hash_set<EventId> asks;               // requests that follow imports
  // Whose consent rests on this source's word; kept where a bare no takes it from them.
  absl::flat_hash_set<ContactId> permitted;
};

class Import {
 public:
  Import(Session& session, const ImportOptions& options)
      : session_(session), options_(options), output_(session.output()) {}

  absl::StatusOr<int> Run();
  absl::StatusOr<int> Preview();

 private:
  absl::Status Plan(const std::string& region);
  absl::Status Prepare();
  absl::Status ReadLog();
  absl::Status Rows();
  absl::Status TakeRow(const imports::RowOutcome& outcome);
  absl::StatusOr<bool> TakeEvent(const v1::IntakeEvent& event, const imports::RejectLine& row,
                                 const std::function<void(const ContactId&)>& before = {});
  absl::StatusOr<ContactView> ContactAtEnd(const ContactId& contact);
  void NoteIfAgreedSince(const imports::ImportedOptOut& stop, const ContactId& contact);
  absl::Status TakeOptOut(const imports::ImportedOptOut& out, const imports::RejectLine& row);
  absl::Status AddAsks(const v1::IntakeEvent& event, TimeMs synced_at_ms);
  absl::Status WarnOfNewAsks();
  void Reject(const imports::RejectLine& line);
  absl::Status Append(const Admitted& admitted);
  absl::StatusOr<int> Finish();
  absl::StatusOr<bool> RestsOnSource(const imports::RejectLine& line) const;

  Session& session_;
  const ImportOptions& options_;
  const Output output_;
  AccountId account_;
  ImportSource source_;
  const KeyRing* keys_ = nullptr;
  std::unique_ptr<ControlDirectory> directory_;
  std::optional<imports::ImportPlan> plan_;
  InLog in_log_;
  std::map<PartitionId, Offset> log_end_;  // all below it was read
  ReportFile report_;
  std::optional<BulkAppend> log_;
  bool projection_answers_ = true;
  bool told_of_refused_ask_ = false;
  ImportSummary summary_;
};

// Reads the file and opens the report.
absl::Status Import::Plan(const std::string& region) {
  if (!options_.attestation.empty() && session_.options.actor.empty()) {
    return absl::InvalidArgumentError(
        "--attest needs --actor NAME: who claims the written permission");
  }
  ASSIGN_OR_RETURN(imports::ImportPlan plan,
                   imports::Plan(options_.file, {.default_region = region,
                                                 .now = session_.NowMs(),
                                                 .source = options_.source,
                                                 .read_inbound = ReadInboundText,
                                                 .attested = !options_.attestation.empty()}));
  plan_.emplace(std::move(plan));
  summary_.file_id = source_.file_id = plan_->file_id();
  summary_.source = source_.source = plan_->source();
  output_.Say(options_.file + ": " + std::string(imports::DialectName(plan_->dialect())) + ", " +
              std::to_string(plan_->rows()) + " rows");
  for (const std::string& warning : plan_->warnings()) output_.Warn(warning);
  if (options_.report.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(report_.Open(options_.report, options_.file));
  report_.Add(imports::ReportHeader());
  return absl::OkStatus();
}

absl::Status Import::Prepare() {
  ASSIGN_OR_RETURN(const Account* const account, session_.AccountOf());
  account_ = account->id;
  ASSIGN_OR_RETURN(const Program* const program, ProgramOf(*account, options_.program));
  source_.account = account_.value();
  source_.program.set_program(options_.program);
  source_.program.set_category(program->definition.category());
  source_.attestation = options_.attestation;
  source_.actor = session_.options.actor;
  ASSIGN_OR_RETURN(keys_, session_.Keys());
  ASSIGN_OR_RETURN(const auto control, session_.Control());
  directory_ = std::make_unique<ControlDirectory>(control);
  return Plan(account->definition.default_region());
}

// Passes over the log once, for what is there already.
absl::Status Import::ReadLog() {
  const std::string prefix = plan_->file_id() + "/";
  const bool bare_nos = !imports::NoIsOptOut(plan_->dialect());
  ASSIGN_OR_RETURN(
      log_end_,
      PassOverLog(session_, account_,
                  [&](const ContactId& contact, const Event& event, TimeMs appended_at_ms) {
                    if (event.publisher_id.starts_with(prefix)) {
                      in_log_.events.emplace_back(event.id, appended_at_ms);
                    }
                    if (event.publisher_id.starts_with(kSourceAskPrefix) &&
                        event.source == source_.source) {
                      in_log_.asks.insert(event.id);
                    }
                    const auto* imported = std::get_if<ContactImported>(&event.fact);
                    if (bare_nos && imported != nullptr && imported->source == source_.source &&
                        ShowsConsent(*imported)) {
                      in_log_.permitted.insert(contact);
                    }
                  }));
  std::ranges::sort(in_log_.events);  // of an event that is there twice, the earlier first
  return absl::OkStatus();
}

void Import::Reject(const imports::RejectLine& line) {
  summary_.Rejected(line);
  report_.Add(imports::ReportRow(line));
}

absl::Status Import::Append(const Admitted& admitted) {
  return options_.dry_run ? absl::OkStatus() : log_->Add(admitted);
}

// The requests that follow: also for an event that an import left behind when it was killed.
absl::Status Import::AddAsks(const v1::IntakeEvent& event, TimeMs synced_at_ms) {
  const AdmissionContext context{*directory_, *keys_, session_.clock().Now()};
  ASSIGN_OR_RETURN(
      const SourceAsks found,
      AsksAfter(event, synced_at_ms, {Origin::kImport, event.publisher_id()}, context));
  if (found.refused && !std::exchange(told_of_refused_ask_, true)) {
    output_.Warn(found.refused->detail + "; nobody of this import is; " + found.refused->mend +
                 ", then give `consent source ask` again");
  }
  for (const Admitted& ask : found.asks) {
    if (!in_log_.asks.insert(ask.event.id).second) continue;
    summary_.Asked();
    RETURN_IF_ERROR(Append(ask));
  }
  return absl::OkStatus();
}

// Who is asked was read before the first row. A command that came since may have read the log
// before the last row stood in it.
absl::Status Import::WarnOfNewAsks() {
  const std::vector<SourceAsk> before = directory_->AsksOf(account_, source_.source);
  ASSIGN_OR_RETURN(const auto control, session_.Control(true));
  for (const SourceAsk& ask : ControlDirectory(control).AsksOf(account_, source_.source)) {
    if (std::ranges::find(before, ask) != before.end()) continue;
    output_.Warn("people of " + source_.source + " are asked for " + ask.program.value() +
                 " since this import began; to miss nobody give `consent source ask` again");
  }
  return absl::OkStatus();
}

// Appends the event of a row, and calls `before` before. False: it is in the log already, or
// refused, and noted as such.
absl::StatusOr<bool> Import::TakeEvent(const v1::IntakeEvent& event,
                                       const imports::RejectLine& row,
                                       const std::function<void(const ContactId&)>& before) {
  const AdmissionContext context{*directory_, *keys_, session_.clock().Now()};
  ASSIGN_OR_RETURN(const Admission admission,
                   Admit(event, {Origin::kImport, event.publisher_id()}, context));
  if (const auto* refused = std::get_if<Rejected>(&admission)) {
    imports::RejectLine line = row;
    line.refused_for = std::string(RejectReasonName(refused->reason));
    line.other_row = 0;
    line.mend = refused->field + ": " + refused->detail + "; " + refused->mend;
    Reject(line);
    return false;
  }
  const Admitted& admitted = std::get<Admitted>(admission);
  const auto there = std::ranges::lower_bound(in_log_.events, admitted.event.id, {},
                                              &std::pair<EventId, TimeMs>::first);
  if (there != in_log_.events.end() && there->first == admitted.event.id) {
    summary_.AlreadyThere();
    RETURN_IF_ERROR(AddAsks(event, there->second));
    return false;
  }
  if (before) before(admitted.contact);
  RETURN_IF_ERROR(Append(admitted));
  RETURN_IF_ERROR(AddAsks(event, session_.NowMs()));
  return true;
}

// The contact as the log had it when it was read.
absl::StatusOr<ContactView> Import::ContactAtEnd(const ContactId& contact) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session_.Projection());
  const PartitionId partition = log_->PartitionOf(contact);
  return projection->GetContact(partition, contact, log_end_.at(partition));
}

// A stop of a message log has a time, and counts now. Once the projection does not answer it is
// asked no more: an import that stops people must not wait for it.
void Import::NoteIfAgreedSince(const imports::ImportedOptOut& stop, const ContactId& contact) {
  if (!stop.from_handset || stop.said_at == kNoTime || !projection_answers_) return;
  const absl::StatusOr<ContactView> view = ContactAtEnd(contact);
  if (view.ok()) {
    if (AgreedSince(view->state, stop.said_at, view->position.time_ms)) {
      summary_.AgreedSince(stop.row, stop.number.Masked());
    }
    return;
  }
  projection_answers_ = false;
  summary_.AgreedSinceUnknown();
  output_.Warn("who agreed later than their stop in the file is not told: " +
               std::string(view.status().message()));
}

absl::Status Import::TakeOptOut(const imports::ImportedOptOut& out,
                                const imports::RejectLine& row) {
  imports::RejectLine refused = row;
  refused.says_no = true;
  ASSIGN_OR_RETURN(const bool appended,
                   TakeEvent(OptOutEvent(source_, out), refused, [&](const ContactId& contact) {
                     NoteIfAgreedSince(out, contact);
                   }));
  if (appended) summary_.OptedOut(out.row, out.number.Masked());
  return absl::OkStatus();
}

// A bare no is a revocation for whom this source alone had vouched.
absl::StatusOr<bool> Import::RestsOnSource(const imports::RejectLine& line) const {
  if (!line.says_no || !line.number.has_value() || in_log_.permitted.empty()) return false;
  ASSIGN_OR_RETURN(const ContactId contact, keys_->ContactIdOf(account_, *line.number));
  return in_log_.permitted.contains(contact);
}

absl::Status Import::TakeRow(const imports::RowOutcome& outcome) {
  if (const auto* contact = std::get_if<imports::ImportedContact>(&outcome)) {
    ASSIGN_OR_RETURN(const bool appended,
                     TakeEvent(ImportedEvent(source_, *contact),
                               imports::LineOf(contact->row, contact->line, contact->number)));
    if (appended) summary_.Imported(*contact);
    return absl::OkStatus();
  }
  if (const auto* out = std::get_if<imports::ImportedOptOut>(&outcome)) {
    return TakeOptOut(*out, imports::LineOf(out->row, out->line, out->number));
  }
  const auto& line = std::get<imports::RejectLine>(outcome);
  ASSIGN_OR_RETURN(const bool revokes, RestsOnSource(line));
  if (revokes) {
    return TakeOptOut({.row = line.row,
                       .line = line.line,
                       .number = *line.number,
                       .consent_word = line.consent_word,
                       .time_text = line.time_text},
                      line);
  }
  Reject(line);
  return absl::OkStatus();
}

absl::Status Import::Rows() {
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  ASSIGN_OR_RETURN(imports::OutcomeReader outcomes, plan_->Outcomes());
  Progress progress(output_, options_.dry_run ? "checking rows" : "importing rows",
                    static_cast<std::uint64_t>(plan_->rows()));
  while (true) {
    ASSIGN_OR_RETURN(const auto outcome, outcomes.Next());
    if (!outcome.has_value()) break;
    RETURN_IF_ERROR(TakeRow(*outcome));
    if ((summary_.rows() & 0xff) == 0) {
      RETURN_IF_ERROR(log_->Turn());
      progress.Update(static_cast<std::uint64_t>(summary_.rows()), session_.clock().Monotonic());
    }
  }
  RETURN_IF_ERROR(log_->Drain());
  progress.Finish();
  return absl::OkStatus();
}

absl::StatusOr<int> Import::Finish() {
  RETURN_IF_ERROR(report_.Finish());
  return summary_.Print(output_, options_);
}

absl::StatusOr<int> Import::Run() {
  RETURN_IF_ERROR(Prepare());
  RETURN_IF_ERROR(ReadLog());
  RETURN_IF_ERROR(Rows());
  RETURN_IF_ERROR(WarnOfNewAsks());
  return Finish();
}

// What the file says by itself: no broker, no keys, no account.
absl::StatusOr<int> Import::Preview() {
  RETURN_IF_ERROR(Plan(options_.region.empty() ? "US" : options_.region));
  summary_.offline = true;
  ASSIGN_OR_RETURN(imports::OutcomeReader outcomes, plan_->Outcomes());
  Progress progress(output_, "checking rows", static_cast<std::uint64_t>(plan_->rows()));
  while (true) {
    ASSIGN_OR_RETURN(const auto outcome, outcomes.Next());
    if (!outcome.has_value()) break;
    if (const auto* contact = std::get_if<imports::ImportedContact>(&*outcome)) {
      summary_.Imported(*contact);
    } else if (const auto* out = std::get_if<imports::ImportedOptOut>(&*outcome)) {
      summary_.OptedOut(out->row, out->number.Masked());
    } else {
      Reject(std::get<imports::RejectLine>(*outcome));
    }
    if ((summary_.rows() & 0xfff) == 0) {
      progress.Update(static_cast<std::uint64_t>(summary_.rows()), session_.clock().Monotonic());
    }
  }
  progress.Finish();
  return Finish();
}

}  // namespace

void AddImportCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "import", "Imports a file of customers; importing it again changes nothing.",
      "  consent import customers.csv --account demo --source shopify --report rejected.csv\n"
      "  consent import customers.csv --dry-run\n"
      "  consent import vip.csv --account demo --actor \"Ana Diaz\" \\\n"
      "    --attest \"Signed cards, kept in the shop since 2024\"",
      [&session, options] {
        const bool alone = options->dry_run && session.options.kafka_bootstrap.empty();
        Import import(session, *options);
        return alone ? import.Preview() : import.Run();
      });
  verb->add_option("file", options->file,
                   "CSV, NDJSON, zip or gzip: Shopify, Klaviyo, Mailchimp, Square, Clover, Twilio, "
                   "or our own")
      ->required();
  verb->add_option("--source", options->source, "a name for the source of our own format");
  verb->add_option("--region", options->region,
                   "of national numbers, for a dry run without a broker; default: US");
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--dry-run", options->dry_run,
                 "append nothing, tell what would be; needs no broker");
  verb->add_option("--report", options->report, "where rejected rows go, as CSV");
  verb->add_option("--attest", options->attestation,
                   "that there is written permission, in words; needs --actor")
      ->check(NotBlank);
}

}  // namespace ledger::cli
