#include "ledger/admission/source_ask.h"

#include <utility>
#include <vector>

#include "ledger/core/consent.h"
#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr TimeMs kAfter = 1'700'000'000'000;  // of admission_world.h

v1::IntakeEvent Synced(const std::string& source, const std::string& name) {
  v1::IntakeEvent event;
  event.set_account("acme");
  event.set_source("pos");
  event.set_publisher_id(name);
  event.set_number("+14155550134");
  event.mutable_contact_imported()->set_source(source);
  event.mutable_contact_imported()->add_programs()->set_program("marketing");
  return event;
}

std::vector<Admitted> Asks(const AdmissionWorld& world, const v1::IntakeEvent& event, TimeMs at,
                           Origin origin = Origin::kHttp) {
  return AsksAfter(event, at, {origin, "a-name"}, world.context())->asks;
}

TEST_CASE("AsksAfter: whoever is synced from the source is asked, once by whatever way they come") {
  const AdmissionWorld world;
  const auto first = Asks(world, Synced("shopify", "1"), kAfter);
  REQUIRE(first.size() == 1);
  const auto& request = std::get<MessageRequested>(first[0].event.fact);
  CHECK(request.message_class == MessageClass::kOptInRequest);
  CHECK(request.program.program == ProgramId("marketing"));
  CHECK(request.template_key == "opt_in_request");
  CHECK(first[0].contact == world.Accept(Synced("shopify", "1")).contact);
  v1::IntakeEvent national = Synced("shopify", "2");
  national.set_number("(415) 555-0134");
  national.set_name("Ann Lee");
  const auto again = Asks(world, national, kAfter + 1, Origin::kImport);
  REQUIRE(again.size() == 1);
  CHECK(again[0].event.id == first[0].event.id);
  CHECK(std::get<MessageRequested>(again[0].event.fact).message == request.message);
}

TEST_CASE("AsksAfter: nobody of before the date, of another source, or who was not imported") {
  const AdmissionWorld world;
  CHECK(Asks(world, Synced("shopify", "1"), kAfter - 1).empty());
  CHECK(Asks(world, Synced("square", "1"), kAfter).empty());
  v1::IntakeEvent listed = Synced("shopify", "1");
  listed.mutable_contact_listed()->set_segment("vip");
  CHECK(Asks(world, listed, kAfter).empty());
}

TEST_CASE("AsksAfter: who cannot be asked is told of, and not held against the contact") {
  AdmissionWorld world;
  world.directory.speechless = true;
  const v1::IntakeEvent event = Synced("shopify", "1");
  const auto follows = AsksAfter(event, kAfter, {Origin::kIntake, "a-name"}, world.context());
  REQUIRE(follows.ok());
  CHECK(follows->asks.empty());
  REQUIRE(follows->refused);
  CHECK(follows->refused->reason == RejectReason::kUnknownTemplate);
  CHECK_THAT(follows->refused->detail,
             Catch::Contains("'shopify' are asked for program 'shipping'"));
  CHECK_THAT(follows->refused->mend, Catch::Contains("--request-template"));
  CHECK_FALSE(follows->refused->blocks);
}

TEST_CASE("AsksAfter: a request waits a month, and who was missed is asked when synced again") {
  constexpr absl::Duration kMonth = absl::Hours(24 * 30);
  AdmissionWorld world;
  const auto request = [&] {
    const auto asks = Asks(world, Synced("shopify", "1"), kAfter);
    REQUIRE(asks.size() == 1);
    return std::pair(asks[0].event.id, std::get<MessageRequested>(asks[0].event.fact));
  };
  const auto [first_id, first] = request();
  CHECK(first.deadline_ms >= absl::ToUnixMillis(world.now + kMonth));
  CHECK(first.deadline_ms <= absl::ToUnixMillis(world.now + kMonth + absl::Hours(24 * 7)));
  world.now = absl::FromUnixMillis(first.deadline_ms);  // nobody was asked until then
  const auto [later_id, later] = request();
  CHECK(later_id != first_id);                 // so it is no repeat ...
  CHECK(later.message == first.message);       // ... but the same text, attempted once at most
  CHECK(later.deadline_ms > first.deadline_ms + absl::ToInt64Milliseconds(kMonth));
}

