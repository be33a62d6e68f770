// consent verify: the whole log, folded again, against the laws, the handsets and the projection.
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/cli/state_digest.h"
#include "ledger/cli/verify_text.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

// How long a live projector may take to reach the end that was read.
constexpr absl::Duration kCatchUp = absl::Seconds(10);

struct VerifyOptions {
  std::string against;
  bool digest = false;
  std::vector<TimeMs> open_at;
};

std::vector<verify::StepAudience> StepsOf(const ControlState& control) {
  std::vector<verify::StepAudience> steps;
  for (const auto& [key, campaign] : control.campaigns()) {
    const Program* const program =
        control.FindProgram(key.first, ProgramId(campaign.definition.program()));
    if (program == nullptr || campaign.scheduled_ms == kNoTime) continue;
    for (std::size_t i = 0; i < campaign.steps.size(); ++i) {
      if (campaign.steps[i].cancelled) continue;
      verify::StepAudience step;
      step.step = {{key.first, key.second}, static_cast<std::uint32_t>(i)};
      step.name = campaign.definition.name();
      step.due_ms = campaign.steps[i].due_ms;
      if (IsActive(campaign)) step.deadline_ms = campaign.steps[i].deadline_ms;
      const consent::v1::Audience& audience = campaign.definition.audience();
      if (audience.has_segment()) {
        step.filter = {SegmentFilter::Kind::kNamed, audience.segment()};
      } else if (audience.has_segment_prefix()) {
        step.filter = {SegmentFilter::Kind::kPrefix, audience.segment_prefix()};
      }
      const bool asks =
          campaign.definition.message_class() == consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST;
      step.message_class = asks ? MessageClass::kOptInRequest : MessageClass::kCampaign;
      step.program = program->ref();
      step.ask_limit = program->definition.ask_limit();
      steps.push_back(std::move(step));
    }
  }
  return steps;
}

// A number may be a contact of any account whose keys are here.
verify::ContactsOf ContactsBy(const KeyRing& keys) {
  return [&keys](const PhoneNumber& number) {
    std::vector<ContactId> contacts;
    for (const AccountId& account : keys.Accounts()) {
      if (const auto contact = keys.ContactIdOf(account, number); contact.ok()) {
        contacts.push_back(*contact);
      }
    }
    return contacts;
  };
}

absl::StatusOr<std::vector<verify::Breach>> CompareDigests(Session& session,
                                                           const verify::Refold& refold) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  std::vector<verify::Breach> breaches;
  for (const auto& [partition, fold] : refold.partitions()) {
    const absl::Duration end = session.clock().Monotonic() + kCatchUp;
    ASSIGN_OR_RETURN(auto answer, projection->StateDigest(partition, 0));
    while (answer.second.next < fold.next && session.clock().Monotonic() < end) {
      absl::SleepFor(absl::Milliseconds(100));
      ASSIGN_OR_RETURN(answer, projection->StateDigest(partition, 0));
    }
    if (answer.second.next != fold.next) {
      session.output().Warn("partition " + std::to_string(partition) + ": the projector is at " +
                            std::to_string(answer.second.next) + ", the log was read to " +
                            std::to_string(fold.next) + "; digests are not compared");
    } else if (answer.first != StateDigest(fold)) {
      breaches.push_back({verify::Law::kEqualLogsEqualStates, partition, fold.next, std::nullopt,
                          "", "the projector's state differs from that of the log; rebuild it"});
    }
  }
  return breaches;
}

absl::StatusOr<int> Verify(Session& session, const VerifyOptions& options) {
  std::vector<verify::HandsetText> texts;
  const KeyRing* keys = nullptr;
  if (!options.against.empty()) {
    ASSIGN_OR_RETURN(texts, verify::ReadRecord(options.against));
    ASSIGN_OR_RETURN(keys, session.Keys());
  }
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(true));
  ASSIGN_OR_RETURN(const auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  std::uint64_t total = 0;
  for (const auto& [partition, next] : end) total += static_cast<std::uint64_t>(next);
  verify::Laws laws(StepsOf(*control));
  verify::Refold refold([&laws](const verify::Observed& observed) { laws.Observe(observed); });
  Progress progress(session.output(), "folding the log", total);
  RETURN_IF_ERROR(verify::ReadAll(
      *reader, kLedgerTopic, end, session.clock(), kPatience, [&](const LogRecord& record) {
        refold.Add(record);
        if ((refold.records() & 0x3ff) == 0) {
          progress.Update(refold.records(), session.clock().Monotonic());
        }
      }));
  progress.Finish();
  laws.Finish(refold);
  if (keys != nullptr) laws.Compare(texts, ContactsBy(*keys));
  verify::Report report = laws.TakeReport();
  if (options.digest) {
    ASSIGN_OR_RETURN(const std::vector<verify::Breach> breaches, CompareDigests(session, refold));
    report.breaches.insert(report.breaches.end(), breaches.begin(), breaches.end());
  }
  Json json = VerifyJson(report);
  std::string text = VerifyText(report);
  if (!options.open_at.empty()) {
    json["open_at"] = OpenAtJson(report, options.open_at);
    text += "\n" + OpenAtText(report, options.open_at);
  }
  session.output().Print(text, json);
  if (report.breaches.empty()) return kExitOk;
  session.output().terminal().err << "consent: verification failed: "
                                  << Describe(report.breaches.front()) << "\n";
  return kExitVerificationFailed;
}

}  // namespace

void AddVerifyCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<VerifyOptions>();
  CLI::App* const verb =
      commands.Verb(&commands.app, "verify",
                    "Folds the whole log again and checks every law; exit 4 on a breach.",
                    "  consent verify\n"
                    "  consent verify --against record.ndjson --digest\n"
                    "  consent verify --against record.ndjson -o json",
                    [&session, options] { return Verify(session, *options); });
  verb->add_option("--against", options->against, "the handsets' record (NDJSON)");
  verb->add_option(
          "--open-at", options->open_at,
          "moments in ms since 1970: how many grants were open then; for kills of processes")
      ->delimiter(',');
  verb->add_flag("--digest", options->digest, "compare the projector's state, too");
}

}  // namespace ledger::cli
