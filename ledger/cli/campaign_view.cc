#include "ledger/cli/campaign_view.h"

#include <algorithm>

#include "ledger/cli/halt_text.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"

namespace ledger::cli {
namespace {

void AddCounts(const std::map<Reason, std::uint64_t>& from, std::map<Reason, std::uint64_t>& to) {
  for (const auto& [reason, count] : from) to[reason] += count;
}

void AddResult(const StepResult& from, StepResult& to) {
  to.delivered += from.delivered;
  to.accepted += from.accepted;
  to.queued += from.queued;
  to.failed += from.failed;
  to.rejected += from.rejected;
  to.unknown += from.unknown;
  to.open += from.open;
  to.withdrawn += from.withdrawn;
  AddCounts(from.denied, to.denied);
  AddCounts(from.excluded, to.excluded);
  if (from.first_grant_ms != kNoTime &&
      (to.first_grant_ms == kNoTime || from.first_grant_ms < to.first_grant_ms)) {
    to.first_grant_ms = from.first_grant_ms;
  }
  to.last_grant_ms = std::max(to.last_grant_ms, from.last_grant_ms);
}

std::string AudienceText(const consent::v1::Audience& audience) {
  switch (audience.target_case()) {
    case consent::v1::Audience::kSegment:
      return "segment " + audience.segment();
    case consent::v1::Audience::kSegmentPrefix:
      return "segments that begin with " + audience.segment_prefix();
    case consent::v1::Audience::kReachable:
      return "everyone who is reachable";
    case consent::v1::Audience::kEveryone:
      return "everyone";
    case consent::v1::Audience::TARGET_NOT_SET:
      break;
  }
  return "<unset>";
}

std::string Count(std::uint64_t count, std::string_view what) {
  return count == 0 ? "" : "  " + std::to_string(count) + " " + std::string(what) + "\n";
}

std::string ReasonLines(std::string_view heading, const std::map<Reason, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [reason, count] : counts) {
    if (count == 0) continue;
    text += "  " + std::to_string(count) + " " + std::string(heading) + " " +
            std::string(ReasonName(reason)) + ": " + std::string(ReasonWords(reason)) + "\n";
  }
  return text;
}

Json ReasonJson(const std::map<Reason, std::uint64_t>& counts) {
  Json json = Json::object();
  for (const auto& [reason, count] : counts) {
    if (count > 0) json[std::string(ReasonName(reason))] = count;
  }
  return json;
}

std::string_view StepStateName(const CampaignView& view, std::size_t i, TimeMs now_ms) {
  const StepState& step = view.campaign.steps[i];
  if (step.cancelled) return "cancelled";
  if (view.finished_partitions[i] == view.partitions && view.partitions > 0) return "finished";
  if (!IsActive(view.campaign)) return "not sending";
  return step.due_ms != kNoTime && step.due_ms <= now_ms ? "sending" : "waiting";
}

std::string WordsOfStep(const StepState& step) {
  return step.definition.template_key().empty() ? "\"" + step.definition.text() + "\""
                                                : "template " + step.definition.template_key();
}

// A campaign that is over, or a step of it, and reached nobody, says why. `complete`: no partition
// is halted.
std::string NobodyText(const StepResult& result, bool complete) {
  std::map<Reason, std::uint64_t> why = result.denied;
  AddCounts(result.excluded, why);
  std::uint64_t people = 0;
  for (const auto& [reason, count] : why) people += count;
  if (people == 0) {
    return complete ? "  reached nobody: its audience is empty\n"
                    : "  reached nobody as far as is known: not all partitions are folded\n";
  }
  return "  reached nobody: " + std::to_string(people) +
         (people == 1 ? " person was" : " people were") + " left out, for these reasons\n";
}

}  // namespace

absl::StatusOr<CampaignView> LoadCampaignView(const Campaign& campaign, std::int32_t partitions,
                                              ProjectionQueries& projection) {
  CampaignView view{campaign, {}, {}, partitions, false, {}};
  view.steps.resize(campaign.steps.size());
  view.finished_partitions.resize(campaign.steps.size());
  for (std::size_t i = 0; i < view.steps.size(); ++i) {
    view.steps[i].step = static_cast<std::uint32_t>(i);
  }
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    ASSIGN_OR_RETURN(const StepResultsView results,
                     projection.StepResults(partition, campaign.account, campaign.id, 0));
    if (results.position.halted) view.halted.push_back(results.position);
    for (const StepResult& result : results.steps) {
      if (result.step >= view.steps.size()) continue;
      AddResult(result, view.steps[result.step]);
      if (result.finished_at != kNoOffset) ++view.finished_partitions[result.step];
    }
  }
  view.all_finished = !view.steps.empty();
  for (std::size_t i = 0; i < view.steps.size(); ++i) {
    if (!campaign.steps[i].cancelled && view.finished_partitions[i] < partitions) {
      view.all_finished = false;
    }
  }
  return view;
}

