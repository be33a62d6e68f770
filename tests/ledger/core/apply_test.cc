// What single facts do to a contact: each case a sentence of section 5 of the design.
#include <catch2/catch.hpp>

#include "tests/support/fold_world.h"

namespace ledger::test {

TEST_CASE("Apply: an event that was seen is ignored and names its first place", "[ledger][apply]") {
  FoldWorld world;
  const EventId id = EventId::FromBytes("an id of 16 byte");
  world.Append(NumberDeactivated{"carrier"}, kNoTime, id);
  const Offset first = world.offset;
  const Effect effect = world.Append(NumberDeactivated{"carrier"}, kNoTime, id);
  CHECK(effect.reason == Reason::kDuplicate);
  CHECK(effect.duplicate_of == first);
}

TEST_CASE("Apply: a STOP that is delivered again after START does not revoke again",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  const EventId stop = EventId::FromBytes("stop of 16 bytes");
  const Offset reply = world.Receive(kNoTime, stop);
  world.Decide(reply, Consequence::kRevoke);
  world.Start();
  REQUIRE(world.Reachable());
  KeywordReplied again;
  again.line = kLine;
  again.gateway_time_ms = world.now_ms;
  CHECK(world.Append(again, kNoTime, stop).reason == Reason::kDuplicate);
  CHECK(world.Decide(reply, Consequence::kRevoke).reason == Reason::kDuplicate);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: no form, import or administrator lifts a STOP", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  world.Stop();
  CHECK(world.FormOptIn().reason == Reason::kStoppedNeedsHandset);
  world.Import(EvidenceGrade::kA);
  PermissionSet edit{
      kMarketing, Permission::kOptIn, "admin", "asked by phone", {"v1", "", "", "", ""}};
  CHECK(world.Append(edit, world.now_ms).reason == Reason::kStoppedNeedsHandset);
  CHECK(world.MarketingStatus() == Status::kStopped);
  world.Start();
  CHECK(world.Reachable());
}

TEST_CASE("Apply: a web opt-out does not weaken a STOP", "[ledger][apply]") {
  FoldWorld world;
  world.Stop();
  world.WebOptOut();
  world.FormOptIn();
  CHECK(world.MarketingStatus() == Status::kStopped);
}

TEST_CASE("Apply: a revocation of everything covers programs that come later", "[ledger][apply]") {
  FoldWorld world;
  world.Stop();
  CHECK(StatusOf(world.contact, {ProgramId("new"), Category::kInformational}, world.now_ms) ==
        Status::kStopped);
}

TEST_CASE(
    "Apply: an opt-in without a claim of time, or without evidence by an administrator, is ignored",
    "[ledger][apply]") {
  FoldWorld world;
  CHECK(world.Append(OptedIn{{kMarketing}, OptInMethod::kApi, {}}).reason == Reason::kNoClaimTime);
  PermissionSet edit{kMarketing, Permission::kOptIn, "admin", "because", {}};
  CHECK(world.Append(edit, world.now_ms).reason == Reason::kNoEvidence);
  OptedIn entered{{kMarketing}, OptInMethod::kAdmin, {}};
  CHECK(world.Append(entered, world.now_ms).reason == Reason::kNoEvidence);
  CHECK(world.MarketingStatus() == Status::kNotSet);
  entered.evidence.disclosure_version = "v1";
  world.Append(entered, world.now_ms);
  CHECK(world.Reachable());
}

TEST_CASE(
    "Apply: imports are reachable only with evidence or an attestation, and never after a "
    "revocation",
    "[ledger][apply]") {
  ContactImported import;
  import.programs = {kMarketing};
  const auto status = [&](EvidenceGrade grade, const char* attestation) {
    import.grade = grade;
    import.attestation = attestation;
    FoldWorld world;
    world.Append(import);
    return world.MarketingStatus();
  };
  constexpr char kAttested[] = "written permission taken on paper";
  CHECK(status(EvidenceGrade::kA, "") == Status::kOptedIn);
  CHECK(status(EvidenceGrade::kB, "") == Status::kOptedIn);
  CHECK(status(EvidenceGrade::kC, "") == Status::kImported);
  CHECK(status(EvidenceGrade::kD, "") == Status::kImported);
  CHECK(status(EvidenceGrade::kUnknown, "") == Status::kImported);
  CHECK(status(EvidenceGrade::kD, kAttested) == Status::kImported);
  CHECK(status(EvidenceGrade::kUnknown, kAttested) == Status::kImported);
  CHECK(status(EvidenceGrade::kC, kAttested) == Status::kOptedIn);
  FoldWorld attested;
  import.grade = EvidenceGrade::kC;
  attested.Append(import);
  attested.WebOptOut();
  attested.Append(import, kNoTime, EventId::FromBytes("another import 1"));
  CHECK_FALSE(attested.Reachable());
}

TEST_CASE("Apply: an undecodable record blocks its contact until it is resolved",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  Record record{++world.offset, world.now_ms += 1000, false, world.contact_id,
                Undecodable{"field 99"}};
  const Effect effect =
      Apply({world.partition, world.contact, world.messages[MessageId()], std::nullopt}, record);
  CHECK(effect.disposition == Disposition::kBlocked);
  CHECK_FALSE(world.Reachable());
  CHECK(world.Append(BlockResolved{12345, "op", "no"}).reason == Reason::kNothingToResolve);
  world.Append(BlockResolved{record.offset, "op", "read it"});
  CHECK(world.Reachable());
}

TEST_CASE("Apply: unknown rules and undecodable partition events halt the partition",
          "[ledger][apply]") {
  FoldWorld world;
  const PartitionState before = world.partition;
  CHECK(world.Append(RulesActivated{99}).disposition == Disposition::kHalts);
  CHECK(world.partition == before);
}

TEST_CASE(
    "Apply: an ask makes pending, its term ends by the log's time, and a withdrawn ask gives the "
    "status back",
    "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Import(EvidenceGrade::kC);
  const SendIntended ask = world.Intent(MessageClass::kOptInRequest);
  world.Append(ask);
  CHECK(world.MarketingStatus() == Status::kPending);
  CHECK(world.contact.programs[0].asks == 1);
  world.Conclude(ask, SendOutcome::kWithdrawn);
  CHECK(world.MarketingStatus() == Status::kImported);
  CHECK(world.contact.programs[0].asks == 0);
  const SendIntended again = world.Intent(MessageClass::kOptInRequest);
  CHECK(world.Append(again).disposition == Disposition::kGranted);
  world.now_ms += 90'000'000;
  world.Append(ContactListed{SegmentName("x")});
  CHECK(world.MarketingStatus() == Status::kImported);
}

TEST_CASE(
    "Apply: a YES counts at the ask that it answers, and a late one only if the policy says so",
    "[ledger][apply]") {
  FoldWorld world;
  world.Claim();
  world.Ask();
  const Offset yes = world.Receive();
  world.Decide(yes, Consequence::kConfirm);
  CHECK(world.Reachable());
  CHECK(world.contact.programs[0].handset_in.position < yes);

  FoldWorld late;
  late.Claim();
  late.Ask();
  late.now_ms += 90'000'000;
  const Offset reply = late.Receive();
  ReplyDecided decided;
  decided.reply_offset = reply;
  decided.reply_event = late.events[reply];
  decided.consequence = Consequence::kConfirm;
  CHECK(late.Append(decided).reason == Reason::kAskExpired);
  CHECK_FALSE(late.Reachable());
}

TEST_CASE("Apply: a reply holds the contact until it is decided, and review keeps it held",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  const Offset reply = world.Receive();
  CHECK_FALSE(world.Reachable());
  world.Decide(reply, Consequence::kHold);
  CHECK_FALSE(world.Reachable());
  CHECK(world.Decide(reply, Consequence::kOptIn, {}, "clerk").reason == Reason::kPersonMayNotOptIn);
  CHECK_FALSE(world.Reachable());
  world.Decide(reply, Consequence::kNone, {}, "second clerk");
  CHECK(world.Reachable());
}

// A person was first, START passed what was to come, and the keyword-handler is late: had its
// decision landed before START, START would have passed it too.

TEST_CASE("Apply: the handler's late decision changes nothing about a reply that a person decided",
          "[ledger][apply]") {
  for (const Consequence by_person : {Consequence::kNone, Consequence::kRevoke}) {
    FoldWorld world;
    world.FormOptIn();
    const Offset reply = world.Receive();
    world.Decide(reply, by_person, {}, "clerk");
    world.Start();
    REQUIRE(world.Reachable());
    CHECK(world.Decide(reply, Consequence::kRevoke).reason == Reason::kReplyAlreadyDecided);
    CHECK(world.Reachable());
    world.Decide(reply, Consequence::kRevoke, {}, "second clerk");
    CHECK(world.MarketingStatus() == Status::kStopped);
  }
}

TEST_CASE("Apply: a person may still revoke after a release", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  const Offset reply = world.Receive();
  world.Decide(reply, Consequence::kNone);
  world.Decide(reply, Consequence::kRevoke, {}, "clerk");
  CHECK(world.MarketingStatus() == Status::kStopped);
}

TEST_CASE("Apply: a revocation that names no program reaches everything", "[ledger][apply]") {
  const RevocationScope nothing_named{Reach::kPrograms, {}};
  FoldWorld by_web;
  by_web.FormOptIn();
  by_web.Append(OptedOut{nothing_named, OptOutMeans::kWeb, {}, {}});
  CHECK(by_web.MarketingStatus() == Status::kOptedOut);
  FoldWorld by_text;
  by_text.FormOptIn();
  const Offset reply = by_text.Receive();
  ReplyDecided decided;
  decided.reply_offset = reply;
  decided.reply_event = by_text.events[reply];
  decided.consequence = Consequence::kRevoke;
  decided.revocation = nothing_named;
  decided.answers = {{MessageClass::kOptOutConfirmation, kMarketing, "template", "en"}};
  by_text.Append(decided);
  CHECK(by_text.MarketingStatus() == Status::kStopped);
  CHECK(by_text.contact.due.size() == 1);
}

TEST_CASE("Apply: an erased contact comes back only from its handset", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  world.Append(ContactErased{"dpo", "request"});
  CHECK(world.FormOptIn().reason == Reason::kErasedIgnored);
  CHECK(world.Import(EvidenceGrade::kA).reason == Reason::kErasedIgnored);
  CHECK_FALSE(world.Reachable());
  world.Start();
  CHECK(world.Reachable());
}

TEST_CASE("Apply: the latest told zone counts, and an erasure forgets it", "[ledger][apply]") {
  FoldWorld world;
  world.Append(ZoneTold{"America/Chicago", "shipping address", ""});
  CHECK(world.contact.zone == "America/Chicago");
  world.Append(ZoneTold{"Pacific/Honolulu", "", "Ana"});
  CHECK(world.contact.zone == "Pacific/Honolulu");
  CHECK(world.Append(ZoneTold{}).reason == Reason::kMalformed);
  CHECK(world.contact.zone == "Pacific/Honolulu");
  world.Append(ContactErased{"dpo", "request"});
  CHECK(world.contact.zone.empty());
  CHECK(world.Append(ZoneTold{"America/Chicago", "", ""}).reason == Reason::kErasedIgnored);
  CHECK(world.contact.zone.empty());
}

TEST_CASE("Apply: the zone of a number's former owner is not its new owner's", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  world.Append(ZoneTold{"Pacific/Honolulu", "shipping address", ""});
  world.Append(NumberReassigned{"rnd", kStart});
  CHECK(world.contact.zone.empty());
  world.Start();
  CHECK(world.Reachable());
  CHECK(world.contact.zone.empty());
  world.Append(ZoneTold{"America/Chicago", "shipping address", ""});
  CHECK(world.contact.zone == "America/Chicago");
}

TEST_CASE("Apply: a zone told by an id alone founds no contact", "[ledger][apply]") {
  FoldWorld world;
  Event event;
  event.id = EventId::FromBytes("a zone by its id");
  event.account = kAccount;
  event.fact = ZoneTold{"America/Chicago", "", ""};
  CHECK(world.AppendEvent(event).reason == Reason::kNoNumber);
  CHECK(world.contact.zone.empty());
}

TEST_CASE("Apply: a text or a delivery clears a bad number", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  world.Append(NumberDeactivated{"carrier"});
  CHECK_FALSE(world.Reachable());
  world.Decide(world.Receive(), Consequence::kNone);
  CHECK(world.Reachable());
}

TEST_CASE("Apply: an opt-in from before the erasure does not bring the person back",
          "[ledger][apply]") {
  FoldWorld world;
  const Offset start = world.Receive();
  world.Append(ContactErased{"dpo", "request"});
  world.Decide(start, Consequence::kOptIn);
  CHECK_FALSE(world.Reachable());
  world.Start();
  CHECK(world.Reachable());
}

TEST_CASE("Apply: an event of another account changes nothing and does not block the contact",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  Event foreign;
  foreign.id = EventId::FromBytes("a foreign event!");
  foreign.account = AccountId("other");
  foreign.sealed_number = "sealed for another";
  foreign.fact = OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, {}, {}};
  const Effect effect = world.AppendEvent(foreign);
  CHECK(effect.disposition == Disposition::kIgnored);
  CHECK(effect.reason == Reason::kWrongAccount);
  CHECK(world.Reachable());
  CHECK(world.contact.account == kAccount);
  CHECK(world.contact.sealed_number == "sealed");
}

