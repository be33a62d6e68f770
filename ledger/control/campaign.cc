#include "ledger/control/campaign.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr char kArchivedAlready[] = "campaign: archived";

std::string CheckStep(const v1::CampaignStep& step, const Account& account) {
  if (step.text().empty() == step.template_key().empty()) {
    return "either text or template_key must be given";
  }
  if (step.text().size() > kTextBytesMax) {
    return absl::StrCat("text: longer than ", kTextBytesMax, " bytes");
  }
  if (!step.template_key().empty() && !HasTemplate(account, step.template_key())) {
    return absl::StrCat("template_key: no template '", step.template_key(), "'");
  }
  if (!(step.texts_per_second() >= 0 && step.texts_per_second() <= kTextsPerSecondMax)) {
    return "texts_per_second: not in [0, 10000]";
  }
  return "";
}

std::string CheckAudience(const v1::Audience& audience) {
  switch (audience.target_case()) {
    case v1::Audience::kSegment:
      return CheckName("audience.segment", audience.segment());
    case v1::Audience::kSegmentPrefix:
      return CheckName("audience.segment_prefix", audience.segment_prefix());
    case v1::Audience::kReachable:
      return audience.reachable() ? "" : "audience.reachable: must be true";
    case v1::Audience::kEveryone:
      return audience.everyone() ? "" : "audience.everyone: must be true";
    case v1::Audience::TARGET_NOT_SET:
      break;
  }
  return "audience: not given";
}

// Puts `times` into `steps`; returns what is wrong with them.
template <typename Times>
std::string SetTimes(const Times& times, std::vector<StepState>& steps) {
  std::set<std::uint32_t> named;
  for (const v1::StepTimes& time : times) {
    if (time.step() >= steps.size()) return absl::StrCat("step ", time.step(), ": there is none");
    if (!named.insert(time.step()).second) {
      return absl::StrCat("step ", time.step(), ": named twice");
    }
    StepState& step = steps[time.step()];
    step.due_ms = time.due_at_ms();
    step.deadline_ms = time.deadline_ms();
    step.cancelled = false;
  }
  return "";
}

// Returns what is wrong with the times that a schedule of `steps` would have at `now_ms`.
std::string CheckTimes(const std::vector<StepState>& steps, TimeMs now_ms) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const StepState& step = steps[i];
    if (step.cancelled) continue;
    if (step.due_ms <= 0 || step.deadline_ms <= 0) {
      return absl::StrCat("step ", i, ": needs due_at_ms and deadline_ms");
    }
    if (step.deadline_ms <= step.due_ms) {
      return absl::StrCat("step ", i, ": deadline_ms must be later than due_at_ms");
    }
    if (step.deadline_ms <= now_ms) return absl::StrCat("step ", i, ": deadline_ms has passed");
  }
  return "";
}

bool AllDeadlinesPassed(const Campaign& campaign, TimeMs now_ms) {
  return std::ranges::all_of(campaign.steps, [&](const StepState& step) {
    return step.cancelled || step.deadline_ms <= now_ms;
  });
}

}  // namespace

bool IsActive(const Campaign& campaign) {
  return campaign.state == CampaignState::kScheduled && !campaign.archived;
}

CampaignLife LifeAt(const Campaign& campaign, TimeMs now_ms, bool all_finished) {
  if (campaign.archived) return CampaignLife::kArchived;
  switch (campaign.state) {
    case CampaignState::kDraft:
      return CampaignLife::kDraft;
    case CampaignState::kStopped:
      return CampaignLife::kStopped;
    case CampaignState::kScheduled:
      break;
  }
  if (all_finished || AllDeadlinesPassed(campaign, now_ms)) return CampaignLife::kCompleted;
  const bool started = std::ranges::any_of(campaign.steps, [&](const StepState& step) {
    return !step.cancelled && step.due_ms <= now_ms;
  });
  return started ? CampaignLife::kRunning : CampaignLife::kScheduled;
}

std::string Draft(const v1::CampaignDefined& command, const Account& account,
                  const std::map<LineId, Line>& lines, Campaign& campaign) {
  if (campaign.archived) return kArchivedAlready;
  if (campaign.state != CampaignState::kDraft) {
    return "campaign: locked since it was scheduled; only times of steps may change";
  }
  if (std::string why = CheckName("name", command.name()); !why.empty()) return why;
  if (std::string why = CheckName("owner", command.owner()); !why.empty()) return why;
  if (account.programs.count(ProgramId(command.program())) == 0) {
    return "program: not a program of this account";
  }
  if (!HasLine(lines, account.id, command.line())) return "line: not a line of this account";
  if (std::string why = CheckAudience(command.audience()); !why.empty()) return why;
  const bool request = command.message_class() == v1::MESSAGE_CLASS_OPT_IN_REQUEST;
  if (!request && command.message_class() != v1::MESSAGE_CLASS_CAMPAIGN) {
    return "message_class: a campaign, or an opt-in request";
  }
  if (request && command.steps_size() > 1) return "steps: an opt-in request has one";
  std::vector<StepState> steps;
  for (const v1::CampaignStep& step : command.steps()) {
    std::string why = CheckStep(step, account);
    if (!why.empty()) return absl::StrCat("step ", steps.size(), ": ", why);
    steps.push_back({.definition = step,
                     .due_ms = step.has_due_at_ms() ? step.due_at_ms() : kNoTime,
                     .deadline_ms = step.has_deadline_ms() ? step.deadline_ms() : kNoTime});
  }
  campaign.definition = command;
  campaign.steps = std::move(steps);
  return "";
}

