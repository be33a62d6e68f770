// The gRPC server of the projection (proto/consent/v1/query.proto). It has no authentication of its
// own: bind it to the loopback, or keep it behind a network policy.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/ports/clock.h"
#include "projector/fold/local_projection.h"

namespace projector {

// Thread-safe.
class QueryServer {
 public:
  // Serves at host:port; port 0 picks a free one. `projection` and `clock` must outlive the server.
  // Unavailable: the address cannot be bound.
  static absl::StatusOr<std::unique_ptr<QueryServer>> Start(const std::string& host,
                                                            std::int64_t port,
                                                            LocalProjection& projection,
                                                            const ledger::Clock& clock);
  // Ends all calls and streams within half a second.
  ~QueryServer();
  QueryServer(const QueryServer&) = delete;
  QueryServer& operator=(const QueryServer&) = delete;

  // host:port as bound.
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  struct Parts;
  QueryServer(std::unique_ptr<Parts> parts, std::string address);

  const std::unique_ptr<Parts> parts_;
  const std::string address_;
};

}  // namespace projector
