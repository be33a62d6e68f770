// The opt-in requests that follow an imported contact: a business may have everyone asked who is
// synced from a source after a date (S4.9). Pure. Each request has an id that names the source, the
// program and the contact and nothing else, so however often a person is synced, they are asked
// once (S0.7). Whether they may be asked the grant decides, as for every ask: never a revoked
// number, nobody who has opted in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"

namespace ledger {

// What the publisher's ids of all such requests begin with.
inline constexpr std::string_view kSourceAskPrefix = "source-ask/";

// The request to a person who was synced from `source`.
[[nodiscard]] consent::v1::IntakeEvent SourceAskEvent(const AccountId& account,
                                                      std::string_view source,
                                                      const ProgramId& program,
                                                      std::string_view number);

// What is to be appended behind `imported`, which was admitted and is synced at `synced_at_ms`;
// empty for other facts, and where nobody asks. NotFound: as for Admit().
[[nodiscard]] absl::StatusOr<std::vector<Admitted>> AsksAfter(
    const consent::v1::IntakeEvent& imported, TimeMs synced_at_ms, const Arrival& arrival,
    const AdmissionContext& context);

}  // namespace ledger
