#include <utility>

#include "grpcpp/completion_queue.h"
#include "grpcpp/support/async_stream.h"
#include "ledger/core/check.h"
#include "ledger/core/status_macros.h"
#include "projector/query/channels.h"
#include "projector/query/projection_client.h"
#include "projector/query/query_wire.h"

namespace projector {
namespace {

using ledger::Offset;
using ledger::PartitionId;
using ledger::WorkItem;

// A stream from one projector. Always has exactly one operation under way, with itself as tag.
struct Source {
  enum class Phase { kStarting, kReading, kFinishing, kEnded };

  const ProjectorStub* projector = nullptr;
  grpc::ClientContext context;
  std::unique_ptr<grpc::ClientAsyncReader<wire::StreamWorkResponse>> reader;
  wire::StreamWorkResponse response;
  grpc::Status status;
  Phase phase = Phase::kStarting;
};

// One Open() of the stream: its sources, and the queue that their operations end in.
class Session {
 public:
  Session(const std::vector<ProjectorStub>& stubs, ledger::WorkKind kind,
          const std::map<PartitionId, Offset>& from) {
    std::map<std::size_t, wire::StreamWorkRequest> requests;
    for (const auto& [partition, offset] : from) {
      wire::StreamWorkRequest& request = requests[HolderOf(partition, stubs.size())];
      request.set_kind(static_cast<wire::WorkKind>(static_cast<int>(kind)));
      (*request.mutable_from())[partition] = offset;
    }
    for (const auto& [holder, request] : requests) {
      auto source = std::make_unique<Source>();
      source->projector = &stubs[holder];
      source->reader = source->projector->stub->AsyncStreamWork(&source->context, request, &queue_,
                                                                source.get());
      sources_.push_back(std::move(source));
    }
  }
  ~Session() {
    for (const auto& source : sources_) source->context.TryCancel();
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    // What is under way must end before its memory goes.
    while (queue_.Next(&tag, &ok)) {
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  absl::StatusOr<std::vector<WorkItem>> Poll(absl::Duration wait) {
    std::vector<WorkItem> items;
    gpr_timespec deadline = DeadlineIn(wait);
    while (true) {
      void* tag = nullptr;
      bool ok = false;
      if (queue_.AsyncNext(&tag, &ok, deadline) != grpc::CompletionQueue::GOT_EVENT) return items;
      RETURN_IF_ERROR(Advance(*static_cast<Source*>(tag), ok, items));
      // Once there is something, take only what is there already.
      if (!items.empty()) deadline = DeadlineIn(absl::ZeroDuration());
      if (items.size() >= kItemsPerPoll) return items;
    }
  }

 private:
  static constexpr std::size_t kItemsPerPoll = 4096;

  static absl::Status Advance(Source& source, bool ok, std::vector<WorkItem>& items) {
    if (source.phase == Source::Phase::kFinishing) {
      source.phase = Source::Phase::kEnded;
      const absl::Status status = FromGrpc(source.status, source.projector->address);
      // However it ended, the way on is to open the stream again.
      return absl::UnavailableError("the stream of work ended: " + std::string(status.message()));
    }
    if (!ok) {
      source.phase = Source::Phase::kFinishing;
      source.reader->Finish(&source.status, &source);
      return absl::OkStatus();
    }
    if (source.phase == Source::Phase::kReading) {
      for (const wire::WorkItem& item : source.response.items()) {
        ASSIGN_OR_RETURN(WorkItem read, FromWire(item));
        items.push_back(std::move(read));
      }
    }
    source.phase = Source::Phase::kReading;
    source.reader->Read(&source.response, &source);
    return absl::OkStatus();
  }

  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Source>> sources_;
};

class WorkStreamClient final : public ledger::WorkStream {
 public:
  explicit WorkStreamClient(const std::vector<std::string>& addresses)
      : stubs_(MakeStubs(addresses)) {}

  absl::Status Open(ledger::WorkKind kind, const std::map<PartitionId, Offset>& from) override {
    session_.reset();
    session_ = std::make_unique<Session>(stubs_, kind, from);
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<WorkItem>> Poll(absl::Duration wait) override {
    if (session_ == nullptr) return absl::UnavailableError("the stream of work is not open");
    absl::StatusOr<std::vector<WorkItem>> items = session_->Poll(wait);
    if (!items.ok()) session_.reset();
    return items;
  }

 private:
  const std::vector<ProjectorStub> stubs_;
  std::unique_ptr<Session> session_;
};

}  // namespace

std::unique_ptr<ledger::WorkStream> MakeWorkStream(const std::vector<std::string>& addresses) {
  LEDGER_CHECK(!addresses.empty());
  return std::make_unique<WorkStreamClient>(addresses);
}

}  // namespace projector
