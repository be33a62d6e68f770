// POST /v1/events: publishers over HTTP. Answers after the appends are durable, never before.
#pragma once

#include <memory>
#include <utility>

#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/caller_check.h"
#include "ledger/door/control_view.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class EventsEndpoint {
 public:
  EventsEndpoint(LedgerTopic ledger, ControlView& control, const CallerCheck& callers,
                 AppendQueue& queue, const Admitter& admitter)
      : ledger_(std::move(ledger)),
        control_(control),
        callers_(callers),
        queue_(queue),
        admitter_(admitter) {}

  void Handle(http::HttpRequest request, http::Responder respond) const;

 private:
  struct Pending;
  struct Asked;

  Asked AskFor(consent::v1::IntakeEvent& event, const AccountId& account, int index) const;
  void Decide(const std::shared_ptr<Pending>& pending) const;
  void Take(const Asked& asked, Pending& pending) const;
  void Append(const std::shared_ptr<Pending>& pending) const;

  const LedgerTopic ledger_;
  ControlView& control_;
  const CallerCheck& callers_;
  AppendQueue& queue_;
  const Admitter& admitter_;
};

}  // namespace ledger
