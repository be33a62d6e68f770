// What a campaign has done, as `consent campaign show` and `list` tell it: control topic and
// projection put together.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/cli/output.h"
#include "ledger/control/campaign.h"
#include "ledger/ports/projection.h"

namespace ledger::cli {

struct CampaignView {
  const Campaign& campaign;
  std::vector<StepResult> steps;                  // one a step, summed over the partitions
  std::vector<std::int32_t> finished_partitions;  // one a step
  std::int32_t partitions = 0;
  bool all_finished = false;
  std::vector<FoldPosition> halted;  // partitions whose counts are short of the log
};

// Asks every partition. Errors are the projection's.
absl::StatusOr<CampaignView> LoadCampaignView(const Campaign& campaign, std::int32_t partitions,
                                              ProjectionQueries& projection);

// "draft", "running" ...
[[nodiscard]] std::string_view LifeName(CampaignLife life);

// Texts that were granted and not taken back.
[[nodiscard]] std::uint64_t Attempted(const StepResult& result);

[[nodiscard]] std::string CampaignText(const CampaignView& view, TimeMs now_ms);
[[nodiscard]] Json CampaignJson(const CampaignView& view, TimeMs now_ms);

}  // namespace ledger::cli
