// consent log, consent rules: what an operator says about the log itself, as a place in it.
#include <algorithm>
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/partitioner.h"
#include "ledger/core/rules.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kEndsLimit = absl::Seconds(10);

struct TruncationOptions {
  PartitionId partition = -1;
  Offset lost_to = kNoOffset;
  bool yes = false;
};

absl::StatusOr<Appended> AppendAboutPartition(Session& session, PartitionId partition, Fact fact,
                                              std::string_view kind, const std::string& which) {
  Event event;
  event.id = PartitionEventId(kind, partition, which);
  event.origin = Origin::kCli;
  event.fact = std::move(fact);
  return session.AppendDurably(
      {kLedgerTopic, partition, std::string(kPartitionKey), Encode(event), {}});
}

// How far the log reached before, as far as a projector still tells.
absl::StatusOr<FoldPosition> PositionOf(Session& session, PartitionId partition) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::vector<FoldPosition> positions, projection->Positions());
  const auto at = std::find_if(positions.begin(), positions.end(), [&](const FoldPosition& here) {
    return here.partition == partition;
  });
  if (at != positions.end()) return *at;
  return absl::NotFoundError("no projector holds partition " + std::to_string(partition));
}

absl::StatusOr<int> AcceptTruncation(Session& session, const TruncationOptions& options) {
  const PartitionId partition = options.partition;
  const std::string name = "partition " + std::to_string(partition);
  if (session.options.actor.empty()) {
    return absl::InvalidArgumentError(
        "--actor is missing: who accepts that records are lost stands in the log for ever");
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(false));
  ASSIGN_OR_RETURN(const auto ends, reader->EndOffsets(kLedgerTopic, kEndsLimit));
  const auto end = ends.find(partition);
  if (end == ends.end()) return absl::NotFoundError("the ledger has no " + name);
  TruncationAccepted fact{end->second, options.lost_to, session.options.actor};
  if (fact.lost_to == kNoOffset) {
    ASSIGN_OR_RETURN(const FoldPosition position, PositionOf(session, partition));
    if (!position.halted) {
      return absl::FailedPreconditionError(
          name + " is open: its projector misses nothing, so there is nothing to accept");
    }
    session.output().Say(name + " is closed: " + position.halted_why);
    fact.lost_to = std::max(position.next, end->second);
  }
  fact.lost_from = std::min(fact.lost_from, fact.lost_to);
  const std::string lost =
      "offsets " + std::to_string(fact.lost_from) + " to " + std::to_string(fact.lost_to);
  if (!options.yes) {
    session.output().Say(
        "This accepts that " + name + " lost records (" + lost +
        ") for good: steps, requests and answers older than now are denied there, and a STOP that "
        "was among them is gone. Restore the log instead, if you can.");
    return absl::InvalidArgumentError("nothing was written: give --yes to accept it");
  }
  ASSIGN_OR_RETURN(
      const Appended place,
      AppendAboutPartition(session, partition, fact, "truncation",
                           std::to_string(end->second) + "/" + std::to_string(session.NowMs())));
  session.output().Print(name + ": the loss is accepted at offset " + std::to_string(place.offset) +
                             "; restart its projector with --rebuild",
                         {{"partition", partition},
                          {"offset", place.offset},
                          {"lost_from", fact.lost_from},
                          {"lost_to", fact.lost_to},
                          {"status", "accepted"}});
  return kExitOk;
}

absl::StatusOr<int> ActivateRules(Session& session, std::uint32_t version) {
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  Table table({"PARTITION", "OFFSET"});
  Json array = Json::array();
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    ASSIGN_OR_RETURN(const Appended place,
                     AppendAboutPartition(session, partition, RulesActivated{version}, "rules",
                                          std::to_string(version)));
    table.Add({std::to_string(partition), std::to_string(place.offset)});
    array.push_back({{"partition", partition},
                     {"offset", place.offset},
                     {"rules", version},
                     {"status", "activated"}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

}  // namespace

void AddLogCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<TruncationOptions>();
  CLI::App* const noun = commands.Noun("log", "What an operator says about the log itself.");
  CLI::App* const verb = commands.Verb(
      noun, "accept-truncation", "Accepts that a partition lost records; see its runbook first.",
      "  consent log accept-truncation --partition 3 --actor \"Ana Diaz\" --yes",
      [&session, options] { return AcceptTruncation(session, *options); });
  verb->add_option("--partition", options->partition, "which one")
      ->required()
      ->check(CLI::Range(0, 100'000));
  verb->add_option("--lost-to", options->lost_to,
                   "how far the log reached before; default: as its projector tells")
      ->check(CLI::NonNegativeNumber);
  verb->add_flag("--yes", options->yes, "really; without it nothing is written");
}

void AddRulesCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto version = std::make_shared<std::uint32_t>(kRulesNewest);
  CLI::App* const noun = commands.Noun("rules", "The rules by which the log is folded.");
  CLI::App* const verb = commands.Verb(
      noun, "activate", "Activates rules in every partition; giving it again changes nothing.",
      "  consent rules activate", [&session, version] { return ActivateRules(session, *version); });
  verb->add_option("--version", *version, "default: the newest that this binary knows")
      ->check(CLI::Range(1U, kRulesNewest));
}

}  // namespace ledger::cli
