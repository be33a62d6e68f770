// consent source: ask everyone who is synced from a source after a date (S4.9). The command stands
// in the control topic, so that whoever is synced from then on is asked at their admission; those
// who were synced before are found in the log by the same command. Both ask under the same ids, so
// it may be given again: it asks whom no request has reached (ledger/admission/source_ask).
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "ledger/admission/source_ask.h"
#include "ledger/cli/appending.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/asking_time.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/log_pass.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/consent.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/door/control_view.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

// What is admitted by a front door that has not read the command yet is asked by the command: it
// reads the log until doors that are older than that are not ready. What is still on its way then
// is asked when the command is given again.
constexpr absl::Duration kDoorsFollow = kControlAgeMax;

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

// Asks those whom the log tells of already. Memory grows by some 100 bytes for each of them.
class BackDating {
 public:
  BackDating(Session& session, const Account& account, const Program& program,
             const SourceOptions& options, TimeMs after_ms)
      : session_(session),
        account_(account),
        program_(program),
        options_(options),
        after_ms_(after_ms),
        asked_(options.source, program.ref().program) {}

  // Returns not before `until`, of the monotonic clock, and has asked whoever came by then.
  absl::StatusOr<AskCounts> Run(absl::Duration until);

 private:
  absl::Status ReadOn();
  absl::Status TakeNew();
  absl::Status Take(const ContactId& contact);

  Session& session_;
  const Account& account_;
  const Program& program_;
  const SourceOptions& options_;
  const TimeMs after_ms_;
  absl::flat_hash_set<ContactId> synced_;
  std::vector<ContactId> new_;  // of those, who are not asked yet
  SourceAskLog asked_;
  std::map<PartitionId, Offset> end_;  // all below it was read
  ProjectionQueries* projection_ = nullptr;
  std::optional<BulkAppend> log_;
  AskCounts counts_;
};

absl::Status BackDating::ReadOn() {
  ASSIGN_OR_RETURN(
      end_, PassOverLog(
                session_, account_.id,
                [&](const ContactId& contact, const Event& event, TimeMs appended_at_ms) {
                  asked_.Note(contact, event);
                  const auto* imported = std::get_if<ContactImported>(&event.fact);
                  if (imported == nullptr || imported->source != options_.source) return;
                  if (appended_at_ms < after_ms_) return;
                  if (synced_.insert(contact).second) new_.push_back(contact);
                },
                end_));
  return absl::OkStatus();
}

absl::Status BackDating::Take(const ContactId& contact) {
  ++counts_.people;
  const PartitionId partition = log_->PartitionOf(contact);
  ASSIGN_OR_RETURN(const ContactView view,
                   projection_->GetContact(partition, contact, end_.at(partition)));
  // Their request waits, or may have reached them. Whom it missed is asked again.
  const std::optional<std::uint32_t> attempt = asked_.NextAttempt(contact, view.state);
  if (!attempt.has_value()) {
    ++counts_.already;
    return absl::OkStatus();
  }
  const Reason why = WhyNotAskable(view.state, program_.ref(), program_.definition.ask_limit(),
                                   view.position.time_ms);
  // Who is held for now is asked later, by the same request.
  if (why != Reason::kNone && why != Reason::kHeld) {
    ++counts_.not_asked[std::string(ReasonName(why))];
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::string number,
                   NumberOf(session_, account_.id, contact, view.state.sealed_number));
  const consent::v1::IntakeEvent event =
      SourceAskEvent({account_.id, options_.source, program_.ref().program, *attempt,
                      session_.NowMs() + absl::ToInt64Milliseconds(kSourceAskTerm)},
                     number);
  ASSIGN_OR_RETURN(const Admitted admitted, AdmitCommand(session_, event));
  ++counts_.asked;
  return options_.dry_run ? absl::OkStatus() : log_->Add(admitted);
}

absl::Status BackDating::TakeNew() {
  Progress progress(session_.output(), "asking", counts_.people + new_.size());
  for (const ContactId& contact : new_) {
    RETURN_IF_ERROR(Take(contact));
    if ((counts_.people & 0xff) != 0) continue;
    progress.Update(counts_.people, session_.clock().Monotonic());
    RETURN_IF_ERROR(log_->Turn());
  }
  new_.clear();
  RETURN_IF_ERROR(log_->Drain());
  progress.Finish();
  return absl::OkStatus();
}

absl::StatusOr<AskCounts> BackDating::Run(absl::Duration until) {
  ASSIGN_OR_RETURN(projection_, session_.Projection());
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  RETURN_IF_ERROR(ReadOn());
  RETURN_IF_ERROR(TakeNew());
  if (session_.clock().Monotonic() < until) {
    absl::SleepFor(until - session_.clock().Monotonic());
    RETURN_IF_ERROR(ReadOn());
    RETURN_IF_ERROR(TakeNew());
  }
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
              const AskCounts& counts, const consent::v1::LineDefined& line) {
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
  const double rate = line.texts_per_second();
  const std::string takes =
      counts.asked == 0 ? ""
                        : "Asking them takes " + TimeToSend(counts.asked, rate, line.line()) +
                              ", and longer with quiet hours.\n";
  const std::string who = "Whoever is synced from " + options.source + " from now on " +
                          (options.dry_run ? "would be asked too.\n" : "is asked too.\n");
  output.Print(table.Text() + takes + who,
               {{"source", options.source},
                {"program", options.program},
                {"after", JsonTime(after_ms)},
                {"dry_run", options.dry_run},
                {"people", counts.people},
                {"asked", counts.asked},
                {"already_asked", counts.already},
                {"not_asked", reasons},
                {"line", line.line()},
                {"texts_per_second", rate},
                {"takes_s", SecondsToSend(counts.asked, rate)},
                {"status", options.dry_run ? "dry_run" : "asking"}});
}

absl::StatusOr<int> Ask(Session& session, const SourceOptions& options) {
  ASSIGN_OR_RETURN(const Account* account, session.AccountOf());
  RETURN_IF_ERROR(ProgramOf(*account, options.program).status());
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
        "--after is missing: say from when on, for example --after 2026-01-01 or -30d");
  }
  ASSIGN_OR_RETURN(const TimeMs after_ms,
                   ParsePastTime("--after", options.after, session.NowMs()));
  absl::Duration until = absl::ZeroDuration();
  if (!options.dry_run && (!stands || standing->second != after_ms)) {
    RETURN_IF_ERROR(DefineAsk(session, options, after_ms));
    until = session.clock().Monotonic() + kDoorsFollow;
  }
  ASSIGN_OR_RETURN(const auto control, session.Control(true));
  account = control->FindAccount(AccountId(session.options.account));
  const Program& program = account->programs.at(key.second);
  const Line& line = control->lines().at(LineId(program.definition.line()));
  ASSIGN_OR_RETURN(const AskCounts counts,
                   BackDating(session, *account, program, options, after_ms).Run(until));
  PrintAsk(session.output(), options, after_ms, counts, line.definition);
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
      ->required()
      ->check(NotBlank);
  verb->add_option("--after", options->after,
                   "synced at it or later; may lie in the past; a day is UTC");
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--stop", options->stop, "ask nobody new any more");
  verb->add_flag("--dry-run", options->dry_run, "ask nobody, tell who would be");
  commands.Verb(noun, "list", "Sources whose people are asked.",
                "  consent source list --account demo", [&session] { return List(session); });
}

}  // namespace ledger::cli
