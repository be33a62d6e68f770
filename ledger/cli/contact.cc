// consent contact: show, history, resolve. consent segments.
#include <algorithm>
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/cli/contact_text.h"
#include "ledger/cli/evidence.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/resolve.h"
#include "ledger/cli/time_text.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/verify/refold.h"

namespace ledger::cli {
namespace {

struct ContactOptions {
  std::string contact;
  std::string as_of;
  bool reveal = false;
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

// A halted partition cannot say that nobody is there.
absl::Status NobodyHere(const ContactId& contact, const FoldPosition& position) {
  if (position.halted) {
    return absl::UnavailableError("nothing is known of contact " + ContactKey(contact) +
                                  " so far: " + HaltText(position));
  }
  return absl::NotFoundError("nothing is known of contact " + ContactKey(contact) +
                             "; is --account the right one?");
}

absl::StatusOr<int> Show(Session& session, const ContactOptions& options) {
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(options.contact));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  const PartitionId partition = PartitionOfContact(contact, partitions);
  ContactView view;
  if (options.as_of.empty()) {
    ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
    ASSIGN_OR_RETURN(view, projection->GetContact(partition, contact, 0));
  } else {
    ASSIGN_OR_RETURN(const TimeMs as_of_ms, ParseTime("--as-of", options.as_of, session.NowMs()));
    ASSIGN_OR_RETURN(view, ContactAt(session, partition, contact, as_of_ms));
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
  json.update(ContactJson(view.state, view.position.time_ms));
  session.output().Print(
      "contact    " + ContactKey(contact) + "\nnumber     " + number + "\naccount    " +
          view.state.account.value() + "\n" + ContactText(view.state, view.position.time_ms) +
          "as of      " + ShowTime(view.position.time_ms) + ", partition " +
          std::to_string(partition) + " position " + std::to_string(view.position.next) + "\n" +
          (view.position.halted ? "incomplete " + HaltText(view.position) + "\n" : ""),
      json);
  return kExitOk;
}

// The words of a text, for auditors.
std::string Revealed(Session& session, const Event& event, const ContactId& contact) {
  if (event.sealed_details.empty()) return "";
  const auto keys = session.Keys();
  if (!keys.ok()) return "<no keys>";
  const auto personal = (*keys)->Open(event.account, contact, event.sealed_details);
  return personal.ok() ? personal->text : "<unreadable>";
}

// What backs an agreement; the sealed parts with `reveal` only. Null: there is nothing.
Json EvidenceOf(Session& session, const Event& event, const ContactId& contact, bool reveal) {
  Json evidence = EvidenceJson(event.fact);
  if (!reveal || event.sealed_details.empty()) return evidence;
  const auto keys = session.Keys();
  if (!keys.ok()) return evidence;
  const auto personal = (*keys)->Open(event.account, contact, event.sealed_details);
  if (personal.ok()) AddSealed(*personal, evidence);
  return evidence;
}

// The whole history, the oldest first, and where it was read last.
struct FullHistory {
  std::vector<HistoryEntry> entries;
  FoldPosition position;
};

absl::StatusOr<FullHistory> LoadHistory(ProjectionQueries& projection, PartitionId partition,
                                        const ContactId& contact) {
  FullHistory history;
  HistoryQuery query{partition, contact};
  do {
    ASSIGN_OR_RETURN(HistoryPage page, projection.History(query));
    for (HistoryEntry& entry : page.entries) history.entries.push_back(std::move(entry));
    history.position = std::move(page.position);
    query.from = page.next;
  } while (query.from != kNoOffset);
  std::reverse(history.entries.begin(), history.entries.end());
  return history;
}

absl::StatusOr<int> History(Session& session, const ContactOptions& options) {
  if (options.reveal) RETURN_IF_ERROR(session.Keys().status());
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(options.contact));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  const PartitionId partition = PartitionOfContact(contact, partitions);
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const FullHistory history, LoadHistory(*projection, partition, contact));
  if (history.entries.empty()) return NobodyHere(contact, history.position);
  TimeMs until_ms = session.NowMs() + 60'000;
  if (!options.as_of.empty()) {
    ASSIGN_OR_RETURN(until_ms, ParseTime("--as-of", options.as_of, session.NowMs()));
  }
  Decoder decoder;
  std::string text = "contact " + ContactKey(contact) + ", partition " + std::to_string(partition) +
                     ", the oldest first\n";
  Json array = Json::array();
  for (const HistoryEntry& entry : history.entries) {
    if (entry.appended_at_ms > until_ms) continue;
    const Record record =
        decoder.Decode(entry.offset, entry.appended_at_ms, ContactKey(contact), entry.value);
    const auto* event = std::get_if<Event>(&record.content);
    const std::string kind(event == nullptr ? "undecodable" : FactName(event->fact));
    const std::string what =
        event == nullptr ? std::get<Undecodable>(record.content).why : FactText(event->fact);
    Json json = {{"offset", entry.offset},
                 {"partition", entry.partition},
                 {"appended_at", JsonTime(entry.appended_at_ms)},
                 {"event", kind},
                 {"what", what},
                 {"effect", DispositionName(entry.effect.disposition)},
                 {"reason", ReasonName(entry.effect.reason)},
                 {"reason_words", ReasonWords(entry.effect.reason)}};
    if (event != nullptr) {
      json["event_id"] = Hex(event->id.view());
      json["source"] = event->source;
      json["occurred_at"] = JsonTime(event->occurred_at_ms);
    }
    text += ShowTime(entry.appended_at_ms) + "  offset " + std::to_string(entry.offset) + "  " +
            kind + ": " + what + "\n";
    if (options.reveal && event != nullptr && !event->sealed_details.empty()) {
      const std::string words = Revealed(session, *event, contact);
      json["text"] = words;
      text +=
          "    words: " + Json(words).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    if (event != nullptr) {
      const Json evidence = EvidenceOf(session, *event, contact, options.reveal);
      json["evidence"] = evidence;
      if (!evidence.is_null()) text += "    evidence: " + EvidenceLine(evidence) + "\n";
    }
    text += "    -> " + EffectText(entry.effect) + "\n";
    array.push_back(std::move(json));
  }
  if (session.output().format() == Format::kTable) {
    session.output().Print(text, array);
  } else {
    session.output().PrintList(Table({}), array);
  }
  std::vector<FoldPosition> halted;
  if (history.position.halted) halted.push_back(history.position);
  return WarnOfHalts(halted, session.output());
}

absl::StatusOr<int> Segments(Session& session) {
  ASSIGN_OR_RETURN(const AccountId account, session.AccountName());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  std::map<std::string, std::uint64_t> counts;
  std::vector<FoldPosition> halted;
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    ASSIGN_OR_RETURN(const SegmentCountsView here,
                     projection->SegmentCounts(partition, account, 0));
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
  const auto options = std::make_shared<ContactOptions>();
  CLI::App* const noun = commands.Noun("contact", "One person: state and history, with reasons.");
  CLI::App* verb = commands.Verb(noun, "show", "Shows status, flags and segments.",
                                 "  consent contact show +14155550134 --account demo\n"
                                 "  consent contact show +14155550134 --as-of -7d",
                                 [&session, options] { return Show(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id")->required();
  verb->add_option("--as-of", options->as_of, "-7d, or RFC 3339: folds the log up to there");
  verb = commands.Verb(noun, "history", "Shows every event and what it did, the oldest first.",
                       "  consent contact history +14155550134 --account demo\n"
                       "  consent contact history +14155550134 --reveal -o ndjson",
                       [&session, options] { return History(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id")->required();
  verb->add_option("--as-of", options->as_of, "nothing that is newer");
  verb->add_flag("--reveal", options->reveal, "for auditors: open the words of texts");
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
  verb->add_option("--reason", resolve->reason, "what was found")->required();
}

void AddSegmentsCommand(const Commands& commands) {
  Session& session = commands.session;
  commands.Verb(&commands.app, "segments", "Counts the members of every segment.",
                "  consent segments --account demo", [&session] { return Segments(session); });
}

}  // namespace ledger::cli
