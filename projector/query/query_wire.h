// The ports' values as messages of proto/consent/v1/query.proto, and back. Both sides of the wire
// use it, so the two directions stand together.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "consent/v1/query.pb.h"
#include "grpcpp/support/status.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"

namespace projector {

namespace wire = consent::v1;

[[nodiscard]] wire::FoldPosition ToWire(const ledger::FoldPosition& position);
[[nodiscard]] ledger::FoldPosition FromWire(const wire::FoldPosition& position);

[[nodiscard]] wire::GetHistoryRequest ToWire(const ledger::HistoryQuery& query);
// InvalidArgument: a contact id of another length.
absl::StatusOr<ledger::HistoryQuery> FromWire(const wire::GetHistoryRequest& query);
[[nodiscard]] wire::GetHistoryResponse ToWire(const ledger::HistoryPage& page);
[[nodiscard]] ledger::HistoryPage FromWire(const wire::GetHistoryResponse& page);

// InvalidArgument: an unknown kind.
absl::StatusOr<ledger::SegmentFilter> FilterFromWire(wire::SegmentKind kind,
                                                     const std::string& name);

[[nodiscard]] wire::ScanAudienceRequest ToWire(const ledger::AudienceQuery& query);
// InvalidArgument: an unknown kind of segment or a contact id of another length.
absl::StatusOr<ledger::AudienceQuery> FromWire(const wire::ScanAudienceRequest& query);
[[nodiscard]] wire::ScanAudienceResponse ToWire(const ledger::AudiencePage& page);
[[nodiscard]] ledger::AudiencePage FromWire(const wire::ScanAudienceResponse& page);

[[nodiscard]] wire::ScanMembersRequest ToWire(const ledger::MembersQuery& query);
// InvalidArgument: an unknown kind of segment or a contact id of another length.
absl::StatusOr<ledger::MembersQuery> FromWire(const wire::ScanMembersRequest& query);
[[nodiscard]] wire::ScanMembersResponse ToWire(const ledger::MembersPage& page);
// DataLoss: a state that this binary cannot read; the projector is of another version.
absl::StatusOr<ledger::MembersPage> FromWire(const wire::ScanMembersResponse& page);

[[nodiscard]] wire::StepResult ToWire(const ledger::StepResult& result);
[[nodiscard]] ledger::StepResult FromWire(const wire::StepResult& result);

[[nodiscard]] wire::WorkItem ToWire(const ledger::WorkItem& item);
// DataLoss: an item that this binary does not know; the projector is newer.
absl::StatusOr<ledger::WorkItem> FromWire(const wire::WorkItem& item);

// InvalidArgument: not 16 bytes.
absl::StatusOr<ledger::ContactId> ContactFromWire(const std::string& bytes);

// The numbers of both status types are the same.
[[nodiscard]] grpc::Status ToGrpc(const absl::Status& status);
[[nodiscard]] absl::Status FromGrpc(const grpc::Status& status, const std::string& address);

}  // namespace projector
