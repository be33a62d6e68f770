// What marketers and operators command: to stop and restart a campaign, to halt the account, to go
// on after a loss of the log.
#include <algorithm>
#include <string>

#include "ledger/core/derive_ids.h"
#include "ledger/outbox/halt_events.h"
#include "tests/simulation/sim_world.h"

namespace simulation {

namespace v1 = consent::v1;

using ledger::TimeMs;

void World::SendCommand(const v1::ControlRecord& command, const ledger::CampaignId& campaign,
                        std::optional<bool> halts) {
  const ledger::Offset revision = control_.Append(command, time_.now_ms());
  // Some commands die between their two parts: the dispatchers finish what they began.
  if (!halts.has_value() || cli_ == nullptr || random_.Chance(0.35)) return;
  for (ledger::PartitionId p = 0; p < log_.partitions(); ++p) {
    cli_->outbox().AddForPartition(p, ledger::HaltEvent({kAccount, campaign, *halts, revision}, p));
  }
}

// As after a loss of the log: whatever is older than this is never sent. Nothing is lost really.
void World::AcceptTruncation() {
  if (cli_ == nullptr) return;
  const auto p = static_cast<ledger::PartitionId>(
      random_.Below(static_cast<std::size_t>(log_.partitions())));
  ledger::Event event;
  event.id = ledger::PartitionEventId("truncation_accepted", p, std::to_string(++names_));
  event.origin = ledger::Origin::kCli;
  event.fact = ledger::TruncationAccepted{0, 0, "ann"};
  cli_->outbox().AddForPartition(p, event);
}

void World::StepMarketer() {
  if (random_.Chance(0.006)) AcceptTruncation();
  if (!random_.Chance(0.12)) return;
  ledger::ControlState state;
  control_.Follow(state, control_.size());
  const ledger::CampaignId promo(kPromoCampaign);
  const ledger::Campaign* campaign = state.FindCampaign(kAccount, promo);
  v1::ControlRecord command = NewCommand();
  const TimeMs now = time_.now_ms();
  if (state.FindAccount(kAccount)->halted) {
    command.mutable_account_resumed()->set_reason("go on");
    return SendCommand(command, ledger::CampaignId(), false);
  }
  if (random_.Chance(0.25)) {
    command.mutable_account_halted()->set_reason("halt");
    return SendCommand(command, ledger::CampaignId(), true);
  }
  if (campaign->state == ledger::CampaignState::kStopped) {
    v1::CampaignRestarted& restarted = *command.mutable_campaign_restarted();
    restarted.set_campaign(kPromoCampaign);
    for (std::uint32_t i = 0; i < kPromoSteps; ++i) {
      if (restarted.times_size() > 0 && random_.Chance(0.3)) continue;
      const TimeMs due = now + random_.Between(0, 5000);
      v1::StepTimes& times = *restarted.add_times();
      times.set_step(i);
      times.set_due_at_ms(due);
      times.set_deadline_ms(due + random_.Between(6000, 20000));
      oracle_.SeeStep(promo, i, due);
    }
    return SendCommand(command, promo, false);
  }
  command.mutable_campaign_stopped()->set_campaign(kPromoCampaign);
  const bool past =
      std::all_of(campaign->steps.begin(), campaign->steps.end(),
                  [&](const ledger::StepState& s) { return s.cancelled || s.deadline_ms <= now; });
  if (!past && campaign->state == ledger::CampaignState::kScheduled) {
    SendCommand(command, promo, true);
  }
}

}  // namespace simulation
