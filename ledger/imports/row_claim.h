// What one row of a file says about one person, before the rest of the file is asked: the step
// between a dialect's cells and an outcome. One function for each family of dialects.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"
#include "ledger/imports/dialect.h"

namespace ledger::imports {

// Names, methods and disclosures longer than this are left out: they are no names.
inline constexpr std::size_t kMaxNameBytes = 256;
inline constexpr std::size_t kMaxDisclosureBytes = 4096;

// How much a source can prove about the consent that it claims.
enum class EvidenceGrade : std::uint8_t {
  kA,  // time, method and the text that was agreed to
  kB,  // time and method
  kC,  // a bare yes
  kD,  // e-mail only, or no channel named: a contact, no consent
};
[[nodiscard]] std::string_view EvidenceGradeName(EvidenceGrade grade);  // "A"

enum class ConsentWord : std::uint8_t { kEmpty, kYes, kNo, kUnknown };

// What a text from a handset says about consent. Who reads it (the keyword-handler's tables) is
// above this folder and is handed in; kStop also if it may be one.
enum class InboundMeaning : std::uint8_t { kNothing, kStart, kStop };
using ReadInbound = std::function<InboundMeaning(std::string_view body)>;

// The reading of one row. Strings are trimmed UTF-8.
struct RowClaim {
  PhoneReading phone;
  std::string phone_cell;          // as the file has it: never to be shown unmasked
  bool has_address_phone = false;  // another number is there, which no consent speaks of
  ConsentWord word = ConsentWord::kEmpty;
  std::string word_text;  // "yes", at most 32 bytes; of a message log the text
  std::string name;
  TimeMs opted_in_at = kNoTime;  // kNoTime also before there were texts, and in the future
  std::string method;
  std::string disclosure;
  std::string time_text;  // what opted_in_at was read from
  std::string ip_address;
  EvidenceGrade grade = EvidenceGrade::kC;
  bool from_handset = false;  // a text from it, or the provider's refusal that follows one
  std::string detail;         // what from_handset rests on: "21610", "inbound text"
  std::string line;           // of a message log: our side of it, told apart from the others
};

struct ClaimContext {
  const Header* header = nullptr;
  std::string_view default_region;                  // of the account, for rows without a country
  TimeMs now = 0;                                   // a consent later than this has no time
  ConsentWord file_word = ConsentWord::kEmpty;      // what the file's name says (Speech::kFileName)
  const ReadInbound* read_inbound = nullptr;        // needed for Speech::kMessages
  bool attested = false;                            // written permission is claimed for the import
};

// What a cell of a consent column says.
[[nodiscard]] ConsentWord ReadConsentWord(std::string_view cell);

// The word as evidence keeps it; empty where it is too long to be one.
[[nodiscard]] std::string ConsentWordText(std::string_view cell);

// What a Mailchimp file's name says: yes for "subscribed_...", no for "unsubscribed_...", nothing
// for "cleaned_..." (its e-mail bounced), kUnknown for all others.
[[nodiscard]] ConsentWord FileWord(std::string_view file_name);

// Reads a row whose width is the header's. Pure but for libphonenumber's tables.
[[nodiscard]] RowClaim ReadClaim(const ClaimContext& context,
                                 const std::vector<std::string>& cells);

// Reads `2024-05-01T10:00:00Z`, `2024-05-01 10:00:00 +0200`, `2024-05-01 10:00` (UTC),
// `2024-05-01`, `Wed, 01 May 2024 10:00:00 +0000`. kNoTime if it is none of these.
[[nodiscard]] TimeMs ParseClaimTime(std::string_view text);

}  // namespace ledger::imports
