// consent import: rows of a file become events of the ledger, or lines of a report. The file's hash
// and the row name each event, so what stands in the log already is passed over, and an import that
// was interrupted goes on when the command is given again.
#include <memory>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "ledger/admission/admit.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/import_events.h"
#include "ledger/cli/inbound_text.h"
#include "ledger/cli/report_file.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/consent.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/door/control_directory.h"
#include "ledger/imports/import_plan.h"
#include "ledger/imports/report_writer.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/verify/refold.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

// Events on their way to the broker, at most: bounds the memory.
constexpr std::size_t kInFlightMax = 20'000;
constexpr absl::Duration kAppendWait = absl::Milliseconds(20);

struct ImportOptions {
  std::string file;
  std::string source;
  std::string program = "marketing";
  std::string report;
  std::string attestation;
  bool dry_run = false;
};

// What the log holds already that this import must know.
struct InLog {
  absl::flat_hash_set<EventId> events;       // of this very file
  absl::flat_hash_set<ContactId> permitted;  // whose consent rests on this source's word
};

struct Counts {
  std::int64_t rows = 0;
  std::uint64_t imported = 0;
  std::uint64_t opted_out = 0;
  std::uint64_t already = 0;
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> reasons;
};

class Import {
 public:
  Import(Session& session, const ImportOptions& options)
      : session_(session), options_(options), output_(session.output()) {}

  absl::StatusOr<int> Run();

 private:
  absl::Status Prepare();
  absl::Status ReadLog();
  absl::Status Rows();
  absl::Status TakeRow(const imports::RowOutcome& outcome);
  absl::Status TakeEvent(v1::IntakeEvent event, const imports::RejectLine& if_refused,
                         std::uint64_t* count);
  absl::Status Reject(const imports::RejectLine& line);
  absl::Status Pump(std::size_t leave);
  absl::StatusOr<int> Summary();
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
  ReportFile report_;
  Appender* appender_ = nullptr;
  std::unique_ptr<EventOutbox> outbox_;
  Counts counts_;
};

