// From a grant to its outcome, over a gateway and a log in memory.
#include "dispatcher/sender.h"

#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <string>

#include "ledger/codec/record_codec.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/topic_names.h"
#include "tests/dispatcher/hand_gateway.h"
#include "tests/support/memory_log.h"

namespace dispatcher {
namespace {

using ledger::SendOutcome;

const ledger::AccountId kAccount("acme");
const ledger::LineId kLine("+18335550100");
constexpr absl::Duration kNow = absl::Seconds(100);

struct SenderWorld {
  SenderWorld()
      : keys(*ledger::KeyRing::Parse(ledger::KeyRing::Generate(kAccount), "test keys")),
        sender(table, gateway, outbox, keys, [this](const PendingIntent& intent, SendOutcome) {
          settled.insert(intent.intended.intent);
        }) {}

  // Adds an intent for `number`; its grant is noted at once.
  ledger::IntentId Granted(const std::string& number, absl::Duration born = kNow) {
    PendingIntent intent;
    const ledger::PhoneNumber phone = *ledger::PhoneNumber::Parse(number);
    intent.account = kAccount;
    intent.contact = *keys.ContactIdOf(kAccount, phone);
    ledger::Personal person;
    person.number = sealed_number.empty() ? number : sealed_number;
    intent.sealed_number = *keys.Seal(kAccount, intent.contact, person);
    intent.number = opened;
    intent.text = "Hello";
    intent.born = born;
    intent.intended.message =
        ledger::CampaignMessageId(kAccount, ledger::CampaignId("spring"), 0, intent.contact);
    intent.intended.intent = ledger::MakeIntentId(intent.intended.message, 5, 0);
    intent.intended.message_class = ledger::MessageClass::kCampaign;
    intent.intended.line = kLine;
    intent.intended.age_limit_ms = 2000;
    const ledger::VerdictGiven verdict{intent.intended.intent, intent.intended.message,
                                       intent.contact,         true,
                                       ledger::Reason::kNone,  0};
    const ledger::IntentId id = intent.intended.intent;
    table.Add(std::move(intent));
    CHECK(table.Note(verdict, 40) == Settled::kGranted);
    return id;
  }

  // The outcomes in the log, in order.
  std::vector<ledger::SendConcluded> Concluded() {
    static_cast<void>(outbox.Pump(kNow));
    appender.Poll(absl::ZeroDuration());
    std::vector<ledger::SendConcluded> all;
    for (const auto& entry : log.All(ledger::kLedgerTopic)) {
      const ledger::Record record = ledger::Decode(0, 0, entry.key, entry.value);
      all.push_back(std::get<ledger::SendConcluded>(std::get<ledger::Event>(record.content).fact));
    }
    return all;
  }

