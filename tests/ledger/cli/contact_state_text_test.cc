#include "ledger/cli/contact_state_text.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

constexpr TimeMs kStateNow = 1'790'000'000'000;

TEST_CASE("Contact: status and reason stand in words and as names") {
  ContactState state;
  state.account = AccountId("demo");
  ProgramConsent consent;
  consent.ref = {ProgramId("marketing"), Category::kMarketing};
  consent.imported = true;
  state.programs.push_back(consent);
  CHECK(ContactText(state, {}, kStateNow)
            .find("imported (Not Set), not reachable: imported, but never agreed here") !=
        std::string::npos);
  const Json json = ContactJson(state, {}, kStateNow);
  CHECK(json["programs"][0]["status"] == "imported");
  CHECK(json["programs"][0]["reachable"] == false);
  CHECK(json["programs"][0]["reason"] == "imported");
}

TEST_CASE("Contact: what is due says because of what, until when, and what it waits for") {
  ContactState state;
  state.account = AccountId("demo");
  DueMessage due;
  due.message_class = MessageClass::kOptInRequest;
  due.program = {ProgramId("orders"), Category::kInformational};
  due.origin = 12;
  due.deadline_ms = kStateNow + 1000;
  state.due = {due};
  due.message_class = MessageClass::kSingle;
  state.due.push_back(due);
  const std::string text = ContactText(state, {}, kStateNow);
  CHECK_THAT(text, Catch::Contains("due        a text of class opt_in_request for orders, because "
                                   "of offset 12; goes out within the hours where the person is, "
                                   "as its line's pace allows, before 2026-"));
  const Json json = ContactJson(state, {}, kStateNow)["due"];
  CHECK(json[0]["class"] == "opt_in_request");
  CHECK(json[0]["in_hours_only"] == true);
  CHECK(json[1]["in_hours_only"] == false);  // an order has shipped, at any hour
  CHECK(json[1]["offset"] == 12);
  CHECK(json[0]["reason"] == "none");
}

TEST_CASE("Contact: of what is due to who may not be texted no time is told, but why not") {
  ContactState state;
  state.account = AccountId("demo");
  state.everything.handset = {kStateNow - 1000, 11};
  DueMessage due;
  due.program = {ProgramId("orders"), Category::kInformational};
  due.origin = 12;
  due.deadline_ms = kStateNow + 1000;
  const std::pair<MessageClass, const char*> rows[] = {
      {MessageClass::kSingle, "stopped"},
      {MessageClass::kOptInConfirmation, "stopped"},
      {MessageClass::kOptInRequest, "revoked"},
      {MessageClass::kOptOutConfirmation, "none"},
      {MessageClass::kHelp, "none"}};
  for (const auto& [message_class, reason] : rows) {
    due.message_class = message_class;
    state.due = {due};
    CHECK(ContactJson(state, {}, kStateNow)["due"][0]["reason"] == reason);
    const bool sent = std::string(reason) == "none";
    const std::string text = ContactText(state, {}, kStateNow);
    CHECK((text.find("12; does not go out as things stand: ") == std::string::npos) == sent);
    CHECK((text.find(", before 2026-") != std::string::npos) == sent);
  }
  state.due[0].message_class = MessageClass::kOptOutConfirmation;
  CHECK(ContactJson(state, {}, kStateNow + 1000)["due"][0]["reason"] == "too_late");
  state.everything = {};
  ProgramConsent agreed;
  agreed.ref = due.program;
  agreed.handset_in = {kStateNow - 2000, 10};
  state.programs.push_back(agreed);
  state.held.push_back({});
  state.due[0].message_class = MessageClass::kSingle;
  CHECK(ContactText(state, {}, kStateNow).find("12; waits: a reply of the person") !=
        std::string::npos);
}

// Somebody who left before anything else was known of them.
struct Leaver {
  Leaver() {
    state.account = AccountId("demo");
    state.marketing.other = {kStateNow - 1000, 41};
    context.programs = {{ProgramId("news"), Category::kMarketing},
                        {ProgramId("orders"), Category::kInformational}};
  }
  [[nodiscard]] Json InJson() const { return ContactJson(state, context, kStateNow); }
  [[nodiscard]] std::string InText() const { return ContactText(state, context, kStateNow); }
  ContactState state;
  ContactContext context;
};

TEST_CASE("Contact: who is known by a wide revocation alone has left the programs that it covers") {
  const Leaver leaver;
  const Json json = leaver.InJson();
  REQUIRE(json["programs"].size() == 1);  // nothing is known for the orders
  CHECK(json["programs"][0]["program"] == "news");
  CHECK(json["programs"][0]["status"] == "opted_out");
  CHECK(json["programs"][0]["permission"] == "opt_out");
  CHECK(json["programs"][0]["reachable"] == false);
  CHECK(json["programs"][0]["reason"] == "opted_out");
  CHECK(json["programs"][0]["asks"] == 0);
  const std::string text = leaver.InText();
  CHECK(text.find("program    news: opted_out (Opt Out), not reachable") == 0);
  CHECK(text.find("orders") == std::string::npos);
}

TEST_CASE("Contact: a program with consent recorded is listed once") {
  Leaver leaver;
  ProgramConsent consent;
  consent.ref = leaver.context.programs[0];
  consent.asks = 2;
  consent.failed_asks = 1;
  leaver.state.programs.push_back(consent);
  const Json json = leaver.InJson();
  REQUIRE(json["programs"].size() == 1);
  CHECK(json["programs"][0]["asks"] == 2);
  CHECK(json["programs"][0]["failed_asks"] == 1);
}

TEST_CASE("Contact: a wide revocation says by what means it was made, as far as that is known") {
  Leaver leaver;
  CHECK(leaver.InJson()["revocations"][0]["means"].is_null());
  CHECK(leaver.InText().find("revoked    marketing, at ") != std::string::npos);
  const auto check = [&](Fact fact, const char* name, const std::string& words) {
    INFO(name);
    leaver.context.revoked_by.insert_or_assign(41, std::move(fact));
    const Json json = leaver.InJson()["revocations"][0];
    CHECK(json["means"] == name);
    CHECK(json["reach"] == "marketing");
    CHECK(json["offset"] == 41);
    CHECK(leaver.InText().find("revoked    marketing " + words + ", at ") != std::string::npos);
  };
  OptedOut out;
  out.means = OptOutMeans::kWeb;
  check(out, "web", "on the web");
  out.means = OptOutMeans::kImport;
  check(out, "import", "in an import");
  check(KeywordReplied{}, "handset", "by a text from the handset");
  check(PermissionSet{}, "admin", "through an administrator");
  check(NumberReassigned{}, "reassigned", "for the number has another owner");
  check(DeliveryReported{}, "provider", "at the provider");
}

TEST_CASE("Contact: revocations of all marketing and of everything all show") {
  Leaver leaver;
  leaver.state.everything.handset = {kStateNow - 500, 43};
  const Json json = leaver.InJson();
  REQUIRE(json["revocations"].size() == 2);
  CHECK(json["revocations"][1]["reach"] == "everything");
  CHECK(json["revocations"][1]["handset"] == true);
  CHECK(json["programs"].size() == 2);
  CHECK(json["programs"][1]["status"] == "stopped");
  CHECK(leaver.InText().find("revoked    everything from the handset, at ") != std::string::npos);
}

}  // namespace
}  // namespace ledger::cli