TEST_CASE("Apply: an id without a number founds no contact, and a revocation by it counts",
          "[ledger][apply]") {
  FoldWorld world;
  Event claim;
  claim.account = AccountId("other");
  claim.occurred_at_ms = kStart;
  const std::vector<Fact> founding = {
      OptedIn{{kMarketing}, OptInMethod::kApi, {}}, ContactImported{},
      ContactListed{SegmentName("mine")},
      PermissionSet{kMarketing, Permission::kOptIn, "ann", "said so", {"v1", "", "", "", ""}},
      MessageRequested{}};
  for (std::size_t i = 0; i < founding.size(); ++i) {
    claim.id = ConsequenceId(EventId(), "claim " + std::to_string(i));
    claim.fact = founding[i];
    CHECK(world.AppendEvent(claim).reason == Reason::kNoNumber);
  }
  CHECK(world.contact.account.value().empty());
  CHECK(world.contact.programs.empty());
  claim.id = EventId::FromBytes("an early opt-out");
  claim.account = kAccount;
  claim.fact = OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, {}, {}};
  CHECK(world.AppendEvent(claim).disposition == Disposition::kApplied);
  CHECK(world.contact.account.value().empty());
  world.Import(EvidenceGrade::kA);
  CHECK(world.contact.account == kAccount);
  CHECK(world.MarketingStatus() == Status::kOptedOut);
}

