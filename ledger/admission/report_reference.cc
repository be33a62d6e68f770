#include "ledger/admission/report_reference.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr std::size_t kIdsBytes = 3 * ContactId::kSize;

std::string Tagged(std::string_view account, std::string_view ids) {
  std::string text("delivery-report.");
  text.append(account).append(".").append(ids);
  return text;
}

absl::Status Refused() {
  return absl::InvalidArgumentError(
      "ref: is not a reference of this installation; call the dlr-url exactly as it was given");
}

}  // namespace

absl::StatusOr<std::string> MakeReportReference(const ReportReference& reference,
                                                const KeyRing& keys) {
  const std::string account = ToBase32(reference.account.value());
  std::string ids(reference.contact.view());
  ids.append(reference.message.view()).append(reference.intent.view());
  ids = ToBase32(ids);
  ASSIGN_OR_RETURN(const std::string tag, keys.Tag(reference.account, Tagged(account, ids)));
  return absl::StrCat(account, ".", ids, ".", tag);
}

absl::StatusOr<ReportReference> ParseReportReference(std::string_view text, const KeyRing& keys) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(text), '.');
  if (parts.size() != 3) return Refused();
  const std::optional<std::string> account = FromBase32(parts[0]);
  const std::optional<std::string> ids = FromBase32(parts[1]);
  if (!account || !ids || ids->size() != kIdsBytes) return Refused();
  if (!keys.IsTag(AccountId(*account), Tagged(parts[0], parts[1]), parts[2])) return Refused();
  const std::string_view all = *ids;
  return ReportReference{AccountId(*account), ContactId::FromBytes(all.substr(0, 16)),
                         MessageId::FromBytes(all.substr(16, 16)),
                         IntentId::FromBytes(all.substr(32, 16))};
}

}  // namespace ledger
