// consent contact history.
#include "ledger/cli/contact_history.h"

#include <algorithm>
#include <memory>

#include "ledger/cli/contact_text.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/deadline_text.h"
#include "ledger/cli/evidence.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/time_text.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/outbox/event_outbox.h"

namespace ledger::cli {
namespace {

struct HistoryOptions {
  std::string contact;
  std::string as_of;
  bool reveal = false;
};

// Adds what is sealed in an event: the words of a text, and what backs an agreement.
void AddRevealed(Session& session, const Event& event, const ContactId& contact, Json& evidence,
                 Json& json) {
  json["text"] = nullptr;
  if (event.sealed_details.empty()) return;
  const auto keys = session.Keys();
  if (!keys.ok()) return;  // asked for before the first event
  const auto personal = (*keys)->Open(event.account, contact, event.sealed_details);
  if (!personal.ok()) {
    json["text"] = "<unreadable>";
    return;
  }
  if (!personal->text.empty()) json["text"] = personal->text;
  AddSealed(*personal, evidence);
}

// `more`: there is something that was not opened.
std::string EvidenceText(const Json& evidence, bool more) {
  if (evidence.is_null()) return "";
  return "    evidence: " + EvidenceLine(evidence) + (more ? "; more is sealed: --reveal" : "") +
         "\n";
}

absl::StatusOr<int> History(Session& session, const HistoryOptions& options) {
  if (options.reveal) RETURN_IF_ERROR(session.Keys().status());
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(options.contact));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  const PartitionId partition = PartitionOfContact(contact, partitions);
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const FullHistory history, LoadHistory(*projection, partition, contact));
  if (history.entries.empty()) return NobodyHere(contact, history.position);
  TimeMs until_ms = session.NowMs() + 60'000;
  if (!options.as_of.empty()) {
    ASSIGN_OR_RETURN(until_ms, ParsePastTime("--as-of", options.as_of, session.NowMs()));
  }
  Decoder decoder;
  DeadlineNotes notes;
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
    if (event != nullptr) {
      Json evidence = EvidenceJson(event->fact, event->occurred_at_ms);
      if (options.reveal) AddRevealed(session, *event, contact, evidence, json);
      if (json.contains("text") && !json["text"].is_null()) {
        text += "    words: " +
                json["text"].dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
      }
      text += EvidenceText(evidence, !options.reveal && !event->sealed_details.empty());
      json["evidence"] = std::move(evidence);
    }
    text += "    -> " + EffectText(entry.effect) + "\n";
    if (event != nullptr) {
      DeadlineNotes::Note note =
          notes.See(entry.offset, entry.appended_at_ms, *event, entry.effect);
      if (!note.text.empty()) text += "    " + note.text + "\n";
      json["deadline"] = std::move(note.json);
    }
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

}  // namespace

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

absl::Status NobodyHere(const ContactId& contact, const FoldPosition& position) {
  if (position.halted) {
    return absl::UnavailableError("nothing is known of contact " + ContactKey(contact) +
                                  " so far: " + HaltText(position));
  }
  return absl::NotFoundError("nothing is known of contact " + ContactKey(contact) +
                             "; is --account the right one?");
}

void AddContactHistory(const Commands& commands, CLI::App* contact) {
  Session& session = commands.session;
  const auto options = std::make_shared<HistoryOptions>();
  CLI::App* const verb =
      commands.Verb(contact, "history", "Shows every event and what it did, the oldest first.",
                    "  consent contact history +14155550134 --account demo\n"
                    "  consent contact history +14155550134 --reveal -o ndjson",
                    [&session, options] { return History(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id")->required();
  verb->add_option("--as-of", options->as_of, "nothing that is newer");
  verb->add_flag("--reveal", options->reveal,
                 "for auditors: open what is sealed: words of texts, names, what a source says");
}

}  // namespace ledger::cli