std::string_view LifeName(CampaignLife life) {
  switch (life) {
    case CampaignLife::kDraft:
      return "draft";
    case CampaignLife::kScheduled:
      return "scheduled";
    case CampaignLife::kRunning:
      return "running";
    case CampaignLife::kCompleted:
      return "completed";
    case CampaignLife::kStopped:
      return "stopped";
    case CampaignLife::kArchived:
      return "archived";
  }
  return "unknown";
}

std::uint64_t Attempted(const StepResult& result) {
  return result.delivered + result.accepted + result.queued + result.failed + result.rejected +
         result.unknown + result.open;
}

std::string CampaignText(const CampaignView& view, TimeMs now_ms) {
  const Campaign& campaign = view.campaign;
  const bool asks =
      campaign.definition.message_class() == consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST;
  std::string text =
      "campaign   " + campaign.id.value() + " (" + campaign.definition.name() + ")\n";
  text += "state      " + std::string(LifeName(LifeAt(campaign, now_ms, view.all_finished))) + "\n";
  text += "program    " + campaign.definition.program() + "\n";
  text += "class      " + std::string(asks ? "opt_in_request" : "campaign") + "\n";
  text += "audience   " + AudienceText(campaign.definition.audience()) + "\n";
  text += "owner      " + campaign.definition.owner() + "\n";
  for (const FoldPosition& position : view.halted) {
    text += "incomplete " + HaltText(position) + "\n";
  }
  text += "\ntimeline, the oldest first\n";
  text += ShowTime(campaign.created_ms) + "  created by " + campaign.created_by + "\n";
  if (campaign.scheduled_ms != kNoTime) {
    text += ShowTime(campaign.scheduled_ms) + "  scheduled\n";
  }
  for (std::size_t i = 0; i < view.steps.size(); ++i) {
    const StepResult& result = view.steps[i];
    const StepState& step = campaign.steps[i];
    const std::string_view state = StepStateName(view, i, now_ms);
    text += ShowTime(step.due_ms) + "  message " + std::to_string(i + 1) + ", " +
            std::string(state) + ": " + WordsOfStep(step) + "\n";
    if (step.deadline_ms != kNoTime)
      text += "  not sent after " + ShowTime(step.deadline_ms) + "\n";
    if (result.first_grant_ms != kNoTime) {
      text += "  first grant " + ShowTime(result.first_grant_ms) + ", last grant " +
              ShowTime(result.last_grant_ms) + "\n";
    }
    text += Count(result.delivered, "delivered");
    text += Count(result.accepted, "accepted by the gateway, no report yet");
    text += Count(result.queued, "queued at the gateway");
    text += Count(result.open, "granted, on the way");
    text += Count(result.unknown, "unknown: never sent again");
    text += Count(result.failed, "failed");
    text += Count(result.rejected, "rejected by the gateway");
    text += Count(result.withdrawn, "withdrawn before a byte left");
    if (Attempted(result) == 0 && state == "finished") {
      text += NobodyText(result, view.halted.empty());
    }
    text += ReasonLines("denied", result.denied);
    text += ReasonLines("left out", result.excluded);
  }
  return text;
}

Json CampaignJson(const CampaignView& view, TimeMs now_ms) {
  const Campaign& campaign = view.campaign;
  Json steps = Json::array();
  for (std::size_t i = 0; i < view.steps.size(); ++i) {
    const StepResult& result = view.steps[i];
    const StepState& step = campaign.steps[i];
    steps.push_back({{"step", i},
                     {"state", StepStateName(view, i, now_ms)},
                     {"due_at", JsonTime(step.due_ms)},
                     {"deadline", JsonTime(step.deadline_ms)},
                     {"template", step.definition.template_key()},
                     {"text", step.definition.text()},
                     {"attempted", Attempted(result)},
                     {"delivered", result.delivered},
                     {"accepted", result.accepted},
                     {"queued", result.queued},
                     {"open", result.open},
                     {"unknown", result.unknown},
                     {"failed", result.failed},
                     {"rejected", result.rejected},
                     {"withdrawn", result.withdrawn},
                     {"denied", ReasonJson(result.denied)},
                     {"excluded", ReasonJson(result.excluded)},
                     {"first_grant_at", JsonTime(result.first_grant_ms)},
                     {"last_grant_at", JsonTime(result.last_grant_ms)},
                     {"finished_partitions", view.finished_partitions[i]}});
  }
  return {{"campaign", campaign.id.value()},
          {"name", campaign.definition.name()},
          {"state", LifeName(LifeAt(campaign, now_ms, view.all_finished))},
          {"program", campaign.definition.program()},
          {"class", campaign.definition.message_class() == consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST
                        ? "opt_in_request"
                        : "campaign"},
          {"audience", AudienceText(campaign.definition.audience())},
          {"owner", campaign.definition.owner()},
          {"created_at", JsonTime(campaign.created_ms)},
          {"scheduled_at", JsonTime(campaign.scheduled_ms)},
          {"partitions", view.partitions},
          {"all_finished", view.all_finished},
          {"halted_partitions", HaltsJson(view.halted)},
          {"steps", steps}};
}

}  // namespace ledger::cli
