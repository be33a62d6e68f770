#include "ledger/cli/imported_people.h"

#include <utility>

#include "ledger/codec/record_codec.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/verify/refold.h"

namespace ledger::cli {
namespace {

// A is better than B; what nobody graded is worse than D.
int Rank(EvidenceGrade grade) {
  return grade == EvidenceGrade::kUnknown ? 5 : static_cast<int>(grade);
}

void Remember(const Event& event, const ContactImported& imported, ImportedPerson& person) {
  if (!event.sealed_number.empty()) person.sealed_number = event.sealed_number;
  const bool first = person.import.source.empty();
  if (!first && Rank(imported.grade) > Rank(person.import.grade)) return;
  person.import = imported;
  person.occurred_at_ms = event.occurred_at_ms;
}

}  // namespace

absl::StatusOr<ImportedPeople> ReadImportedPeople(Session& session, const AccountId& account,
                                                  std::string_view id_prefix,
                                                  const ChoosePerson& choose) {
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(true));
  ImportedPeople found;
  ASSIGN_OR_RETURN(found.end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  std::uint64_t total = 0;
  for (const auto& [partition, next] : found.end) total += static_cast<std::uint64_t>(next);
  const Output output = session.output();
  Progress progress(output, "reading the log", total);
  Decoder decoder;
  std::uint64_t done = 0;
  absl::flat_hash_set<ContactId> chosen;
  RETURN_IF_ERROR(verify::ReadAll(
      *reader, kLedgerTopic, found.end, session.clock(), kPatience, [&](const LogRecord& record) {
        if ((++done & 0xfff) == 0) progress.Update(done, session.clock().Monotonic());
        if (record.key == kPartitionKey || record.tombstone) return;
        const Record decoded =
            decoder.Decode(record.offset, record.appended_at_ms, record.key, record.value);
        const auto* event = std::get_if<Event>(&decoded.content);
        if (event == nullptr || event->account != account) return;
        if (event->publisher_id.starts_with(id_prefix)) found.events.insert(event->id);
        if (choose(*event, record.appended_at_ms)) chosen.insert(decoded.contact);
        // A person may be chosen by an event behind the import that brought them.
        const auto* imported = std::get_if<ContactImported>(&event->fact);
        if (imported != nullptr) Remember(*event, *imported, found.people[decoded.contact]);
      }));
  progress.Finish();
  absl::erase_if(found.people, [&](const auto& entry) { return !chosen.contains(entry.first); });
  return found;
}

absl::StatusOr<std::string> NumberOf(Session& session, const AccountId& account,
                                     const ContactId& contact, std::string_view sealed) {
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  ASSIGN_OR_RETURN(const Personal personal, keys->Open(account, contact, sealed));
  return personal.number;
}

}  // namespace ledger::cli
