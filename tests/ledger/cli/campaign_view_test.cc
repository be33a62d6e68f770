#include "ledger/cli/campaign_view.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/cli/halt_text.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr TimeMs kShownAt = 1'790'000'000'000;

// Two partitions that finished a step with nobody in it; the second may be halted.
class TwoPartitions final : public ProjectionQueries {
 public:
  absl::StatusOr<StepResultsView> StepResults(PartitionId partition, const AccountId&,
                                              const CampaignId&, Offset) override {
    StepResultsView view;
    view.steps.resize(1);
    view.steps.front().finished_at = 7;
    view.position.partition = partition;
    view.position.next = 812;
    view.position.halted = partition == 1 && !why.empty();
    if (view.position.halted) view.position.halted_why = why;
    return view;
  }
  absl::StatusOr<std::vector<FoldPosition>> Positions() override { return None(); }
  absl::StatusOr<ContactView> GetContact(PartitionId, const ContactId&, Offset) override {
    return None();
  }
  absl::StatusOr<HistoryPage> History(const HistoryQuery&) override { return None(); }
  absl::StatusOr<AudiencePage> ScanAudience(const AudienceQuery&) override { return None(); }
  absl::StatusOr<MembersPage> ScanMembers(const MembersQuery&) override { return None(); }
  absl::StatusOr<SegmentCountsView> SegmentCounts(PartitionId, const AccountId&, Offset) override {
    return None();
  }
  absl::StatusOr<std::pair<std::string, FoldPosition>> StateDigest(PartitionId, Offset) override {
    return None();
  }

  std::string why;

 private:
  static absl::Status None() { return absl::UnimplementedError("not asked for a campaign"); }
};

Campaign OneStep() {
  Campaign campaign;
  campaign.state = CampaignState::kScheduled;
  campaign.steps.resize(1);
  campaign.steps.front().due_ms = kShownAt - 1;
  campaign.scheduled_ms = kShownAt - 1;
  return campaign;
}

TEST_CASE("campaign show: an audience is called empty when every partition was asked") {
  TwoPartitions projection;
  const Campaign campaign = OneStep();
  const auto view = LoadCampaignView(campaign, 2, projection);
  REQUIRE(view.ok());
  CHECK(CampaignText(*view, kShownAt).find("its audience is empty") != std::string::npos);
  CHECK(CampaignText(*view, kShownAt).find("incomplete") == std::string::npos);
  CHECK(CampaignJson(*view, kShownAt)["halted_partitions"] == Json::array());
}

TEST_CASE("campaign show: a halted partition is named, and no audience is called empty") {
  TwoPartitions projection;
  projection.why = "the log ends before our position";
  const Campaign campaign = OneStep();
  const auto view = LoadCampaignView(campaign, 2, projection);
  REQUIRE(view.ok());
  const std::string text = CampaignText(*view, kShownAt);
  CHECK(text.find("incomplete partition 1 is halted at offset 812: the log ends before our "
                  "position\n") != std::string::npos);
  CHECK(text.find("not all partitions are folded") != std::string::npos);
  CHECK(text.find("audience is empty") == std::string::npos);
  CHECK(CampaignJson(*view, kShownAt)["halted_partitions"][0]["partition"] == 1);
  CHECK(CampaignJson(*view, kShownAt)["halted_partitions"][0]["halted_why"] == projection.why);
}

TEST_CASE("a list that lacks what a halted partition knows warns, and asks to come again") {
  std::ostringstream out;
  std::ostringstream err;
  const Output output({out, err, false}, Format::kJson, true);
  CHECK(WarnOfHalts({}, output) == kExitOk);
  CHECK(err.str().empty());
  FoldPosition position;
  position.partition = 3;
  position.next = 9;
  position.halted = true;
  position.halted_why = "unknown rules";
  CHECK(WarnOfHalts({position}, output) == kExitTemporary);
  CHECK(err.str().find("partition 3 is halted at offset 9: unknown rules") != std::string::npos);
  CHECK(out.str().empty());
}

}  // namespace
}  // namespace ledger::cli
