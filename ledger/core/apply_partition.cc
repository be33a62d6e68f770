// What the facts about a partition do: who sends, what is halted, which steps are closed, which
// rules hold.
#include <map>
#include <utility>

#include "ledger/core/apply_facts.h"

namespace ledger {
namespace {

Effect SetHalt(const CampaignId& campaign, Offset revision, bool halted, const Place& place) {
  std::map<CampaignKey, HaltState>& halts = place.state.partition.halts;
  const CampaignKey key{place.event.account, campaign};
  const auto known = halts.find(key);
  if (revision <= (known == halts.end() ? kNoOffset : known->second.revision)) {
    return Effect::Ignored(Reason::kOlderRevision);
  }
  halts[key] = {halted, revision};
  return {};
}

}  // namespace

Effect ApplyFact(const DispatcherClaimed&, const Place& place) {
  PartitionState& partition = place.state.partition;
  partition.epoch = place.offset;
  Effect effect;
  effect.became_unknown.assign(partition.open.begin(), partition.open.end());
  partition.open.clear();
  return effect;
}

Effect ApplyFact(const Halted& fact, const Place& place) {
  return SetHalt(fact.campaign, fact.revision, true, place);
}

Effect ApplyFact(const Resumed& fact, const Place& place) {
  return SetHalt(fact.campaign, fact.revision, false, place);
}

Effect ApplyFact(const StepFinished& fact, const Place& place) {
  PartitionState& partition = place.state.partition;
  if (fact.epoch != partition.epoch) return Effect::Ignored(Reason::kOlderEpoch);
  const StepKey step{{place.event.account, fact.campaign}, fact.step};
  // Only the first one closes a step.
  const bool first = partition.finished.emplace(step, place.offset).second;
  return first ? Effect{} : Effect::Ignored(Reason::kStepFinished);
}

Effect ApplyFact(const RulesActivated& fact, const Place& place) {
  place.state.partition.rules = fact.version;
  return {};
}

Effect ApplyFact(const TruncationAccepted&, const Place& place) {
  place.state.partition.truncated_at = place.offset;
  place.state.partition.truncated_at_ms = place.now_ms();
  return {};
}

}  // namespace ledger
