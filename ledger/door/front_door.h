// The front door as a whole: HTTP endpoints, the intake consumer, the control view and the one
// thread that appends, over ports. What it is told is durable or refused before it answers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/caller_check.h"
#include "ledger/door/code_endpoint.h"
#include "ledger/door/control_view.h"
#include "ledger/door/events_endpoint.h"
#include "ledger/door/form_endpoint.h"
#include "ledger/door/intake_consumer.h"
#include "ledger/door/kannel_endpoint.h"
#include "ledger/door/link_endpoint.h"
#include "ledger/door/rejection_writer.h"
#include "ledger/door/stop_endpoint.h"
#include "ledger/door/twilio_endpoint.h"
#include "ledger/door/webhook_desk.h"
#include "ledger/http/api_keys.h"
#include "ledger/http/router.h"
#include "ledger/ports/position_store.h"

namespace ledger {

struct FrontDoorTopics {
  std::string intake;
  std::string control;
  std::string rejected;
  LedgerTopic ledger;
};

struct FrontDoorPorts {
  Appender& appender;
  LogReader& control_log;
  LogReader& intake_log;
  PositionStore& positions;
  const Clock& clock;
  const KeyRing& keys;
  const http::ApiKeys& api_keys;
  const TwilioWebhooks& twilio;
  Metrics& metrics;
  // Makes and checks the topics, and says where the intake begins; asked again while it says
  // Unavailable or DeadlineExceeded.
  std::function<absl::StatusOr<std::map<PartitionId, Offset>>()> prepare;
  std::function<void()> on_turn;  // of the appender's loop
  FormSettings forms = {};
};

// All ports must outlive it. Handle() is thread-safe; the others are for one thread.
class FrontDoor {
 public:
  FrontDoor(FrontDoorTopics topics, const FrontDoorPorts& ports);

  // Answers one request; may be called before Run() and after it (503 then).
  void Handle(http::HttpRequest request, http::Responder respond) const;

  // Method and pattern of all that Handle() serves.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> routes() const {
    return router_.routes();
  }

  // OK: takes everything. Thread-safe.
  [[nodiscard]] absl::Status Ready() const;

  // Runs all threads until the stop, or until one of them fails for good. `close` is called first
  // when it ends: it stops the HTTP server, so that answers in flight still come.
  absl::Status Run(const std::stop_token& stop, const std::function<void()>& close);

 private:
  void AddPages();
  absl::Status Prepare(const std::stop_token& stop);
  void Health(const http::Responder& respond) const;

  const FrontDoorTopics topics_;
  const FrontDoorPorts ports_;
  DoorMetrics metrics_;
  CallerCheck callers_;
  AppendQueue queue_;
  ControlView control_;
  Admitter admitter_;
  RejectionWriter rejections_;
  IntakeConsumer intake_;
  EventsEndpoint events_;
  WebhookDesk webhooks_;
  KannelEndpoint kannel_;
  TwilioEndpoint twilio_;
  FormEndpoint forms_;
  StopEndpoint stops_;
  LinkEndpoint links_;
  CodeEndpoint codes_;
  http::Router router_;
};

}  // namespace ledger
