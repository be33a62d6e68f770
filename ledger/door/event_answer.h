// The answers of POST /v1/events: receipts for what is durable, problems for what is not.
//
// One event: 200 with its Receipt, or the problem's status with a Problem. A batch: an
// IntakeBatchAnswer with 200 when all are durable, 207 when some were refused for good, 422 when
// all were, and 503 when any has to be sent again; so a client that reads nothing but a 200 loses
// nothing.
#pragma once

#include <string>

#include "consent/v1/intake.pb.h"
#include "ledger/admission/rejected.h"
#include "ledger/door/event_body.h"
#include "ledger/http/http_message.h"

namespace ledger {

// Refused for good: 403 for what is not allowed, else 422.
[[nodiscard]] consent::v1::Problem ProblemOf(const Rejected& rejected);
// 400: the bytes are not what their type says.
[[nodiscard]] consent::v1::Problem Unreadable(const std::string& what);
// 503: nothing is known to be durable; the same event may be sent again.
[[nodiscard]] consent::v1::Problem ComeAgain(const std::string& why);

// `answer` has one result an event.
[[nodiscard]] http::HttpResponse EventResponse(const EventBody& asked,
                                               consent::v1::IntakeBatchAnswer answer);

}  // namespace ledger
