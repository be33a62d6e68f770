#include "ledger/door/events_endpoint.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"
#include "ledger/core/base32.h"
#include "ledger/core/strings.h"
#include "ledger/door/event_answer.h"
#include "ledger/door/event_body.h"
#include "ledger/door/random_name.h"
#include "ledger/http/problem.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

std::string Hex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

Rejected OtherAccount(const std::string& account) {
  Rejected rejected;
  rejected.reason = RejectReason::kNotAllowed;
  rejected.field = "account";
  rejected.detail = "account: the API key belongs to another account";
  rejected.value = MaskValue(account);
  rejected.mend = "leave it out, or use a key of that account";
  return rejected;
}

http::HttpResponse RefusedBody(const absl::Status& status) {
  const bool type = absl::IsUnimplemented(status);
  return http::ProblemResponse({.status = type ? 415 : 400,
                                .type = type ? "unknown_media_type" : "unparseable",
                                .detail = std::string(status.message()),
                                .mend = "see ledger/README.md for the forms of a body"});
}

}  // namespace

// One event of a request, and what admission says of it.
struct EventsEndpoint::Asked {
  v1::IntakeEvent* event = nullptr;  // in the request's body
  int index = 0;
  Arrival arrival = {Origin::kHttp, {}};
  absl::StatusOr<Admission> admission = absl::UnknownError("not asked yet");
};

// What stands between a request and its answer.
struct EventsEndpoint::Pending {
  EventBody body;
  AccountId account;
  http::Responder respond;
  std::vector<Asked> asked = {};
  // Whether the set-up could be read to its end, where that was needed.
  absl::Status fresh = {};
  v1::IntakeBatchAnswer answer = {};
  std::vector<OutgoingRecord> records = {};
  std::vector<int> index = {};  // of the result that each record belongs to; its event comes first
};

EventsEndpoint::Asked EventsEndpoint::AskFor(v1::IntakeEvent& event, const AccountId& account,
                                             int index) const {
  Asked asked{.event = &event, .index = index};
  if (event.account().empty()) event.set_account(account.value());
  if (event.account() != account.value()) {
    asked.admission = OtherAccount(event.account());
    return asked;
  }
  if (event.publisher_id().empty()) asked.arrival.name = RandomName();
  asked.admission = admitter_.Run([&](const AdmissionContext& context) {
    return Admit(event, asked.arrival, context);
  });
  return asked;
}

void EventsEndpoint::Take(const Asked& asked, Pending& pending) const {
  v1::IntakeResult& result = *pending.answer.mutable_results(asked.index);
  const absl::StatusOr<Admission>& admission = asked.admission;
  if (admission.ok() && MayBeStale(*admission) && !pending.fresh.ok()) {
    *result.mutable_problem() = ComeAgain(std::string(pending.fresh.message()));
    return;
  }
  if (!admission.ok()) {
    *result.mutable_problem() = ComeAgain(std::string(admission.status().message()));
    return;
  }
  if (const auto* rejected = std::get_if<Rejected>(&*admission)) {
    admitter_.Count(*admission, Origin::kHttp);
    *result.mutable_problem() = ProblemOf(*rejected);
    return;
  }
  const Admitted& admitted = std::get<Admitted>(*admission);
  // With its requests to opt in: durable together, or to be sent again when that was mended.
  const absl::StatusOr<Admitter::Follows> asks =
      admitter_.AsksAfter(*asked.event, asked.arrival, ledger_);
  if (!asks.ok()) {
    *result.mutable_problem() = ComeAgain(std::string(asks.status().message()));
    return;
  }
  if (asks->refused) {
    *result.mutable_problem() = ProblemOf(*asks->refused);
    return;
  }
  admitter_.Count(*admission, Origin::kHttp);
  result.mutable_receipt()->set_event_id(Hex(admitted.event.id.view()));
  result.mutable_receipt()->set_contact_id(ContactKey(admitted.contact));
  pending.records.push_back(LedgerRecordOf(admitted, ledger_));
  pending.records.insert(pending.records.end(), asks->records.begin(), asks->records.end());
  pending.index.resize(pending.records.size(), asked.index);
}

void EventsEndpoint::Handle(http::HttpRequest request, http::Responder respond) const {
  const std::optional<AccountId> account = callers_.Publisher(request);
  if (!account) return respond(http::Unauthorized());
  absl::StatusOr<EventBody> body =
      ReadEventBody(request.headers.Find("Content-Type").value_or(""), request.body);
  if (!body.ok()) return respond(RefusedBody(body.status()));

  auto pending = std::make_shared<Pending>(Pending{
      .body = *std::move(body), .account = *account, .respond = std::move(respond)});
  for (const auto& event : pending->body.events) {
    v1::IntakeResult& result = *pending->answer.add_results();
    if (const auto* wrong = std::get_if<std::string>(&event)) {
      admitter_.metrics().Rejected(RejectReason::kUnparseable);
      *result.mutable_problem() = Unreadable(*wrong);
    }
  }
  for (std::size_t i = 0; i < pending->body.events.size(); ++i) {
    if (auto* event = std::get_if<v1::IntakeEvent>(&pending->body.events[i])) {
      pending->asked.push_back(AskFor(*event, pending->account, static_cast<int>(i)));
    }
  }
  Decide(pending);
}

// What an event names may have been defined a moment ago: then the set-up is read to its end before
// that one is refused for good.
void EventsEndpoint::Decide(const std::shared_ptr<Pending>& pending) const {
  const auto stale = [](const Asked& one) {
    return one.admission.ok() && MayBeStale(*one.admission);
  };
  const auto settle = [this, pending] {
    for (const Asked& one : pending->asked) Take(one, *pending);
    Append(pending);
  };
  if (std::none_of(pending->asked.begin(), pending->asked.end(), stale)) return settle();
  control_.AfterFresh([this, pending, stale, settle](const absl::Status& status) {
    pending->fresh = status;
    for (Asked& one : pending->asked) {
      if (status.ok() && stale(one)) one = AskFor(*one.event, pending->account, one.index);
    }
    settle();
  });
}

void EventsEndpoint::Append(const std::shared_ptr<Pending>& pending) const {
  const auto finish = [this, pending](std::vector<absl::StatusOr<Appended>> results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      v1::IntakeResult& result = *pending->answer.mutable_results(pending->index[i]);
      const bool follows = i > 0 && pending->index[i] == pending->index[i - 1];
      if (results[i].ok()) {
        if (follows) continue;  // the receipt names the event's own place
        result.mutable_receipt()->set_partition(results[i]->partition);
        result.mutable_receipt()->set_offset(results[i]->offset);
      } else {
        *result.mutable_problem() = ComeAgain("the event is not known to be durable");
      }
    }
    http::HttpResponse response = EventResponse(pending->body, std::move(pending->answer));
    if (response.status == 503) admitter_.metrics().Unavailable();
    pending->respond(std::move(response));
  };
  if (pending->records.empty()) return finish({});
  const std::size_t count = pending->records.size();
  if (!queue_.Submit(std::move(pending->records), finish)) {
    finish(std::vector<absl::StatusOr<Appended>>(
        count, absl::UnavailableError("too many appends are waiting")));
  }
}

}  // namespace ledger
