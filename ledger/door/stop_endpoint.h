// The page to take consent back: GET and POST /f/{account}/stop. It asks for nothing but a number,
// and says the same whether or not the number is known.
#pragma once

#include <utility>

#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/control_view.h"
#include "ledger/door/page_answer.h"
#include "ledger/door/post_limit.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class StopEndpoint {
 public:
  StopEndpoint(LedgerTopic ledger, FormSettings settings, AppendQueue& queue,
               const ControlView& control, const Admitter& admitter)
      : ledger_(std::move(ledger)),
        settings_(std::move(settings)),
        queue_(queue),
        control_(control),
        admitter_(admitter) {}

  void Show(const http::HttpRequest& request, const http::Responder& respond) const;
  void Take(const http::HttpRequest& request, const http::Responder& respond);

 private:
  const LedgerTopic ledger_;
  const FormSettings settings_;
  AppendQueue& queue_;
  const ControlView& control_;
  const Admitter& admitter_;
  PostLimit limit_;
};

}  // namespace ledger
