// consent pending: double opt-ins that wait for their text, or for their YES.
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

std::string StateName(PendingState state) {
  switch (state) {
    case PendingState::kNotTexted:
      return "not_texted";
    case PendingState::kOpen:
      return "open";
    case PendingState::kExpired:
      break;
  }
  return "expired";
}

std::string StateWords(PendingState state) {
  return state == PendingState::kNotTexted ? "not yet texted" : StateName(state);
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
  std::vector<PendingAsk> all;
  std::vector<FoldPosition> halted;
  const TimeMs now_ms = session.NowMs();
  for (query.partition = 0; query.partition < partitions; ++query.partition) {
    ASSIGN_OR_RETURN(const FoldPosition position,
                     AddPending(*projection, query, program, now_ms, all));
    if (position.halted) halted.push_back(position);
  }
  SortPending(all);
  Table table({"CONTACT", "NUMBER", "PROGRAM", "ASKED", "AGE", "ASKS", "FAILED", "ENDS", "STATE"});
  Json array = Json::array();
  for (const PendingAsk& ask : all) {
    const std::string number =
        session.MaskedNumber(ask.account, ask.contact, ask.sealed_number);
    const bool asked = ask.asked_at_ms != kNoTime;
    table.Add({ContactKey(ask.contact), number, ask.program.value(),
               asked ? ShowTime(ask.asked_at_ms) : "",
               asked ? ShowAge(ask.asked_at_ms, now_ms) : "",
               std::to_string(ask.asks), std::to_string(ask.failed_asks),
               ShowTime(ask.ends_at_ms), StateWords(ask.state)});
    array.push_back(
        {{"contact", ContactKey(ask.contact)},
         {"number", number},
         {"program", ask.program.value()},
         {"asked_at", JsonTime(ask.asked_at_ms)},
         {"age_s", asked ? Json((now_ms - ask.asked_at_ms) / 1000) : Json()},
         {"asks", ask.asks},
         {"failed_asks", ask.failed_asks},
         {asked ? "expires_at" : "deadline", JsonTime(ask.ends_at_ms)},
         {"state", StateName(ask.state)}});
  }
  session.output().PrintList(table, array);
  return WarnOfHalts(halted, session.output());
}

}  // namespace

std::vector<PendingAsk> PendingOf(const Member& member, const ProgramId& program, TimeMs now_ms) {
  std::vector<PendingAsk> asks;
  const auto is_meant = [&](const ProgramRef& ref) {
    return program.value().empty() || ref.program == program;
  };
  PendingAsk ask;
  ask.contact = member.contact;
  ask.account = member.state.account;
  ask.sealed_number = member.state.sealed_number;
  for (const ProgramConsent& consent : member.state.programs) {
    // At no time an ask is over, so this is whether it was never answered.
    if (!is_meant(consent.ref) ||
        StatusOf(member.state, consent.ref, kNoTime) != ledger::Status::kPending) {
      continue;
    }
    ask.program = consent.ref.program;
    ask.asked_at_ms = consent.ask.granted.time_ms;
    ask.ends_at_ms = consent.ask.expires_at_ms;
    ask.state = now_ms >= ask.ends_at_ms ? PendingState::kExpired : PendingState::kOpen;
    ask.asks = consent.asks;
    ask.failed_asks = consent.failed_asks;
    asks.push_back(ask);
  }
  for (const DueMessage& due : member.state.due) {
    const ledger::Status status = StatusOf(member.state, due.program, now_ms);
    const bool may_be_asked =
        status == ledger::Status::kNotSet || status == ledger::Status::kImported;
    if (due.message_class != MessageClass::kOptInRequest || !is_meant(due.program) ||
        !may_be_asked || now_ms >= due.deadline_ms) {
      continue;
    }
    const ProgramConsent* consent = FindProgram(member.state, due.program.program);
    ask.program = due.program.program;
    ask.asked_at_ms = kNoTime;
    ask.ends_at_ms = due.deadline_ms;
    ask.state = PendingState::kNotTexted;
    ask.asks = consent == nullptr ? 0 : consent->asks;
    ask.failed_asks = consent == nullptr ? 0 : consent->failed_asks;
    asks.push_back(ask);
  }
  return asks;
}

void SortPending(std::vector<PendingAsk>& asks) {
  std::ranges::sort(asks, {}, [](const PendingAsk& ask) {
    const bool asked = ask.asked_at_ms != kNoTime;
    return std::tuple(!asked, asked ? ask.asked_at_ms : ask.ends_at_ms, ask.contact, ask.program);
  });
}

void AddPendingCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<PendingOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "pending",
      "Lists double opt-ins that wait for their YES, the oldest first, and those not yet texted.",
      "  consent pending --account demo --program marketing",
      [&session, options] { return Pending(session, *options); });
  verb->add_option("--program", options->program,
                   "only of this program; everyone is looked through all the same, for a request "
                   "that is not texted yet stands in no segment");
}

}  // namespace ledger::cli
