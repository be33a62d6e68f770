#include "ledger/imports/row_claim.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/admission/limits.h"
#include "ledger/core/strings.h"
#include "ledger/phone/dirty_phone.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kMaxWordBytes = 32;
constexpr std::size_t kMaxTimeBytes = 64;

std::string_view Trim(std::string_view text) {
  text = ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
  if (text.starts_with('\'')) text = ToStd(absl::StripAsciiWhitespace(ToAbsl(text.substr(1))));
  return text;
}

std::string_view CellOf(const ClaimContext& context, const std::vector<std::string>& cells,
                        Field field) {
  const int column = context.header->at(field);
  return column == Header::kAbsent ? std::string_view()
                                   : Trim(cells[static_cast<std::size_t>(column)]);
}

// Text about a person: without control characters, or empty if it is too long to be what it should.
std::string Clean(std::string_view text, std::size_t most) {
  if (text.size() > most) return "";
  std::string clean(text);
  std::ranges::replace_if(
      clean, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }, ' ');
  return clean;
}

EvidenceGrade GradeOf(const RowClaim& claim) {
  if (claim.opted_in_at == kNoTime || claim.method.empty()) return EvidenceGrade::kC;
  return claim.disclosure.empty() ? EvidenceGrade::kB : EvidenceGrade::kA;
}

}  // namespace

// Lenient towards leaving, strict towards joining: a no is one whatever stands around its letters.
ConsentWord ReadConsentWord(std::string_view cell) {
  const std::string word = absl::AsciiStrToLower(ToAbsl(Trim(cell)));
  static constexpr std::array<std::string_view, 9> kYes = {
      "yes", "y", "true", "t", "1", "opted_in", "opted-in", "opt-in", "subscribed"};
  // Letters with accents are left out, as all that is no letter or digit.
  static constexpr auto kNo = std::to_array<std::string_view>({
      "no",           "n",            "false",     "f",         "0",          "non",
      "nope",         "never",        "stop",      "stopped",   "stopall",    "end",
      "quit",         "cancel",       "cancelled", "canceled",  "unsubscribe", "unsubscribed",
      "optout",       "optedout",     "revoke",    "revoked",   "removed",    "blocked",
      "donottext",    "donotcontact", "dnc",       "nothanks",  "nothankyou", "nomerci",
      "nonmerci",     "nogracias",    "nein",      "notsubscribed", "unsubbed", "withdrawn",
      "withdrew",     "declined",     "refused",   "baja",      "dadodebaja", "desabonne",
      "dsabonn",      "desinscrit",   "dsinscrit"});
  // Klaviyo's word for somebody who was never asked claims nothing.
  if (word.empty() || word == "never_subscribed") return ConsentWord::kEmpty;
  if (std::ranges::find(kYes, word) != kYes.end()) return ConsentWord::kYes;
  std::string letters = word;
  std::erase_if(letters,
                [](char c) { return !absl::ascii_isalnum(static_cast<unsigned char>(c)); });
  if (std::ranges::find(kNo, letters) != kNo.end()) return ConsentWord::kNo;
  return ConsentWord::kUnknown;
}

std::string ConsentWordText(std::string_view cell) { return Clean(Trim(cell), kMaxWordBytes); }

std::string_view EvidenceGradeName(EvidenceGrade grade) {
  switch (grade) {
    case EvidenceGrade::kA:
      return "A";
    case EvidenceGrade::kB:
      return "B";
    case EvidenceGrade::kC:
      return "C";
    case EvidenceGrade::kD:
      return "D";
  }
  return "D";
}

TimeMs ParseClaimTime(std::string_view text) {
  static constexpr std::array<const char*, 9> kFormats = {
      absl::RFC3339_full,    "%Y-%m-%d %H:%M:%E*S %Ez", "%Y-%m-%d%ET%H:%M:%E*S",
      "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d %H:%M",          "%Y-%m-%d",
      "%Y/%m/%d %H:%M:%E*S", absl::RFC1123_full,        "%Y-%m-%d %H:%M:%E*S UTC"};
  for (const char* format : kFormats) {
    absl::Time time;
    std::string error;
    if (absl::ParseTime(format, ToAbsl(text), absl::UTCTimeZone(), &time, &error)) {
      return absl::ToUnixMillis(time);
    }
  }
  return kNoTime;
}

ConsentWord FileWord(std::string_view file_name) {
  const std::string name = absl::AsciiStrToLower(ToAbsl(file_name));
  if (name.starts_with("subscribed")) return ConsentWord::kYes;
  if (name.starts_with("unsubscribed")) return ConsentWord::kNo;
  return name.starts_with("cleaned") ? ConsentWord::kEmpty : ConsentWord::kUnknown;
}

