#include "ledger/door/intake_consumer.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "ledger/admission/limits.h"
#include "ledger/codec/confluent_frame.h"
#include "ledger/core/status_macros.h"
#include "ledger/door/waiter.h"
#include "ledger/ports/append_failure.h"
#include "ledger/runtime/log_line.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr absl::Duration kPollWait = absl::Milliseconds(200);
constexpr absl::Duration kRetryWait = absl::Milliseconds(500);
constexpr absl::Duration kStoreTimeout = absl::Seconds(5);

Rejected NotAnEvent(std::string detail) {
  Rejected rejected;
  rejected.reason = RejectReason::kUnparseable;
  rejected.detail = std::move(detail);
  rejected.mend = "send a serialised consent.v1.IntakeEvent, raw or in the Confluent frame";
  return rejected;
}

std::string PlaceOf(const std::string& topic, const LogRecord& record) {
  return absl::StrCat(topic, "/", record.partition, "/", record.offset);
}

// The message in `record`; all of it if there is no frame, or a broken one.
std::string_view PayloadOf(const LogRecord& record) {
  const absl::StatusOr<Unframed> unframed = StripConfluentFrame(record.value);
  return unframed.ok() ? unframed->payload : record.value;
}

// Reads the event; on failure says why.
std::optional<Rejected> ReadEvent(const LogRecord& record, v1::IntakeEvent& event) {
  if (record.tombstone || record.value.empty()) return NotAnEvent("the record has no value");
  if (record.value.size() > kIntakeEventBytesMax) {
    Rejected rejected =
        NotAnEvent(absl::StrCat(record.value.size(), " bytes, at most ", kIntakeEventBytesMax));
    rejected.reason = RejectReason::kTooLarge;
    return rejected;
  }
  const absl::StatusOr<Unframed> unframed = StripConfluentFrame(record.value);
  if (!unframed.ok()) return NotAnEvent(std::string(unframed.status().message()));
  const std::string_view payload = unframed->payload;
  if (!event.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return NotAnEvent("the value is not a consent.v1.IntakeEvent, or a text in it is not UTF-8");
  }
  return std::nullopt;
}

}  // namespace

absl::Status IntakeConsumer::Start(const std::map<PartitionId, Offset>& first) {
  std::map<PartitionId, Offset> next = first;
  ASSIGN_OR_RETURN(const auto stored, ports_.positions.Load(kStoreTimeout));
  for (const auto& [partition, offset] : stored) next[partition] = offset;
  RETURN_IF_ERROR(ports_.log.Assign(topic_, next));
  next_ = reached_ = stored_ = std::move(next);
  return absl::OkStatus();
}

// A set-up that was written a moment before the event must be known before the event is refused.
absl::StatusOr<Admission> IntakeConsumer::Decide(const Admitter::Decide& decide) {
  ASSIGN_OR_RETURN(Admission admission, ports_.admitter.Run(decide));
  if (!MayBeStale(admission)) return admission;
  const Waiter<absl::Status> fresh;
  ports_.control.AfterFresh([fresh](absl::Status status) { fresh.Put(std::move(status)); });
  const std::optional<absl::Status> status = fresh.Wait(std::stop_token());
  RETURN_IF_ERROR(*status);
  return ports_.admitter.Run(decide);
}

absl::StatusOr<IntakeConsumer::Admitting> IntakeConsumer::AdmitOne(const LogRecord& record) {
  v1::IntakeEvent event;
  std::optional<Rejected> unreadable = ReadEvent(record, event);
  const Arrival arrival{Origin::kIntake, PlaceOf(topic_, record), record.appended_at_ms};
  ASSIGN_OR_RETURN(const Admission admission,
                   Decide([&](const AdmissionContext& context) -> absl::StatusOr<Admission> {
                     if (!unreadable) return Admit(event, arrival, context);
                     Rejected rejected = *unreadable;
                     RETURN_IF_ERROR(Salvage(ReadWireIdentity(PayloadOf(record)), arrival, context,
                                             rejected));
                     return rejected;
                   }));
  Admitting admitting;
  std::optional<Rejected> rejected;
  if (const auto* admitted = std::get_if<Admitted>(&admission)) {
    ASSIGN_OR_RETURN(Admitter::Follows follows,
                     ports_.admitter.AsksAfter(event, arrival, ledger_));
    admitting.records = {LedgerRecordOf(*admitted, ledger_)};
    admitting.records.insert(admitting.records.end(), follows.records.begin(),
                             follows.records.end());
    rejected = std::move(follows.refused);
  } else {
    rejected = std::get<Rejected>(admission);
  }
  ports_.admitter.Count(admission, Origin::kIntake);  // once: until here it may be tried again
  if (!rejected) return admitting;
  Refused& refused = admitting.refused.emplace(Refused{*std::move(rejected), {}});
  refused.input.origin = Origin::kIntake;
  refused.input.topic = topic_;
  refused.input.partition = record.partition;
  refused.input.offset = record.offset;
  WireIdentity identity = ReadWireIdentity(PayloadOf(record));
  refused.input.source = std::move(identity.source);
  refused.input.publisher_id = std::move(identity.publisher_id);
  refused.input.media_type = "application/protobuf";
  return admitting;
}

absl::Duration IntakeConsumer::Behind() const {
  const TimeMs oldest_ms = oldest_ms_;
  if (oldest_ms == kNoTime) return absl::ZeroDuration();
  return ports_.admitter.clock().Now() - absl::FromUnixMillis(oldest_ms);
}

