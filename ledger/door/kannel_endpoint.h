// Kannel's webhooks: texts from handsets (MO) and final delivery reports (DLR). An empty 200 comes
// only when the event, or its rejection, is durable; a 503 makes Kannel try again (law 4).
//
//   GET /kannel/mo?key=clk_..&from=%p&to=%P&raw=%b&id=%I&ts=%T&charset=%C&coding=%c
//   GET /kannel/dlr?key=clk_..&d=%d&ref=<report_reference.h>
#pragma once

#include "ledger/door/caller_check.h"
#include "ledger/door/webhook_desk.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class KannelEndpoint {
 public:
  KannelEndpoint(const CallerCheck& callers, const WebhookDesk& desk)
      : callers_(callers), desk_(desk) {}

  void HandleText(const http::HttpRequest& request, const http::Responder& respond) const;
  void HandleReport(const http::HttpRequest& request, const http::Responder& respond) const;

 private:
  const CallerCheck& callers_;
  const WebhookDesk& desk_;
};

}  // namespace ledger
