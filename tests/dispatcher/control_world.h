// The control topic as the dispatcher's tests need it: one account with one line, and a campaign.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ledger/control/control_codec.h"
#include "ledger/control/control_state.h"
#include "ledger/control/default_account.h"

namespace dispatcher::test {

inline const ledger::AccountId kAccount("acme");
inline constexpr char kLine[] = "+18335550100";
inline constexpr ledger::TimeMs kNow = 1'790'020'000'000;  // 15:46 on a Monday in New York

struct ControlWorld {
  // When a step is due, and its deadline.
  using Times = std::pair<ledger::TimeMs, ledger::TimeMs>;

  ControlWorld() {
    ledger::NewAccount account;
    account.account = "acme";
    account.name = "Acme";
    account.line = kLine;
    account.texts_per_second = 50;
    account.help_contact = "help@acme.example";
    account.actor = "test";
    for (const auto& record : ledger::DefaultAccountRecords(account)) Command(record);
  }
  // Returns the offset of the command.
  ledger::Offset Command(consent::v1::ControlRecord record) {
    record.set_account("acme");
    if (record.event_id().empty()) {
      record.set_event_id("command " + std::to_string(1'000'000 + control.position()));
    }
    const ledger::Offset offset = control.position();
    CHECK(control.Apply(offset, kNow - 100'000, record) == "");
    return offset;
  }
  void DefineCampaign(const std::vector<Times>& steps) {
    consent::v1::ControlRecord record;
    auto* campaign = record.mutable_campaign_defined();
    campaign->set_campaign("spring");
    campaign->set_name("Spring");
    campaign->set_line(kLine);
    campaign->set_program("marketing");
    campaign->mutable_audience()->set_reachable(true);
    campaign->set_owner("owner");
    campaign->mutable_acknowledgment()->set_text("I have the consent of everyone texted.");
    campaign->mutable_acknowledgment()->set_actor("owner");
    campaign->set_message_class(consent::v1::MESSAGE_CLASS_CAMPAIGN);
    for (const auto& [due_ms, deadline_ms] : steps) {
      auto* step = campaign->add_steps();
      step->set_due_at_ms(due_ms);
      step->set_deadline_ms(deadline_ms);
      step->set_text("{brand}: the sale is on. STOP to end.");
    }
    Command(record);
  }
  void ScheduleCampaign() {
    consent::v1::ControlRecord record;
    record.mutable_campaign_scheduled()->set_campaign("spring");
    Command(record);
  }

  ledger::ControlState control;
};

}  // namespace dispatcher::test
