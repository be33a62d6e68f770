// Twilio's webhooks: texts from handsets, and status callbacks. An empty TwiML answer comes only
// when the event, or its rejection, is durable (law 4). A call is let in by its signature alone
// (law 8), and speaks for the lines of all businesses: one Twilio account serves the installation.
//
//   POST /twilio/sms                                        From, To, Body, MessageSid, OptOutType
//   POST /twilio/status?ref=<report_reference.h>            MessageStatus, ErrorCode
#pragma once

#include <optional>

#include "ledger/door/caller_check.h"
#include "ledger/door/webhook_desk.h"
#include "ledger/http/responder.h"

namespace ledger {

// A form of Twilio's has some 2 KiB; no text makes it larger than this.
inline constexpr std::size_t kTwilioFormBytesMax = 64 * 1024;

// Thread-safe. All must outlive it.
class TwilioEndpoint {
 public:
  TwilioEndpoint(const CallerCheck& callers, const WebhookDesk& desk)
      : callers_(callers), desk_(desk) {}

  void HandleText(const http::HttpRequest& request, const http::Responder& respond) const;
  void HandleStatus(const http::HttpRequest& request, const http::Responder& respond) const;

 private:
  // The form of a signed call; nothing: it was refused, and answered.
  std::optional<http::Parameters> FormOf(const http::HttpRequest& request,
                                         const http::Responder& respond) const;

  const CallerCheck& callers_;
  const WebhookDesk& desk_;
};

}  // namespace ledger
