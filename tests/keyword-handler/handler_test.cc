// The handler's loop over a stream and a log in memory.
#include "keyword-handler/handler.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/core/topic_names.h"
#include "tests/ledger/control/control_world.h"
#include "tests/support/memory_log.h"

namespace keyword_handler {
namespace {

const ledger::AccountId kAccount("acme");
const ledger::LineId kLine("+15550100");
const ledger::ContactId kContact = ledger::ContactId::FromBytes("contact-of-16-by");

class OneStream final : public ledger::WorkStream {
 public:
  absl::Status Open(ledger::WorkKind,
                    const std::map<ledger::PartitionId, ledger::Offset>&) override {
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<ledger::WorkItem>> Poll(absl::Duration) override { return items; }
  std::vector<ledger::WorkItem> items;  // again and again, as a stream that breaks
};

class HandClock final : public ledger::Clock {
 public:
  [[nodiscard]] absl::Time Now() const override { return absl::FromUnixMillis(1'790'000'000'000); }
  [[nodiscard]] absl::Duration Monotonic() const override { return now; }
  absl::Duration now = absl::Seconds(1);
};

struct HandlerWorld {
  void Hold(const std::string& sealed) {
    ledger::ReplyHeld held;
    held.contact = kContact;
    held.account = kAccount;
    held.reply.line = kLine;
    held.reply.event = ledger::EventId::FromBytes("reply of 16 byte");
    held.reply.at.time_ms = 1'790'000'000'000;
    held.sealed_details = sealed;
    stream.items = {{0, 40, held}};
  }
  std::string Seal(const std::string& words) const {
    ledger::Personal person;
    person.text = words;
    return *keys.Seal(kAccount, kContact, person);
  }
  std::size_t Decisions() {
    REQUIRE(handler.RunOnce(absl::ZeroDuration()).ok());
    appender.Poll(absl::ZeroDuration());
    return log.All(ledger::kLedgerTopic).size();
  }