absl::Status IntakeConsumer::Ready() const {
  const absl::Duration behind = Behind();
  if (behind <= kIntakeBehindMax) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("a record waits in the intake since ", absl::ToInt64Seconds(behind),
                   " s; the log says for what"));
}

bool IntakeConsumer::Pause(const std::stop_token& stop, absl::Duration wait) const {
  ports_.admitter.metrics().intake_behind->Set(absl::ToDoubleSeconds(Behind()));
  const absl::Duration until = ports_.admitter.clock().Monotonic() + wait;
  std::mutex mutex;
  std::condition_variable_any came;
  std::unique_lock<std::mutex> lock(mutex);
  while (!stop.stop_requested() && ports_.admitter.clock().Monotonic() < until) {
    came.wait_for(lock, stop, absl::ToChronoMilliseconds(absl::Milliseconds(10)),
                  [] { return false; });
  }
  return !stop.stop_requested();
}

absl::Status IntakeConsumer::Flush(const std::stop_token& stop) {
  while (!batch_.empty()) {
    const Waiter<std::vector<absl::StatusOr<Appended>>> durable;
    const bool taken =
        ports_.queue.Submit(batch_, [durable](std::vector<absl::StatusOr<Appended>> results) {
          durable.Put(std::move(results));
        });
    std::size_t good = 0;
    if (taken) {
      const auto results = durable.Wait(stop);
      if (!results) return absl::CancelledError("stopping");
      while (good < results->size() && (*results)[good].ok()) ++good;
      if (good < results->size()) {
        RETURN_IF_ERROR(WhyForGood((*results)[good].status(), ledger_.name));
        Log(Severity::kWarn, "intake waits: an append failed",
            {{"why", (*results)[good].status().message()}});
      }
    }
    // From the first failure on, in order; what did succeed behind it repeats under its id.
    batch_.erase(batch_.begin(), batch_.begin() + static_cast<std::ptrdiff_t>(good));
    if (!batch_.empty() && !Pause(stop, kRetryWait)) return absl::CancelledError("stopping");
  }
  next_ = reached_;
  return absl::OkStatus();
}

absl::Status IntakeConsumer::Reject(const Refused& refused, std::string_view bytes,
                                    const std::stop_token& stop) {
  while (true) {
    const Waiter<absl::Status> durable;
    ports_.rejections.Write(refused.rejected, refused.input, std::string(bytes),
                            [durable](absl::Status status) { durable.Put(std::move(status)); });
    const std::optional<absl::Status> status = durable.Wait(stop);
    if (!status) return absl::CancelledError("stopping");
    if (status->ok()) return absl::OkStatus();
    RETURN_IF_ERROR(WhyForGood(*status, "the topic of rejections"));
    Log(Severity::kWarn, "intake waits: a rejection is not durable", {{"why", status->message()}});
    if (!Pause(stop, kRetryWait)) return absl::CancelledError("stopping");
  }
}

absl::Status IntakeConsumer::HandleOne(const LogRecord& record, const std::stop_token& stop) {
  auto handled = AdmitOne(record);
  while (!handled.ok()) {
    Log(Severity::kWarn, "intake waits",
        {{"partition", record.partition},
         {"offset", record.offset},
         {"why", handled.status().message()}});
    RETURN_IF_ERROR(Flush(stop));
    if (!Pause(stop, kRetryWait)) return absl::CancelledError("stopping");
    handled = AdmitOne(record);
  }
  std::move(handled->records.begin(), handled->records.end(), std::back_inserter(batch_));
  if (handled->refused) {
    // In the order of the topic: what came before is durable first, what comes after follows.
    RETURN_IF_ERROR(Flush(stop));
    RETURN_IF_ERROR(Reject(*handled->refused, record.value, stop));
  }
  reached_[record.partition] = record.offset + 1;
  return absl::OkStatus();
}

absl::Status IntakeConsumer::RunOnce(const std::stop_token& stop, absl::Duration wait) {
  ASSIGN_OR_RETURN(const std::vector<LogRecord> records, ports_.log.Poll(kIntakeBatchMax, wait));
  const auto oldest = std::min_element(
      records.begin(), records.end(), [](const LogRecord& a, const LogRecord& b) {
        return a.appended_at_ms < b.appended_at_ms;
      });
  oldest_ms_ = oldest == records.end() ? kNoTime : oldest->appended_at_ms;
  ports_.admitter.metrics().intake_behind->Set(absl::ToDoubleSeconds(Behind()));
  for (const LogRecord& record : records) RETURN_IF_ERROR(HandleOne(record, stop));
  RETURN_IF_ERROR(Flush(stop));
  next_ = reached_;
  const absl::Duration now = ports_.admitter.clock().Monotonic();
  if (now - stored_at_ > kPositionPeriod) {
    stored_at_ = now;
    StorePositions();
  }
  return absl::OkStatus();
}

void IntakeConsumer::StorePositions() {
  if (stored_ == next_ || next_.empty()) return;
  const absl::Status stored = ports_.positions.Store(next_, kStoreTimeout);
  if (stored.ok()) {
    stored_ = next_;
  } else {
    Log(Severity::kWarn, "intake's position is not stored yet", {{"why", stored.message()}});
  }
}

absl::Status IntakeConsumer::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const absl::Status status = RunOnce(stop, kPollWait);
    if (absl::IsUnavailable(status)) {
      static_cast<void>(Pause(stop, kRetryWait));
    } else if (!status.ok() && !absl::IsCancelled(status)) {
      return status;
    }
  }
  StorePositions();
  return absl::OkStatus();
}

}  // namespace ledger
