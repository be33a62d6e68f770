// What an import decides about one row: an event to append, or a line of the report. There is no
// third: events + report lines = rows, always (law 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"
#include "ledger/imports/row_claim.h"

namespace ledger::imports {

// Why a row did not become an event.
enum class RejectReason : std::uint8_t {
  kNulByte,
  kUnterminatedQuote,
  kRowTooLarge,
  kBadJson,
  kWrongColumnCount,
  kNoSourceConsent,    // the source does not say yes; looked at before the phone and before
                       // duplicates
  kContradictedByRow,  // another row denies the consent that this one claims: a no beats a yes
  kDuplicateOfRow,     // another row said the same of the same number before
  kNoConsentWord,      // a message that says nothing about consent
  kNeedsAttestation,   // a START in a log takes back a stop only if somebody vouches for the log
  kTakenBackByRow,     // a stop in a log, which the person took back later, in an attested log
  kMissingPhone,
  kHasExtension,
  kAmbiguous,
  kExcelDamage,
  kLostPlus,
  kShortCode,
  kNotPossible,
  kUnknownCountry,
};

// "no_source_consent"; for those that point to a row without its number.
[[nodiscard]] std::string_view RejectReasonName(RejectReason reason);

// A row that becomes a ContactImported event.
struct ImportedContact {
  std::int64_t row = 0;   // from 1 after the header, empty lines not counted
  std::int64_t line = 0;  // physical line on which the row starts
  PhoneNumber number;
  std::string name;  // may be empty
  EvidenceGrade grade = EvidenceGrade::kC;
  std::string source;        // "shopify", "csv"
  std::string consent_word;  // as the file has it: "yes"
  std::vector<std::string> segments;
  TimeMs opted_in_at = kNoTime;
  std::string method;
  std::string disclosure;
  std::string ip_address;
  std::string time_text = {};  // what opted_in_at was read from
};

// A row whose source says that the person opted out: becomes an OptedOut event. Only dialects in
// which a no is an explicit opt-out give it; Shopify's bare no is kNoSourceConsent.
struct ImportedOptOut {
  std::int64_t row = 0;
  std::int64_t line = 0;
  PhoneNumber number;
  std::string source = {};
  std::string consent_word = {};
  std::string method = {};
  std::string time_text = {};  // of the row, as it stands there
  bool from_handset = false;  // a text from it, or the provider's refusal that follows one
  std::string detail = {};    // what it rests on then: "21610"
  TimeMs said_at = kNoTime;
};

// A row that becomes a line of the report.
struct RejectLine {
  std::int64_t row = 0;
  std::int64_t line = 0;
  RejectReason reason = RejectReason::kNotPossible;
  std::int64_t other_row = 0;  // for the reasons that point to another row
  std::string file;            // its name, if several stand in an archive
  std::string masked_value;    // safe to show: never a whole number
  std::string mend;            // what the owner of the data can do
  // Set where the row names a readable number. With `says_no` it is then an OptedOut for a contact
  // whose consent rests on the same source; only the caller can know that.
  std::optional<PhoneNumber> number;
  bool says_no = false;  // for sure with a number; without one, or as far as can be read
  std::string consent_word;  // what it says, and when, as the row has it: never to be shown
  std::string time_text;
  std::string refused_for;  // set where admission refused the row: its reason, instead of `reason`
  // An opt-out that nobody recorded: its number cannot be read, or it was refused.
  [[nodiscard]] bool IsLostOptOut() const {
    if (!says_no) return false;
    return !refused_for.empty() || (reason != RejectReason::kNoSourceConsent && !number);
  }

  // The reason as summaries count it: "duplicate_of_row".
  [[nodiscard]] std::string ReasonName() const;
  // The reason as reports show it: "duplicate_of_row 12".
  [[nodiscard]] std::string ReasonText() const;
};

// A line for a row that was readable, and may be refused for what else it says.
[[nodiscard]] RejectLine LineOf(std::int64_t row, std::int64_t line, const PhoneNumber& number);

using RowOutcome = std::variant<ImportedContact, ImportedOptOut, RejectLine>;

// The row number of any outcome.
[[nodiscard]] std::int64_t RowOf(const RowOutcome& outcome);

}  // namespace ledger::imports
