// The loop of the dispatcher: the texts that the fold owes, beside those of campaigns.
#include "tests/dispatcher/loop_world.h"

namespace dispatcher::test {

TEST_CASE("Dispatcher: an owed text and a campaign's for one contact both get their intents",
          "[dispatcher][loop]") {
  const auto owed = GENERATE(ledger::MessageClass::kOptOutConfirmation, ledger::MessageClass::kHelp,
                             ledger::MessageClass::kSingle);
  LoopWorld world;
  world.Member("+14155550134");
  world.Start();
  world.Owe(owed);  // to the same number
  world.Turns(4);
  CHECK(world.Intents() == 1);
  world.clock.passed += absl::Milliseconds(20);  // a text at 50 a second
  world.Turns(4);
  const auto intents = world.All<ledger::SendIntended>();
  REQUIRE(intents.size() == 2);
  CHECK(intents[0].message_class == owed);
  CHECK(intents[1].message_class == ledger::MessageClass::kCampaign);
}

TEST_CASE("Dispatcher: an ask waits for its window, whatever the program's category",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  const auto message_class =
      GENERATE(ledger::MessageClass::kOptInRequest, ledger::MessageClass::kSingle);
  world.Owe(message_class).due.program.category = ledger::Category::kInformational;
  world.clock.passed = absl::Hours(8);  // 20:46 in Los Angeles
  world.Start();
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  CHECK(world.Intents() == (message_class == ledger::MessageClass::kOptInRequest ? 0U : 1U));
  world.clock.passed = absl::Hours(21);  // 9:46
  world.Turns(4);
  CHECK(world.Intents() == 1);
}

TEST_CASE("Dispatcher: an owed text that the fold calls malformed is not tried again",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  world.Owe(ledger::MessageClass::kSingle);
  world.Start();
  world.clock.passed += absl::Seconds(1);
  world.Turns(4);
  REQUIRE(world.Intents() == 1);
  world.Judge(false, Reason::kMalformed);
  for (int i = 0; i < 4; ++i) {
    world.Turns(2);
    world.clock.passed += absl::Minutes(1);
  }
  CHECK(world.Intents() == 1);
  CHECK(world.dispatcher.Owed() == 0);
}

TEST_CASE("Dispatcher: words that cannot be opened are not replaced by others",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  ledger::TextDue& text = world.Owe(ledger::MessageClass::kHelp);  // which has a default template
  SECTION("nothing is sealed") {
    world.Start();
    world.clock.passed += absl::Seconds(1);
    world.Turns(4);
    CHECK(world.Intents() == 1);
  }
  SECTION("the envelope is damaged") {
    text.sealed_details = "damaged";
    world.Start();
    world.clock.passed += absl::Seconds(1);
    world.Turns(4);
    CHECK(world.Intents() == 0);
    CHECK(world.dispatcher.Owed() == 1);
  }
}

TEST_CASE("Dispatcher: a text that no line carries is denied after its deadline, not before",
          "[dispatcher][loop]") {
  LoopWorld world(0);
  ledger::TextDue text;
  text.contact = ledger::ContactId::FromBytes("contact-of-16-by");
  text.account = kAccount;
  text.due.message = ledger::MessageId::FromBytes("message-of-16-by");
  text.due.message_class = ledger::MessageClass::kSingle;
  text.due.line = ledger::LineId("+19995550100");
  text.due.origin = 0;
  text.due.deadline_ms = kNow + 60'000;
  world.stream.items.push_back({0, 0, text});
  world.Start();
  for (int i = 0; i < 6; ++i) {
    world.clock.passed += absl::Seconds(11);
    world.Turns(2);
  }
  CHECK(world.Intents() == 0);
  world.Fold(kNow + 60'001);
  world.clock.passed += absl::Seconds(30);
  world.Turns(3);
  CHECK(world.Intents() == 1);
}

}  // namespace dispatcher::test