// What a log tells of one person whom the source asks, from the events that stand in it.
struct AskedWorld {
  Event Request(std::uint32_t attempt) const {
    v1::IntakeEvent event = SourceAskEvent(
        {AccountId("acme"), "shopify", ProgramId("marketing"), attempt,
         absl::ToUnixMillis(world.now) + 1000 * static_cast<TimeMs>(attempt)},
        "+14155550134");
    return world.Accept(event).event;
  }
  MessageId MessageOf(std::uint32_t attempt) const {
    return std::get<MessageRequested>(Request(attempt).fact).message;
  }
  void Conclude(std::uint32_t attempt, SendOutcome outcome) {
    SendConcluded concluded;
    concluded.message = MessageOf(attempt);
    concluded.outcome = outcome;
    Note(concluded);
  }
  void Report(std::uint32_t attempt, Delivery delivery) {
    DeliveryReported report;
    report.message = MessageOf(attempt);
    report.delivery = delivery;
    Note(report);
  }
  void Note(Fact fact) {
    Event event;
    event.fact = std::move(fact);
    log.Note(contact, event);
  }
  std::optional<std::uint32_t> Next() const { return log.NextAttempt(contact, state); }

  AdmissionWorld world;
  ContactId contact = ContactId::FromBytes("contact-of-16-by");
  ContactState state;
  SourceAskLog log{"shopify", ProgramId("marketing")};
};

TEST_CASE("SourceAskLog: who was not reached is asked again, and nobody else") {
  using Says = void (*)(AskedWorld&);
  const struct {
    const char* name;
    Says says;
    std::optional<std::uint32_t> next;
  } rows[] = {
      {"its term ended", [](AskedWorld&) {}, 1},
      {"waits to be texted",
       [](AskedWorld& w) { w.state.due.emplace_back().message = w.MessageOf(1); }, std::nullopt},
      {"granted, and no more is known",
       [](AskedWorld& w) { ProgramOf(w.state, {ProgramId("marketing"), {}}).asks = 1; },
       std::nullopt},
      {"withdrawn", [](AskedWorld& w) { w.Conclude(1, SendOutcome::kWithdrawn); }, 1},
      {"accepted", [](AskedWorld& w) { w.Conclude(1, SendOutcome::kAccepted); }, std::nullopt},
      {"refused", [](AskedWorld& w) { w.Conclude(1, SendOutcome::kRejected); }, 2},
      {"unknown, and refused",
       [](AskedWorld& w) {
         w.Conclude(1, SendOutcome::kUnknown), w.Conclude(1, SendOutcome::kRejected);
       },
       2},
      {"accepted, and a refusal that comes too late",
       [](AskedWorld& w) {
         w.Conclude(1, SendOutcome::kAccepted), w.Conclude(1, SendOutcome::kRejected);
       },
       std::nullopt},
      {"failed",
       [](AskedWorld& w) {
         w.Conclude(1, SendOutcome::kAccepted), w.Report(1, Delivery::kFailed);
       },
       2},
      {"failed, and delivered all the same",
       [](AskedWorld& w) {
         w.Report(1, Delivery::kDelivered), w.Report(1, Delivery::kFailed);
       },
       std::nullopt},
      {"refused twice",
       [](AskedWorld& w) {
         w.Conclude(1, SendOutcome::kRejected);
         w.log.Note(w.contact, w.Request(2));
         w.Conclude(2, SendOutcome::kRejected);
       },
       3},
      {"refused, and asked once more by a sync",
       [](AskedWorld& w) {
         w.Conclude(1, SendOutcome::kRejected);
         w.log.Note(w.contact, w.Request(1));
       },
       2},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    AskedWorld world;
    CHECK(world.Next() == 1);
    world.log.Note(world.contact, world.Request(1));
    row.says(world);
    CHECK(world.Next() == row.next);
  }
}

TEST_CASE("SourceAskEvent: no two requests have one name, whatever programs are called") {
  const auto name = [](const char* program, std::uint32_t attempt) {
    return SourceAskEvent({AccountId("acme"), "shopify", ProgramId(program), attempt, 1}, "")
        .publisher_id();
  };
  CHECK(name("promo", 2) != name("promo/2", 1));
  CHECK(name("promo", 12) != name("2/promo", 1));
}

TEST_CASE("SourceAskLog: another source's requests, and other programs', are not its own") {
  AskedWorld world;
  Event event = world.Request(1);
  event.source = "square";
  world.log.Note(world.contact, event);
  event.source = "shopify";
  for (const char* other : {"source-ask/1/marketing2", "source-ask/1/vip/marketing",
                            "source-ask/marketing", "source-ask/x/marketing"}) {
    event.publisher_id = other;
    world.log.Note(world.contact, event);
  }
  world.Conclude(1, SendOutcome::kAccepted);
  CHECK(world.Next() == 1);
}

}  // namespace
}  // namespace ledger
