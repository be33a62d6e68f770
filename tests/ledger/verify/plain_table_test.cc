// What the fold would never do, shown to the laws directly: they must not depend on the fold's
// verdicts being right.
#include <catch2/catch.hpp>
#include <vector>

#include "tests/ledger/verify/erring_fold.h"

namespace ledger::verify {
namespace {

TEST_CASE("Plain table: consent") {
  CheckRows({
      {"never agreed", kForbidden, [](auto& f) { f.Grant(f.Intent()); }},
      {"agreed", kFine, [](auto& f) { f.OptIn(), f.Grant(f.Intent()); }},
      {"a web opt-in lifts no stop", kForbidden,
       [](auto& f) {
         f.OptIn();
         f.Show(OptedOut{{Reach::kMarketing, {}}, OptOutMeans::kProvider, "", ""});
         f.OptIn();
         f.Grant(f.Intent());
       }},
      {"a web opt-in lifts a web opt-out", kFine,
       [](auto& f) {
         f.Show(OptedOut{{Reach::kMarketing, {}}, OptOutMeans::kWeb, "", ""});
         f.OptIn();
         f.Grant(f.Intent());
       }},
      {"a web opt-in lifts no administrator's stop", kForbidden,
       [](auto& f) {
         f.Show(PermissionSet{kMarketing, Permission::kStopped, "ann", "", {}});
         f.OptIn();
         f.Grant(f.Intent());
       }},
      {"an opt-out at the provider, told after the attempt was concluded", kForbidden,
       [](auto& f) {
         const SendIntended i = f.Intent();
         f.OptIn(), f.Grant(i), f.Conclude(i, SendOutcome::kAccepted);
         f.Show(SendConcluded{i.intent, i.message, SendOutcome::kRejected, "", "", false, true},
                Disposition::kApplied, Reason::kNone, Reason::kConcludedAlready);
         f.Grant(f.Intent());
       }},
      {"an attested bare yes", kFine,
       [](auto& f) {
         const auto grade = EvidenceGrade::kC;
         f.Show(ContactImported{"crm", "", 1, grade, {kMarketing}, {}, "signed", "ann"});
         f.Grant(f.Intent());
       }},
      {"an attestation that nobody graded", kForbidden,
       [](auto& f) {
         f.Show(ContactImported{"crm", "", 1, {}, {kMarketing}, {}, "signed", "ann"});
         f.Grant(f.Intent());
       }},
      {"a late revocation by a person", kForbidden,
       [](auto& f) { f.Say(Consequence::kOptIn), f.RevokeLate("ann"), f.Grant(f.Intent()); }},
      {"a late revocation by the keyword-handler", kFine,
       [](auto& f) { f.Say(Consequence::kOptIn), f.RevokeLate(""), f.Grant(f.Intent()); }},
      {"a reply is not decided", kForbidden,
       [](auto& f) {
         f.OptIn();
         f.Show(KeywordReplied{kLine, "kannel", "1", kNoTime, {}});
         f.Grant(f.Intent());
       }},
  });
}

TEST_CASE("Plain table: flags") {
  CheckRows({
      {"blocked by a rejected event", kForbidden,
       [](auto& f) {
         f.OptIn(), f.Show(EventRejected{0, 7, "why"}), f.Grant(f.Intent());
       }},
      {"blocked by an undecodable event", kForbidden,
       [](auto& f) { f.OptIn(), f.ShowUndecodable(), f.Grant(f.Intent()); }},
      {"a block that was resolved", kFine,
       [](auto& f) {
         f.OptIn(), f.ShowUndecodable();
         f.Show(BlockResolved{f.offset, "op", "read"});
         f.Grant(f.Intent());
       }},
      {"a bad number", kForbidden,
       [](auto& f) { f.OptIn(), f.Show(NumberDeactivated{"carrier"}), f.Grant(f.Intent()); }},
      {"a number that a refusal called bad", kForbidden,
       [](auto& f) {
         f.OptIn();
         const SendIntended first = f.Intent();
         f.Grant(first);
         f.Conclude(first, SendOutcome::kRejected, true);
         f.Grant(f.Intent());
       }},
      {"erased", kForbidden,
       [](auto& f) {
         f.OptIn(), f.Show(ContactErased{"dpo", ""}), f.Grant(f.Intent());
       }},
      {"erased, and back by the handset", kFine,
       [](auto& f) {
         f.Show(ContactErased{"dpo", ""});
         f.Say(Consequence::kOptIn);
         f.Grant(f.Intent());
       }},
      {"erased, and an opt-in to something else that a stop stands above", kForbidden,
       [](auto& f) {
         f.OptIn();
         f.Show(ContactErased{"dpo", ""});
         f.Show(OptedOut{{Reach::kPrograms, {kShipping}}, OptOutMeans::kProvider, "", ""});
         f.SayAtOnce(Consequence::kOptIn, kShipping);
         f.Grant(f.Intent());
       }},
      {"erased, and back: help that was asked for before", kForbidden,
       [](auto& f) {
         f.Say(Consequence::kNone, kMarketing, {{MessageClass::kHelp, kMarketing, "", "en"}});
         const Offset asked = f.offset - 1;
         f.Show(ContactErased{"dpo", ""});
         f.Say(Consequence::kOptIn);
         SendIntended help = f.Intent(MessageClass::kHelp);
         help.because = {};
         help.because.origin = asked;
         f.Grant(help);
       }},
      {"erased before the text that asks for help was decided", kForbidden,
       [](auto& f) {
         SendIntended help = f.Intent(MessageClass::kHelp);
         ReplyDecided decided;
         decided.reply_event = f.Show(KeywordReplied{kLine, "kannel", "1", kNoTime, {}});
         decided.reply_offset = f.offset;
         decided.consequence = Consequence::kNone;
         decided.answers = {{MessageClass::kHelp, kMarketing, "", "en"}};
         f.Show(ContactErased{"dpo", ""}), f.Show(decided);
         help.because = {};
         help.because.origin = decided.reply_offset;
         f.Grant(help);
       }},
  });
}

TEST_CASE("Plain table: windows, caps, halts and clocks") {
  const auto without_window = [](MessageClass message_class, const ProgramRef& program) {
    return [=](ErringFold& f) {
      if (message_class != kAsk) f.OptIn(program);
      SendIntended intent = f.Intent(message_class, program);
      intent.window.reset();
      f.Grant(intent);
    };
  };
  CheckRows({
      {"marketing without a window", kWrong, without_window(MessageClass::kCampaign, kMarketing)},
      {"a notice without a window", kFine, without_window(MessageClass::kCampaign, kShipping)},
      {"a request for notices without a window", kWrong, without_window(kAsk, kShipping)},
      {"a cap", kForbidden,
       [](auto& f) {
         f.OptIn(), f.Grant(f.Intent());
         SendIntended capped = f.Intent();
         capped.cap = {1, 60'000};
         f.Grant(capped);
       }},
      {"a cap whose period is over", kFine,
       [](auto& f) {
         f.OptIn(), f.Grant(f.Intent());
         f.later_ms += 60'000;
         SendIntended capped = f.Intent();
         capped.cap = {1, 60'000};
         f.Grant(capped);
       }},
      {"during a halt", kWrong,
       [](auto& f) {
         f.OptIn(), f.Show(Halted{kSale, 50}), f.Grant(f.Intent());
       }},
      {"after a halt", kFine,
       [](auto& f) {
         f.OptIn(), f.Show(Halted{CampaignId(), 50}), f.Show(Resumed{CampaignId(), 60});
         f.Grant(f.Intent());
       }},
      {"at its deadline", kWrong,
       [](auto& f) {
         f.OptIn();
         SendIntended intent = f.Intent();
         intent.deadline_ms = f.Now() + 10;
         f.Grant(intent);
       }},
      {"by another clock", kWrong,
       [](auto& f) {
         f.OptIn();
         SendIntended intent = f.Intent();
         intent.planned_at_ms -= 70'000;
         f.Grant(intent);
       }},
  });
}

// Asks, and when the request's term is over, asks again a person who may be asked once.
void AskOnceMore(ErringFold& f, SendOutcome outcome, const std::vector<Delivery>& reports) {
  const SendIntended first = f.Intent(kAsk);
  f.Grant(first), f.Conclude(first, outcome);
  for (const Delivery delivery : reports) f.ReportOn(first, delivery);
  f.later_ms += 90'000;
  SendIntended again = f.Intent(kAsk);
  again.ask_limit = 1;
  f.Grant(again);
}

TEST_CASE("Plain table: requests to opt in") {
  CheckRows({
      {"a person who is new", kFine, [](auto& f) { f.Grant(f.Intent(kAsk)); }},
      {"one who agreed", kForbidden, [](auto& f) { f.OptIn(), f.Grant(f.Intent(kAsk)); }},
      {"one who revoked and agreed again", kForbidden,
       [](auto& f) {
         f.Show(OptedOut{{Reach::kEverything, {}}, OptOutMeans::kWeb, "", ""});
         f.OptIn(), f.Grant(f.Intent(kAsk));
       }},
      {"one who was asked", kForbidden,
       [](auto& f) { f.Grant(f.Intent(kAsk)), f.Grant(f.Intent(kAsk)); }},
      {"more often than the limit", kForbidden,
       [](auto& f) {
         f.Grant(f.Intent(kAsk));
         f.later_ms += 90'000;
         SendIntended again = f.Intent(kAsk);
         again.ask_limit = 1;
         f.Grant(again);
       }},
      {"one whose request was withdrawn", kFine,
       [](auto& f) {
         const SendIntended first = f.Intent(kAsk);
         f.Grant(first), f.Conclude(first, SendOutcome::kWithdrawn);
         SendIntended again = f.Intent(kAsk);
         again.ask_limit = 1;
         f.Grant(again);
       }},
      {"one whose request was refused", kFine,
       [](auto& f) { AskOnceMore(f, SendOutcome::kRejected, {}); }},
      {"one whose request may have gone out", kForbidden,
       [](auto& f) { AskOnceMore(f, SendOutcome::kUnknown, {}); }},
      {"one whose request failed", kFine,
       [](auto& f) { AskOnceMore(f, SendOutcome::kAccepted, {Delivery::kFailed}); }},
      {"one whose request was said to have failed, and was delivered", kForbidden,
       [](auto& f) {
         AskOnceMore(f, SendOutcome::kAccepted, {Delivery::kFailed, Delivery::kDelivered});
       }},
      {"one whose requests failed three times", kForbidden,
       [](auto& f) {
         for (int i = 0; i < 3; ++i) {
           const SendIntended ask = f.Intent(kAsk);
           f.Grant(ask), f.ReportOn(ask, Delivery::kFailed);
         }
         f.Grant(f.Intent(kAsk));
       }},
  });
}

TEST_CASE("Plain table: a YES opts in to what was asked, in time") {
  CheckRows({
      {"in time", kFine,
       [](auto& f) { f.Grant(f.Intent(kAsk)), f.Say(Consequence::kConfirm), f.Grant(f.Intent()); }},
      {"after the term", kForbidden,
       [](auto& f) {
         f.Grant(f.Intent(kAsk));
         f.later_ms += 90'000;
         f.Say(Consequence::kConfirm), f.Grant(f.Intent());
       }},
      {"to another program", kForbidden,
       [](auto& f) {
         f.Grant(f.Intent(kAsk));
         f.Say(Consequence::kConfirm, kShipping), f.Grant(f.Intent());
       }},
      {"to a request that was withdrawn", kForbidden,
       [](auto& f) {
         const SendIntended ask = f.Intent(kAsk);
         f.Grant(ask), f.Say(Consequence::kConfirm);
         f.Conclude(ask, SendOutcome::kWithdrawn), f.Grant(f.Intent());
       }},
      {"to another line", kForbidden,
       [](auto& f) {
         f.Grant(f.Intent(kAsk));
         f.Say(Consequence::kConfirm, kMarketing, {}, kOtherLine), f.Grant(f.Intent());
       }},
      {"to a request that was refused afterwards", kFine,
       [](auto& f) {
         const SendIntended ask = f.Intent(kAsk);
         f.Grant(ask), f.Say(Consequence::kConfirm);
         f.Conclude(ask, SendOutcome::kRejected), f.Grant(f.Intent());
       }},
      {"to a request that was refused before", kForbidden,
       [](auto& f) {
         const SendIntended ask = f.Intent(kAsk);
         f.Grant(ask), f.Conclude(ask, SendOutcome::kRejected);
         f.Say(Consequence::kConfirm), f.Grant(f.Intent());
       }},
      {"to a request that came later", kForbidden,
       [](auto& f) { f.Say(Consequence::kConfirm), f.Grant(f.Intent(kAsk)), f.Grant(f.Intent()); }},
  });
}

TEST_CASE("Plain table: single texts and answers are owed") {
  const auto single = [](ErringFold& f, TimeMs deadline_ms) {
    f.OptIn();
    SendIntended intent = f.Intent(MessageClass::kSingle);
    MessageRequested request;
    request.message = intent.message;
    request.message_class = MessageClass::kSingle;
    request.program = kMarketing;
    request.deadline_ms = deadline_ms;
    if (deadline_ms != kNoTime) f.Show(request);
    intent.because = {};
    intent.because.origin = f.offset;
    f.Grant(intent);
  };
  const auto answer = [](ErringFold& f, MessageClass named, MessageClass granted, TimeMs later) {
    f.Say(Consequence::kRevoke, kMarketing, {{named, kMarketing, "words", "en"}});
    SendIntended intent = f.Intent(granted);
    intent.because = {};
    intent.because.origin = f.offset - 1;
    f.later_ms += later;
    intent.planned_at_ms += later;
    f.Grant(intent);
  };
  constexpr auto kConfirms = MessageClass::kOptOutConfirmation;
  const auto asked_by_text = [](ErringFold& f, MessageClass named, const ProgramRef& program,
                                TimeMs later) {
    f.Say(Consequence::kNone, kMarketing, {{named, kMarketing, "", "en"}});
    SendIntended intent = f.Intent(kAsk, program);
    intent.because = {};
    intent.because.origin = f.offset - 1;
    f.later_ms += later;
    intent.planned_at_ms += later;
    f.Grant(intent);
  };
  CheckRows({
      {"the person asked to join", kFine, [&](auto& f) { asked_by_text(f, kAsk, kMarketing, 0); }},
      {"another program", kForbidden, [&](auto& f) { asked_by_text(f, kAsk, kShipping, 0); }},
      {"the text asked for help", kForbidden,
       [&](auto& f) { asked_by_text(f, MessageClass::kHelp, kMarketing, 0); }},
      {"after three days", kForbidden,
       [&](auto& f) { asked_by_text(f, kAsk, kMarketing, 3 * 86'400'000LL); }},
      {"requested", kFine, [&](auto& f) { single(f, kStart + 60'000); }},
      {"requested by nobody", kForbidden, [&](auto& f) { single(f, kNoTime); }},
      {"too late", kForbidden, [&](auto& f) { single(f, kStart + 1); }},
      {"a STOP is confirmed", kFine, [&](auto& f) { answer(f, kConfirms, kConfirms, 0); }},
      {"after five minutes", kForbidden,
       [&](auto& f) { answer(f, kConfirms, kConfirms, 301'000); }},
      {"an answer that was not named", kForbidden,
       [&](auto& f) { answer(f, MessageClass::kHelp, kConfirms, 0); }},
      {"a custom reply after a STOP", kForbidden,
       [&](auto& f) { answer(f, MessageClass::kCustomReply, MessageClass::kCustomReply, 0); }},
  });
}

TEST_CASE("Plain table: granted twice, or otherwise than the table says") {
  ErringFold twice;
  twice.OptIn();
  SendIntended intent = twice.Intent();
  twice.Grant(intent);
  intent.intent = MakeIntentId(intent.message, kNoOffset, 1);
  twice.Grant(intent);
  CHECK(twice.Broken() == std::vector<Law>{Law::kAtMostOnce});
  ErringFold denied;
  denied.Show(denied.Intent(), Disposition::kDenied, Reason::kStopped, Reason::kStopped);
  CHECK(denied.Broken() == kFine);
  ErringFold errs;
  errs.Show(errs.Intent(), Disposition::kDenied, Reason::kStopped, Reason::kNotSet);
  CHECK(errs.Broken() == kWrong);
}

}  // namespace
}  // namespace ledger::verify