TEST_CASE("Apply: what an administrator stops is lifted by the handset alone", "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  world.Append(PermissionSet{kMarketing, Permission::kStopped, "ann", "asked by phone", {}});
  CHECK(world.MarketingStatus() == Status::kStopped);
  CHECK(world.FormOptIn().reason == Reason::kStoppedNeedsHandset);
  CHECK_FALSE(world.Reachable());
  world.Start();
  CHECK(world.Reachable());
}

TEST_CASE("Apply: a decision of a reply that is not there says so", "[ledger][apply]") {
  FoldWorld world;
  const Offset reply = world.Receive();
  world.events[reply + 100] = EventId::FromBytes("no such reply!!!");
  CHECK(world.Decide(reply + 100, Consequence::kNone).reason == Reason::kUnknownReply);
  world.Decide(reply, Consequence::kNone);
  CHECK(world.Decide(reply, Consequence::kNone, {}, "clerk").reason ==
        Reason::kReplyAlreadyDecided);
}

TEST_CASE("Apply: a STOP that stands as a block is a revocation once it is read",
          "[ledger][apply]") {
  FoldWorld world;
  world.FormOptIn();
  std::vector<Offset> replies;
  for (int i = 0; i < 258; ++i) replies.push_back(world.Receive());
  REQUIRE(world.contact.held.size() == 256);
  REQUIRE(world.contact.blocks.size() == 2);
  CHECK(world.Decide(replies[256], Consequence::kNone).reason == Reason::kUnknownReply);
  CHECK(world.Decide(replies[257], Consequence::kRevoke).disposition == Disposition::kApplied);
  for (std::size_t i = 0; i < 256; ++i) world.Decide(replies[i], Consequence::kNone);
  world.Append(BlockResolved{kNoOffset, "op", "read"});
  CHECK(world.MarketingStatus() == Status::kStopped);
}

}  // namespace ledger::test
