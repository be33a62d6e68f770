// A phone number that is known to be well formed: parse, don't validate. Whoever holds a
// PhoneNumber needs no further check. Pure (std and Abseil only); dirty and foreign cells are read
// by ledger/phone, which tries ScanNanp() first.
//
// A number must never reach a log, a metric or a message of ours in clear: there is no operator<<,
// and error texts carry Masked() or MaskPhoneText() only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace ledger {

// E.164 allows 15 digits; fewer than 8, country code included, is not a number that can be texted.
inline constexpr std::size_t kMaxPhoneDigits = 15;
inline constexpr std::size_t kMinPhoneDigits = 8;
// The digits of a number under +1, country code included.
inline constexpr std::size_t kNanpDigits = 11;

// A number in E.164. Copyable, immutable, ordered by its digits as text.
class PhoneNumber {
 public:
  // Reads strict E.164: `+`, then 8 to 15 digits of which the first is not 0, nothing else. Under
  // +1 the syntax of the North American plan holds (area code and exchange begin with 2-9 and are
  // no N11); whether an area code is in service is not asked. InvalidArgument names what is wrong
  // and how to write it; `text` appears masked only.
  [[nodiscard]] static absl::StatusOr<PhoneNumber> Parse(std::string_view text);

  // "+14155550134". Lives as long as this object.
  [[nodiscard]] const std::string& e164() const { return e164_; }
  // The digits as a number: exact, distinct for distinct numbers, at most 10^15.
  [[nodiscard]] std::uint64_t digits() const;
  [[nodiscard]] bool is_nanp() const { return e164_[1] == '1'; }
  // "+1415•••0134"; elsewhere fewer digits are shown, so that four stay hidden.
  [[nodiscard]] std::string Masked() const;

  friend auto operator<=>(const PhoneNumber&, const PhoneNumber&) = default;
  friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;

  template <typename H>
  friend H AbslHashValue(H h, const PhoneNumber& number) {
    return H::combine(std::move(h), number.e164_);
  }

 private:
  explicit PhoneNumber(std::string e164) : e164_(std::move(e164)) {}
  std::string e164_;
};

// What became of a cell that should hold one phone number.
enum class PhoneOutcome : std::uint8_t {
  kOk,
  kMissing,         // nothing but white space and quotes
  kHasExtension,    // a desk behind a switchboard cannot be texted
  kAmbiguous,       // two numbers in one cell
  kExcelDamage,     // 1.41556E+10 and the like: digits are lost, never guessed
  kLostPlus,        // reads as a number only if a `+` is put before it; never guessed
  kShortCode,       // 3 to 6 digits: a sender's code, not a person's number
  kNotPossible,     // no number of its country can look like that
  kUnknownRegion,   // a national number whose country is not known
  kNeedsFullParse,  // the fast scanner has no opinion: ask ledger/phone
};

// Lower-case name of an outcome as reports and the API show it: "has_extension".
[[nodiscard]] std::string_view PhoneOutcomeName(PhoneOutcome outcome);
// What the person who owns the data can do about it; empty for kOk.
[[nodiscard]] std::string_view PhoneOutcomeMend(PhoneOutcome outcome);

// `number` is set exactly when `outcome` is kOk.
struct PhoneReading {
  PhoneOutcome outcome = PhoneOutcome::kMissing;
  std::optional<PhoneNumber> number;
};

// The fast path (20 million cells a second) for a cell of a country under +1: `4155550134`,
// `(415) 555-0134`, `+1 415 555 0134`, `1-415-555-0134`, `tel:+1...`, a leading `'`. Answers kOk,
// kMissing, kNotPossible (only what begins with +1) or kNeedsFullParse.
[[nodiscard]] PhoneReading ScanNanp(std::string_view cell);

// True if `digits` (10 of them) obey the syntax of the North American plan.
[[nodiscard]] bool IsNanpSyntax(std::string_view digits);

// A cell made safe to show: the outer digits stay, the inner ones become •, letters become *, at
// most 32 characters. For values that are no PhoneNumber.
[[nodiscard]] std::string MaskPhoneText(std::string_view cell);

}  // namespace ledger
