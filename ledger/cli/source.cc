// consent source: ask everyone who is synced from a source after a date (S4.9). The command stands
// in the control topic, so that whoever is synced from then on is asked at their admission; those
// who were synced before are found in the log by the same command, and asked under the same ids.
#include <memory>
#include <optional>
#include <utility>

#include "ledger/admission/source_ask.h"
#include "ledger/cli/appending.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/imported_people.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/consent.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

// What is admitted by a front door that has not read the command yet must be in the log before the
// log is read. Front doors follow the control topic live; this is many times what they need.
constexpr absl::Duration kDoorsFollow = absl::Seconds(3);

struct SourceOptions {
  std::string source;
  std::string after;
  std::string program = "marketing";
  bool stop = false;
  bool dry_run = false;
};

struct AskCounts {
  std::uint64_t people = 0;
  std::uint64_t asked = 0;
  std::uint64_t already = 0;
  std::map<std::string, std::uint64_t> not_asked;  // by reason
};

// Asks those whom the log tells of already.
class BackDating {
 public:
  BackDating(Session& session, const Account& account, const Program& program,
             const SourceOptions& options, TimeMs after_ms)
      : session_(session),
        account_(account),
        program_(program),
        options_(options),
        after_ms_(after_ms) {}

  absl::StatusOr<AskCounts> Run();

 private:
  absl::Status Take(const ContactId& contact, const ImportedPerson& person);

  Session& session_;
  const Account& account_;
  const Program& program_;
  const SourceOptions& options_;
  const TimeMs after_ms_;
  ImportedPeople people_;
  ProjectionQueries* projection_ = nullptr;
  std::optional<BulkAppend> log_;
  AskCounts counts_;
};

absl::Status BackDating::Take(const ContactId& contact, const ImportedPerson& person) {
  ++counts_.people;
  const PartitionId partition = log_->PartitionOf(contact);
  ASSIGN_OR_RETURN(const ContactView view,
                   projection_->GetContact(partition, contact, people_.end.at(partition)));
  const Reason why = WhyNotAskable(view.state, program_.ref(), program_.definition.ask_limit(),
                                   view.position.time_ms);
  // Who is held for now is asked later, by the same request.
  if (why != Reason::kNone && why != Reason::kHeld) {
    ++counts_.not_asked[std::string(ReasonName(why))];
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::string number,
                   NumberOf(session_, account_.id, contact, person.sealed_number));
  const consent::v1::IntakeEvent event =
      SourceAskEvent(account_.id, options_.source, program_.ref().program, number);
  ASSIGN_OR_RETURN(const Admitted admitted, AdmitCommand(session_, event));
  if (people_.events.contains(admitted.event.id)) {
    ++counts_.already;
    return absl::OkStatus();
  }
  ++counts_.asked;
  if (!options_.dry_run) log_->Add(admitted);
  return absl::OkStatus();
}

absl::StatusOr<AskCounts> BackDating::Run() {
  ASSIGN_OR_RETURN(people_, ReadImportedPeople(session_, account_.id, kSourceAskPrefix,
                                               [&](const Event& event, TimeMs appended_at_ms) {
                                                 const auto* imported =
                                                     std::get_if<ContactImported>(&event.fact);
                                                 return imported != nullptr &&
                                                        imported->source == options_.source &&
                                                        appended_at_ms >= after_ms_;
                                               }));
  ASSIGN_OR_RETURN(projection_, session_.Projection());
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  Progress progress(session_.output(), "asking", people_.people.size());
  for (const auto& [contact, person] : people_.people) {
    RETURN_IF_ERROR(Take(contact, person));
    if ((counts_.people & 0xff) != 0) continue;
    progress.Update(counts_.people, session_.clock().Monotonic());
    RETURN_IF_ERROR(log_->Turn());
  }
  RETURN_IF_ERROR(log_->Drain());
  progress.Finish();
  return counts_;
}

absl::Status DefineAsk(Session& session, const SourceOptions& options, TimeMs after_ms) {
  consent::v1::ControlRecord record;
  record.set_account(session.options.account);
  consent::v1::SourceAskDefined& ask = *record.mutable_source_ask_defined();
  ask.set_source(options.source);
  ask.set_program(options.program);
  ask.set_after_ms(after_ms);
  ask.set_removed(options.stop);
  return session.Command(record).status();
}

