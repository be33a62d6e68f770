// Definitions that are given again: nothing is appended for what is so already.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"
#include "ledger/cli/output.h"
#include "ledger/cli/session.h"

namespace ledger::cli {

// What became of a definition.
struct Settled {
  std::string words;  // "already so", "created", "changed"
  Json json;          // `status`, and `control_offset` where something was appended
};

// Appends `record`, which defines `defined`, unless `known` (null: nothing is) says the same.
// Errors as of Session::Command().
[[nodiscard]] absl::StatusOr<Settled> AppendUnlessSame(Session& session,
                                                       const consent::v1::ControlRecord& record,
                                                       const google::protobuf::Message* known,
                                                       const google::protobuf::Message& defined);

}  // namespace ledger::cli
