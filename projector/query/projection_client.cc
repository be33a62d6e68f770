#include "projector/query/projection_client.h"

#include <utility>

#include "ledger/codec/state_codec.h"
#include "ledger/core/check.h"
#include "ledger/core/status_macros.h"
#include "projector/query/channels.h"
#include "projector/query/query_wire.h"

namespace projector {
namespace {

using ledger::AccountId;
using ledger::ContactId;
using ledger::Offset;
using ledger::PartitionId;

class ProjectionClient final : public ledger::ProjectionQueries {
 public:
  ProjectionClient(const std::vector<std::string>& addresses, absl::Duration timeout)
      : stubs_(MakeStubs(addresses)), timeout_(timeout) {}

  absl::StatusOr<std::vector<ledger::FoldPosition>> Positions() override {
    std::vector<ledger::FoldPosition> positions;
    for (const ProjectorStub& projector : stubs_) {
      wire::GetPositionsResponse response;
      RETURN_IF_ERROR(Call(projector, &Stub::GetPositions, {}, response));
      for (const auto& position : response.positions()) positions.push_back(FromWire(position));
    }
    return positions;
  }

  absl::StatusOr<ledger::ContactView> GetContact(PartitionId partition, const ContactId& contact,
                                                 Offset at_least) override {
    wire::GetContactRequest request;
    request.set_partition(partition);
    request.set_contact(std::string(contact.view()));
    request.set_at_least(at_least);
    wire::GetContactResponse response;
    RETURN_IF_ERROR(Call(Holder(partition), &Stub::GetContact, request, response));
    ledger::ContactView view;
    ASSIGN_OR_RETURN(view.state, ledger::DecodeContactState(response.state()));
    view.position = FromWire(response.position());
    return view;
  }

  absl::StatusOr<ledger::HistoryPage> History(const ledger::HistoryQuery& query) override {
    wire::GetHistoryResponse response;
    RETURN_IF_ERROR(Call(Holder(query.partition), &Stub::GetHistory, ToWire(query), response));
    return FromWire(response);
  }

  absl::StatusOr<ledger::AudiencePage> ScanAudience(const ledger::AudienceQuery& query) override {
    wire::ScanAudienceResponse response;
    RETURN_IF_ERROR(Call(Holder(query.partition), &Stub::ScanAudience, ToWire(query), response));
    return FromWire(response);
  }

  absl::StatusOr<ledger::MembersPage> ScanMembers(const ledger::MembersQuery& query) override {
    wire::ScanMembersResponse response;
    RETURN_IF_ERROR(Call(Holder(query.partition), &Stub::ScanMembers, ToWire(query), response));
    return FromWire(response);
  }

  absl::StatusOr<ledger::StepResultsView> StepResults(PartitionId partition,
                                                      const AccountId& account,
                                                      const ledger::CampaignId& campaign,
                                                      Offset at_least) override {
    wire::GetStepResultsRequest request;
    request.set_partition(partition);
    request.set_account(account.value());
    request.set_campaign(campaign.value());
    request.set_at_least(at_least);
    wire::GetStepResultsResponse response;
    RETURN_IF_ERROR(Call(Holder(partition), &Stub::GetStepResults, request, response));
    ledger::StepResultsView view;
    for (const auto& result : response.results()) view.steps.push_back(FromWire(result));
    view.position = FromWire(response.position());
    return view;
  }

  absl::StatusOr<ledger::SegmentCountsView> SegmentCounts(PartitionId partition,
                                                          const AccountId& account,
                                                          Offset at_least) override {
    wire::GetSegmentCountsRequest request;
    request.set_partition(partition);
    request.set_account(account.value());
    request.set_at_least(at_least);
    wire::GetSegmentCountsResponse response;
    RETURN_IF_ERROR(Call(Holder(partition), &Stub::GetSegmentCounts, request, response));
    ledger::SegmentCountsView view;
    view.counts.insert(response.counts().begin(), response.counts().end());
    view.position = FromWire(response.position());
    return view;
  }

  absl::StatusOr<std::pair<std::string, ledger::FoldPosition>> StateDigest(
      PartitionId partition, Offset at_least) override {
    wire::GetStateDigestRequest request;
    request.set_partition(partition);
    request.set_at_least(at_least);
    wire::GetStateDigestResponse response;
    RETURN_IF_ERROR(Call(Holder(partition), &Stub::GetStateDigest, request, response));
    return std::pair(response.digest(), FromWire(response.position()));
  }

 private:
  using Stub = wire::ProjectionService::Stub;

  const ProjectorStub& Holder(PartitionId partition) const {
    return stubs_[HolderOf(partition, stubs_.size())];
  }
  template <typename Request, typename Response>
  absl::Status Call(const ProjectorStub& projector,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response& response) const {
    grpc::ClientContext context;
    context.set_deadline(DeadlineIn(timeout_));
    return FromGrpc((projector.stub.get()->*method)(&context, request, &response),
                    projector.address);
  }

  const std::vector<ProjectorStub> stubs_;
  const absl::Duration timeout_;
};

}  // namespace

std::unique_ptr<ledger::ProjectionQueries> MakeProjectionQueries(
    const std::vector<std::string>& addresses, absl::Duration timeout) {
  LEDGER_CHECK(!addresses.empty());
  return std::make_unique<ProjectionClient>(addresses, timeout);
}

}  // namespace projector
