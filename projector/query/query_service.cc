#include "projector/query/query_service.h"

#include <atomic>
#include <utility>

#include "consent/v1/query.grpc.pb.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "ledger/codec/state_codec.h"
#include "projector/query/query_wire.h"

namespace projector {
namespace {

using ledger::AccountId;
using ledger::CampaignId;
using ledger::ContactId;

// Of work in one message of the stream; a client accepts four times as much.
constexpr std::size_t kWorkBytesPerMessage = 1 << 20;
// How often a stream without work looks whether it has to end.
const absl::Duration kStreamTurn = absl::Milliseconds(200);
// Clients ask for a sign of life every ten seconds, also without calls.
constexpr int kPingIntervalMinMs = 5000;

class Service final : public wire::ProjectionService::Service {
 public:
  Service(LocalProjection& projection, const ledger::Clock& clock)
      : projection_(projection), clock_(clock) {}

  void Stop() { stopping_ = true; }

 private:
  grpc::Status GetPositions(grpc::ServerContext*, const wire::GetPositionsRequest*,
                            wire::GetPositionsResponse* response) override {
    const auto positions = projection_.Positions();
    if (!positions.ok()) return ToGrpc(positions.status());
    for (const ledger::FoldPosition& position : *positions) {
      *response->add_positions() = ToWire(position);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetContact(grpc::ServerContext*, const wire::GetContactRequest* request,
                          wire::GetContactResponse* response) override {
    const absl::StatusOr<ContactId> contact = ContactFromWire(request->contact());
    if (!contact.ok()) return ToGrpc(contact.status());
    const auto view = projection_.GetContact(request->partition(), *contact, request->at_least());
    if (!view.ok()) return ToGrpc(view.status());
    response->set_state(ledger::EncodeContactState(view->state));
    *response->mutable_position() = ToWire(view->position);
    return grpc::Status::OK;
  }

  grpc::Status GetHistory(grpc::ServerContext*, const wire::GetHistoryRequest* request,
                          wire::GetHistoryResponse* response) override {
    const absl::StatusOr<ledger::HistoryQuery> query = FromWire(*request);
    if (!query.ok()) return ToGrpc(query.status());
    const auto page = projection_.History(*query);
    if (!page.ok()) return ToGrpc(page.status());
    *response = ToWire(*page);
    return grpc::Status::OK;
  }

  grpc::Status ScanAudience(grpc::ServerContext*, const wire::ScanAudienceRequest* request,
                            wire::ScanAudienceResponse* response) override {
    const absl::StatusOr<ledger::AudienceQuery> query = FromWire(*request);
    if (!query.ok()) return ToGrpc(query.status());
    const auto page = projection_.ScanAudience(*query);
    if (!page.ok()) return ToGrpc(page.status());
    *response = ToWire(*page);
    return grpc::Status::OK;
  }

  grpc::Status ScanMembers(grpc::ServerContext*, const wire::ScanMembersRequest* request,
                           wire::ScanMembersResponse* response) override {
    const absl::StatusOr<ledger::MembersQuery> query = FromWire(*request);
    if (!query.ok()) return ToGrpc(query.status());
    const auto page = projection_.ScanMembers(*query);
    if (!page.ok()) return ToGrpc(page.status());
    *response = ToWire(*page);
    return grpc::Status::OK;
  }

  grpc::Status GetStepResults(grpc::ServerContext*, const wire::GetStepResultsRequest* request,
                              wire::GetStepResultsResponse* response) override {
    const auto view =
        projection_.StepResults(request->partition(), AccountId(request->account()),
                                CampaignId(request->campaign()), request->at_least());
    if (!view.ok()) return ToGrpc(view.status());
    for (const ledger::StepResult& result : view->steps) *response->add_results() = ToWire(result);
    *response->mutable_position() = ToWire(view->position);
    return grpc::Status::OK;
  }

  grpc::Status GetSegmentCounts(grpc::ServerContext*, const wire::GetSegmentCountsRequest* request,
                                wire::GetSegmentCountsResponse* response) override {
    const auto view = projection_.SegmentCounts(request->partition(), AccountId(request->account()),
                                                request->at_least());
    if (!view.ok()) return ToGrpc(view.status());
    response->mutable_counts()->insert(view->counts.begin(), view->counts.end());
    *response->mutable_position() = ToWire(view->position);
    return grpc::Status::OK;
  }

  grpc::Status GetStateDigest(grpc::ServerContext*, const wire::GetStateDigestRequest* request,
                              wire::GetStateDigestResponse* response) override {
    const auto digest = projection_.StateDigest(request->partition(), request->at_least());
    if (!digest.ok()) return ToGrpc(digest.status());
    response->set_digest(digest->first);
    *response->mutable_position() = ToWire(digest->second);
    return grpc::Status::OK;
  }

  grpc::Status StreamWork(grpc::ServerContext* context, const wire::StreamWorkRequest* request,
                          grpc::ServerWriter<wire::StreamWorkResponse>* writer) override {
    if (request->kind() != wire::WORK_KIND_SENDING && request->kind() != wire::WORK_KIND_REPLIES) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "kind: sending or replies"};
    }
    LocalWorkStream stream(projection_, clock_);
    const std::map<ledger::PartitionId, ledger::Offset> from(request->from().begin(),
                                                             request->from().end());
    const absl::Status opened = stream.Open(static_cast<ledger::WorkKind>(request->kind()), from);
    if (!opened.ok()) return ToGrpc(opened);
    while (!context->IsCancelled() && !stopping_) {
      const auto items = stream.Poll(kStreamTurn);
      if (!items.ok()) return ToGrpc(items.status());
      if (items->empty()) continue;
      if (!WriteItems(*items, *writer)) return grpc::Status::CANCELLED;
    }
    return {grpc::StatusCode::UNAVAILABLE, "the projector stops"};
  }

