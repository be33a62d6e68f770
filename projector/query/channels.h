// One channel to each projector; internal to the clients.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "consent/v1/query.grpc.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/channel_arguments.h"
#include "ledger/core/ids.h"

namespace projector {

struct ProjectorStub {
  std::string address;
  std::unique_ptr<consent::v1::ProjectionService::Stub> stub;
};

[[nodiscard]] inline std::vector<ProjectorStub> MakeStubs(
    const std::vector<std::string>& addresses) {
  grpc::ChannelArguments arguments;
  // A projector that is gone without a word is noticed within fifteen seconds.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  std::vector<ProjectorStub> stubs;
  for (const std::string& address : addresses) {
    const auto channel =
        grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
    stubs.push_back({address, consent::v1::ProjectionService::NewStub(channel)});
  }
  return stubs;
}

// Which of `count` projectors holds the partition.
[[nodiscard]] inline std::size_t HolderOf(ledger::PartitionId partition, std::size_t count) {
  return static_cast<std::size_t>(partition) % count;
}

// The moment `wait` from now, on a clock that never jumps.
[[nodiscard]] inline gpr_timespec DeadlineIn(absl::Duration wait) {
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_millis(absl::ToInt64Milliseconds(wait), GPR_TIMESPAN));
}

}  // namespace projector
