// From a gateway's call to its answer: admits what the call brings, appends it, or keeps what is
// refused, and answers only when that is durable; else with 503, so that the gateway comes again
// (law 4). What gateways differ in stands in their endpoints.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/control_view.h"
#include "ledger/door/rejection_writer.h"
#include "ledger/http/responder.h"

namespace ledger {

// An authenticated call that waits for its answer.
struct WebhookCall {
  Admitter::Decide decide;
  RefusedInput input;        // for the rejected topic: source, and the gateway's own id
  std::string original;      // as it came, without secrets
  http::HttpResponse taken;  // the answer once all is durable
  http::Responder respond;
};

// Thread-safe. All must outlive it.
class WebhookDesk {
 public:
  WebhookDesk(LedgerTopic ledger, AppendQueue& queue, const RejectionWriter& rejections,
              ControlView& control, const Admitter& admitter)
      : ledger_(std::move(ledger)),
        queue_(queue),
        rejections_(rejections),
        control_(control),
        admitter_(admitter) {}

  // Answers the call once, now or later.
  void Take(WebhookCall call) const;

 private:
  void Decide(const std::shared_ptr<WebhookCall>& call, bool fresh) const;
  void Append(const std::shared_ptr<WebhookCall>& call, const Admitted& admitted) const;
  void Reject(const std::shared_ptr<WebhookCall>& call, Rejected rejected) const;
  void Answer(const WebhookCall& call, const absl::Status& durable) const;

  const LedgerTopic ledger_;
  AppendQueue& queue_;
  const RejectionWriter& rejections_;
  ControlView& control_;
  const Admitter& admitter_;
};

}  // namespace ledger
