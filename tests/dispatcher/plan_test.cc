// What there is to send, read from the control topic.
#include "dispatcher/plan.h"

#include <catch2/catch.hpp>

#include "ledger/control/control_codec.h"
#include "ledger/control/default_account.h"

namespace dispatcher {
namespace {

using consent::v1::ControlRecord;
constexpr ledger::TimeMs kNow = 1'790'000'000'000;
const ledger::AccountId kAccount("acme");

struct PlanWorld {
  PlanWorld() {
    ledger::NewAccount account;
    account.account = "acme";
    account.name = "Acme";
    account.line = "+18335550100";
    account.texts_per_second = 50;
    account.help_contact = "help@acme.example";
    account.actor = "test";
    for (const ControlRecord& record : ledger::DefaultAccountRecords(account)) Apply(record);
  }
  ledger::Offset Apply(ControlRecord record) {
    record.set_account("acme");
    if (record.event_id().empty())
      record.set_event_id("command " + std::to_string(1'000'000 + control.position()));
    const ledger::Offset offset = control.position();
    CHECK(control.Apply(offset, kNow - 100'000, record) == "");
    return offset;
  }
  void Campaign(bool scheduled) {
    ControlRecord record;
    auto* campaign = record.mutable_campaign_defined();
    campaign->set_campaign("spring");
    campaign->set_name("Spring");
    campaign->set_line("+18335550100");
    campaign->set_program("marketing");
    campaign->mutable_audience()->set_reachable(true);
    campaign->set_owner("owner");
    campaign->mutable_acknowledgment()->set_text("I have the consent of everyone texted.");
    campaign->mutable_acknowledgment()->set_actor("owner");
    campaign->set_message_class(consent::v1::MESSAGE_CLASS_CAMPAIGN);
    for (const std::int64_t due : {kNow - 1000, kNow + 60'000}) {
      auto* step = campaign->add_steps();
      step->set_due_at_ms(due);
      step->set_deadline_ms(due + 3'600'000);
      step->set_text("{brand}: the sale is on. STOP to end.");
    }
    Apply(record);
    if (!scheduled) return;
    ControlRecord schedule;
    schedule.mutable_campaign_scheduled()->set_campaign("spring");
    Apply(schedule);
  }

  ledger::ControlState control;
};

}  // namespace

TEST_CASE("Plan: a step is due when it is scheduled and its time has come", "[dispatcher][plan]") {
  PlanWorld draft;
  draft.Campaign(false);
  CHECK(DueSteps(draft.control, kNow).empty());
  PlanWorld world;
  world.Campaign(true);
  const std::vector<StepPlan> plans = DueSteps(world.control, kNow);
  REQUIRE(plans.size() == 1);
  CHECK(plans[0].step == 0);
  CHECK(plans[0].words == "Acme: the sale is on. STOP to end.");
  CHECK(plans[0].program.category == ledger::Category::kMarketing);
  CHECK(DueSteps(world.control, kNow + 60'000).size() == 2);
}

TEST_CASE("Plan: a stop is a halt with its own revision, and nothing is due behind it",
          "[dispatcher][plan]") {
  PlanWorld world;
  world.Campaign(true);
  CHECK(HaltCommands(world.control).empty());
  ControlRecord stop;
  stop.mutable_campaign_stopped()->set_campaign("spring");
  const ledger::Offset offset = world.Apply(stop);
  CHECK(DueSteps(world.control, kNow).empty());
  const std::vector<ledger::HaltCommand> halts = HaltCommands(world.control);
  REQUIRE(halts.size() == 1);
  CHECK(halts[0].halted);
  CHECK(halts[0].revision == offset);
}

TEST_CASE("Plan: a halted account has nothing due", "[dispatcher][plan]") {
  PlanWorld world;
  world.Campaign(true);
  ControlRecord halt;
  halt.mutable_account_halted()->set_reason("under inquiry");
  world.Apply(halt);
  CHECK(DueSteps(world.control, kNow).empty());
  REQUIRE(HaltCommands(world.control).size() == 1);
  CHECK(HaltCommands(world.control)[0].campaign == ledger::CampaignId());
}

TEST_CASE("Plan: owed texts find their words in their language, else in English",
          "[dispatcher][plan]") {
  PlanWorld world;
  const ledger::Program* program =
      world.control.FindProgram(kAccount, ledger::ProgramId("marketing"));
  REQUIRE(program != nullptr);
  ledger::TextDue text;
  text.account = kAccount;
  text.due.program = program->ref();
  text.due.template_key = program->definition.help_template();
  text.due.language = "fr";
  const auto french = WordsOf(world.control, text, "");
  text.due.language = "de";
  const auto other = WordsOf(world.control, text, "");
  text.due.language = "en";
  const auto english = WordsOf(world.control, text, "");
  REQUIRE(french.ok());
  REQUIRE(english.ok());
  CHECK(*french != *english);
  CHECK(*other == *english);
  CHECK(english->find("Acme") != std::string::npos);
  text.due.template_key = "none such";
  CHECK(absl::IsNotFound(WordsOf(world.control, text, "").status()));
}

TEST_CASE("Plan: a line carries texts for its own account only", "[dispatcher][plan]") {
  const PlanWorld world;
  CHECK(LineRate(world.control, kAccount, ledger::LineId("+18335550100")) == 50);
  CHECK(LineRate(world.control, ledger::AccountId("other"), ledger::LineId("+18335550100")) == 0);
  CHECK(LineRate(world.control, kAccount, ledger::LineId("+18335550199")) == 0);
}

}  // namespace dispatcher
