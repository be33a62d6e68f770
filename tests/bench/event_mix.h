// The events of a shop's life in the proportions of a real one, encoded by ledger/codec as the
// workers would: an import, the ask, replies and their decisions, confirmations, a campaign of two
// messages with outcomes and delivery reports, a few stops. Intents carry what they need to be
// granted, so the fold does all its work; a benchmark on denials would flatter it.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "ledger/core/event.h"
#include "ledger/core/ids.h"

namespace bench {

struct MixedRecord {
  ledger::PartitionId partition = 0;
  std::string key;
  std::string value;
};

// Deterministic but for `now_ms`, which stands in the events. Thread rule: one thread owns it.
class EventMix {
 public:
  // Intents are granted only within a minute of `now_ms`: append the records at once.
  EventMix(std::uint32_t contacts, std::int32_t partitions, ledger::TimeMs now_ms);
  ~EventMix();

  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  // All records in the order to append them in; to a fresh topic, for some carry offsets.
  [[nodiscard]] std::vector<MixedRecord> Take();

 private:
  enum class Kind : std::uint8_t;
  struct Step {
    double time;
    std::uint32_t contact;
    Kind kind;
  };
  struct Person;

  void Plan(std::uint32_t index);
  void PlanSend(std::uint32_t index, double time, Kind intent);
  ledger::Event Make(const Step& step, const Person& person);
  ledger::SendIntended Intend(Kind kind, const Person& person);
  MixedRecord Encode(const Step& step);

  const std::int32_t partitions_;
  const ledger::TimeMs now_ms_;
  std::mt19937_64 random_;
  std::vector<Person> people_;
  std::vector<Step> steps_;
  std::vector<ledger::Offset> next_;  // of each partition
};

}  // namespace bench
