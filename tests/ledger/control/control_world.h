// The control topic of a test: commands are issued in order, a minute apart, and folded at once.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "consent/v1/control.pb.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/control_state.h"
#include "ledger/control/default_account.h"

namespace ledger::testing {

inline constexpr TimeMs kMinute = 60'000;
inline constexpr TimeMs kStart = 1'790'000'000'000;

class ControlWorld {
 public:
  ControlWorld() = default;
  ControlWorld(const ControlWorld&) = delete;
  ControlWorld& operator=(const ControlWorld&) = delete;
  virtual ~ControlWorld() = default;

  // Creates account "acme" with the defaults.
  void CreateAccount(const std::string& account = "acme", const std::string& line = "+15550100") {
    NewAccount fresh;
    fresh.account = account;
    fresh.name = "Acme";
    fresh.line = line;
    fresh.help_contact = "help@acme.example";
    fresh.actor = "alice";
    fresh.issued_at_ms = kStart;
    for (const auto& record : DefaultAccountRecords(fresh)) REQUIRE(Append(record).empty());
  }

  // Appends `record`; returns what is wrong with it.
  virtual std::string Append(const consent::v1::ControlRecord& record) {
    now += kMinute;
    return state.Apply(state.position(), now, record);
  }

  // A command of account "acme"; `set` fills it in.
  template <typename Set>
  std::string Issue(Set set) {
    consent::v1::ControlRecord record;
    record.set_account("acme");
    record.set_actor("alice");
    record.set_issued_at_ms(now);  // makes each command another one
    set(record);
    GiveCommandId(record);
    return Append(record);
  }

  // Commands about the campaign "autumn", which has two steps.
  std::string Define() {
    return Issue([](auto& record) {
      auto& campaign = *record.mutable_campaign_defined();
      campaign.set_campaign("autumn");
      campaign.set_name("Autumn sale");
      campaign.set_line("+15550100");
      campaign.set_program("marketing");
      campaign.mutable_audience()->set_reachable(true);
      campaign.set_owner("alice");
      campaign.set_message_class(consent::v1::MESSAGE_CLASS_CAMPAIGN);
      campaign.add_steps()->set_text("one");
      campaign.add_steps()->set_text("two");
      campaign.mutable_acknowledgment()->set_text("I understand");
      campaign.mutable_acknowledgment()->set_actor("alice");
    });
  }
  // Each pair is due and deadline of a step, in minutes from now.
  std::string Schedule(std::initializer_list<std::pair<int, int>> times) {
    return Issue([&](auto& record) {
      auto& command = *record.mutable_campaign_scheduled();
      command.set_campaign("autumn");
      std::uint32_t step = 0;
      for (const auto& [due, deadline] : times)
        AddTimes(*command.add_times(), step++, due, deadline);
    });
  }
  std::string Reschedule(std::uint32_t step, int due, int deadline) {
    return Issue([&](auto& record) {
      record.mutable_step_rescheduled()->set_campaign("autumn");
      AddTimes(*record.mutable_step_rescheduled()->mutable_times(), step, due, deadline);
    });
  }
  std::string Stop() {
    return Issue([](auto& record) { record.mutable_campaign_stopped()->set_campaign("autumn"); });
  }
  std::string RestartStep(std::uint32_t step, int due, int deadline) {
    return Issue([&](auto& record) {
      record.mutable_campaign_restarted()->set_campaign("autumn");
      AddTimes(*record.mutable_campaign_restarted()->add_times(), step, due, deadline);
    });
  }
  std::string Archive() {
    return Issue([](auto& record) { record.mutable_campaign_archived()->set_campaign("autumn"); });
  }
  void Advance(int minutes) { now += minutes * kMinute; }
  [[nodiscard]] const Campaign& autumn() const {
    const Campaign* campaign = state.FindCampaign(AccountId("acme"), CampaignId("autumn"));
    REQUIRE(campaign != nullptr);
    return *campaign;
  }
  [[nodiscard]] CampaignLife life() const { return LifeAt(autumn(), now, false); }

  ControlState state;
  TimeMs now = kStart;

 private:
  void AddTimes(consent::v1::StepTimes& times, std::uint32_t step, int due, int deadline) const {
    times.set_step(step);
    times.set_due_at_ms(now + due * kMinute);
    times.set_deadline_ms(now + deadline * kMinute);
  }
};

}  // namespace ledger::testing