  ledger::KeyRing keys;
  ledger::MemoryLog log;
  ledger::MemoryAppender appender{log};
  ledger::EventOutbox outbox{appender, 2};
  IntentTable table;
  test::HandGateway gateway;
  std::set<ledger::IntentId> settled;
  std::optional<ledger::PhoneNumber> opened;
  std::string sealed_number;  // instead of the intent's own
  Sender sender;
};

}  // namespace

TEST_CASE(
    "Sender: a granted intent is handed over once, however often the stream repeats its grant",
    "[dispatcher]") {
  SenderWorld world;
  const ledger::IntentId intent = world.Granted("+14155550134");
  world.sender.SubmitGranted(kNow);
  REQUIRE(world.gateway.submitted.size() == 1);
  const ledger::VerdictGiven again{intent, {}, {}, true, ledger::Reason::kNone, 0};
  CHECK(world.table.Note(again, 40) == Settled::kNotOurs);
  world.sender.SubmitGranted(kNow);
  CHECK(world.gateway.submitted.size() == 1);
  CHECK(world.gateway.submitted[0].number == "+14155550134");
}

TEST_CASE("Sender: every attempt ends in one conclusion", "[dispatcher]") {
  for (const SendOutcome outcome : {SendOutcome::kAccepted, SendOutcome::kRejected,
                                    SendOutcome::kUnknown, SendOutcome::kWithdrawn}) {
    SenderWorld world;
    const ledger::IntentId intent = world.Granted("+14155550134");
    world.sender.SubmitGranted(kNow);
    CHECK(world.Concluded().empty());
    world.gateway.End(world.gateway.submitted[0], outcome);
    world.sender.TakeResults(absl::ZeroDuration());
    const auto concluded = world.Concluded();
    REQUIRE(concluded.size() == 1);
    CHECK(concluded[0].intent == intent);
    CHECK(static_cast<int>(concluded[0].outcome) == static_cast<int>(outcome));
    CHECK(world.settled.contains(intent));
    CHECK(world.sender.InFlight() == 0);
  }
}

TEST_CASE("Sender: what grew too old, or has no gateway, is withdrawn without a byte",
          "[dispatcher]") {
  SenderWorld old;
  old.Granted("+14155550134", kNow - absl::Milliseconds(2000));
  old.sender.SubmitGranted(kNow);
  CHECK(old.gateway.submitted.empty());
  REQUIRE(old.Concluded().size() == 1);
  CHECK(old.Concluded()[0].outcome == SendOutcome::kWithdrawn);

  SenderWorld down;
  down.gateway.up = false;
  down.Granted("+14155550134");
  down.sender.SubmitGranted(kNow);
  CHECK(down.gateway.submitted.empty());
  CHECK(down.Concluded().size() == 1);
}

TEST_CASE("Sender: a number that the window needed is not opened again", "[dispatcher]") {
  SenderWorld world;
  world.opened = ledger::PhoneNumber::Parse("+14155550134").value();
  world.sealed_number = "+14155550199";  // to open it would fail
  world.Granted("+14155550134");
  world.sender.SubmitGranted(kNow);
  REQUIRE(world.gateway.submitted.size() == 1);
  CHECK(world.gateway.submitted[0].number == "+14155550134");
}

TEST_CASE("Sender: the gateway is told until when the grant's age lets the first byte leave",
          "[dispatcher]") {
  SenderWorld world;
  world.Granted("+14155550134", kNow - absl::Milliseconds(500));
  world.sender.SubmitGranted(kNow);
  REQUIRE(world.gateway.submitted.size() == 1);
  const OutboundText& text = world.gateway.submitted[0];
  CHECK(text.start_by == kNow + absl::Milliseconds(1500));
}

TEST_CASE("Sender: a number that does not give its contact id again is never texted",
          "[dispatcher]") {
  SenderWorld world;
  world.sealed_number = "+14155550199";
  world.Granted("+14155550134");
  world.sender.SubmitGranted(kNow);
  CHECK(world.gateway.submitted.empty());
  REQUIRE(world.Concluded().size() == 1);
  CHECK(world.Concluded()[0].outcome == SendOutcome::kWithdrawn);
}

TEST_CASE("Sender: a revocation behind the grant takes it back, one before it does not",
          "[dispatcher]") {
  SenderWorld world;
  world.Granted("+14155550134");
  const ledger::ContactId contact =
      *world.keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse("+14155550134"));
  const auto revoked_at = [&](ledger::Offset offset) {
    world.sender.Withdraw([&](const PendingIntent& i) { return IsHeldBack(i, contact, offset); },
                          "revoked");
  };
  revoked_at(39);
  CHECK(world.table.size() == 1);
  revoked_at(41);
  world.sender.SubmitGranted(kNow);
  CHECK(world.gateway.submitted.empty());
  REQUIRE(world.Concluded().size() == 1);
  CHECK(world.Concluded()[0].outcome == SendOutcome::kWithdrawn);
}

TEST_CASE("Sender: a revocation takes back what the gateway has not begun, if it stands behind",
          "[dispatcher]") {
  SenderWorld world;
  const ledger::IntentId intent = world.Granted("+14155550134");
  const ledger::ContactId contact =
      *world.keys.ContactIdOf(kAccount, *ledger::PhoneNumber::Parse("+14155550134"));
  world.sender.SubmitGranted(kNow);
  const auto revoked_at = [&](ledger::Offset offset) {
    world.sender.Withdraw([&](const PendingIntent& i) { return IsHeldBack(i, contact, offset); },
                          "revoked");
  };
  revoked_at(39);
  CHECK(world.gateway.taken_back.empty());
  revoked_at(41);
  CHECK(world.gateway.taken_back == std::vector{intent});
  CHECK(world.Concluded().empty());  // the gateway's result says what became of it
  CHECK(world.sender.InFlight() == 1);
}

}  // namespace dispatcher
