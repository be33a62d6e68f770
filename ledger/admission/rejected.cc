#include "ledger/admission/rejected.h"

#include <algorithm>
#include <cctype>

namespace ledger {
namespace {

constexpr std::size_t kShownMax = 64;
constexpr int kDigitsShownMax = 4;

}  // namespace

std::string_view RejectReasonName(RejectReason reason) {
  switch (reason) {
    case RejectReason::kUnparseable:
      return "unparseable";
    case RejectReason::kUnknownField:
      return "unknown_field";
    case RejectReason::kUnknownValue:
      return "unknown_value";
    case RejectReason::kNoFact:
      return "no_fact";
    case RejectReason::kBadText:
      return "bad_text";
    case RejectReason::kTooLarge:
      return "too_large";
    case RejectReason::kMissingField:
      return "missing_field";
    case RejectReason::kInvalidField:
      return "invalid_field";
    case RejectReason::kUnknownAccount:
      return "unknown_account";
    case RejectReason::kUnknownProgram:
      return "unknown_program";
    case RejectReason::kUnknownLine:
      return "unknown_line";
    case RejectReason::kUnknownTemplate:
      return "unknown_template";
    case RejectReason::kMissingNumber:
      return "missing_number";
    case RejectReason::kInvalidNumber:
      return "invalid_number";
    case RejectReason::kHasExtension:
      return "has_extension";
    case RejectReason::kAmbiguousNumber:
      return "ambiguous_number";
    case RejectReason::kMissingTime:
      return "missing_time";
    case RejectReason::kInvalidTime:
      return "invalid_time";
    case RejectReason::kMissingEvidence:
      return "missing_evidence";
    case RejectReason::kNotAllowed:
      return "not_allowed";
    case RejectReason::kUnknownAttempt:
      return "unknown_attempt";
    case RejectReason::kKeyMismatch:
      return "key_mismatch";
    case RejectReason::kRefusedWords:
      return "refused_words";
  }
  return "unknown";
}

std::string MaskValue(std::string_view value) {
  const auto digits = std::count_if(value.begin(), value.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
  std::string shown;
  for (const char c : value.substr(0, kShownMax)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      shown += '?';  // also the halves of a cut character
    } else if (digits > kDigitsShownMax && std::isdigit(byte) != 0) {
      shown += '*';
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace ledger