void PrintAsk(const Output& output, const SourceOptions& options, TimeMs after_ms,
              const AskCounts& counts) {
  Table table({"OUTCOME", "PEOPLE", "REASON"});
  Json reasons = Json::object();
  table.Add({"asked", std::to_string(counts.asked),
             options.dry_run ? "would be requested now"
                             : "requested now; texted when the hours allow"});
  table.Add({"already_asked", std::to_string(counts.already), "their request is in the log"});
  for (const auto& [reason, count] : counts.not_asked) {
    table.Add({"not_asked", std::to_string(count), reason});
    reasons[reason] = count;
  }
  if (counts.people == 0) {
    output.Warn("nobody was ever synced from '" + options.source +
                "' so far; is it spelt as in its imports?");
  }
  const std::string who = "Whoever is synced from " + options.source + " from now on " +
                          (options.dry_run ? "would be asked too.\n" : "is asked too.\n");
  output.Print(table.Text() + who, {{"source", options.source},
                                    {"program", options.program},
                                    {"after", JsonTime(after_ms)},
                                    {"dry_run", options.dry_run},
                                    {"people", counts.people},
                                    {"asked", counts.asked},
                                    {"already_asked", counts.already},
                                    {"not_asked", reasons},
                                    {"status", options.dry_run ? "dry_run" : "asking"}});
}

absl::StatusOr<int> Ask(Session& session, const SourceOptions& options) {
  ASSIGN_OR_RETURN(const Account* account, session.AccountOf());
  const SourceAskKey key{options.source, ProgramId(options.program)};
  const auto standing = account->source_asks.find(key);
  const bool stands = standing != account->source_asks.end();
  if (options.stop) {
    if (stands) RETURN_IF_ERROR(DefineAsk(session, options, 0));
    session.output().Print(
        options.source + ": " + (stands ? "nobody new is asked any more" : "nobody was asked") +
            "; requests that were made stay",
        {{"source", options.source},
         {"program", options.program},
         {"status", stands ? "stopped" : "already_stopped"}});
    return kExitOk;
  }
  if (options.after.empty()) {
    return absl::InvalidArgumentError(
        "--after is missing: say from when on, for example --after 2026-01-01T00:00:00Z or -30d");
  }
  ASSIGN_OR_RETURN(const TimeMs after_ms, ParseTime("--after", options.after, session.NowMs()));
  RETURN_IF_ERROR(ProgramOf(*account, options.program).status());
  if (!options.dry_run && (!stands || standing->second != after_ms)) {
    RETURN_IF_ERROR(DefineAsk(session, options, after_ms));
    absl::SleepFor(kDoorsFollow);
    ASSIGN_OR_RETURN(const auto fresh, session.Control(true));
    account = fresh->FindAccount(AccountId(session.options.account));
  }
  const Program& program = account->programs.at(key.second);
  ASSIGN_OR_RETURN(const AskCounts counts,
                   BackDating(session, *account, program, options, after_ms).Run());
  PrintAsk(session.output(), options, after_ms, counts);
  return kExitOk;
}

absl::StatusOr<int> List(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  Table table({"SOURCE", "PROGRAM", "AFTER"});
  Json array = Json::array();
  for (const auto& [key, after_ms] : account->source_asks) {
    table.Add({key.first, key.second.value(), ShowTime(after_ms)});
    array.push_back(
        {{"source", key.first}, {"program", key.second.value()}, {"after", JsonTime(after_ms)}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

}  // namespace

void AddSourceCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<SourceOptions>();
  CLI::App* const noun = commands.Noun("source", "Where people are synced from: ask them.");
  CLI::App* const verb = commands.Verb(
      noun, "ask",
      "Asks everyone to opt in who is synced from a source after a date; never a revoked number.",
      "  consent source ask shopify --account demo --after 2026-01-01T00:00:00Z\n"
      "  consent source ask square --account demo --after -30d --dry-run\n"
      "  consent source ask shopify --account demo --stop",
      [&session, options] { return Ask(session, *options); });
  verb->add_option("source", options->source, "as imports name it, for example shopify")
      ->required();
  verb->add_option("--after", options->after, "synced at it or later; may lie in the past");
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--stop", options->stop, "ask nobody new any more");
  verb->add_flag("--dry-run", options->dry_run, "ask nobody, tell who would be");
  commands.Verb(noun, "list", "Sources whose people are asked.",
                "  consent source list --account demo", [&session] { return List(session); });
}

}  // namespace ledger::cli
