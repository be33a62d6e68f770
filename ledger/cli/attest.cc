// consent contacts attest: somebody claims written permission from people who were imported before
// (S0.6). An event for each of them says who claims it and in which words; nothing in it lifts a
// revocation, and who said nothing about texts (grade D) stays known and no more.
#include <algorithm>
#include <memory>
#include <optional>

#include "ledger/cli/appending.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/imported_people.h"
#include "ledger/core/consent.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

struct AttestOptions {
  std::string segment;
  std::string attestation;
  std::string program = "marketing";
  bool dry_run = false;
};

struct AttestCounts {
  std::uint64_t people = 0;
  std::uint64_t reachable = 0;
  std::uint64_t already = 0;
  std::map<std::string, std::uint64_t> why_not;  // attested or not: not reachable all the same
};

bool IsMember(const ContactState& state, const std::string& segment) {
  return std::ranges::find(state.segments, SegmentName(segment)) != state.segments.end();
}

class Attest {
 public:
  Attest(Session& session, const AttestOptions& options) : session_(session), options_(options) {}
  absl::StatusOr<int> Run();

 private:
  absl::Status Take(const ContactId& contact, const ImportedPerson& person);
  absl::StatusOr<v1::IntakeEvent> EventFor(const ContactId& contact, const ImportedPerson& person);
  int Print() const;

  Session& session_;
  const AttestOptions& options_;
  AccountId account_;
  ProgramRef program_;
  ImportedPeople people_;
  ProjectionQueries* projection_ = nullptr;
  std::optional<BulkAppend> log_;
  AttestCounts counts_;
};

// The same claim about the same person is the same event, so to attest again changes nothing.
absl::StatusOr<v1::IntakeEvent> Attest::EventFor(const ContactId& contact,
                                                 const ImportedPerson& person) {
  v1::IntakeEvent event;
  event.set_account(account_.value());
  event.set_source(person.import.source);
  event.set_publisher_id("attest/" + options_.program);
  ASSIGN_OR_RETURN(*event.mutable_number(),
                   NumberOf(session_, account_, contact, person.sealed_number));
  if (person.occurred_at_ms != kNoTime) {
    event.mutable_occurred_at()->set_seconds(person.occurred_at_ms / 1000);
    event.mutable_occurred_at()->set_nanos(
        static_cast<std::int32_t>(person.occurred_at_ms % 1000 * 1'000'000));
  }
  v1::ContactImported& imported = *event.mutable_contact_imported();
  imported.set_source(person.import.source);
  imported.set_import_id(person.import.import_id);
  imported.set_row(person.import.row);
  imported.set_grade(static_cast<v1::EvidenceGrade>(person.import.grade));
  imported.add_programs()->set_program(options_.program);
  imported.set_attestation(options_.attestation);
  imported.set_actor(session_.options.actor);
  return event;
}

absl::Status Attest::Take(const ContactId& contact, const ImportedPerson& person) {
  const PartitionId partition = log_->PartitionOf(contact);
  ASSIGN_OR_RETURN(const ContactView view,
                   projection_->GetContact(partition, contact, people_.end.at(partition)));
  if (!IsMember(view.state, options_.segment)) return absl::OkStatus();
  ++counts_.people;
  const Status status = StatusOf(view.state, program_, view.position.time_ms);
  const Reason flag = FlagOf(view.state);
  if (flag == Reason::kErased || status == Status::kOptedOut || status == Status::kStopped) {
    const Reason why = flag == Reason::kErased
                           ? flag
                           : WhyNotReachable(view.state, program_, view.position.time_ms);
    ++counts_.why_not[std::string(ReasonName(why))];
    return absl::OkStatus();
  }
  ContactImported claimed = person.import;
  claimed.attestation = options_.attestation;
  if (!ShowsConsent(claimed)) {
    ++counts_.why_not["says_nothing_about_texts"];
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const v1::IntakeEvent event, EventFor(contact, person));
  ASSIGN_OR_RETURN(const Admitted admitted, AdmitCommand(session_, event));
  if (status == Status::kOptedIn || people_.events.contains(admitted.event.id)) {
    ++counts_.already;
    return absl::OkStatus();
  }
  if (flag == Reason::kNone) {
    ++counts_.reachable;
  } else {
    ++counts_.why_not[std::string(ReasonName(flag))];
  }
  if (!options_.dry_run) log_->Add(admitted);
  return absl::OkStatus();
}