namespace {

// Sources that do not know a time write 1970 or 1990-01-01.
TimeMs PlausibleTime(std::string_view cell, TimeMs now) {
  const TimeMs time = ParseClaimTime(cell);
  return time < kTextingBeganMs || time > now ? kNoTime : time;
}

// Tells our lines apart, however they are written; a service's id and another channel are lines of
// their own. Empty: not known.
std::string LineName(std::string_view cell, std::string_view region) {
  if (cell.empty() || cell.size() > kMaxPhoneCellBytes) return "";
  const PhoneReading read = ReadDirtyPhone(cell, region);
  return read.number ? read.number->e164() : absl::AsciiStrToLower(ToAbsl(cell));
}

// Who texted whom is told by the direction; only the person's side is a claim.
RowClaim ReadMessage(const ClaimContext& context, const std::vector<std::string>& cells) {
  RowClaim claim;
  const std::string direction =
      absl::AsciiStrToLower(ToAbsl(CellOf(context, cells, Field::kDirection)));
  const bool inbound = direction.starts_with("in");
  claim.from_handset = true;
  claim.opted_in_at = PlausibleTime(CellOf(context, cells, Field::kSentAt), context.now);
  claim.time_text = Clean(CellOf(context, cells, Field::kSentAt), kMaxTimeBytes);
  std::string_view phone = CellOf(context, cells, inbound ? Field::kFrom : Field::kTo);
  claim.line = LineName(CellOf(context, cells, inbound ? Field::kTo : Field::kFrom),
                        context.default_region);
  constexpr std::string_view kOtherChannel = "whatsapp:";
  const bool texted = !phone.starts_with(kOtherChannel);
  if (!texted) phone.remove_prefix(kOtherChannel.size());
  claim.phone_cell = std::string(phone.substr(0, kMaxPhoneCellBytes + 1));
  claim.phone = ReadDirtyPhone(claim.phone_cell, context.default_region);
  if (inbound) {
    // Not trimmed: its reader does that.
    const auto body = static_cast<std::size_t>(context.header->at(Field::kBody));
    const InboundMeaning meaning = context.read_inbound == nullptr
                                       ? InboundMeaning::kStop
                                       : (*context.read_inbound)(cells[body]);
    claim.method = "text from the handset";
    claim.word_text = Clean(cells[body], kMaxNameBytes);
    claim.detail = "inbound text";
    if (meaning == InboundMeaning::kStop) claim.word = ConsentWord::kNo;
    if (meaning == InboundMeaning::kStart && texted) claim.word = ConsentWord::kYes;
  } else if (CellOf(context, cells, Field::kErrorCode) == "21610") {
    claim.word = ConsentWord::kNo;
    claim.detail = claim.word_text = "21610";
  } else if (!direction.starts_with("out")) {
    claim.word = ConsentWord::kUnknown;
  }
  // What was texted is the evidence, and somebody must vouch for the log that tells it.
  claim.grade = context.attested && claim.opted_in_at != kNoTime ? EvidenceGrade::kA
                                                                 : EvidenceGrade::kC;
  return claim;
}

// What a row says of the person's consent, and of which of its numbers.
void ReadConsent(const ClaimContext& context, std::string_view cell, RowClaim* claim) {
  claim->word = ReadConsentWord(cell);
  switch (context.header->speech) {
    case Speech::kConsent:
      // Klaviyo's user left the column out: what is left speaks of e-mail.
      if (context.header->at(Field::kConsent) != Header::kAbsent) break;
      [[fallthrough]];
    case Speech::kContactOnly:
      claim->word = ConsentWord::kYes;
      claim->grade = EvidenceGrade::kD;
      break;
    case Speech::kNoChannel:
      claim->grade = EvidenceGrade::kD;
      break;
    case Speech::kFileName:
      claim->word = context.file_word;
      if (context.file_word == ConsentWord::kEmpty) {
        claim->word = ConsentWord::kYes;
        claim->grade = EvidenceGrade::kD;
      }
      break;
    case Speech::kMessages:
      break;
  }
}

}  // namespace

RowClaim ReadClaim(const ClaimContext& context, const std::vector<std::string>& cells) {
  if (context.header->speech == Speech::kMessages) return ReadMessage(context, cells);
  const auto cell = [&](Field field) { return CellOf(context, cells, field); };
  RowClaim claim;
  const std::string_view country = cell(Field::kCountry);
  const bool other = cell(Field::kPhone).empty() && !cell(Field::kOtherPhone).empty();
  claim.phone_cell = std::string(
      cell(other ? Field::kOtherPhone : Field::kPhone).substr(0, kMaxPhoneCellBytes + 1));
  claim.phone =
      ReadDirtyPhone(claim.phone_cell, country.empty() ? context.default_region : country);
  claim.has_address_phone = !cell(Field::kAddressPhone).empty();
  claim.word_text = ConsentWordText(cell(Field::kConsent));
  claim.name = Clean(cell(Field::kName), kMaxNameBytes);
  if (claim.name.empty()) {
    const std::string first = Clean(cell(Field::kFirstName), kMaxNameBytes);
    const std::string last = Clean(cell(Field::kLastName), kMaxNameBytes);
    claim.name = absl::StrCat(first, first.empty() || last.empty() ? "" : " ", last);
  }
  claim.method = Clean(cell(Field::kMethod), kMaxNameBytes);
  claim.disclosure = Clean(cell(Field::kDisclosure), kMaxDisclosureBytes);
  claim.time_text = Clean(cell(Field::kOptedInAt), kMaxTimeBytes);
  claim.ip_address = Clean(cell(Field::kIpAddress), kMaxNameBytes);
  claim.opted_in_at = PlausibleTime(cell(Field::kOptedInAt), context.now);
  claim.grade = GradeOf(claim);
  ReadConsent(context, cell(Field::kConsent), &claim);
  if (other) claim.grade = EvidenceGrade::kD;
  return claim;
}

}  // namespace ledger::imports
