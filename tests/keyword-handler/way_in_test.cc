// How a text that asks to join is taken, a row a case.
#include "keyword-handler/way_in.h"

#include <catch2/catch.hpp>

namespace keyword_handler {
namespace {

constexpr ledger::TimeMs kRepliedAt = 1'790'000'000'000;
const ledger::ProgramRef kOffers{ledger::ProgramId("offers"), ledger::Category::kMarketing};
const ledger::ProgramRef kParcels{ledger::ProgramId("parcels"), ledger::Category::kInformational};
const ledger::Mark kEarly{kRepliedAt - 5000, 10};
const ledger::Mark kLater{kRepliedAt - 4000, 20};

// A line with offers (double) and parcels (single); what it knows of the person is changed by rows.
struct JoinWorld {
  JoinWorld() {
    held.reply.at = {kRepliedAt, 40};
    rules.programs.push_back({kOffers, "", "", "", false, "", true, 1});
    rules.programs.push_back({kParcels, "", "", "", false, "", false, 1});
  }
  ledger::ProgramConsent& Of(const ledger::ProgramRef& ref) {
    for (ledger::ProgramConsent& known : held.consent.programs) {
      if (known.ref == ref) return known;
    }
    ledger::ProgramConsent consent;
    consent.ref = ref;
    held.consent.programs.push_back(consent);
    return held.consent.programs.back();
  }
  void Asked(ledger::TimeMs expires_at_ms) {
    Of(kOffers).ask = {ledger::IntentId::FromBytes("intent of 16 byt"), {}, kEarly, expires_at_ms};
    Of(kOffers).asks = 1;
  }
  [[nodiscard]] WayIn Offers(bool named) const {
    return WayInto(held, rules, rules.programs[0], named);
  }

  ledger::ReplyHeld held;
  LineRules rules;
};

struct WayRow {
  const char* name;
  void (*past)(JoinWorld&);
  WayIn by_start;
  WayIn by_keyword;
};

const WayRow kWayRows[] = {
    {"nobody knows the number", [](JoinWorld&) {}, WayIn::kAsk, WayIn::kAsk},
    {"imported without consent", [](JoinWorld& w) { w.Of(kOffers).imported = true; }, WayIn::kAsk,
     WayIn::kAsk},
    {"agreed to another program", [](JoinWorld& w) { w.Of(kParcels).handset_in = kEarly; },
     WayIn::kAsk, WayIn::kAsk},
    {"has agreed on a page", [](JoinWorld& w) { w.Of(kOffers).other_in = kEarly; }, WayIn::kOptIn,
     WayIn::kOptIn},
    {"stopped after agreeing",
     [](JoinWorld& w) {
       w.Of(kOffers).handset_in = kEarly;
       w.held.consent.everything.handset = kLater;
     },
     WayIn::kOptIn, WayIn::kOptIn},
    {"opted out on a page", [](JoinWorld& w) { w.Of(kOffers).out.other = kLater; }, WayIn::kOptIn,
     WayIn::kOptIn},
    {"stopped all marketing, and never agreed to any",
     [](JoinWorld& w) { w.held.consent.marketing.handset = kLater; }, WayIn::kOptIn, WayIn::kOptIn},
    {"stopped parcels, and never agreed to offers",
     [](JoinWorld& w) {
       w.Of(kParcels).handset_in = kEarly;
       w.held.consent.everything.handset = kLater;
     },
     WayIn::kNone, WayIn::kOptIn},
    {"was erased", [](JoinWorld& w) { w.held.consent.erased_at = 15; }, WayIn::kOptIn, WayIn::kOptIn},
    {"is asked just now", [](JoinWorld& w) { w.Asked(kRepliedAt + 1); }, WayIn::kAsk, WayIn::kAsk},
    {"was asked as often as allowed, and the term is over", [](JoinWorld& w) { w.Asked(kRepliedAt); },
     WayIn::kOptIn, WayIn::kOptIn},
    {"may be asked once more",
     [](JoinWorld& w) {
       w.Asked(kRepliedAt);
       w.rules.programs[0].ask_limit = 2;
     },
     WayIn::kAsk, WayIn::kAsk},
    {"the only request was refused by the gateway", [](JoinWorld& w) { w.Of(kOffers); },
     WayIn::kAsk, WayIn::kAsk},
    {"the only request was said to have failed, and was delivered all the same",
     [](JoinWorld& w) { w.Of(kOffers).asks = 1; }, WayIn::kOptIn, WayIn::kOptIn},
};

}  // namespace

TEST_CASE("WayInto: what a text to join does to a program that wants a second yes",
          "[keyword-handler]") {
  for (const WayRow& row : kWayRows) {
    INFO(row.name);
    JoinWorld world;
    row.past(world);
    CHECK(static_cast<int>(world.Offers(false)) == static_cast<int>(row.by_start));
    CHECK(static_cast<int>(world.Offers(true)) == static_cast<int>(row.by_keyword));
  }
}

TEST_CASE("WayInto: one yes is enough where the policy is single", "[keyword-handler]") {
  for (const WayRow& row : kWayRows) {
    INFO(row.name);
    JoinWorld world;
    row.past(world);
    const WayIn way = WayInto(world.held, world.rules, world.rules.programs[1], false);
    CHECK(static_cast<int>(way) == static_cast<int>(WayIn::kOptIn));
  }
}

}  // namespace keyword_handler
