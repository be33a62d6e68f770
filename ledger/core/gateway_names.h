// The gateways that a line can name in LineDefined.gateway. Stored in the control topic and in
// every reply: never renamed.
#pragma once

namespace ledger {

inline constexpr char kKannelGateway[] = "kannel";
inline constexpr char kTwilioGateway[] = "twilio";

}  // namespace ledger
