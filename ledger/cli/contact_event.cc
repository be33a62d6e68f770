#include "ledger/cli/contact_event.h"

#include <utility>

#include "ledger/cli/appending.h"
#include "ledger/cli/contact_state_text.h"
#include "ledger/cli/contact_text.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/door/random_name.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

std::string PlaceText(const Appended& place) {
  return "partition " + std::to_string(place.partition) + " offset " +
         std::to_string(place.offset);
}

absl::Status NotReflectedYet(const absl::Status& status, const Appended& place) {
  absl::Status told(status.code(), "the event is durable at " + PlaceText(place) +
                                       ", but the projection does not reflect it yet: " +
                                       std::string(status.message()) +
                                       "; see what it did later: consent contact history");
  status.ForEachPayload([&told](absl::string_view url, const absl::Cord& payload) {
    told.SetPayload(url, payload);
  });
  return told;
}

}  // namespace

absl::StatusOr<consent::v1::IntakeEvent> EventAbout(Session& session,
                                                    const std::string& number_or_id,
                                                    const std::string& publisher_id) {
  ASSIGN_OR_RETURN(const AccountId account, session.AccountName());
  consent::v1::IntakeEvent event;
  event.set_account(account.value());
  event.set_source("consent-cli");
  event.set_publisher_id(publisher_id.empty() ? RandomName() : publisher_id);
  if (const auto contact = ParseContactKey(number_or_id)) {
    event.set_contact_id(ContactKey(*contact));
  } else {
    event.set_number(number_or_id);
  }
  return event;
}

absl::StatusOr<ToldEvent> Tell(Session& session, const consent::v1::IntakeEvent& event) {
  ASSIGN_OR_RETURN(Admitted admitted, AdmitCommand(session, event));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(const Appended place,
                   session.AppendDurably({kLedgerTopic,
                                          PartitionOfContact(admitted.contact, partitions),
                                          ContactKey(admitted.contact),
                                          Encode(admitted.event),
                                          {}}));
  return ToldEvent{admitted.contact, std::move(admitted.event), place};
}

absl::StatusOr<Folded> AwaitFold(Session& session, const ToldEvent& told) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  auto contact =
      projection->GetContact(told.place.partition, told.contact, told.place.offset + 1);
  if (!contact.ok()) return NotReflectedYet(contact.status(), told.place);
  auto page = projection->History(
      {told.place.partition, told.contact, told.place.offset, 1, told.place.offset + 1});
  if (!page.ok()) return NotReflectedYet(page.status(), told.place);
  if (page->entries.empty()) {
    return absl::InternalError("the projection has no record at " + PlaceText(told.place) +
                               "; see: consent doctor");
  }
  return Folded{std::move(page->entries.front()), *std::move(contact)};
}

absl::StatusOr<int> ShowWhatItDid(Session& session, const ToldEvent& told) {
  ASSIGN_OR_RETURN(const Folded folded, AwaitFold(session, told));
  const ContactState& state = folded.contact.state;
  const Effect& effect = folded.entry.effect;
  const TimeMs now_ms = folded.contact.position.time_ms;
  const std::string number =
      session.MaskedNumber(told.event.account, told.contact, state.sealed_number);
  const bool ignored =
      effect.disposition == Disposition::kIgnored && effect.reason != Reason::kDuplicate;
  Json json = {{"contact", ContactKey(told.contact)},
               {"number", number},
               {"partition", told.place.partition},
               {"offset", told.place.offset},
               {"event_id", Hex(told.event.id.view())},
               {"event", FactName(told.event.fact)},
               {"what", FactText(told.event.fact)},
               {"effect", DispositionName(effect.disposition)},
               {"reason", ReasonName(effect.reason)},
               {"reason_words", ReasonWords(effect.reason)}};
  const ContactContext context =
      LoadContext(session, told.place.partition, told.contact, state);
  json.update(ContactJson(state, context, now_ms));
  session.output().Print("contact    " + ContactKey(told.contact) + "\nnumber     " + number +
                             "\nevent      " + FactText(told.event.fact) + ", at " +
                             PlaceText(told.place) + "\neffect     " + EffectText(effect) + "\n" +
                             ContactText(state, context, now_ms),
                         json);
  if (ignored) {
    session.output().Warn("this changed nothing: " + std::string(ReasonWords(effect.reason)));
    return kExitRefused;
  }
  if (!state.account.value().empty()) return kExitOk;
  // It is kept all the same: a revocation is never lost, also one that came before its contact.
  session.output().Warn(
      "nobody is known under this contact id, so nobody's texts end by this; is the id right? Give "
      "the number to be sure");
  return kExitNotFound;
}

absl::StatusOr<ContactView> ContactNow(Session& session, const std::string& number_or_id) {
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(number_or_id));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  return projection->GetContact(PartitionOfContact(contact, partitions), contact, 0);
}

}  // namespace ledger::cli
