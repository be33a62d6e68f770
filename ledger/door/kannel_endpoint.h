// Kannel's webhooks: texts from handsets (MO) and final delivery reports (DLR). An empty 200 comes
// only when the event, or its rejection, is durable; a 503 makes Kannel try again (law 4).
//
//   GET /kannel/mo?key=clk_..&from=%p&to=%P&raw=%b&id=%I&ts=%T&charset=%C&coding=%c
//   GET /kannel/dlr?key=clk_..&d=%d&ref=<report_reference.h>
#pragma once

#include <utility>

#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/caller_check.h"
#include "ledger/door/control_view.h"
#include "ledger/door/rejection_writer.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class KannelEndpoint {
 public:
  KannelEndpoint(LedgerTopic ledger, const CallerCheck& callers, AppendQueue& queue,
                 const RejectionWriter& rejections, ControlView& control, const Admitter& admitter)
      : ledger_(std::move(ledger)),
        callers_(callers),
        queue_(queue),
        rejections_(rejections),
        control_(control),
        admitter_(admitter) {}

  void HandleText(const http::HttpRequest& request, const http::Responder& respond) const;
  void HandleReport(const http::HttpRequest& request, const http::Responder& respond) const;

 private:
  struct Webhook;
  void Decide(const std::shared_ptr<Webhook>& webhook, bool fresh) const;
  void Append(const std::shared_ptr<Webhook>& webhook, const Admitted& admitted) const;
  void Reject(const std::shared_ptr<Webhook>& webhook, Rejected rejected) const;
  void Answer(const Webhook& webhook, const absl::Status& durable) const;

  const LedgerTopic ledger_;
  const CallerCheck& callers_;
  AppendQueue& queue_;
  const RejectionWriter& rejections_;
  ControlView& control_;
  const Admitter& admitter_;
};

}  // namespace ledger
