// How a text that asks to join is taken, a row a case.
#include "keyword-handler/way_in.h"

#include <catch2/catch.hpp>
#include <string>

#include "ledger/core/consent.h"

namespace keyword_handler {
namespace {

constexpr ledger::TimeMs kRepliedAt = 1'790'000'000'000;
const ledger::ProgramRef kOffers{ledger::ProgramId("offers"), ledger::Category::kMarketing};
const ledger::ProgramRef kParcels{ledger::ProgramId("parcels"), ledger::Category::kInformational};
const ledger::ProgramRef kNews{ledger::ProgramId("news"), ledger::Category::kMarketing};
const ledger::Mark kEarly{kRepliedAt - 5000, 10};
const ledger::Mark kLater{kRepliedAt - 4000, 20};
const ledger::Mark kLatest{kRepliedAt - 3000, 30};

// A line with offers (double), which START stands for, parcels and news (single); what it knows of
// the person is changed by rows.
struct JoinWorld {
  JoinWorld() {
    held.reply.at = {kRepliedAt, 40};
    rules.programs.push_back({kOffers, "", "", "", false, "", true, 1});
    rules.programs.push_back({kParcels, "", "", "", false, "", false, 1});
    rules.programs.push_back({kNews, "", "", "", false, "", false, 1});
  }
  ledger::ProgramConsent& Of(const ledger::ProgramRef& ref) {
    return ledger::ProgramOf(held.consent, ref);
  }
  void Asked(ledger::TimeMs expires_at_ms) {
    Of(kOffers).ask = {ledger::IntentId::FromBytes("intent of 16 byt"), {}, kEarly, expires_at_ms};
    Of(kOffers).asks = 1;
  }
  [[nodiscard]] std::string Start() const {
    std::string meant;
    for (const LineProgram* program : MeantByStart(held, rules)) {
      meant += (meant.empty() ? "" : " ") + program->ref.program.value();
    }
    return meant;
  }

