// What history says of deadlines, record by record.
#include "ledger/cli/deadline_text.h"

#include <catch2/catch.hpp>
#include <utility>

namespace ledger::cli {
namespace {

constexpr TimeMs kReceived = 1'790'000'000'000;
constexpr TimeMs kDayMs = 86'400'000;
constexpr Offset kReply = 7;

struct Notes {
  DeadlineNotes::Note See(TimeMs after_ms, Fact fact,
                          Disposition disposition = Disposition::kApplied,
                          Reason reason = Reason::kNone) {
    Event event;
    event.fact = std::move(fact);
    Effect effect;
    effect.disposition = disposition;
    effect.reason = reason;
    return notes.See(offset++, kReceived + after_ms, event, effect);
  }
  void Reply() {
    See(10, KeywordReplied{LineId("13013"), "kannel", "1", kReceived, ProviderAction::kNone});
  }
  DeadlineNotes::Note Decide(TimeMs after_ms, Consequence consequence, const char* actor) {
    ReplyDecided decided;
    decided.reply_offset = kReply;
    decided.consequence = consequence;
    decided.actor = actor;
    return See(after_ms, decided);
  }
  DeadlineNotes::Note Intend(TimeMs after_ms, Disposition disposition, Reason reason) {
    SendIntended intent;
    intent.intent = kIntent;
    intent.message_class = MessageClass::kOptOutConfirmation;
    intent.because.origin = kReply;
    return See(after_ms, intent, disposition, reason);
  }
  DeadlineNotes::Note Conclude(TimeMs after_ms, SendOutcome outcome) {
    return See(after_ms, SendConcluded{kIntent, {}, outcome, "", "", false, false});
  }

  const IntentId kIntent = IntentId::FromBytes("intent of 16 byt");
  DeadlineNotes notes;
  Offset offset = kReply;
};

TEST_CASE("DeadlineNotes: a reply that is held and revokes in the end was in force at once",
          "[cli]") {
  Notes world;
  world.Reply();
  CHECK(world.Decide(1'000, Consequence::kHold, "").text.empty());
  const auto note = world.Decide(2 * kDayMs, Consequence::kRevoke, "ann");
  CHECK(note.json["in_force_after_ms"] == 10);
  CHECK(note.json["late"] == false);
}

TEST_CASE("DeadlineNotes: a reply that was released first is in force when somebody revokes",
          "[cli]") {
  for (const TimeMs days : {2, 20}) {
    Notes world;
    world.Reply();
    world.Decide(1'000, Consequence::kHold, "");
    CHECK(world.Decide(2'000, Consequence::kNone, "ann").text.empty());
    const auto note = world.Decide(days * kDayMs, Consequence::kRevoke, "bob");
    CHECK(note.json["in_force_after_ms"] == days * kDayMs);
    CHECK(note.json["late"] == (days == 20));
    CHECK((note.text.find("too late") != std::string::npos) == (days == 20));
  }
}

TEST_CASE("DeadlineNotes: an opt-out is confirmed when the provider takes the text", "[cli]") {
  const struct {
    const char* name;
    SendOutcome outcome;
    TimeMs after_ms;
    const char* says;
    bool late;
  } rows[] = {
      {"in time", SendOutcome::kAccepted, 4'000, "taken by the provider 4.0 s", false},
      {"queued", SendOutcome::kQueued, 4'000, "taken by the provider 4.0 s", false},
      {"late", SendOutcome::kAccepted, 300'000, "too late: its term was 300 s", true},
      {"refused", SendOutcome::kRejected, 4'000, "refused by the provider", false},
      {"nobody knows", SendOutcome::kUnknown, 4'000, "lost sight of", false},
  };
  for (const auto& row : rows) {
    INFO(row.name);
    Notes world;
    world.Reply();
    world.Decide(1'000, Consequence::kRevoke, "");
    world.Intend(2'000, Disposition::kGranted, Reason::kNone);
    const auto note = world.Conclude(row.after_ms, row.outcome);
    INFO(note.text);
    CHECK(note.text.find(row.says) != std::string::npos);
    CHECK(note.json["late"] == row.late);
    CHECK(note.json["after_ms"] == row.after_ms);
  }
}

TEST_CASE("DeadlineNotes: a confirmation that missed its five minutes is told", "[cli]") {
  Notes world;
  world.Reply();
  world.Decide(1'000, Consequence::kRevoke, "");
  CHECK(world.Intend(2'000, Disposition::kDenied, Reason::kClock).text.empty());
  const auto note = world.Intend(360'000, Disposition::kDenied, Reason::kTooLate);
  CHECK(note.text.find("given up 360.0 s after") != std::string::npos);
  CHECK(note.json["late"] == true);
  CHECK(note.json["outcome"] == "given up");
}

}  // namespace
}  // namespace ledger::cli
