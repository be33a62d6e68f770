#include "ledger/door/front_door.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/time/time.h"
#include "ledger/core/status_macros.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"
#include "ledger/openapi/document.h"
#include "ledger/runtime/backoff.h"
#include "ledger/runtime/log_line.h"

namespace ledger {
namespace {

// Runs parts on threads of their own. The first that fails stops the others.
class Parts {
 public:
  // Notes a failure, and ends the run.
  void Fail(const absl::Status& status) {
    if (status.ok() || absl::IsCancelled(status)) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (first_.ok()) first_ = status;
    ended_.request_stop();
  }
  void End() { ended_.request_stop(); }
  [[nodiscard]] std::stop_token ended() const { return ended_.get_token(); }
  [[nodiscard]] absl::Status first() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return first_;
  }

 private:
  std::stop_source ended_;
  std::mutex mutex_;
  absl::Status first_;
};

// Sleeps, but not through a stop.
void Pause(const std::stop_token& stop, absl::Duration wait) {
  std::mutex mutex;
  std::condition_variable_any came;
  std::unique_lock<std::mutex> lock(mutex);
  came.wait_for(lock, stop, absl::ToChronoMilliseconds(wait), [] { return false; });
}

}  // namespace

FrontDoor::FrontDoor(FrontDoorTopics topics, const FrontDoorPorts& ports)
    : topics_(std::move(topics)),
      ports_(ports),
      metrics_(ports.metrics),
      callers_(ports.api_keys, ports.twilio, ports.clock, ports.metrics),
      queue_(ports.appender, ports.clock, metrics_, ports.on_turn),
      control_(topics_.control, ports.control_log, ports.keys, ports.clock),
      admitter_(control_, ports.keys, ports.clock, metrics_),
      rejections_(topics_.rejected, topics_.ledger, queue_, admitter_),
      intake_(topics_.intake, topics_.ledger,
              {ports.intake_log, ports.positions, queue_, rejections_, control_, admitter_}),
      events_(topics_.ledger, control_, callers_, queue_, admitter_),
      webhooks_(topics_.ledger, queue_, rejections_, control_, admitter_),
      kannel_(callers_, webhooks_),
      twilio_(callers_, webhooks_),
      forms_(topics_.ledger, ports.forms, queue_, control_, admitter_),
      stops_(topics_.ledger, ports.forms, queue_, control_, admitter_),
      links_(ports.forms, callers_, control_, admitter_),
      codes_(ports.forms, callers_, control_) {
  AddPages();
  router_.Add("POST", "/v1/events", [this](http::HttpRequest request, http::Responder respond) {
    events_.Handle(std::move(request), std::move(respond));
  });
  router_.Add("GET", "/kannel/mo",
              [this](const http::HttpRequest& request, const http::Responder& respond) {
                kannel_.HandleText(request, respond);
              });
  router_.Add("GET", "/kannel/dlr",
              [this](const http::HttpRequest& request, const http::Responder& respond) {
                kannel_.HandleReport(request, respond);
              });
  router_.Add("POST", "/twilio/sms",
              [this](const http::HttpRequest& request, const http::Responder& respond) {
                twilio_.HandleText(request, respond);
              });
  router_.Add("POST", "/twilio/status",
              [this](const http::HttpRequest& request, const http::Responder& respond) {
                twilio_.HandleStatus(request, respond);
              });
  router_.Add(
      "GET", "/v1/health",
      [this](const http::HttpRequest&, const http::Responder& respond) { Health(respond); });
  router_.Add("GET", "/v1/openapi.json",
              [document = openapi::Document()](const http::HttpRequest&,
                                               const http::Responder& respond) {
                respond({.content_type = "application/json", .body = document});
              });
}

void FrontDoor::AddPages() {
  using Request = const http::HttpRequest&;
  using Respond = const http::Responder&;
  router_.Add("GET", "/f/{account}/{form}",
              [this](Request request, Respond respond) { forms_.Show(request, respond); });
  router_.Add("POST", "/f/{account}/{form}",
              [this](Request request, Respond respond) { forms_.Take(request, respond); });
  router_.Add("GET", "/f/{account}/stop",
              [this](Request request, Respond respond) { stops_.Show(request, respond); });
  router_.Add("POST", "/f/{account}/stop",
              [this](Request request, Respond respond) { stops_.Take(request, respond); });
  router_.Add("GET", "/f/{account}/{form}/qr.svg", [this](Request request, Respond respond) {
    codes_.ShowForm(request, CodeEndpoint::Picture::kSvg, respond);
  });
  router_.Add("GET", "/f/{account}/{form}/qr.png", [this](Request request, Respond respond) {
    codes_.ShowForm(request, CodeEndpoint::Picture::kPng, respond);
  });
  router_.Add("POST", "/v1/forms/{form}/links",
              [this](Request request, Respond respond) { links_.MakeLink(request, respond); });
  router_.Add("GET", "/v1/qr",
              [this](Request request, Respond respond) { codes_.ShowKeyword(request, respond); });
}

void FrontDoor::Handle(http::HttpRequest request, http::Responder respond) const {
  router_.Handle(std::move(request), std::move(respond));
}

absl::Status FrontDoor::Ready() const {
  RETURN_IF_ERROR(control_.Ready());
  return intake_.Ready();
}

void FrontDoor::Health(const http::Responder& respond) const {
  const absl::Status ready = Ready();
  if (!ready.ok()) {
    return respond(
        http::UnavailableResponse("not_ready", std::string(ready.message()), http::kRetryAfter));
  }
  respond({.status = 200,
           .content_type = "application/json",
           .headers = {},
           .body = "{\"status\":\"ready\"}\n"});
}

absl::Status FrontDoor::Prepare(const std::stop_token& stop) {
  Backoff backoff({.first = absl::Milliseconds(200), .max = absl::Seconds(5)}, 1);
  while (!stop.stop_requested()) {
    absl::Status status;
    auto first = ports_.prepare();
    if (first.ok()) {
      status = intake_.Start(*first);
      if (status.ok()) return status;
    } else {
      status = first.status();
    }
    if (!absl::IsUnavailable(status) && !absl::IsDeadlineExceeded(status) &&
        !absl::IsNotFound(status)) {
      return status;
    }
    Log(Severity::kWarn, "the broker is not ready; trying again", {{"why", status.message()}});
    Pause(stop, backoff.Next());
  }
  return absl::CancelledError("stopping");
}

absl::Status FrontDoor::Run(const std::stop_token& stop, const std::function<void()>& close) {
  Parts parts;
  const std::stop_callback on_stop(stop, [&parts] { parts.End(); });
  std::stop_source append_stop;  // the appender ends last: others still have records for it
  std::stop_source control_stop;
  std::jthread append([&] { parts.Fail(queue_.Run(append_stop.get_token())); });
  std::jthread control;
  {
    std::jthread intake([&] {
      const absl::Status prepared = Prepare(parts.ended());
      parts.Fail(prepared);
      if (!prepared.ok()) return;
      control = std::jthread([&] { parts.Fail(control_.Run(control_stop.get_token())); });
      parts.Fail(intake_.Run(parts.ended()));
    });
    intake.join();
  }
  close();
  control_stop.request_stop();
  if (control.joinable()) control.join();
  append_stop.request_stop();
  append.join();
  return parts.first();
}

}  // namespace ledger
