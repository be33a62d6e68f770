// What the facts about a partition do: who sends, what is halted, which steps are closed, which
// rules hold.
#include <utility>

#include "ledger/core/apply_facts.h"

namespace ledger {
namespace {

Effect SetHalt(const CampaignId& campaign, Offset revision, bool halted, const Place& place) {
  HaltState& halt = place.state.partition.halts[{place.event.account, campaign}];
  if (revision <= halt.revision) return Effect::Ignored(Reason::kOlderRevision);
  halt = {halted, revision};
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
  partition.finished.emplace(step, place.offset);
  return {};
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
