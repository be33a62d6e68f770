// What the fold knows of one partition as a whole.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "ledger/core/facts_partition.h"
#include "ledger/core/ids.h"

namespace ledger {

// The latest halt or resumption of an account or a campaign.
struct HaltState {
  bool halted = false;
  Offset revision = kNoOffset;
  friend bool operator==(const HaltState&, const HaltState&) = default;
};

// A campaign of an account. An empty campaign stands for the whole account.
struct CampaignKey {
  AccountId account;
  CampaignId campaign;
  friend auto operator<=>(const CampaignKey&, const CampaignKey&) = default;
};

struct StepKey {
  CampaignKey campaign;
  std::uint32_t step = 0;
  friend auto operator<=>(const StepKey&, const StepKey&) = default;
};

// A grant that waits for its outcome.
struct OpenGrant {
  IntentId intent;
  MessageId message;
  ContactId contact;
  StepKey step;  // with an empty campaign for singles and answers
  friend bool operator==(const OpenGrant&, const OpenGrant&) = default;
};

// The order of open grants; one of them is found by its intent.
struct ByIntent {
  using is_transparent = void;
  bool operator()(const OpenGrant& a, const OpenGrant& b) const { return a.intent < b.intent; }
  bool operator()(const OpenGrant& a, const IntentId& b) const { return a.intent < b; }
  bool operator()(const IntentId& a, const OpenGrant& b) const { return a < b.intent; }
};

struct PartitionState {
  TimeMs time_ms = kNoTime;  // running maximum of the append times
  std::uint32_t rules = 1;   // active rules
  Offset epoch = kNoOffset;  // the present dispatcher's claim
  std::map<CampaignKey, HaltState> halts;
  std::map<StepKey, Offset> finished;  // closed steps, and where they were closed
  std::set<OpenGrant, ByIntent> open;  // of the present epoch; bounded by the dispatcher's pace
  Offset truncated_at = kNoOffset;     // the latest TruncationAccepted
  TimeMs truncated_at_ms = kNoTime;

  friend bool operator==(const PartitionState&, const PartitionState&) = default;
};

}  // namespace ledger
