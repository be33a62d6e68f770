// The promise to answer one request. Copyable, and may be called from any thread and at any later
// time, so that a handler can wait for a durable append without holding a thread (law 4: the answer
// comes after the append, never before).
#pragma once

#include <functional>
#include <memory>

#include "ledger/http/http_message.h"

namespace ledger::http {

// Call it exactly once over all copies; a second call is a bug and aborts. If every copy goes away
// without a call, the client gets a 500, so no connection hangs on a forgotten path. A call after
// the client or the server has gone does nothing.
class Responder {
 public:
  // For the engine and for tests: `deliver` gets the one answer.
  explicit Responder(std::function<void(HttpResponse)> deliver);

  void operator()(HttpResponse response) const;

 private:
  class Promise;
  std::shared_ptr<Promise> promise_;
};

// Runs on a thread of the engine and must not block: it answers at once, or hands `respond` on.
using Handler = std::function<void(HttpRequest request, Responder respond)>;

}  // namespace ledger::http