  ledger::KeyRing keys = *ledger::KeyRing::Parse(ledger::KeyRing::Generate(kAccount), "test keys");
  ledger::MemoryLog log;
  ledger::MemoryAppender appender{log};
  ledger::EventOutbox outbox{appender, 1};
  OneStream stream;
  HandClock clock;
  ledger::testing::ControlWorld control;  // told of nothing yet
  Handler handler{{outbox, stream, clock, control.state, keys}};
};

}  // namespace

TEST_CASE("Handler: decides nothing, and says so, once a command is not understood",
          "[keyword-handler]") {
  HandlerWorld world;
  world.Hold(world.Seal("STOP"));
  world.control.state.Skip(0, "a kind of a later version");
  CHECK(world.Decisions() == 0);
  CHECK(absl::IsFailedPrecondition(world.handler.Ready()));
  HandlerWorld sound;
  sound.control.CreateAccount();
  sound.Hold(sound.Seal("STOP"));
  CHECK(sound.Decisions() == 1);
  CHECK(sound.handler.Ready().ok());
}

TEST_CASE("Handler: a reply that cannot be read is told once, with its contact",
          "[keyword-handler]") {
  HandlerWorld world;
  world.control.CreateAccount();
  world.Hold("no envelope");
  CHECK(world.Decisions() == 0);
  CHECK(world.Decisions() == 0);
  CHECK(world.handler.unreadable() == 1);
  CHECK(world.handler.TakeUnreadable() == std::vector<ledger::ContactId>{kContact});
  CHECK(world.handler.TakeUnreadable().empty());
}

TEST_CASE("Handler: a reply to a line that it has not heard of waits until it has",
          "[keyword-handler]") {
  HandlerWorld world;
  world.Hold(world.Seal("START"));
  CHECK(world.Decisions() == 0);
  CHECK(absl::IsUnavailable(world.handler.Ready()));
  world.control.CreateAccount();
  world.clock.now += absl::Seconds(1);
  CHECK(world.Decisions() == 1);
  CHECK(world.handler.Ready().ok());
}

TEST_CASE("RulesOf: what may be a revocation or HELP is no keyword, whatever the topic says",
          "[keyword-handler]") {
  ledger::testing::ControlWorld control;
  control.CreateAccount();
  ledger::Program program = *control.state.FindProgram(kAccount, ledger::ProgramId("marketing"));
  program.definition.set_join_keyword("wrong number");
  REQUIRE(control.Issue([&](auto& r) { *r.mutable_program_defined() = program.definition; }) == "");
  const auto add_rule = [](auto& r) {
    auto& rule = *r.mutable_keyword_rule_defined();
    rule.set_rule("leave");
    rule.set_opt_in_program("marketing");
    for (const char* words : {"NO MORE", "remove me", "HELP", "NO", "yes", "VIP"}) {
      rule.add_words(words);
    }
  };
  REQUIRE(control.Issue(add_rule) == "");
  const LineRules rules = RulesOf(control.state, kAccount, kLine);
  REQUIRE(rules.keywords.size() == 1);
  CHECK(rules.keywords[0].words == "VIP");
}

TEST_CASE("RulesOf: of two keywords that read alike and mean different things neither is in force",
          "[keyword-handler]") {
  ledger::testing::ControlWorld control;
  control.CreateAccount();
  const auto add = [&](const char* rule, std::vector<const char*> keywords, const char* program) {
    return control.Issue([&](auto& r) {
      auto& defined = *r.mutable_keyword_rule_defined();
      defined.set_rule(rule);
      for (const char* words : keywords) defined.add_words(words);
      defined.set_opt_in_program(program);
    });
  };
  REQUIRE(add("a", {"VIP", "vip!", "MENU"}, "marketing") == "");
  CHECK(RulesOf(control.state, kAccount, kLine).keywords.size() == 3);
  // Nobody would be let to append it; two who command at once may.
  REQUIRE(add("b", {"v.i.p"}, "") == "");
  const LineRules rules = RulesOf(control.state, kAccount, kLine);
  REQUIRE(rules.keywords.size() == 1);
  CHECK(rules.keywords[0].words == "MENU");
}

TEST_CASE("RulesOf: a keyword that opts in holds on its program's line, one that answers on all",
          "[keyword-handler]") {
  ledger::testing::ControlWorld control;
  control.CreateAccount();
  const auto add = [&](const char* words, const char* program) {
    return control.Issue([&](auto& r) {
      auto& rule = *r.mutable_keyword_rule_defined();
      rule.set_rule(words);
      rule.add_words(words);
      rule.set_opt_in_program(program);
    });
  };
  REQUIRE(add("VIP", "marketing").empty());
  REQUIRE(add("HOURS", "").empty());
  CHECK(RulesOf(control.state, kAccount, kLine).keywords.size() == 2);
  const LineRules other = RulesOf(control.state, kAccount, ledger::LineId("+15550101"));
  REQUIRE(other.keywords.size() == 1);
  CHECK(other.keywords[0].words == "HOURS");
}

TEST_CASE("RulesOf: START stands for the line's first program, whatever comes or changes later",
          "[keyword-handler]") {
  ledger::testing::ControlWorld control;
  control.CreateAccount();
  consent::v1::ProgramDefined defined =
      control.state.FindProgram(kAccount, ledger::ProgramId("marketing"))->definition;
  const auto define = [&](const char* program) {
    defined.set_program(program);
    REQUIRE(control.Issue([&](auto& r) { *r.mutable_program_defined() = defined; }) == "");
  };
  define("alerts");  // before the first, by its name
  defined.set_name("Offers");
  define("marketing");
  const LineRules rules = RulesOf(control.state, kAccount, kLine);
  REQUIRE(rules.programs.size() == 2);
  CHECK(rules.programs[0].ref.program.value() == "marketing");
}

TEST_CASE("RulesOf: an older program that moves to a line comes behind those that are there",
          "[keyword-handler]") {
  ledger::testing::ControlWorld control;
  control.CreateAccount();
  const auto define = [&](const char* program, const std::string& line) {
    consent::v1::ProgramDefined defined =
        control.state.FindProgram(kAccount, ledger::ProgramId("marketing"))->definition;
    defined.set_program(program);
    defined.set_line(line);
    REQUIRE(control.Issue([&](auto& r) { *r.mutable_program_defined() = defined; }) == "");
  };
  REQUIRE(control.Issue([](auto& r) {
    auto& line = *r.mutable_line_defined();
    line.set_line("+15550101");
    line.set_gateway("kannel");
    line.set_kind(consent::v1::LINE_KIND_TOLL_FREE);
    line.set_texts_per_second(5);
  }) == "");
  define("alerts", "+15550101");
  define("marketing", "+15550101");
  const LineRules rules = RulesOf(control.state, kAccount, ledger::LineId("+15550101"));
  REQUIRE(rules.programs.size() == 2);
  CHECK(rules.programs[0].ref.program.value() == "alerts");
}

}  // namespace keyword_handler
