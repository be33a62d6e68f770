#include "ledger/cli/contact_text.h"

#include "ledger/cli/permission.h"
#include "ledger/core/needs_window.h"
#include "ledger/core/reason_words.h"

namespace ledger::cli {
namespace {

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

std::string Programs(const std::vector<ProgramRef>& programs) {
  std::string text;
  for (const ProgramRef& p : programs) text += (text.empty() ? "" : ", ") + p.program.value();
  return text.empty() ? "no program" : text;
}

std::string Scope(const RevocationScope& scope) {
  switch (scope.reach) {
    case Reach::kPrograms:
      return Programs(scope.programs);
    case Reach::kMarketing:
      return "all marketing";
    case Reach::kUnknown:
    case Reach::kEverything:
      break;
  }
  return "everything";
}

std::string_view Outcome(SendOutcome outcome) {
  switch (outcome) {
    case SendOutcome::kAccepted:
      return "accepted by the gateway";
    case SendOutcome::kQueued:
      return "queued at the gateway";
    case SendOutcome::kRejected:
      return "rejected by the gateway";
    case SendOutcome::kUnknown:
      return "unknown: never sent again";
    case SendOutcome::kWithdrawn:
      return "withdrawn before a byte left";
    case SendOutcome::kUnknownValue:
      break;
  }
  return "unclear";
}

// What gateway or carrier told with an outcome or a delivery report.
template <typename Fact>
std::string Told(const Fact& fact) {
  std::string text = fact.detail.empty() ? "" : ": " + fact.detail;
  if (fact.permanent) text += "; the number is bad";
  if (fact.provider_opt_out) text += "; the person opted out at the provider";
  return text;
}

std::string_view ActedOn(ProviderAction action) {
  switch (action) {
    case ProviderAction::kStop:
      return ", and the provider acted on STOP itself";
    case ProviderAction::kStart:
      return ", and the provider acted on START itself";
    case ProviderAction::kHelp:
      return ", and the provider answered HELP itself";
    case ProviderAction::kNone:
      break;
  }
  return "";
}

// A file's hash is long; its first digits find it among the reports.
template <typename FactOfRow>
std::string RowText(const FactOfRow& fact) {
  if (fact.import_id.empty()) return "";
  return ", row " + std::to_string(fact.row) + " of file " + fact.import_id.substr(0, 12);
}

std::string OptedOutText(const OptedOut& fact) {
  return "took consent back for " + Scope(fact.scope) + " " + std::string(MeansWords(fact.means)) +
         RowText(fact) + (fact.actor.empty() ? "" : ", entered by " + fact.actor) +
         (fact.detail.empty() ? "" : ": " + fact.detail);
}

std::string ReassignedText(const NumberReassigned& fact) {
  return "the number has another owner, says " + fact.database +
         (fact.date_used_ms == kNoTime ? "" : ", asked for " + ShowTime(fact.date_used_ms));
}

std::string QueriedText(const ReassignmentQueried& fact) {
  const std::string since =
      fact.date_used_ms == kNoTime ? "" : ", asked for " + ShowTime(fact.date_used_ms);
  return fact.answer == ReassignmentAnswer::kNo
             ? "the number has no other owner, says " + fact.database + since
             : "the number is not known to " + fact.database + since + ": that shows nothing";
}

// Why a text may go out much later than it became due.
constexpr char kInHours[] = ", within the hours where the person is";

std::string Decided(const ReplyDecided& fact) {
  const std::string who = fact.actor.empty() ? "rule " + fact.matched_rule : "by " + fact.actor;
  std::vector<ProgramRef> asked;
  for (const AnswerDue& answer : fact.answers) {
    if (answer.message_class == MessageClass::kOptInRequest) asked.push_back(answer.program);
  }
  switch (fact.consequence) {
    case Consequence::kOptIn:
      return "opts in to " + Programs(fact.programs) +
             (asked.empty() ? "" : ", is asked for " + Programs(asked) + kInHours) + " (" + who +
             ")";
    case Consequence::kConfirm:
      return "agrees to what was asked (" + who + ")";
    case Consequence::kRevoke:
      return "revokes " + Scope(fact.revocation) + " (" + who + ")";
    case Consequence::kHold:
      return "waits for a person to look at it (" + who + ")";
    case Consequence::kNone:
      if (!asked.empty()) {
        return "asks to join " + Programs(asked) + ", and is asked" + kInHours + " (" + who + ")";
      }
      return "asks for nothing to change (" + who + ")";
    case Consequence::kUnknown:
      break;
  }
  return "unclear (" + who + ")";
}

std::string Intended(const SendIntended& fact) {
  std::string text = "a text of class " + std::string(MessageClassName(fact.message_class)) +
                     " for " + fact.program.program.value();
  if (!fact.because.campaign.value().empty()) {
    text += ", campaign " + fact.because.campaign.value() + " message " +
            std::to_string(fact.because.step + 1);
  } else if (fact.because.origin != kNoOffset) {
    text += ", because of offset " + std::to_string(fact.because.origin);
  }
  if (fact.window.has_value()) {
    text += ", within " + ShowTime(fact.window->open_ms) + " to " +
            ShowTime(fact.window->close_ms) + " by the hours of " + fact.window->zone;
  }
  return text;
}

// Where somebody is known from, and on what ground they may count as having agreed.
std::string ImportedText(const ContactImported& fact) {
  constexpr std::string_view kGrades[] = {"ungraded", "grade A", "grade B", "grade C", "grade D"};
  std::string text = "known from " + fact.source + " for " + Programs(fact.programs) + ", " +
                     std::string(kGrades[static_cast<std::size_t>(fact.grade) % 5]) +
                     RowText(fact);
  if (!fact.attestation.empty()) {
    text += ", permission attested by " + fact.actor + ": " + fact.attestation;
  }
  return text;
}

}  // namespace

std::string_view DeliveryName(Delivery delivery) {
  switch (delivery) {
    case Delivery::kDelivered:
      return "delivered";
    case Delivery::kFailed:
      return "failed";
    case Delivery::kExpired:
      return "expired";
    case Delivery::kUnknown:
      break;
  }
  return "unclear";
}

std::string_view MeansWords(OptOutMeans means) {
  switch (means) {
    case OptOutMeans::kWeb:
      return "on the web";
    case OptOutMeans::kEmail:
      return "by e-mail";
    case OptOutMeans::kVoice:
      return "by voice";
    case OptOutMeans::kAdmin:
      return "through an administrator";
    case OptOutMeans::kApi:
      return "through the API";
    case OptOutMeans::kImport:
      return "in an import";
    case OptOutMeans::kProvider:
      return "at the provider";
    case OptOutMeans::kUnknown:
      break;
  }
  return "by unclear means";
}

std::string_view FactName(const Fact& fact) {
  constexpr std::string_view kNames[] = {"contact_imported",
                                         "opted_in",
                                         "opted_out",
                                         "permission_set",
                                         "number_reassigned",
                                         "number_deactivated",
                                         "contact_listed",
                                         "contact_unlisted",
                                         "contact_erased",
                                         "event_rejected",
                                         "block_resolved",
                                         "keyword_replied",
                                         "reply_decided",
                                         "message_requested",
                                         "send_intended",
                                         "send_concluded",
                                         "delivery_reported",
                                         "dispatcher_claimed",
                                         "halted",
                                         "resumed",
                                         "step_finished",
                                         "rules_activated",
                                         "truncation_accepted",
                                         "zone_told",
                                         "reassignment_queried"};
  static_assert(std::size(kNames) == std::variant_size_v<Fact>);
  return kNames[fact.index()];
}

std::string FactText(const Fact& fact) {
  return std::visit(
      Overloaded{
          [](const ContactImported& f) { return ImportedText(f); },
          [](const OptedIn& f) { return "agreed to " + Programs(f.programs); },
          [](const OptedOut& f) { return OptedOutText(f); },
          [](const PermissionSet& f) {
            return "set to " + std::string(PermissionTitle(f.permission)) + " for " +
                   f.program.program.value() + " by " + f.actor +
                   (f.reason.empty() ? "" : ": " + f.reason);
          },
          [](const NumberReassigned& f) { return ReassignedText(f); },
          [](const ReassignmentQueried& f) { return QueriedText(f); },
          [](const NumberDeactivated& f) {
            return "the number is out of service, says " + f.source;
          },
          [](const ZoneTold& f) {
            return "lives in " + f.tzid + (f.source.empty() ? "" : ", known from " + f.source) +
                   (f.actor.empty() ? "" : ", entered by " + f.actor);
          },
          [](const ContactListed& f) { return "joined segment " + f.segment.value(); },
          [](const ContactUnlisted& f) { return "left segment " + f.segment.value(); },
          [](const ContactErased& f) { return "erased by " + f.actor; },
          [](const EventRejected& f) { return "input was refused: " + f.reason; },
          [](const BlockResolved& f) { return "blocks lifted by " + f.actor; },
          [](const KeywordReplied& f) {
            return "a text came to " + f.line.value() + std::string(ActedOn(f.provider_action));
          },
          [](const ReplyDecided& f) { return Decided(f); },
          [](const MessageRequested& f) {
            return "a text of class " + std::string(MessageClassName(f.message_class)) +
                   " was asked for" + (f.requester.empty() ? "" : " by " + f.requester) +
                   (NeedsWindow(f.message_class, f.program.category) ? kInHours : "");
          },
          [](const SendIntended& f) { return Intended(f); },
          [](const SendConcluded& f) {
            const std::string id = f.provider_id.empty() ? "" : " as " + f.provider_id;
            return std::string(Outcome(f.outcome)) + id + Told(f);
          },
          [](const DeliveryReported& f) {
            return std::string(DeliveryName(f.delivery)) + Told(f);
          },
          [](const auto&) { return std::string("about the partition"); },
      },
      fact);
}

std::string EffectText(const Effect& effect) {
  std::string text(DispositionName(effect.disposition));
  if (effect.reason != Reason::kNone) {
    text += " (" + std::string(ReasonName(effect.reason)) +
            "): " + std::string(ReasonWords(effect.reason));
  }
  if (effect.duplicate_of != kNoOffset) {
    text += ", at offset " + std::to_string(effect.duplicate_of);
  }
  return text;
}

}  // namespace ledger::cli
