// Decides what becomes of what a gateway brings: texts from handsets and delivery reports. The only
// way by which anything gets handset origin, so the caller has authenticated the gateway. Pure.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/admission/admit.h"

namespace ledger {

// A text as the gateway brought it.
struct InboundText {
  AccountId account;                 // that the gateway's key belongs to
  std::string line;                  // the line that it was sent to, as dialled
  std::string from;                  // the handset's number, as the gateway writes it
  std::optional<std::string> words;  // exactly as received, any bytes; none: not brought
  std::string gateway;               // its name, gateway_names.h
  std::string id;                    // the gateway's own id; the same whenever it repeats itself
  // Whether nothing proves the words as it proves the id: then the id alone tells texts apart, and
  // the same id with other words is a repeat of what came first. REQUIRES: the id is not empty.
  bool only_id_is_proved = false;
  TimeMs time_ms = kNoTime;          // when the gateway received it
  ProviderAction provider_action = ProviderAction::kNone;
};

// A final delivery report.
struct InboundReport {
  std::string reference;  // of the address for reports, see report_reference.h
  std::string gateway;    // its name, gateway_names.h
  Delivery delivery = Delivery::kUnknown;
  std::string detail;  // code of gateway or carrier; never personal data
  bool permanent = false;
  bool provider_opt_out = false;
};

// Gives a KeywordReplied. A text without an id of the gateway is named by `arrival_name`. NotFound
// as for Admit().
[[nodiscard]] absl::StatusOr<Admission> AdmitText(const InboundText& text,
                                                  std::string_view arrival_name,
                                                  const AdmissionContext& context);

// Gives a DeliveryReported. `account` is the one that the gateway's key belongs to, or
// kInstallation.
[[nodiscard]] absl::StatusOr<Admission> AdmitReport(const InboundReport& report,
                                                    const AccountId& account,
                                                    const AdmissionContext& context);

}  // namespace ledger
