#include "ledger/core/reason_words.h"

namespace ledger {
namespace {

struct Words {
  std::string_view name;
  std::string_view words;
};

// One case a value, without a default: a new reason does not compile until it has words.
Words WordsOf(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return {"none", "nothing stands against it"};
    case Reason::kDuplicate:
      return {"duplicate", "the same event stands in the log already"};
    case Reason::kStoppedNeedsHandset:
      return {"stopped_needs_handset",
              "the person stopped from the handset, and only the handset lifts that"};
    case Reason::kRevokedLater:
      return {"revoked_later",
              "a revocation of the same time or later stands; within one second it comes last"};
    case Reason::kOlderEpoch:
      return {"older_epoch", "it comes from a dispatcher that has been replaced"};
    case Reason::kOlderRevision:
      return {"older_revision", "a newer command is known"};
    case Reason::kUnknownReply:
      return {"unknown_reply", "it decides a reply that is not here"};
    case Reason::kReplyAlreadyDecided:
      return {"reply_already_decided", "the reply is decided already"};
    case Reason::kPersonMayNotOptIn:
      return {"person_may_not_opt_in", "a person's decision may release or revoke, never opt in"};
    case Reason::kNoClaimTime:
      return {"no_claim_time", "the opt-in does not say when it happened"};
    case Reason::kNoEvidence:
      return {"no_evidence", "an administrator's opt-in needs evidence"};
    case Reason::kNoPendingAsk:
      return {"no_pending_ask", "the YES answers no open request"};
    case Reason::kAskExpired:
      return {"ask_expired", "the YES came after the request's term"};
    case Reason::kNotThisAttempt:
      return {"not_this_attempt", "the outcome belongs to an attempt that holds no grant"};
    case Reason::kNothingToResolve:
      return {"nothing_to_resolve", "there is no such block"};
    case Reason::kNoWork:
      return {"no_work", "it changes nothing, by intent"};
    case Reason::kTooManyDue:
      return {"too_many_due", "the contact has too many open requests"};
    case Reason::kWrongAccount:
      return {"wrong_account", "the contact belongs to another account"};
    case Reason::kErasedIgnored:
      return {"erased_ignored", "the contact was erased; only its handset brings it back"};
    case Reason::kConcludedAlready:
      return {"concluded_already", "the attempt has an outcome already"};
    case Reason::kNoNumber:
      return {"no_number",
              "nothing is known of the contact that it names, and it carries no number"};
    case Reason::kMalformed:
      return {"malformed", "its fields contradict each other"};
    case Reason::kAlreadyAttempted:
      return {"already_attempted",
              "this message was attempted before, and no message is attempted twice"};
    case Reason::kStepFinished:
      return {"step_finished", "the campaign's step is closed"};
    case Reason::kLogLost:
      return {"log_lost", "the work is older than a loss of the log that was accepted"};
    case Reason::kTooLate:
      return {"too_late", "the deadline has passed"};
    case Reason::kStopped:
      return {"stopped", "the person stopped, by text or as somebody reports"};
    case Reason::kOptedOut:
      return {"opted_out", "the person opted out"};
    case Reason::kNotSet:
      return {"not_set", "nobody knows of any permission"};
    case Reason::kImported:
      return {"imported", "imported, but never agreed here"};
    case Reason::kPending:
      return {"pending", "asked, and not answered yet"};
    case Reason::kOptedInAlready:
      return {"opted_in_already", "the person agreed already, so there is nothing to ask"};
    case Reason::kAskLimit:
      return {"ask_limit", "asked as often as is allowed, or too many requests failed"};
    case Reason::kBadNumber:
      return {"bad_number", "the number does not work"};
    case Reason::kErased:
      return {"erased", "the person was erased"};
    case Reason::kBlocked:
      return {"blocked",
              "input about this person was not understood and waits for somebody to look at it"};
    case Reason::kNotOwed:
      return {"not_owed", "no reply or request owes this text (any more)"};
    case Reason::kAnswerCap:
      return {"answer_cap", "too many automatic answers today"};
    case Reason::kRevoked:
      return {"revoked", "consent was taken back, and nobody is asked after that"};
    case Reason::kAlreadyGranted:
      return {"already_granted", "another try of this message holds the grant"};
    case Reason::kEpoch:
      return {"epoch", "the dispatcher that asked has been replaced"};
    case Reason::kHalted:
      return {"halted", "the campaign or the account is stopped"};
    case Reason::kRevision:
      return {"revision", "the dispatcher did not know the newest command yet"};
    case Reason::kHeld:
      return {"held", "a reply of the person waits for its decision"};
    case Reason::kClock:
      return {"clock", "the dispatcher's clock and the log's differ by more than a minute"};
    case Reason::kWindow:
      return {"window", "outside the hours in which texts may go out"};
    case Reason::kCap:
      return {"cap", "as many texts as the cap allows"};
    case Reason::kPartitionHalted:
      return {"partition_halted", "the partition is closed until an operator acts"};
    case Reason::kNotInSegment:
      return {"not_in_segment", "not in the audience any more"};
  }
  return {"unknown", "for a reason that this version does not know; upgrade it"};
}

}  // namespace

std::string_view ReasonName(Reason reason) { return WordsOf(reason).name; }
std::string_view ReasonWords(Reason reason) { return WordsOf(reason).words; }

std::string_view DispositionName(Disposition disposition) {
  switch (disposition) {
    case Disposition::kApplied:
      return "applied";
    case Disposition::kIgnored:
      return "ignored";
    case Disposition::kGranted:
      return "granted";
    case Disposition::kDenied:
      return "denied";
    case Disposition::kBlocked:
      return "blocked";
    case Disposition::kHalts:
      return "halts";
  }
  return "unknown";
}

std::string_view StatusWord(Status status) {
  switch (status) {
    case Status::kNotSet:
      return "not_set";
    case Status::kImported:
      return "imported";
    case Status::kPending:
      return "pending";
    case Status::kOptedIn:
      return "opted_in";
    case Status::kOptedOut:
      return "opted_out";
    case Status::kStopped:
      return "stopped";
  }
  return "unknown";
}

std::string_view MessageClassName(MessageClass message_class) {
  switch (message_class) {
    case MessageClass::kUnknown:
      break;
    case MessageClass::kCampaign:
      return "campaign";
    case MessageClass::kSingle:
      return "single";
    case MessageClass::kOptInRequest:
      return "opt_in_request";
    case MessageClass::kOptInConfirmation:
      return "opt_in_confirmation";
    case MessageClass::kOptOutConfirmation:
      return "opt_out_confirmation";
    case MessageClass::kHelp:
      return "help";
    case MessageClass::kCustomReply:
      return "custom_reply";
  }
  return "unknown";
}

}  // namespace ledger
