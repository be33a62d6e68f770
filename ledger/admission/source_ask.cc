#include "ledger/admission/source_ask.h"

#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {

consent::v1::IntakeEvent SourceAskEvent(const AccountId& account, std::string_view source,
                                        const ProgramId& program, std::string_view number) {
  consent::v1::IntakeEvent event;
  event.set_account(account.value());
  event.set_source(std::string(source));
  event.set_publisher_id(absl::StrCat(ToAbsl(kSourceAskPrefix), program.value()));
  event.set_number(std::string(number));
  consent::v1::MessageRequested& request = *event.mutable_message_requested();
  request.set_message_class(consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  request.mutable_program()->set_program(program.value());
  request.set_requester("source ask");
  return event;
}

absl::StatusOr<std::vector<Admitted>> AsksAfter(const consent::v1::IntakeEvent& imported,
                                                TimeMs synced_at_ms, const Arrival& arrival,
                                                const AdmissionContext& context) {
  std::vector<Admitted> asks;
  if (!imported.has_contact_imported()) return asks;
  const AccountId account(imported.account());
  const std::string& source = imported.contact_imported().source();
  for (const SourceAsk& ask : context.directory.AsksOf(account, source)) {
    if (synced_at_ms < ask.after_ms) continue;
    consent::v1::IntakeEvent event =
        SourceAskEvent(account, source, ask.program, imported.number());
    event.set_region(imported.region());
    const Arrival same{arrival.origin, event.publisher_id(), arrival.appended_at_ms};
    ASSIGN_OR_RETURN(Admission admission, Admit(event, same, context));
    // Refused only where the program lost what the command had checked: the contact stays known.
    if (auto* admitted = std::get_if<Admitted>(&admission)) asks.push_back(std::move(*admitted));
  }
  return asks;
}

}  // namespace ledger
