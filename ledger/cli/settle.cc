#include "ledger/cli/settle.h"

#include "ledger/core/status_macros.h"

namespace ledger::cli {

absl::StatusOr<Settled> AppendUnlessSame(Session& session, const consent::v1::ControlRecord& record,
                                         const google::protobuf::Message* known,
                                         const google::protobuf::Message& defined) {
  if (known != nullptr && known->SerializeAsString() == defined.SerializeAsString()) {
    return Settled{"already so", {{"status", "already_so"}}};
  }
  const std::string words = known == nullptr ? "created" : "changed";
  ASSIGN_OR_RETURN(const Offset offset, session.Command(record));
  return Settled{words, {{"status", words}, {"control_offset", offset}}};
}

}  // namespace ledger::cli