  ledger::ReplyHeld held;
  LineRules rules;
};

struct StartRow {
  const char* name;
  void (*past)(JoinWorld&);
  const char* meant;
};

const StartRow kStartRows[] = {
    {"nobody knows the number", [](JoinWorld&) {}, "offers"},
    {"the number has another owner since, who has agreed to nothing",
     [](JoinWorld& w) {
       w.Of(kParcels).other_in = w.Of(kNews).handset_in = kEarly;
       w.held.consent.reassigned = w.held.consent.everything.handset = kLater;
     },
     "offers"},
    {"the new owner joined something, and stopped",
     [](JoinWorld& w) {
       w.Of(kParcels).other_in = kEarly;
       w.held.consent.reassigned = kLater;
       w.Of(kNews).handset_in = {kLater.time_ms + 1, 21};
       w.held.consent.everything.handset = kLatest;
     },
     "news"},
    {"imported without consent",
     [](JoinWorld& w) {
       w.Of(kOffers).imported = w.Of(kNews).imported = w.Of(kParcels).imported = true;
     },
     "offers"},
    {"imported without consent, and stopped",
     [](JoinWorld& w) {
       w.Of(kNews).imported = w.Of(kParcels).imported = true;
       w.held.consent.everything.handset = kLater;
     },
     "offers"},
    {"agreed to another program", [](JoinWorld& w) { w.Of(kParcels).handset_in = kEarly; },
     "offers"},
    {"agreed to all, and stopped",
     [](JoinWorld& w) {
       w.Of(kOffers).handset_in = w.Of(kParcels).other_in = kEarly;
       w.Of(kNews).imported_opt_in = true;
       w.held.consent.everything.handset = kLater;
     },
     "offers parcels news"},
    {"stopped parcels, and never agreed to offers",
     [](JoinWorld& w) {
       w.Of(kParcels).handset_in = kEarly;
       w.held.consent.everything.handset = kLater;
     },
     "parcels"},
    {"left news on a page, then stopped everything",
     [](JoinWorld& w) {
       w.Of(kNews).other_in = w.Of(kParcels).other_in = kEarly;
       w.Of(kNews).out.other = kLater;
       w.held.consent.everything.handset = kLatest;
     },
     "parcels"},
    {"said no to news, and gets parcels",
     [](JoinWorld& w) {
       w.Of(kParcels).other_in = kEarly;
       w.Of(kNews).out.handset = kLater;
     },
     "offers"},
    {"left news on a page, and gets parcels",
     [](JoinWorld& w) {
       w.Of(kNews).other_in = w.Of(kParcels).other_in = kEarly;
       w.Of(kNews).out.other = kLater;
     },
     "offers"},
    {"left everything on a page",
     [](JoinWorld& w) {
       w.Of(kNews).other_in = w.Of(kParcels).other_in = kEarly;
       w.held.consent.everything.other = kLater;
     },
     "parcels news"},
    {"left everything on a page, and stopped besides",
     [](JoinWorld& w) {
       w.Of(kNews).other_in = kEarly;
       w.held.consent.everything = {kLatest, kLater};
     },
     "news"},
    {"stopped, and signed a form since: the page said to text START",
     [](JoinWorld& w) {
       w.held.consent.everything.handset = kEarly;
       w.Of(kNews).other_in = kLater;
     },
     "news"},
    {"got parcels, and was erased",
     [](JoinWorld& w) {
       w.Of(kParcels).other_in = kEarly;
       w.held.consent.erased_at = 15;
     },
     "parcels"},
};

struct WayRow {
  const char* name;
  void (*past)(JoinWorld&);
  WayIn way;
};

const WayRow kWayRows[] = {
    {"nobody knows the number", [](JoinWorld&) {}, WayIn::kAsk},
    {"imported without consent", [](JoinWorld& w) { w.Of(kOffers).imported = true; }, WayIn::kAsk},
    {"agreed to another program", [](JoinWorld& w) { w.Of(kParcels).handset_in = kEarly; },
     WayIn::kAsk},
    {"has agreed on a page", [](JoinWorld& w) { w.Of(kOffers).other_in = kEarly; }, WayIn::kOptIn},
    {"stopped after agreeing",
     [](JoinWorld& w) {
       w.Of(kOffers).handset_in = kEarly;
       w.held.consent.everything.handset = kLater;
     },
     WayIn::kOptIn},
    {"opted out on a page", [](JoinWorld& w) { w.Of(kOffers).out.other = kLater; }, WayIn::kOptIn},
    {"stopped all marketing, and never agreed to any",
     [](JoinWorld& w) { w.held.consent.marketing.handset = kLater; }, WayIn::kOptIn},
    {"was erased", [](JoinWorld& w) { w.held.consent.erased_at = 15; }, WayIn::kOptIn},
    {"is asked just now", [](JoinWorld& w) { w.Asked(kRepliedAt + 1); }, WayIn::kAsk},
    {"was asked as often as allowed, and the term is over",
     [](JoinWorld& w) { w.Asked(kRepliedAt); }, WayIn::kOptIn},
    {"may be asked once more",
     [](JoinWorld& w) {
       w.Asked(kRepliedAt);
       w.rules.programs[0].ask_limit = 2;
     },
     WayIn::kAsk},
    {"the only request was refused by the gateway", [](JoinWorld& w) { w.Of(kOffers); },
     WayIn::kAsk},
    {"the only request was said to have failed, and was delivered all the same",
     [](JoinWorld& w) { w.Of(kOffers).asks = 1; }, WayIn::kOptIn},
};

}  // namespace

TEST_CASE("MeantByStart: what the STOP took away, else what the line's START stands for",
          "[keyword-handler]") {
  for (const StartRow& row : kStartRows) {
    INFO(row.name);
    JoinWorld world;
    row.past(world);
    CHECK(world.Start() == row.meant);
  }
  JoinWorld none;
  none.rules.programs.clear();
  CHECK(none.Start().empty());
}

TEST_CASE("WayInto: what a text to join does to a program that wants a second yes",
          "[keyword-handler]") {
  for (const WayRow& row : kWayRows) {
    INFO(row.name);
    JoinWorld world;
    row.past(world);
    const WayIn way = WayInto(world.held, world.rules.programs[0]);
    CHECK(static_cast<int>(way) == static_cast<int>(row.way));
  }
}

TEST_CASE("WayInto: one yes is enough where the policy is single", "[keyword-handler]") {
  for (const WayRow& row : kWayRows) {
    INFO(row.name);
    JoinWorld world;
    row.past(world);
    const WayIn way = WayInto(world.held, world.rules.programs[1]);
    CHECK(static_cast<int>(way) == static_cast<int>(WayIn::kOptIn));
  }
}

}  // namespace keyword_handler
