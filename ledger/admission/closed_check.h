// Refuses what this version does not know, wherever it stands in a message (law 6): unknown fields
// and enum values, and what is larger than limits.h allows.
#pragma once

#include <google/protobuf/message.h>

#include "ledger/admission/complaint.h"

namespace ledger {

void CheckClosed(const google::protobuf::Message& message, Complaints& complaints);

}  // namespace ledger