std::string Schedule(const v1::CampaignScheduled& command, const Account& account, TimeMs now_ms,
                     Campaign& campaign) {
  if (campaign.archived) return kArchivedAlready;
  if (campaign.state != CampaignState::kDraft) {
    return "campaign: not a draft; stop it, and restart it with other times";
  }
  if (campaign.steps.empty()) return "steps: none; add a message first";
  const v1::Acknowledgment& acknowledgment = command.has_acknowledgment()
                                                 ? command.acknowledgment()
                                                 : campaign.definition.acknowledgment();
  if (acknowledgment.text().empty() || acknowledgment.actor().empty()) {
    return "acknowledgment: somebody must acknowledge that opt-ins were obtained and are stored";
  }
  for (const StepState& step : campaign.steps) {
    if (!step.definition.picture_urls().empty() && !account.definition.picture_messages()) {
      return "picture_urls: picture messages are not enabled for this account";
    }
  }
  std::vector<StepState> steps = campaign.steps;
  if (std::string why = SetTimes(command.times(), steps); !why.empty()) return why;
  if (std::string why = CheckTimes(steps, now_ms); !why.empty()) return why;
  for (StepState& step : steps) step.first_due_ms = step.due_ms;
  *campaign.definition.mutable_acknowledgment() = v1::Acknowledgment(acknowledgment);
  campaign.steps = std::move(steps);
  campaign.state = CampaignState::kScheduled;
  campaign.scheduled_ms = now_ms;
  return "";
}

std::string Reschedule(const v1::StepRescheduled& command, TimeMs now_ms, Campaign& campaign) {
  if (!IsActive(campaign)) return "campaign: not scheduled";
  if (command.times().step() >= campaign.steps.size()) return "step: there is none";
  const StepState& present = campaign.steps[command.times().step()];
  if (present.cancelled) return "step: cancelled by a restart";
  if (present.due_ms <= now_ms) return "step: it is due already, so it may have been sent";
  std::vector<StepState> steps = campaign.steps;
  const v1::StepTimes times[] = {command.times()};
  if (std::string why = SetTimes(times, steps); !why.empty()) return why;
  StepState& only = steps[command.times().step()];
  if (std::string why = CheckTimes({only}, now_ms); !why.empty()) return why;
  if (only.first_due_ms > now_ms) only.first_due_ms = only.due_ms;  // it never was due
  campaign.steps = std::move(steps);
  return "";
}

std::string Stop(TimeMs now_ms, Campaign& campaign) {
  if (!IsActive(campaign)) return "campaign: neither scheduled nor running; nothing of it goes out";
  if (AllDeadlinesPassed(campaign, now_ms)) return "campaign: completed";
  campaign.state = CampaignState::kStopped;
  return "";
}

std::string Restart(const v1::CampaignRestarted& command, TimeMs now_ms, Campaign& campaign) {
  if (campaign.archived) return kArchivedAlready;
  if (campaign.state != CampaignState::kStopped) {
    return "campaign: not stopped; a draft is scheduled, others are stopped first";
  }
  if (command.times().empty()) return "times: name at least one step that goes on";
  std::vector<StepState> steps = campaign.steps;
  for (StepState& step : steps) step.cancelled = true;
  if (std::string why = SetTimes(command.times(), steps); !why.empty()) return why;
  if (std::string why = CheckTimes(steps, now_ms); !why.empty()) return why;
  for (StepState& step : steps) step.first_due_ms = std::min(step.first_due_ms, step.due_ms);
  campaign.steps = std::move(steps);
  campaign.state = CampaignState::kScheduled;
  campaign.scheduled_ms = now_ms;
  return "";
}

std::string Archive(TimeMs now_ms, Campaign& campaign) {
  if (campaign.archived) return kArchivedAlready;
  if (IsActive(campaign) && !AllDeadlinesPassed(campaign, now_ms)) {
    return "campaign: it may still send; stop it first";
  }
  campaign.archived = true;
  return "";
}

}  // namespace ledger
