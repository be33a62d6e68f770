#include "ledger/admission/contact_resolution.h"

#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger {
namespace {

RejectReason ReasonOf(PhoneOutcome outcome) {
  switch (outcome) {
    case PhoneOutcome::kMissing:
      return RejectReason::kMissingNumber;
    case PhoneOutcome::kHasExtension:
      return RejectReason::kHasExtension;
    case PhoneOutcome::kAmbiguous:
      return RejectReason::kAmbiguousNumber;
    case PhoneOutcome::kOk:
    case PhoneOutcome::kExcelDamage:
    case PhoneOutcome::kLostPlus:
    case PhoneOutcome::kShortCode:
    case PhoneOutcome::kNotPossible:
    case PhoneOutcome::kUnknownRegion:
    case PhoneOutcome::kNeedsFullParse:
      break;
  }
  return RejectReason::kInvalidNumber;
}

}  // namespace

std::optional<PhoneNumber> ReadNumber(std::string_view field, std::string_view number,
                                      std::string_view region, Complaints& complaints) {
  PhoneReading reading = ReadDirtyPhone(number, region);
  if (reading.outcome == PhoneOutcome::kOk) return std::move(reading.number);
  complaints.AddNumber(ReasonOf(reading.outcome), field,
                       std::string("no telephone number can be read (") +
                           std::string(PhoneOutcomeName(reading.outcome)) + ")",
                       PhoneOutcomeMend(reading.outcome), number);
  return std::nullopt;
}

absl::StatusOr<std::optional<ResolvedContact>> ResolveContact(
    const AccountId& account, std::string_view number, std::string_view region,
    std::string_view contact_id, const KeyRing& keys, Complaints& complaints) {
  std::optional<ContactId> named;
  if (!contact_id.empty()) {
    named = ParseContactKey(contact_id);
    if (!named) {
      complaints.Add(RejectReason::kInvalidField, "contact_id",
                     "not 26 characters of lower-case base32",
                     "copy it from `consent contact show`, or give the number", contact_id);
      return std::nullopt;
    }
    if (number.empty()) return ResolvedContact{*named, std::nullopt};
  }
  if (number.empty()) {
    complaints.Add(RejectReason::kMissingNumber, "number", "there is none",
                   "give the telephone number, for example \"+14155550134\"");
    return std::nullopt;
  }
  std::optional<PhoneNumber> read = ReadNumber("number", number, region, complaints);
  if (!read) return std::nullopt;
  ASSIGN_OR_RETURN(const ContactId contact, keys.ContactIdOf(account, *read));
  if (named && *named != contact) {
    complaints.Add(RejectReason::kKeyMismatch, "contact_id", "names another contact than number",
                   "give one of the two", contact_id);
    return std::nullopt;
  }
  return ResolvedContact{contact, std::move(read)};
}

}  // namespace ledger
