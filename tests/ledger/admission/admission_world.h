// A business as admission sees it, set up by hand: account "acme" with programs, a line and a
// template, and "other" with a line of its own.
#pragma once

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"
#include "ledger/core/strings.h"

namespace ledger {

class HandDirectory final : public Directory {
 public:
  bool speechless = false;  // the source is asked for a program without a request

  std::optional<AccountEntry> FindAccount(const AccountId& account) const override {
    if (account != AccountId("acme") && account != AccountId("other") &&
        account != AccountId("keyless")) {
      return std::nullopt;
    }
    return AccountEntry{"US"};
  }
  std::optional<ProgramEntry> FindProgram(const AccountId& account,
                                          const ProgramId& program) const override {
    if (account == AccountId("other")) return std::nullopt;
    if (program == ProgramId("marketing")) {
      return ProgramEntry{{program, Category::kMarketing}, LineId("13013"), "opt_in_request"};
    }
    if (program == ProgramId("shipping")) {
      return ProgramEntry{{program, Category::kInformational}, LineId("13013"), ""};
    }
    return std::nullopt;
  }
  std::optional<AccountId> AccountOfLine(const LineId& line) const override {
    if (line == LineId("13013")) return AccountId("acme");
    if (line == LineId("+18335550100")) return AccountId("other");
    return std::nullopt;
  }
  std::vector<SourceAsk> AsksOf(const AccountId& account, std::string_view source) const override {
    if (account != AccountId("acme") || source != "shopify") return {};
    // A request that nobody can have words for comes of two commands at once only.
    return {{ProgramId(speechless ? "shipping" : "marketing"), 1'700'000'000'000}};
  }
  bool IsZone(std::string_view tzid) const override { return tzid == "America/Chicago"; }
  bool HasTemplate(const AccountId& account, std::string_view key) const override {
    return account == AccountId("acme") && (key == "hello" || key == "opt_in_request");
  }
  bool IsRequest(const AccountId&, std::string_view key) const override {
    return key == "opt_in_request";
  }
  std::string WhyNotIn(const AccountId&, bool asks, std::string_view language,
                       std::string_view words) const override {
    if (words == "{nme}") return "it has a place that nothing fills in";
    return asks && words == "Sale!" ? absl::StrCat("in '", ToAbsl(language), "' it promotes") : "";
  }
};

struct AdmissionWorld {
  HandDirectory directory;
  KeyRing keys =
      *KeyRing::Parse("acme k1 " + std::string(64, '1') + " " + std::string(64, '2') +
                          "\nother k1 " + std::string(64, '3') + " " + std::string(64, '4') +
                          "\ninstallation k1 - " + std::string(64, '5') + "\n",
                      "keys");
  absl::Time now = absl::FromUnixSeconds(1'790'000'000);

  AdmissionContext context() const { return {directory, keys, now}; }

  Admission Admit(const consent::v1::IntakeEvent& event, Origin origin = Origin::kHttp,
                  const std::string& name = "a-name") const {
    return *ledger::Admit(event, {origin, name}, context());
  }
  Admitted Accept(const consent::v1::IntakeEvent& event, Origin origin = Origin::kHttp,
                  const std::string& name = "a-name") const {
    Admission admission = Admit(event, origin, name);
    if (const auto* rejected = std::get_if<Rejected>(&admission)) {
      INFO(rejected->detail);
      REQUIRE(std::holds_alternative<Admitted>(admission));
    }
    return std::get<Admitted>(std::move(admission));
  }
  Rejected Refuse(const consent::v1::IntakeEvent& event, Origin origin = Origin::kHttp) const {
    Admission admission = Admit(event, origin);
    REQUIRE(std::holds_alternative<Rejected>(admission));
    return std::get<Rejected>(std::move(admission));
  }
  ContactId contact() const {
    return *keys.ContactIdOf(AccountId("acme"), *PhoneNumber::Parse("+14155550134"));
  }
};

// An event of acme about +1 415 555 0134, without a fact.
inline consent::v1::IntakeEvent About(const std::string& number = "(415) 555-0134") {
  consent::v1::IntakeEvent event;
  event.set_account("acme");
  event.set_source("shop");
  event.set_publisher_id("7");
  event.mutable_occurred_at()->set_seconds(1'780'000'000);
  event.set_number(number);
  return event;
}

inline consent::v1::IntakeEvent AnOptIn() {
  consent::v1::IntakeEvent event = About();
  event.mutable_opted_in()->add_programs()->set_program("marketing");
  event.mutable_opted_in()->set_method(consent::v1::OPT_IN_METHOD_WEB_FORM);
  event.set_name("Ann");
  event.set_ip("192.0.2.1");
  return event;
}

inline consent::v1::IntakeEvent AnOptOut() {
  consent::v1::IntakeEvent event = About();
  event.mutable_opted_out()->mutable_scope()->set_reach(consent::v1::REACH_MARKETING);
  event.mutable_opted_out()->set_means(consent::v1::OPT_OUT_MEANS_EMAIL);
  return event;
}

inline consent::v1::IntakeEvent ARequest() {
  consent::v1::IntakeEvent event = About();
  event.mutable_message_requested()->set_message_class(consent::v1::MESSAGE_CLASS_SINGLE);
  event.mutable_message_requested()->mutable_program()->set_program("shipping");
  event.set_text("Your order is on its way.");
  return event;
}

}  // namespace ledger