absl::Status Import::Prepare() {
  ASSIGN_OR_RETURN(const Account* const account, session_.AccountOf());
  account_ = account->id;
  const auto program = account->programs.find(ProgramId(options_.program));
  if (program == account->programs.end()) {
    return absl::NotFoundError("--program: account " + account_.value() + " has no program '" +
                               options_.program + "'; see: consent account show --account " +
                               account_.value());
  }
  source_.account = account_.value();
  source_.program.set_program(options_.program);
  source_.program.set_category(program->second.definition.category());
  source_.attestation = options_.attestation;
  source_.actor = session_.options.actor;
  ASSIGN_OR_RETURN(keys_, session_.Keys());
  ASSIGN_OR_RETURN(const auto control, session_.Control());
  directory_ = std::make_unique<ControlDirectory>(control);
  if (!options_.attestation.empty() && session_.options.actor.empty()) {
    return absl::InvalidArgumentError(
        "--attest needs --actor NAME: who claims the written permission");
  }
  ASSIGN_OR_RETURN(
      imports::ImportPlan plan,
      imports::Plan(options_.file, {.default_region = account->definition.default_region(),
                                    .now = session_.NowMs(),
                                    .source = options_.source,
                                    .read_inbound = ReadInboundText,
                                    .attested = !options_.attestation.empty()}));
  plan_.emplace(std::move(plan));
  source_.file_id = plan_->file_id();
  source_.source = plan_->source();
  for (const std::string& warning : plan_->warnings()) output_.Warn(warning);
  if (options_.report.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(report_.Open(options_.report, options_.file));
  report_.Add(imports::ReportHeader());
  return absl::OkStatus();
}

// Passes over the log once, for what is there already.
absl::Status Import::ReadLog() {
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session_.NewReader(true));
  ASSIGN_OR_RETURN(const auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  std::uint64_t total = 0;
  for (const auto& [partition, next] : end) total += static_cast<std::uint64_t>(next);
  Progress progress(output_, "reading the log", total);
  Decoder decoder;
  std::uint64_t done = 0;
  const std::string prefix = plan_->file_id() + "/";
  const absl::Status status = verify::ReadAll(
      *reader, kLedgerTopic, end, session_.clock(), kPatience, [&](const LogRecord& record) {
        if ((++done & 0xfff) == 0) progress.Update(done, session_.clock().Monotonic());
        if (record.key == kPartitionKey || record.tombstone) return;
        const Record decoded =
            decoder.Decode(record.offset, record.appended_at_ms, record.key, record.value);
        const auto* event = std::get_if<Event>(&decoded.content);
        if (event == nullptr || event->account != account_) return;
        if (event->publisher_id.starts_with(prefix)) in_log_.events.insert(event->id);
        const auto* imported = std::get_if<ContactImported>(&event->fact);
        if (imported == nullptr || imported->source != source_.source) return;
        if (ShowsConsent(*imported)) in_log_.permitted.insert(decoded.contact);
      });
  progress.Finish();
  return status;
}

absl::Status Import::Reject(const imports::RejectLine& line) {
  ++counts_.rejected;
  ++counts_.reasons[line.ReasonName()];
  report_.Add(imports::ReportRow(line));
  return absl::OkStatus();
}

absl::Status Import::Pump(std::size_t leave) {
  const absl::Duration end = session_.clock().Monotonic() + kPatience;
  while (outbox_->pending() > leave) {
    RETURN_IF_ERROR(outbox_->Pump(session_.clock().Monotonic()));
    appender_->Poll(kAppendWait);
    if (session_.clock().Monotonic() > end) {
      return absl::UnavailableError(
          "topic " + std::string(kLedgerTopic) + ": " + std::to_string(outbox_->pending()) +
          " events are not acknowledged; when the broker is well, give the same command again: "
          "what is in the log already is passed over");
    }
  }
  return absl::OkStatus();
}

absl::Status Import::TakeEvent(v1::IntakeEvent event, const imports::RejectLine& if_refused,
                               std::uint64_t* count) {
  const AdmissionContext context{*directory_, *keys_, session_.clock().Now()};
  ASSIGN_OR_RETURN(const Admission admission,
                   Admit(event, {Origin::kImport, event.publisher_id()}, context));
  if (const auto* refused = std::get_if<Rejected>(&admission)) {
    imports::RejectLine line = if_refused;
    line.refused_for = std::string(RejectReasonName(refused->reason));
    line.other_row = 0;
    line.mend = refused->field + ": " + refused->detail + "; " + refused->mend;
    return Reject(line);
  }
  const Admitted& admitted = std::get<Admitted>(admission);
  if (in_log_.events.contains(admitted.event.id)) {
    ++counts_.already;
    return absl::OkStatus();
  }
  ++*count;
  if (options_.dry_run) return absl::OkStatus();
  outbox_->AddForContact(admitted.contact, admitted.event);
  return outbox_->pending() >= kInFlightMax ? Pump(kInFlightMax / 2) : absl::OkStatus();
}

// A bare no is a revocation for whom this source alone had vouched.
absl::StatusOr<bool> Import::RestsOnSource(const imports::RejectLine& line) const {
  if (!line.says_no || !line.number.has_value() || in_log_.permitted.empty()) return false;
  ASSIGN_OR_RETURN(const ContactId contact, keys_->ContactIdOf(account_, *line.number));
  return in_log_.permitted.contains(contact);
}

absl::Status Import::TakeRow(const imports::RowOutcome& outcome) {
  ++counts_.rows;
  if (const auto* contact = std::get_if<imports::ImportedContact>(&outcome)) {
    return TakeEvent(ImportedEvent(source_, *contact),
                     imports::LineOf(contact->row, contact->line, contact->number),
                     &counts_.imported);
  }
  if (const auto* out = std::get_if<imports::ImportedOptOut>(&outcome)) {
    return TakeEvent(OptOutEvent(source_, *out),
                     imports::LineOf(out->row, out->line, out->number), &counts_.opted_out);
  }
  const auto& line = std::get<imports::RejectLine>(outcome);
  ASSIGN_OR_RETURN(const bool revokes, RestsOnSource(line));
  if (!revokes) return Reject(line);
  const imports::ImportedOptOut out{.row = line.row, .line = line.line, .number = *line.number};
  return TakeEvent(OptOutEvent(source_, out), line, &counts_.opted_out);
}

absl::Status Import::Rows() {
  ASSIGN_OR_RETURN(const std::int32_t partitions, session_.Partitions());
  ASSIGN_OR_RETURN(appender_, session_.LedgerAppender());
  outbox_ = std::make_unique<EventOutbox>(*appender_, partitions);
  ASSIGN_OR_RETURN(imports::OutcomeReader outcomes, plan_->Outcomes());
  Progress progress(output_, options_.dry_run ? "checking rows" : "importing rows",
                    static_cast<std::uint64_t>(plan_->rows()));
  while (true) {
    ASSIGN_OR_RETURN(const auto outcome, outcomes.Next());
    if (!outcome.has_value()) break;
    RETURN_IF_ERROR(TakeRow(*outcome));
    if ((counts_.rows & 0xff) == 0) {
      RETURN_IF_ERROR(outbox_->Pump(session_.clock().Monotonic()));
      appender_->Poll(absl::ZeroDuration());
      progress.Update(static_cast<std::uint64_t>(counts_.rows), session_.clock().Monotonic());
    }
  }
  RETURN_IF_ERROR(Pump(0));
  progress.Finish();
  return absl::OkStatus();
}

absl::StatusOr<int> Import::Summary() {
  RETURN_IF_ERROR(report_.Finish());
  const std::uint64_t appended = counts_.imported + counts_.opted_out;
  Table table({"OUTCOME", "ROWS", "REASON"});
  const std::string did = options_.dry_run ? "would be " : "";
  table.Add(
      {"imported", std::to_string(counts_.imported),
       did + (options_.attestation.empty() ? "appended" : "appended, with permission attested")});
  table.Add({"opted_out", std::to_string(counts_.opted_out), did + "appended"});
  table.Add(
      {"already_there", std::to_string(counts_.already), "in the log since an earlier import"});
  Json reasons = Json::object();
  for (const auto& [reason, count] : counts_.reasons) {
    table.Add({"rejected", std::to_string(count), reason});
    reasons[reason] = count;
  }
  std::string text = table.Text() + std::to_string(counts_.rows) +
                     " rows = " + std::to_string(appended + counts_.already) + " events + " +
                     std::to_string(counts_.rejected) + " report lines\n";
  const bool unchanged = appended == 0;
  if (unchanged && counts_.already > 0) {
    text += "Nothing changed: this file was imported before.\n";
  }
  if (counts_.rejected > 0) {
    text += options_.report.empty() ? "For the rejected rows and how to mend them: --report FILE\n"
                                    : "Rejected rows: " + options_.report + "\n";
  }
  output_.Print(text, {{"file", options_.file},
                       {"file_id", plan_->file_id()},
                       {"source", source_.source},
                       {"dry_run", options_.dry_run},
                       {"rows", counts_.rows},
                       {"imported", counts_.imported},
                       {"opted_out", counts_.opted_out},
                       {"already_there", counts_.already},
                       {"rejected", counts_.rejected},
                       {"reasons", reasons},
                       {"status", unchanged ? "unchanged" : "changed"},
                       {"report", options_.report}});
  return counts_.rejected > 0 ? kExitPartial : kExitOk;
}

absl::StatusOr<int> Import::Run() {
  RETURN_IF_ERROR(Prepare());
  RETURN_IF_ERROR(ReadLog());
  RETURN_IF_ERROR(Rows());
  return Summary();
}

}  // namespace

void AddImportCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "import", "Imports a file of customers; importing it again changes nothing.",
      "  consent import customers.csv --account demo --source shopify --report rejected.csv\n"
      "  consent import customers.csv --account demo --dry-run\n"
      "  consent import vip.csv --account demo --actor \"Ana Diaz\" \\\n"
      "    --attest \"Signed cards, kept in the shop since 2024\"",
      [&session, options] { return Import(session, *options).Run(); });
  verb->add_option("file", options->file, "Shopify's export, or our own CSV")->required();
  verb->add_option("--source", options->source, "shopify, or a name for other files");
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--dry-run", options->dry_run, "append nothing, tell what would be");
  verb->add_option("--report", options->report, "where rejected rows go, as CSV");
  verb->add_option("--attest", options->attestation,
                   "that there is written permission, in words; needs --actor");
}

}  // namespace ledger::cli
