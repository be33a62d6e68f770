// What stands before a run begins: one business with two programs on one of its two lines, its
// keys, its campaigns, and its people; and the control topic that says so.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "consent/v1/control.pb.h"
#include "ledger/admission/directory.h"
#include "ledger/control/control_state.h"
#include "ledger/seal/key_ring.h"
#include "tests/simulation/sim_clock.h"
#include "tests/simulation/sim_random.h"

namespace simulation {

inline const ledger::AccountId kAccount{"shop"};
inline const ledger::ProgramRef kMarketing{ledger::ProgramId("marketing"),
                                           ledger::Category::kMarketing};
inline const ledger::ProgramRef kOrders{ledger::ProgramId("orders"),
                                        ledger::Category::kInformational};
inline const ledger::LineId kLine{"+18335550100"};
// Belongs to the business too, but no program sends from it and nobody asks from it.
inline const ledger::LineId kOtherLine{"+18335550199"};
inline constexpr char kAskCampaign[] = "phone_text_default";
inline constexpr char kPromoCampaign[] = "promo";
inline constexpr char kAskingSource[] = "shopify";  // everybody is synced from it
inline constexpr std::uint32_t kPromoSteps = 2;
inline constexpr int kCapMax = 4;  // campaign and single texts to a contact, a day

// The control topic: commands in their order.
class SimControl {
 public:
  // Appends a command at `now_ms`; returns its offset.
  ledger::Offset Append(consent::v1::ControlRecord record, ledger::TimeMs now_ms);
  [[nodiscard]] std::size_t size() const { return records_.size(); }
  // Lets `state` follow, by `max` commands at most.
  void Follow(ledger::ControlState& state, std::size_t max) const;

 private:
  std::vector<std::pair<consent::v1::ControlRecord, ledger::TimeMs>> records_;
};

[[nodiscard]] consent::v1::ControlRecord NewCommand();

// The business, and its campaigns as drafts.
void SetUpBusiness(SimControl& control, ledger::TimeMs now_ms);

[[nodiscard]] ledger::KeyRing SimKeys();

// What admission asks, answered from a control state.
class SimDirectory : public ledger::Directory {
 public:
  explicit SimDirectory(const ledger::ControlState& control) : control_(control) {}
  [[nodiscard]] std::optional<ledger::AccountEntry> FindAccount(
      const ledger::AccountId& account) const override;
  [[nodiscard]] std::optional<ledger::ProgramEntry> FindProgram(
      const ledger::AccountId& account, const ledger::ProgramId& program) const override;
  [[nodiscard]] std::optional<ledger::AccountId> AccountOfLine(
      const ledger::LineId& line) const override;
  [[nodiscard]] std::vector<ledger::SourceAsk> AsksOf(const ledger::AccountId& account,
                                                      std::string_view source) const override;
  // Zones are told by events that are complete.
  [[nodiscard]] bool IsZone(std::string_view) const override { return false; }
  [[nodiscard]] bool HasTemplate(const ledger::AccountId& account,
                                 std::string_view key) const override;
  // What a request says is nobody's matter here.
  [[nodiscard]] bool IsRequest(const ledger::AccountId&, std::string_view) const override {
    return true;
  }
  [[nodiscard]] std::string WhyNotIn(const ledger::AccountId&, bool, std::string_view,
                                     std::string_view) const override {
    return {};
  }

 private:
  const ledger::ControlState& control_;
};

// One person, as the ledger knows and as the carrier knows them.
struct Person {
  std::string number;
  ledger::ContactId contact;
};
[[nodiscard]] std::vector<Person> MakePeople(std::size_t count, const ledger::KeyRing& keys);

}  // namespace simulation