  // In messages that stay far below what a client accepts; false: the client is gone.
  static bool WriteItems(const std::vector<ledger::WorkItem>& items,
                         grpc::ServerWriter<wire::StreamWorkResponse>& writer) {
    wire::StreamWorkResponse response;
    std::size_t bytes = 0;
    for (const ledger::WorkItem& item : items) {
      *response.add_items() = ToWire(item);
      bytes += response.items(response.items_size() - 1).ByteSizeLong();
      if (bytes < kWorkBytesPerMessage) continue;
      if (!writer.Write(response)) return false;
      response.Clear();
      bytes = 0;
    }
    return response.items_size() == 0 || writer.Write(response);
  }

  LocalProjection& projection_;
  const ledger::Clock& clock_;
  std::atomic<bool> stopping_{false};
};

}  // namespace

struct QueryServer::Parts {
  Parts(LocalProjection& projection, const ledger::Clock& clock) : service(projection, clock) {}
  Service service;
  std::unique_ptr<grpc::Server> server;
};

QueryServer::QueryServer(std::unique_ptr<Parts> parts, std::string address)
    : parts_(std::move(parts)), address_(std::move(address)) {}

absl::StatusOr<std::unique_ptr<QueryServer>> QueryServer::Start(const std::string& host,
                                                                std::int64_t port,
                                                                LocalProjection& projection,
                                                                const ledger::Clock& clock) {
  auto parts = std::make_unique<Parts>(projection, clock);
  const std::string wanted = host + ":" + std::to_string(port);
  int bound = 0;
  grpc::ServerBuilder builder;
  // Without it two servers could share one address, and clients would meet either.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kPingIntervalMinMs);
  builder.AddListeningPort(wanted, grpc::InsecureServerCredentials(), &bound);
  builder.RegisterService(&parts->service);
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || bound == 0) {
    return absl::UnavailableError("cannot serve queries at " + wanted +
                                  "; mend: another query-address or query-port");
  }
  return std::unique_ptr<QueryServer>(
      new QueryServer(std::move(parts), host + ":" + std::to_string(bound)));
}

QueryServer::~QueryServer() {
  parts_->service.Stop();
  parts_->server->Shutdown(
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_millis(500, GPR_TIMESPAN)));
  parts_->server->Wait();
}

}  // namespace projector
