// What follows from a reply, a row a case.
#include "keyword-handler/decide.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ledger/core/consent.h"
#include "ledger/core/derive_ids.h"

namespace keyword_handler {
namespace {

using ledger::Consequence;
using ledger::MessageClass;

const ledger::ProgramRef kMarketing{ledger::ProgramId("marketing"), ledger::Category::kMarketing};
const ledger::ProgramRef kShipping{ledger::ProgramId("shipping"),
                                   ledger::Category::kInformational};
constexpr ledger::TimeMs kNow = 1'790'000'000'000;

LineRules Rules() {
  LineRules rules;
  rules.programs.push_back({kMarketing, "confirmation", "help", "opt_out", false});
  rules.keywords.push_back({"TEXT ME", "marketing", true, ""});
  rules.keywords.push_back({"HOURS", "", false, "opening_hours"});
  return rules;
}

ledger::ReplyHeld Held(bool asked) {
  ledger::ReplyHeld held;
  held.account = ledger::AccountId("acme");
  held.reply.event = ledger::EventId::FromBytes("reply of 16 byte");
  held.reply.at = {kNow, 40};
  held.reply.line = ledger::LineId("+18335550100");
  if (asked) held.reply.asks.push_back({kMarketing, {kNow - 1000, 30}, kNow + 1000});
  return held;
}

ledger::ReplyDecided Decide(const ledger::ReplyHeld& held, std::string_view body) {
  const ledger::Event event =
      DecideReply(held, body, Rules(), PolicyFor(absl::FromUnixMillis(kNow)));
  return std::get<ledger::ReplyDecided>(event.fact);
}

struct Row {
  const char* body;
  bool asked;
  Consequence consequence;
  MessageClass answer;  // kUnknown: none
};

constexpr Row kRows[] = {
    {"STOP", false, Consequence::kRevoke, MessageClass::kOptOutConfirmation},
    {"please stop texting me", true, Consequence::kRevoke, MessageClass::kOptOutConfirmation},
    {"HELP", false, Consequence::kNone, MessageClass::kHelp},
    {"yes", true, Consequence::kConfirm, MessageClass::kOptInConfirmation},
    {"yes", false, Consequence::kNone, MessageClass::kUnknown},
    {"no", true, Consequence::kRevoke, MessageClass::kOptOutConfirmation},
    {"no", false, Consequence::kNone, MessageClass::kUnknown},
    {"START", false, Consequence::kOptIn, MessageClass::kOptInConfirmation},
    {"text me", false, Consequence::kOptIn, MessageClass::kOptInConfirmation},
    {"hours", false, Consequence::kNone, MessageClass::kCustomReply},
    {"where is my parcel", false, Consequence::kNone, MessageClass::kUnknown},
};

TEST_CASE("DecideReply: the category that was answered is the line's, if it has one only",
          "[keywords][decide]") {
  const Policy& pending = *PolicyByVersion("us-fcc-26-67");
  const auto reach = [&](std::vector<ledger::Category> categories) {
    LineRules rules;
    for (const ledger::Category category : categories) {
      const ledger::ProgramId id("p" + std::to_string(rules.programs.size()));
      rules.programs.push_back({{id, category}, "", "", "", false});
    }
    const ledger::Event event = DecideReply(Held(false), "STOP", rules, pending);
    return std::get<ledger::ReplyDecided>(event.fact).revocation.reach;
  };
  using ledger::Category;
  CHECK(reach({Category::kMarketing, Category::kMarketing}) == ledger::Reach::kMarketing);
  CHECK(reach({Category::kInformational}) == ledger::Reach::kPrograms);
  CHECK(reach({Category::kMarketing, Category::kInformational}) == ledger::Reach::kEverything);
  CHECK(reach({}) == ledger::Reach::kEverything);
}

}  // namespace

TEST_CASE("Decide: each reply has its consequence and its answer", "[keyword-handler]") {
  for (const Row& row : kRows) {
    INFO(row.body << (row.asked ? ", asked" : ", not asked"));
    const ledger::ReplyDecided decided = Decide(Held(row.asked), row.body);
    CHECK(static_cast<int>(decided.consequence) == static_cast<int>(row.consequence));
    const MessageClass answer =
        decided.answers.empty() ? MessageClass::kUnknown : decided.answers[0].message_class;
    CHECK(static_cast<int>(answer) == static_cast<int>(row.answer));
    CHECK_FALSE(decided.matched_rule.empty());
    CHECK_FALSE(decided.policy_version.empty());
    CHECK(decided.reply_offset == 40);
  }
}

TEST_CASE("Decide: STOP ends everything, in the language of the word", "[keyword-handler]") {
  const ledger::ReplyDecided decided = Decide(Held(false), "ARRÊT");
  CHECK(decided.revocation.reach == ledger::Reach::kEverything);
  REQUIRE(decided.answers.size() == 1);
  CHECK(decided.answers[0].language == "fr");
}

TEST_CASE("Decide: an ask that was answered since is not pending", "[keyword-handler]") {
  ledger::ReplyHeld held = Held(true);
  ledger::ProgramConsent consent;
  consent.ref = kMarketing;
  consent.handset_in = {kNow - 1000, 30};
  held.consent.programs.push_back(consent);
  CHECK(Decide(held, "yes").consequence == Consequence::kNone);
}

// A "no" where asks of the programs are out; of some the person agreed on a page at the offset.
struct RefusalRow {
  const char* name;
  std::vector<ledger::ProgramRef> asked;
  std::vector<std::pair<ledger::ProgramRef, ledger::Offset>> agreed;
  Consequence consequence;
  ledger::RevocationScope revoked;
};

TEST_CASE("Decide: a no to a request takes back what was asked and nothing else, or is looked at",
          "[keyword-handler]") {
  const ledger::ProgramRef parcels{ledger::ProgramId("parcels"), ledger::Category::kInformational};
  const ledger::ProgramRef recalls{ledger::ProgramId("recalls"), ledger::Category::kInformational};
  const ledger::ProgramRef unclear{ledger::ProgramId("unclear"), ledger::Category::kUnknown};
  const ledger::RevocationScope marketing{ledger::Reach::kMarketing, {}};
  const ledger::RevocationScope everything{ledger::Reach::kEverything, {}};
  const RefusalRow rows[] = {
      {"offers", {kMarketing}, {}, Consequence::kRevoke, marketing},
      {"offers, and agreed to parcels since", {kMarketing}, {{parcels, 35}}, Consequence::kRevoke,
       marketing},
      {"of no known category", {unclear}, {}, Consequence::kRevoke, marketing},
      {"notices", {parcels}, {}, Consequence::kRevoke, {ledger::Reach::kPrograms, {parcels}}},
      {"offers and notices", {kMarketing, parcels}, {}, Consequence::kRevoke, everything},
      {"agreed since", {kMarketing}, {{kMarketing, 35}}, Consequence::kHold, {}},
      {"agreed since to one of two", {parcels, recalls}, {{parcels, 35}}, Consequence::kRevoke,
       {ledger::Reach::kPrograms, {parcels, recalls}}},
      {"agreed before it was asked", {kMarketing}, {{kMarketing, 25}}, Consequence::kRevoke,
       marketing},
      {"agreed after the no", {kMarketing}, {{kMarketing, 45}}, Consequence::kRevoke, marketing},
  };
  for (const RefusalRow& row : rows) {
    INFO(row.name);
    ledger::ReplyHeld held = Held(false);
    for (const ledger::ProgramRef& ref : row.asked) {
      held.reply.asks.push_back({ref, {kNow - 1000, 30}, kNow + 1000});
    }
    for (const auto& [ref, offset] : row.agreed) {
      ledger::ProgramConsent& consent = ledger::ProgramOf(held.consent, ref);
      consent.other_in = {kNow - 500, offset};
    }
    const ledger::ReplyDecided decided = Decide(held, "No");
    CHECK(static_cast<int>(decided.consequence) == static_cast<int>(row.consequence));
    CHECK(static_cast<int>(decided.revocation.reach) == static_cast<int>(row.revoked.reach));
    CHECK(decided.revocation.programs == row.revoked.programs);
  }
}

TEST_CASE("Decide: the confirmation of a revocation says what it ended, and no more",
          "[keyword-handler]") {
  const ledger::ProgramRef recalls{ledger::ProgramId("recalls"), ledger::Category::kInformational};
  struct Row {
    const char* body;
    std::vector<ledger::ProgramRef> asked;
    ledger::ProgramRef program;
    const char* words;
    const char* language;
  };
  const Row rows[] = {
      {"STOP", {kShipping}, kMarketing, "opt_out", "en"},
      {"arret", {}, kMarketing, "opt_out", "fr"},
      {"no", {kMarketing}, kMarketing, "opt_out_marketing", "en"},
      {"non", {kShipping}, kShipping, "opt_out_program", "fr"},
      {"no gracias", {kShipping}, kShipping, "opt_out_program", "es"},
      {"no", {kShipping, recalls}, kShipping, "opt_out_programs", "en"},
      {"no", {kShipping, kMarketing}, kMarketing, "opt_out", "en"},
  };
  for (const Row& row : rows) {
    INFO(row.body << " to " << row.asked.size());
    ledger::ReplyHeld held = Held(false);
    for (const ledger::ProgramRef& ref : row.asked) {
      held.reply.asks.push_back({ref, {kNow - 1000, 30}, kNow + 1000});
    }
    const ledger::ReplyDecided decided = Decide(held, row.body);
    REQUIRE(decided.answers.size() == 1);
    CHECK(decided.answers[0] == ledger::AnswerDue{MessageClass::kOptOutConfirmation, row.program,
                                                  row.words, row.language});
  }
}

TEST_CASE("Decide: nothing is answered where the provider has answered", "[keyword-handler]") {
  ledger::ReplyHeld held = Held(false);
  held.provider_action = static_cast<std::uint8_t>(ledger::ProviderAction::kStop);
  const ledger::ReplyDecided decided = Decide(held, "STOP");
  CHECK(decided.consequence == Consequence::kRevoke);
  CHECK(decided.answers.empty());
}

TEST_CASE("Decide: on a toll-free line the network answers STOP and no other word",
          "[keyword-handler]") {
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  LineRules toll_free = Rules();
  toll_free.is_toll_free = true;
  for (const auto& [body, answers] : {std::pair("Stop", 0U), {"QUIT", 1U}, {"please stop", 1U},
                                      {"HELP", 1U}}) {
    INFO(body);
    const ledger::Event event = DecideReply(Held(false), body, toll_free, policy);
    CHECK(std::get<ledger::ReplyDecided>(event.fact).answers.size() == answers);
  }
}

TEST_CASE("Decide: the same reply gives the same event again", "[keyword-handler]") {
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  const ledger::Event first = DecideReply(Held(false), "STOP", Rules(), policy);
  const ledger::Event again = DecideReply(Held(false), "STOP", Rules(), policy);
  CHECK(first.id == again.id);
  CHECK(first.id == ledger::ConsequenceId(Held(false).reply.event, "decision"));
}

TEST_CASE("Decide: HELP and STOP are answered without a program, and where it names no template",
          "[keyword-handler]") {
  LineRules wordless;
  wordless.programs.push_back({kMarketing, "", "", "", false});
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  const std::pair<const char*, MessageClass> rows[] = {
      {"HELP", MessageClass::kHelp}, {"STOP", MessageClass::kOptOutConfirmation}};
  for (const auto& [body, answer] : rows) {
    for (const LineRules& rules : {LineRules{}, wordless}) {
      INFO(body << ", programs: " << rules.programs.size());
      const ledger::Event event = DecideReply(Held(false), body, rules, policy);
      const auto& answers = std::get<ledger::ReplyDecided>(event.fact).answers;
      REQUIRE(answers.size() == 1);
      CHECK(static_cast<int>(answers[0].message_class) == static_cast<int>(answer));
      CHECK(answers[0].template_key.empty());
    }
  }
  const ledger::Event start = DecideReply(Held(false), "START", wordless, policy);
  const auto& confirmed = std::get<ledger::ReplyDecided>(start.fact).answers;
  REQUIRE(confirmed.size() == 1);
  CHECK(confirmed[0].template_key.empty());
}

TEST_CASE("Decide: without a program START opts in to nothing", "[keyword-handler]") {
  const ledger::Event event =
      DecideReply(Held(false), "START", {}, PolicyFor(absl::FromUnixMillis(kNow)));
  CHECK(std::get<ledger::ReplyDecided>(event.fact).consequence == Consequence::kNone);
}

TEST_CASE("Decide: a late yes opts in to the programs that count it, and to no other",
          "[keyword-handler]") {
  ledger::ReplyHeld held = Held(true);
  held.reply.asks.push_back({kShipping, {kNow - 900, 31}, kNow + 1000});
  for (ledger::AskAtReply& ask : held.reply.asks) ask.expires_at_ms = kNow;
  LineRules rules = Rules();
  rules.programs.push_back({kShipping, "", "", "", false});
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  const auto decide = [&] {
    return std::get<ledger::ReplyDecided>(DecideReply(held, "yes", rules, policy).fact);
  };
  CHECK(static_cast<int>(decide().consequence) == static_cast<int>(Consequence::kNone));
  rules.programs[0].expired_ask_counts = true;
  const ledger::ReplyDecided late = decide();
  CHECK(static_cast<int>(late.consequence) == static_cast<int>(Consequence::kConfirm));
  CHECK(late.expired_ask_counts);
  REQUIRE(late.programs.size() == 1);
  CHECK(late.programs[0].program == kMarketing.program);
}

TEST_CASE("Decide: START asks for a double program, and for no other of the line",
          "[keyword-handler]") {
  LineRules rules = Rules();
  rules.programs[0].double_opt_in = true;
  rules.programs[0].request_template = "please_confirm";
  rules.programs.push_back({kShipping, "", "", "", false});
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  const ledger::ReplyDecided asked = std::get<ledger::ReplyDecided>(
      DecideReply(Held(false), "START", rules, policy).fact);
  CHECK(static_cast<int>(asked.consequence) == static_cast<int>(Consequence::kNone));
  CHECK(asked.programs.empty());
  REQUIRE(asked.answers.size() == 1);
  CHECK(asked.answers[0] == ledger::AnswerDue{MessageClass::kOptInRequest, kMarketing,
                                              "please_confirm", "en"});
}

TEST_CASE("Decide: START confirms each program that it brings back", "[keyword-handler]") {
  LineRules rules = Rules();
  rules.programs.push_back({kShipping, "shipping_on", "", "", false});
  ledger::ReplyHeld held = Held(false);
  for (const ledger::ProgramRef& ref : {kMarketing, kShipping}) {
    ledger::ProgramOf(held.consent, ref).other_in = {kNow - 2000, 10};
  }
  held.consent.everything.handset = {kNow - 1000, 20};
  const ledger::ReplyDecided back = std::get<ledger::ReplyDecided>(
      DecideReply(held, "START", rules, PolicyFor(absl::FromUnixMillis(kNow))).fact);
  CHECK(back.programs == std::vector<ledger::ProgramRef>{kMarketing, kShipping});
  REQUIRE(back.answers.size() == 2);
  CHECK(back.answers[0] == ledger::AnswerDue{MessageClass::kOptInConfirmation, kMarketing,
                                             "confirmation", "en"});
  CHECK(back.answers[1] == ledger::AnswerDue{MessageClass::kOptInConfirmation, kShipping,
                                             "shipping_on", "en"});
}

TEST_CASE("Decide: a keyword's own answer confirms an opt-in, and is not sent to who is asked",
          "[keyword-handler]") {
  LineRules rules = Rules();
  rules.keywords.push_back({"JOIN VIP", "marketing", true, "welcome"});
  const Policy& policy = PolicyFor(absl::FromUnixMillis(kNow));
  const auto decide = [&] {
    return std::get<ledger::ReplyDecided>(DecideReply(Held(false), "join vip", rules, policy).fact);
  };
  const ledger::ReplyDecided single = decide();
  CHECK(static_cast<int>(single.consequence) == static_cast<int>(Consequence::kOptIn));
  REQUIRE(single.answers.size() == 1);
  CHECK(single.answers[0].template_key == "welcome");
  rules.programs[0].double_opt_in = true;
  const ledger::ReplyDecided asked = decide();
  CHECK(static_cast<int>(asked.consequence) == static_cast<int>(Consequence::kNone));
  REQUIRE(asked.answers.size() == 1);
  CHECK(static_cast<int>(asked.answers[0].message_class) ==
        static_cast<int>(MessageClass::kOptInRequest));
}

}  // namespace keyword_handler