int Attest::Print() const {
  Table table({"OUTCOME", "PEOPLE", "REASON"});
  table.Add({"reachable", std::to_string(counts_.reachable),
             options_.dry_run ? "would be, by this claim" : "by this claim"});
  table.Add({"already", std::to_string(counts_.already), "opted in, or attested so before"});
  Json reasons = Json::object();
  for (const auto& [reason, count] : counts_.why_not) {
    table.Add({"not_reachable", std::to_string(count), reason});
    reasons[reason] = count;
  }
  session_.output().Print(
      table.Text() + std::to_string(counts_.people) + " people of " + options_.segment + "\n",
      {{"segment", options_.segment},
       {"program", options_.program},
       {"dry_run", options_.dry_run},
       {"people", counts_.people},
       {"reachable", counts_.reachable},
       {"already", counts_.already},
       {"not_reachable", reasons},
       {"status", counts_.reachable == 0 ? "unchanged" : "changed"}});
  return kExitOk;
}

absl::StatusOr<int> Attest::Run() {
  ASSIGN_OR_RETURN(const Account* const account, session_.AccountOf());
  account_ = account->id;
  ASSIGN_OR_RETURN(const Program* const program, ProgramOf(*account, options_.program));
  program_ = program->ref();
  if (session_.options.actor.empty()) {
    return absl::InvalidArgumentError(
        "--attest needs --actor NAME: who claims the written permission");
  }
  const SegmentName segment(options_.segment);
  ASSIGN_OR_RETURN(
      people_, ReadImportedPeople(session_, account_, "attest/", [&](const Event& event, TimeMs) {
        if (const auto* imported = std::get_if<ContactImported>(&event.fact)) {
          return std::ranges::find(imported->segments, segment) != imported->segments.end();
        }
        const auto* listed = std::get_if<ContactListed>(&event.fact);
        return listed != nullptr && listed->segment == segment;
      }));
  ASSIGN_OR_RETURN(projection_, session_.Projection());
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  Progress progress(session_.output(), "attesting", people_.people.size());
  std::uint64_t done = 0;
  for (const auto& [contact, person] : people_.people) {
    RETURN_IF_ERROR(Take(contact, person));
    if ((++done & 0xff) != 0) continue;
    progress.Update(done, session_.clock().Monotonic());
    RETURN_IF_ERROR(log_->Turn());
  }
  RETURN_IF_ERROR(log_->Drain());
  progress.Finish();
  if (counts_.people == 0) {
    return absl::NotFoundError("--segment: nobody who was imported is in '" + options_.segment +
                               "'; see: consent segments --account " + account_.value());
  }
  return Print();
}

}  // namespace

void AddContactsCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<AttestOptions>();
  CLI::App* const noun = commands.Noun("contacts", "Many people at once: attest.");
  CLI::App* const verb = commands.Verb(
      noun, "attest",
      "Claims written permission from imported people; lifts no revocation.",
      "  consent contacts attest --account demo --segment importUsers-pos-sms-shopify \\\n"
      "    --actor \"Ana Diaz\" --attest \"Signed cards, kept in the shop since 2024\" --dry-run",
      [&session, options] { return Attest(session, *options).Run(); });
  verb->add_option("--segment", options->segment, "whose imported members")->required();
  verb->add_option("--attest", options->attestation, "what is claimed, in words; needs --actor")
      ->required();
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--dry-run", options->dry_run, "append nothing, tell what would be");
}

}  // namespace ledger::cli
