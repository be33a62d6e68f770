#include "ledger/door/twilio_status.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/gateway_names.h"
#include "ledger/core/strings.h"
#include "ledger/twilio/error_code.h"

namespace ledger {
namespace {

// kUnknown: no end.
Delivery EndOf(std::string_view status) {
  if (status == "delivered" || status == "read" || status == "partially_delivered") {
    return Delivery::kDelivered;
  }
  if (status == "undelivered" || status == "failed" || status == "canceled") {
    return Delivery::kFailed;
  }
  return Delivery::kUnknown;
}

}  // namespace

ProviderAction ReadOptOutType(std::string_view opt_out_type) {
  const std::string type = absl::AsciiStrToUpper(ToAbsl(opt_out_type));
  if (type == "STOP") return ProviderAction::kStop;
  if (type == "START") return ProviderAction::kStart;
  if (type == "HELP") return ProviderAction::kHelp;
  return ProviderAction::kNone;
}

std::optional<InboundReport> ReadTwilioStatus(std::string_view status,
                                              std::string_view error_code) {
  int code = 0;
  if (!absl::SimpleAtoi(ToAbsl(error_code), &code)) code = 0;
  const TwilioError error = MeaningOfTwilioError(code);
  InboundReport report;
  report.gateway = kTwilioGateway;
  report.delivery = EndOf(status);
  // An opt-out is heard whatever stands beside it.
  report.provider_opt_out = error.provider_opt_out;
  const bool is_known = report.delivery != Delivery::kUnknown;
  if (!is_known && !report.provider_opt_out) return std::nullopt;
  // Of the call's words only those that are known: a detail stands in the ledger in clear.
  report.detail = is_known ? std::string(status) : "refused";
  if (code > 0) absl::StrAppend(&report.detail, " ", code);
  if (report.delivery == Delivery::kDelivered) return report;
  report.delivery = error.expired ? Delivery::kExpired : Delivery::kFailed;
  report.permanent = error.permanent;
  return report;
}

}  // namespace ledger
