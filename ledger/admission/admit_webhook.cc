#include "ledger/admission/admit_webhook.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/admission/complaint.h"
#include "ledger/admission/contact_resolution.h"
#include "ledger/admission/limits.h"
#include "ledger/admission/report_reference.h"
#include "ledger/core/status_macros.h"
#include "ledger/seal/key_file.h"
#include "ledger/seal/parts.h"

namespace ledger {
namespace {

// Beyond this many digits a number without '+' that is no national one is an international one.
constexpr std::size_t kInternationalDigitsMin = 11;

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Ids stand in records as text, which must be valid UTF-8.
bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// Gateways write numbers with or without '+', and a '+' in a query may have become a blank.
std::string WithPlus(std::string_view address) {
  while (!address.empty() && address.front() == ' ') address.remove_prefix(1);
  return absl::StrCat("+", std::string(address));
}

struct FoundLine {
  LineId line;
  AccountId account;
};

std::optional<FoundLine> FindLine(const std::string& dialled, const Directory& directory) {
  const std::string bare = dialled.substr(dialled.starts_with('+') ? 1 : 0);
  for (const std::string& spelling : {dialled, WithPlus(bare), bare}) {
    const LineId line(spelling);
    if (const auto account = directory.AccountOfLine(line)) return FoundLine{line, *account};
  }
  return std::nullopt;
}

std::optional<PhoneNumber> ReadHandset(const std::string& from, const std::string& region,
                                       Complaints& complaints) {
  // A blank in front was a '+': read as a national number it would be a stranger's.
  if (from.starts_with(' ')) return ReadNumber("from", WithPlus(from), region, complaints);
  Complaints national;
  std::optional<PhoneNumber> number = ReadNumber("from", from, region, national);
  if (number) return number;
  if (IsDigits(from) && from.size() >= kInternationalDigitsMin) {
    Complaints international;
    number = ReadNumber("from", WithPlus(from), region, international);
    if (number) return number;
  }
  const Rejected why = national.Take();
  complaints.AddNumber(why.reason, "from", "no telephone number can be read",
                       "check the gateway's number format", from);
  return std::nullopt;
}

// Whether a gateway with the key of `speaker` brings what belongs to `account`: a gateway that
// serves the lines of several accounts has a key of the installation.
bool Speaks(const AccountId& speaker, const AccountId& account) {
  return speaker == account || speaker.value() == kInstallation;
}

Rejected Refuse(Complaints& complaints, const AccountId& account,
                std::optional<ContactId> contact) {
  Rejected rejected = complaints.Take();
  rejected.account = account;
  rejected.contact = contact;
  rejected.blocks = contact.has_value();
  return rejected;
}

// A text to a line that its speaker does not have. Whose it is can be told all the same if the key
// names the account: it may be a STOP, so it must block.
absl::StatusOr<Admission> RefuseLine(const InboundText& text, const AdmissionContext& context) {
  Complaints complaints;
  complaints.AddNumber(
      RejectReason::kUnknownLine, "to", "the key's account has no such line",
      "define the line, or use its account's key, then resolve the contact's block", text.line);
  const std::optional<AccountEntry> entry = context.directory.FindAccount(text.account);
  if (!entry) return Refuse(complaints, text.account, std::nullopt);
  const std::optional<PhoneNumber> number =
      ReadHandset(text.from, entry->default_region, complaints);
  if (!number) return Refuse(complaints, text.account, std::nullopt);
  ASSIGN_OR_RETURN(const ContactId contact, context.keys.ContactIdOf(text.account, *number));
  return Refuse(complaints, text.account, contact);
}

}  // namespace

absl::StatusOr<Admission> AdmitText(const InboundText& text, std::string_view arrival_name,
                                    const AdmissionContext& context) {
  const std::optional<FoundLine> line = FindLine(text.line, context.directory);
  if (!line || !Speaks(text.account, line->account)) return RefuseLine(text, context);
  Complaints complaints;
  const std::optional<AccountEntry> entry = context.directory.FindAccount(line->account);
  if (!entry) {
    complaints.Add(RejectReason::kUnknownAccount, "key", "there is no such account",
                   "define the account");
    return Refuse(complaints, text.account, std::nullopt);
  }
  const std::optional<PhoneNumber> number =
      ReadHandset(text.from, entry->default_region, complaints);
  if (!number) return Refuse(complaints, line->account, std::nullopt);
  ASSIGN_OR_RETURN(const ContactId contact, context.keys.ContactIdOf(line->account, *number));
  if (!text.words) {
    complaints.Add(RejectReason::kMissingField, "raw", "the text's words are not there",
                   "let the gateway bring them (Kannel: raw=%b in its get-url), then resolve the "
                   "contact's block");
  } else if (text.words->size() > kWordsBytesMax) {
    complaints.Add(RejectReason::kTooLarge, "raw",
                   absl::StrCat(text.words->size(), " bytes, at most ", kWordsBytesMax),
                   "look at the original, then resolve the contact's block");
  }
  if (text.id.size() > kPublisherIdBytesMax) {
    complaints.Add(RejectReason::kTooLarge, "id", "is too long", "check the gateway's set-up");
  } else if (!IsPrintable(text.id)) {
    complaints.Add(RejectReason::kInvalidField, "id", "is not printable ASCII",
                   "check the gateway's set-up");
  }
  if (!complaints.ok()) return Refuse(complaints, line->account, contact);

  const TimeMs now_ms = absl::ToUnixMillis(context.now);
  KeywordReplied fact;
  fact.line = line->line;
  fact.gateway = text.gateway;
  fact.gateway_id = text.id;
  fact.gateway_time_ms = text.time_ms;
  fact.provider_action = text.provider_action;
  if (text.time_ms < now_ms - absl::ToInt64Milliseconds(kGatewayDelayMax) ||
      text.time_ms > now_ms + absl::ToInt64Milliseconds(kClockSkewMax)) {
    fact.gateway_time_ms = kNoTime;
  }
  Event event;
  event.account = line->account;
  event.origin = Origin::kWebhook;
  event.source = text.gateway;
  event.publisher_id = text.id.empty() ? std::string(arrival_name) : text.id;
  event.occurred_at_ms = fact.gateway_time_ms;
  event.fact = std::move(fact);
  const std::string content =
      text.only_id_is_proved ? JoinParts({"keyword-replied", line->line.value()})
                             : JoinParts({"keyword-replied", line->line.value(), *text.words});
  ASSIGN_OR_RETURN(event.id,
                   context.keys.ExternalEventId(event.account, event.source, event.publisher_id,
                                                contact, text.time_ms, content));
  Personal personal;
  personal.number = number->e164();
  ASSIGN_OR_RETURN(event.sealed_number, context.keys.Seal(event.account, contact, personal));
  personal.number.clear();
  personal.text = *text.words;
  ASSIGN_OR_RETURN(event.sealed_details, context.keys.Seal(event.account, contact, personal));
  return Admitted{std::move(event), contact};
}

absl::StatusOr<Admission> AdmitReport(const InboundReport& report, const AccountId& account,
                                      const AdmissionContext& context) {
  Complaints complaints;
  const auto reference = ParseReportReference(report.reference, context.keys);
  if (!reference.ok() || !Speaks(account, reference->account)) {
    complaints.Add(RejectReason::kUnknownAttempt, "ref", "is not a reference that was given out",
                   "call the dlr-url exactly as it was given, with its account's key");
    // The contact of a forged reference is not known, it is claimed: it blocks nobody.
    return Refuse(complaints, account, std::nullopt);
  }
  Event event;
  event.account = reference->account;
  event.origin = Origin::kWebhook;
  event.source = report.gateway;
  event.fact = DeliveryReported{reference->intent, reference->message, report.delivery,
                                report.detail,     report.permanent,   report.provider_opt_out};
  event.publisher_id = report.reference.substr(report.reference.rfind('.') + 1);
  std::string flags(report.permanent ? "permanent" : "");
  flags += report.provider_opt_out ? "opt-out" : "";
  const char delivery = static_cast<char>('0' + static_cast<int>(report.delivery));
  ASSIGN_OR_RETURN(event.id,
                   context.keys.ExternalEventId(
                       event.account, event.source, event.publisher_id, reference->contact, kNoTime,
                       JoinParts({"delivery-reported", reference->intent.view(),
                                  std::string_view(&delivery, 1), report.detail, flags})));
  return Admitted{std::move(event), reference->contact};
}

}  // namespace ledger
