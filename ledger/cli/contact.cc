// consent contact: show, resolve; the other verbs have files of their own (contact_verbs.h).
// consent segments.
#include <memory>

#include "ledger/cli/arguments.h"
#include "ledger/cli/contact_history.h"
#include "ledger/cli/contact_state_text.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/resolve.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/verify/refold.h"

namespace ledger::cli {
namespace {

struct ShowOptions {
  std::string contact;
  std::string as_of;
};

// The contact as it stood at `as_of_ms`: its whole partition folded up to there, because that is
// what the log said then.
absl::StatusOr<ContactView> ContactAt(Session& session, PartitionId partition,
                                      const ContactId& contact, TimeMs as_of_ms) {
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(true));
  ASSIGN_OR_RETURN(const auto all, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  const std::map<PartitionId, Offset> end = {{partition, all.at(partition)}};
  verify::Refold refold(nullptr);
  RETURN_IF_ERROR(verify::ReadAll(*reader, kLedgerTopic, end, session.clock(), kPatience,
                                  [&](const LogRecord& record) {
                                    if (record.appended_at_ms <= as_of_ms) refold.Add(record);
                                  }));
  ContactView view;
  view.position.partition = partition;
  view.position.time_ms = as_of_ms;
  const auto fold = refold.partitions().find(partition);
  if (fold == refold.partitions().end()) return view;
  view.position.next = fold->second.next;
  if (const auto at = fold->second.contacts.find(contact); at != fold->second.contacts.end()) {
    view.state = at->second;
  }
  return view;
}

absl::StatusOr<int> Show(Session& session, const ShowOptions& options) {
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(options.contact));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  const PartitionId partition = PartitionOfContact(contact, partitions);
  ContactView view;
  if (options.as_of.empty()) {
    ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
    ASSIGN_OR_RETURN(view, projection->GetContact(partition, contact, 0));
  } else {
    ASSIGN_OR_RETURN(const TimeMs as_of_ms,
                     ParsePastTime("--as-of", options.as_of, session.NowMs()));
    ASSIGN_OR_RETURN(view, ContactAt(session, partition, contact, as_of_ms));
  }
  if (view.state.account.value().empty() && !options.as_of.empty()) {
    return absl::NotFoundError("nothing was known of contact " + ContactKey(contact) + " by " +
                               ShowTime(view.position.time_ms) +
                               "; what came later: consent contact history");
  }
  if (view.state.account.value().empty()) return NobodyHere(contact, view.position);
  const std::string number =
      session.MaskedNumber(view.state.account, contact, view.state.sealed_number);
  Json json = {{"contact", ContactKey(contact)},
               {"number", number},
               {"partition", partition},
               {"position", view.position.next},
               {"time", JsonTime(view.position.time_ms)},
               {"halted", view.position.halted},
               {"halted_why", view.position.halted_why}};
  const ContactContext context = LoadContext(session, partition, contact, view.state);
  json.update(ContactJson(view.state, context, view.position.time_ms));
  session.output().Print(
      "contact    " + ContactKey(contact) + "\nnumber     " + number + "\naccount    " +
          view.state.account.value() + "\n" +
          ContactText(view.state, context, view.position.time_ms) +
          "as of      " + ShowTime(view.position.time_ms) + ", partition " +
          std::to_string(partition) + " position " + std::to_string(view.position.next) + "\n" +
          (view.position.halted ? "incomplete " + HaltText(view.position) + "\n" : ""),
      json);
  return kExitOk;
}

absl::StatusOr<int> Segments(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  std::map<std::string, std::uint64_t> counts;
  std::vector<FoldPosition> halted;
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    ASSIGN_OR_RETURN(const SegmentCountsView here,
                     projection->SegmentCounts(partition, account->id, 0));
    if (here.position.halted) halted.push_back(here.position);
    for (const auto& [segment, count] : here.counts) counts[segment] += count;
  }
  Table table({"SEGMENT", "CONTACTS"});
  Json array = Json::array();
  for (const auto& [segment, count] : counts) {
    table.Add({segment, std::to_string(count)});
    array.push_back({{"segment", segment}, {"contacts", count}});
  }
  session.output().PrintList(table, array);
  return WarnOfHalts(halted, session.output());
}

}  // namespace

void AddContactCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* const noun = commands.Noun("contact", "One person: state and history, with reasons.");
  CLI::App* verb = commands.Verb(noun, "show", "Shows status, flags and segments.",
                                 "  consent contact show +14155550134 --account demo\n"
                                 "  consent contact show +14155550134 --as-of -7d",
                                 [&session, options] { return Show(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id")->required();
  verb->add_option("--as-of", options->as_of,
                   "-7d, a day (UTC) or RFC 3339: folds the log up to there");
  AddContactHistory(commands, noun);
  AddContactSet(commands, noun);
  AddContactWaysOut(commands, noun);
  AddContactDeactivated(commands, noun);
  AddContactZone(commands, noun);
  const auto resolve = std::make_shared<ResolveOptions>();
  verb = commands.Verb(noun, "resolve", "Lifts what blocks a person, when somebody has looked.",
                       "  consent contact resolve +14155550134 --position 4711 --account demo \\\n"
                       "      --actor \"Ana Diaz\" --reason \"the webhook was a test\"",
                       [&session, resolve] { return ResolveBlocks(session, *resolve); });
  verb->add_option("contact", resolve->contact, "a phone number or a contact id")->required();
  verb->add_option("--position", resolve->position, "the block's offset, see: contact show")
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--up-to", resolve->up_to, "all blocks that are not newer")
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--reason", resolve->reason, "what was found")->required()->check(NotBlank);
}

void AddSegmentsCommand(const Commands& commands) {
  Session& session = commands.session;
  commands.Verb(&commands.app, "segments", "Counts the members of every segment.",
                "  consent segments --account demo", [&session] { return Segments(session); });
}

}  // namespace ledger::cli
