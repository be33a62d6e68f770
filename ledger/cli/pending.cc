// consent pending: double opt-ins that wait for their YES.
#include <algorithm>
#include <memory>
#include <tuple>

#include "ledger/cli/command_line.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/pending_view.h"
#include "ledger/core/base32.h"
#include "ledger/core/consent.h"
#include "ledger/core/status_macros.h"

namespace ledger::cli {
namespace {

struct PendingOptions {
  std::string program;
};

// Adds the waiting asks of one partition's segment.
absl::StatusOr<FoldPosition> AddPending(ProjectionQueries& projection, MembersQuery query,
                                        const ProgramId& program, TimeMs now_ms,
                                        std::vector<PendingAsk>& all) {
  while (true) {
    ASSIGN_OR_RETURN(MembersPage page, projection.ScanMembers(query));
    for (const Member& member : page.members) {
      for (PendingAsk& ask : PendingOf(member, program, now_ms)) all.push_back(std::move(ask));
    }
    if (!page.next.has_value()) return page.position;
    query.after = page.next;
  }
}

absl::StatusOr<int> Pending(Session& session, const PendingOptions& options) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  const ProgramId program(options.program);
  if (!options.program.empty()) RETURN_IF_ERROR(ProgramOf(*account, options.program).status());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  MembersQuery query;
  query.account = account->id;
  query.segment.kind = SegmentFilter::Kind::kAll;
  if (!options.program.empty()) {
    query.segment = {SegmentFilter::Kind::kNamed, "~status/" + options.program + "/pending"};
  }
  std::vector<PendingAsk> all;
  std::vector<FoldPosition> halted;
  const TimeMs now_ms = session.NowMs();
  for (query.partition = 0; query.partition < partitions; ++query.partition) {
    ASSIGN_OR_RETURN(const FoldPosition position,
                     AddPending(*projection, query, program, now_ms, all));
    if (position.halted) halted.push_back(position);
  }
  std::ranges::sort(all, {}, [](const PendingAsk& ask) {
    return std::tuple(ask.asked_at_ms, ask.contact, ask.program);
  });
  Table table({"CONTACT", "NUMBER", "PROGRAM", "ASKED", "AGE", "ASKS", "EXPIRES", "STATE"});
  Json array = Json::array();
  for (const PendingAsk& ask : all) {
    const std::string number =
        session.MaskedNumber(ask.account, ask.contact, ask.sealed_number);
    const std::string state = ask.expired ? "expired" : "open";
    table.Add({ContactKey(ask.contact), number, ask.program.value(), ShowTime(ask.asked_at_ms),
               ShowAge(ask.asked_at_ms, now_ms), std::to_string(ask.asks),
               ShowTime(ask.expires_at_ms), state});
    array.push_back({{"contact", ContactKey(ask.contact)},
                     {"number", number},
                     {"program", ask.program.value()},
                     {"asked_at", JsonTime(ask.asked_at_ms)},
                     {"age_s", (now_ms - ask.asked_at_ms) / 1000},
                     {"asks", ask.asks},
                     {"expires_at", JsonTime(ask.expires_at_ms)},
                     {"state", state}});
  }
  session.output().PrintList(table, array);
  return WarnOfHalts(halted, session.output());
}

}  // namespace

std::vector<PendingAsk> PendingOf(const Member& member, const ProgramId& program, TimeMs now_ms) {
  std::vector<PendingAsk> asks;
  for (const ProgramConsent& consent : member.state.programs) {
    if (!program.value().empty() && consent.ref.program != program) continue;
    // At no time an ask is over, so this is whether it was never answered.
    if (StatusOf(member.state, consent.ref, kNoTime) != ledger::Status::kPending) continue;
    asks.push_back({member.contact, member.state.account, member.state.sealed_number,
                    consent.ref.program, consent.ask.granted.time_ms, consent.ask.expires_at_ms,
                    consent.asks, now_ms >= consent.ask.expires_at_ms});
  }
  return asks;
}

void AddPendingCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<PendingOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "pending", "Lists double opt-ins that wait for their YES, the oldest first.",
      "  consent pending --account demo --program marketing",
      [&session, options] { return Pending(session, *options); });
  verb->add_option("--program", options->program, "only of this program");
}

}  // namespace ledger::cli
