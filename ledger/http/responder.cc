#include "ledger/http/responder.h"

#include <atomic>
#include <utility>

#include "ledger/core/check.h"
#include "ledger/http/problem.h"

namespace ledger::http {

class Responder::Promise {
 public:
  explicit Promise(std::function<void(HttpResponse)> deliver) : deliver_(std::move(deliver)) {}
  Promise(const Promise&) = delete;
  Promise& operator=(const Promise&) = delete;

  ~Promise() {
    if (kept_) return;
    deliver_(ProblemResponse({.status = 500,
                              .type = "not_answered",
                              .detail = "the process dropped the request without an answer",
                              .mend = "it may have been handled; ask for its outcome"}));
  }

  void Keep(HttpResponse response) {
    LEDGER_CHECK(!kept_.exchange(true));
    deliver_(std::move(response));
  }

 private:
  const std::function<void(HttpResponse)> deliver_;
  std::atomic<bool> kept_{false};
};

Responder::Responder(std::function<void(HttpResponse)> deliver)
    : promise_(std::make_shared<Promise>(std::move(deliver))) {}

void Responder::operator()(HttpResponse response) const {
  LEDGER_CHECK(promise_ != nullptr);  // moved from
  promise_->Keep(std::move(response));
}

}  // namespace ledger::http
