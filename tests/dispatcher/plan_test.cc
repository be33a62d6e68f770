// What there is to send, read from the control topic.
#include "dispatcher/plan.h"

#include <catch2/catch.hpp>

#include "ledger/control/default_templates.h"
#include "tests/dispatcher/control_world.h"

namespace dispatcher::test {
namespace {

using consent::v1::ControlRecord;

struct PlanWorld : ControlWorld {
  void Campaign(bool scheduled) {
    DefineCampaign({{kNow - 1000, kNow - 1000 + 3'600'000}, {kNow + 60'000, kNow + 3'660'000}});
    if (scheduled) ScheduleCampaign();
  }
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
  const ledger::Offset offset = world.Command(stop);
  CHECK(DueSteps(world.control, kNow).empty());
  const std::vector<ledger::HaltCommand> halts = HaltCommands(world.control);
  REQUIRE(halts.size() == 1);
  CHECK(halts[0].halted);
  CHECK(halts[0].revision == offset);
}

TEST_CASE("Plan: a step that is restarted knows when it was due first", "[dispatcher][plan]") {
  PlanWorld world;
  world.Campaign(true);
  ControlRecord stop;
  stop.mutable_campaign_stopped()->set_campaign("spring");
  world.Command(stop);
  ControlRecord restart;
  restart.mutable_campaign_restarted()->set_campaign("spring");
  auto* times = restart.mutable_campaign_restarted()->add_times();
  times->set_due_at_ms(kNow);
  times->set_deadline_ms(kNow + 3'600'000);
  world.Command(restart);
  const std::vector<StepPlan> plans = DueSteps(world.control, kNow);
  REQUIRE(plans.size() == 1);
  CHECK(plans[0].due_ms == kNow);
  CHECK(plans[0].first_due_ms == kNow - 1000);
}

TEST_CASE("Plan: a halted account has nothing due", "[dispatcher][plan]") {
  PlanWorld world;
  world.Campaign(true);
  ControlRecord halt;
  halt.mutable_account_halted()->set_reason("under inquiry");
  world.Command(halt);
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
  // Requested words are filled in as those of a template are, also of no program.
  CHECK(*WordsOf(world.control, text, "{brand}: {program}") == "Acme: marketing");
  text.due.program = {};
  CHECK(*WordsOf(world.control, text, "{program}, {keyword}") == "Acme, START");
  text.due.template_key = "none such";
  CHECK(absl::IsNotFound(WordsOf(world.control, text, "").status()));
}

TEST_CASE("Plan: what an account has no words for goes out in those that accounts start with",
          "[dispatcher][plan]") {
  ledger::NewAccount fresh;
  fresh.account = kAccount.value();
  fresh.name = "Acme";
  fresh.line = kLine;
  fresh.help_contact = "help@acme.example";
  fresh.actor = "test";
  ledger::ControlState control;
  for (const ControlRecord& record : ledger::DefaultAccountRecords(fresh)) {
    if (record.template_defined().key() == ledger::kOptOutProgramTemplate) continue;
    REQUIRE(control.Apply(control.position(), kNow, record) == "");
  }
  ledger::TextDue text;
  text.account = kAccount;
  text.due.template_key = ledger::kOptOutProgramTemplate;
  text.due.language = "fr";
  const auto words = WordsOf(control, text, "");
  REQUIRE(words.ok());
  CHECK(words->find("Acme") != std::string::npos);
}

TEST_CASE("Plan: a line carries texts for its own account only", "[dispatcher][plan]") {
  const PlanWorld world;
  CHECK(LineRate(world.control, kAccount, ledger::LineId("+18335550100")) == 50);
  CHECK(LineRate(world.control, ledger::AccountId("other"), ledger::LineId("+18335550100")) == 0);
  CHECK(LineRate(world.control, kAccount, ledger::LineId("+18335550199")) == 0);
}

}  // namespace dispatcher::test
