// A campaign and its life: draft, scheduled, running, completed or stopped, archived (S1 of the
// domain reference). The control topic knows only what was commanded; whether one is running or
// completed follows from the time and from the steps that the ledger closed. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "consent/v1/campaign.pb.h"
#include "ledger/control/definitions.h"
#include "ledger/core/ids.h"

namespace ledger {

// What was commanded last.
enum class CampaignState : std::uint8_t {
  kDraft = 1,
  kScheduled = 2,  // locked, but for the times of steps that are not due
  kStopped = 3,
};

// What people see.
enum class CampaignLife : std::uint8_t {
  kDraft = 1,
  kScheduled = 2,
  kRunning = 3,
  kCompleted = 4,
  kStopped = 5,
  kArchived = 6,
};

// One message of a campaign.
struct StepState {
  consent::v1::CampaignStep definition;  // its times are the draft's; those below count
  TimeMs due_ms = kNoTime;
  // When it was due first: a restart does not put it off, so that texts of before a loss of the
  // log are known to be older than that loss.
  TimeMs first_due_ms = kNoTime;
  TimeMs deadline_ms = kNoTime;  // not to be sent at or after this
  bool cancelled = false;        // a restart left it out
};

struct Campaign {
  AccountId account;
  CampaignId id;
  consent::v1::CampaignDefined definition;
  CampaignState state = CampaignState::kDraft;
  bool archived = false;
  std::vector<StepState> steps;
  std::string created_by;
  TimeMs created_ms = kNoTime;       // append time of the first definition
  TimeMs scheduled_ms = kNoTime;     // append time of the last schedule or restart; none: never
  Offset revision = kNoOffset;       // offset of the last command that changed it
  Offset halt_revision = kNoOffset;  // offset of the last stop or restart; none: never stopped
};

// By account and campaign.
using Campaigns = std::map<std::pair<AccountId, CampaignId>, Campaign>;

// Whether its due steps are to be sent. The account's halt is looked at separately.
[[nodiscard]] bool IsActive(const Campaign& campaign);

// What people see at `now_ms`. `all_finished`: every step that is not cancelled is closed in every
// partition, as the projection says.
[[nodiscard]] CampaignLife LifeAt(const Campaign& campaign, TimeMs now_ms, bool all_finished);

// The commands. Each returns what is wrong with it, and then nothing changed; empty: it is in
// force. `now_ms` is the append time of the command, so that equal topics give equal states.
[[nodiscard]] std::string Draft(const consent::v1::CampaignDefined& command, const Account& account,
                                const std::map<LineId, Line>& lines, Campaign& campaign);
[[nodiscard]] std::string Schedule(const consent::v1::CampaignScheduled& command,
                                   const Account& account, TimeMs now_ms, Campaign& campaign);
[[nodiscard]] std::string Reschedule(const consent::v1::StepRescheduled& command, TimeMs now_ms,
                                     Campaign& campaign);
[[nodiscard]] std::string Stop(TimeMs now_ms, Campaign& campaign);
[[nodiscard]] std::string Restart(const consent::v1::CampaignRestarted& command, TimeMs now_ms,
                                  Campaign& campaign);
[[nodiscard]] std::string Archive(TimeMs now_ms, Campaign& campaign);

}  // namespace ledger
