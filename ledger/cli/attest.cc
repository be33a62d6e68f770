// consent contacts attest: somebody claims written permission from people who were imported before
// (S0.6). An event for each of them says who claims it and in which words; nothing in it lifts a
// revocation, and who said nothing about texts (grade D) stays known and no more. Members and their
// histories are read page by page from the projection, so memory does not grow with the segment.
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "ledger/cli/appending.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/attested_import.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/halt_text.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/consent.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"

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

class Attest {
 public:
  Attest(Session& session, const AttestOptions& options) : session_(session), options_(options) {}
  absl::StatusOr<int> Run();

 private:
  // What the person's history says of an attestation.
  struct Past {
    AttestedImport import;
    std::vector<EventId> attested;  // for the program, in whatever words
  };
  absl::Status TakePartition(PartitionId partition, Offset end, Progress& progress);
  absl::Status Take(PartitionId partition, Offset end, const Member& member, TimeMs now_ms);
  absl::StatusOr<Past> ReadPast(PartitionId partition, Offset end, const ContactId& contact);
  absl::StatusOr<v1::IntakeEvent> EventFor(const Member& member,
                                           const AttestedImport::Found& found);
  [[nodiscard]] std::string EventName() const { return "attest/" + options_.program; }
  void Print() const;

  Session& session_;
  const AttestOptions& options_;
  AccountId account_;
  ProgramRef program_;
  ProjectionQueries* projection_ = nullptr;
  std::optional<BulkAppend> log_;
  AttestCounts counts_;
  std::vector<FoldPosition> halted_;
  Decoder decoder_;
};

// The same claim about the same person is the same event, so to attest again changes nothing.
absl::StatusOr<v1::IntakeEvent> Attest::EventFor(const Member& member,
                                                 const AttestedImport::Found& found) {
  v1::IntakeEvent event;
  event.set_account(account_.value());
  event.set_source(found.import.source);
  event.set_publisher_id(EventName());
  ASSIGN_OR_RETURN(*event.mutable_number(),
                   NumberOf(session_, account_, member.contact, member.state.sealed_number));
  if (found.occurred_at_ms != kNoTime) {
    event.mutable_occurred_at()->set_seconds(found.occurred_at_ms / 1000);
    event.mutable_occurred_at()->set_nanos(
        static_cast<std::int32_t>(found.occurred_at_ms % 1000 * 1'000'000));
  }
  v1::ContactImported& imported = *event.mutable_contact_imported();
  imported.set_source(found.import.source);
  imported.set_import_id(found.import.import_id);
  imported.set_row(found.import.row);
  imported.set_grade(static_cast<v1::EvidenceGrade>(found.import.grade));
  imported.add_programs()->set_program(options_.program);
  imported.set_attestation(options_.attestation);
  imported.set_actor(session_.options.actor);
  return event;
}

absl::StatusOr<Attest::Past> Attest::ReadPast(PartitionId partition, Offset end,
                                              const ContactId& contact) {
  Past past{AttestedImport(SegmentName(options_.segment), ProgramId(options_.program)), {}};
  HistoryQuery query{.partition = partition, .contact = contact, .at_least = end};
  do {
    ASSIGN_OR_RETURN(const HistoryPage page, projection_->History(query));
    for (const HistoryEntry& entry : page.entries) {
      const Record record =
          decoder_.Decode(entry.offset, entry.appended_at_ms, ContactKey(contact), entry.value);
      const auto* event = std::get_if<Event>(&record.content);
      if (event == nullptr) continue;
      if (event->publisher_id == EventName()) past.attested.push_back(event->id);
      past.import.See(*event);
    }
    query.from = page.next;
  } while (query.from != kNoOffset);
  return past;
}

absl::Status Attest::Take(PartitionId partition, Offset end, const Member& member, TimeMs now_ms) {
  ++counts_.people;
  const ContactState& state = member.state;
  const Status status = StatusOf(state, program_, now_ms);
  const Reason flag = FlagOf(state);
  if (flag == Reason::kErased || status == Status::kOptedOut || status == Status::kStopped) {
    const Reason why =
        flag == Reason::kErased ? flag : WhyNotReachable(state, program_, now_ms);
    ++counts_.why_not[std::string(ReasonName(why))];
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Past past, ReadPast(partition, end, member.contact));
  if (const std::string_view why = past.import.WhyNot(); !why.empty()) {
    ++counts_.why_not[std::string(why)];
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const v1::IntakeEvent event, EventFor(member, *past.import.found()));
  ASSIGN_OR_RETURN(const Admitted admitted, AdmitCommand(session_, event));
  if (status == Status::kOptedIn ||
      std::ranges::find(past.attested, admitted.event.id) != past.attested.end()) {
    ++counts_.already;
    return absl::OkStatus();
  }
  if (flag == Reason::kNone) {
    ++counts_.reachable;
  } else {
    ++counts_.why_not[std::string(ReasonName(flag))];
  }
  return options_.dry_run ? absl::OkStatus() : log_->Add(admitted);
}

absl::Status Attest::TakePartition(PartitionId partition, Offset end, Progress& progress) {
  MembersQuery query{.partition = partition,
                     .account = account_,
                     .segment = {SegmentFilter::Kind::kNamed, options_.segment},
                     .after = {},
                     .at_least = end};
  do {
    ASSIGN_OR_RETURN(const MembersPage page, projection_->ScanMembers(query));
    for (const Member& member : page.members) {
      RETURN_IF_ERROR(Take(partition, end, member, page.position.time_ms));
      if ((counts_.people & 0xff) != 0) continue;
      progress.Update(counts_.people, session_.clock().Monotonic());
      RETURN_IF_ERROR(log_->Turn());
    }
    query.after = page.next;
    if (!query.after.has_value() && page.position.halted) halted_.push_back(page.position);
  } while (query.after.has_value());
  return absl::OkStatus();
}

void Attest::Print() const {
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
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session_.NewReader(false));
  ASSIGN_OR_RETURN(const auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  ASSIGN_OR_RETURN(projection_, session_.Projection());
  ASSIGN_OR_RETURN(log_, BulkAppend::Open(session_));
  std::uint64_t total = 0;
  for (const auto& [partition, next] : end) {
    ASSIGN_OR_RETURN(const SegmentCountsView view,
                     projection_->SegmentCounts(partition, account_, next));
    const auto members = view.counts.find(options_.segment);
    if (members != view.counts.end()) total += members->second;
  }
  Progress progress(session_.output(), "attesting", total);
  for (const auto& [partition, next] : end) {
    RETURN_IF_ERROR(TakePartition(partition, next, progress));
  }
  RETURN_IF_ERROR(log_->Drain());
  progress.Finish();
  if (counts_.people == 0 && halted_.empty()) {
    return absl::NotFoundError("--segment: nobody is in '" + options_.segment +
                               "'; see: consent segments --account " + account_.value());
  }
  Print();
  return WarnOfHalts(halted_, session_.output());
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
      ->required()
      ->check(NotBlank);
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_flag("--dry-run", options->dry_run, "append nothing, tell what would be");
}

}  // namespace ledger::cli
