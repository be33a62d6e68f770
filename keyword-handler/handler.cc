#include "keyword-handler/handler.h"

#include <string>
#include <variant>

#include "ledger/core/status_macros.h"

namespace keyword_handler {
namespace {

constexpr absl::Duration kStreamPause = absl::Milliseconds(500);

}  // namespace

absl::Status Handler::RunOnce(absl::Duration wait) {
  const absl::Duration now = desk_.clock.Monotonic();
  RETURN_IF_ERROR(desk_.outbox.Pump(now));
  if (!streaming_) {
    if (now < stream_again_) return absl::OkStatus();
    std::map<ledger::PartitionId, ledger::Offset> from;
    for (ledger::PartitionId p = 0; p < desk_.outbox.partitions(); ++p) from[p] = 0;
    streaming_ = desk_.stream.Open(ledger::WorkKind::kReplies, from).ok();
    stream_again_ = now + kStreamPause;
    if (!streaming_) return absl::OkStatus();
    behind_ = false;
  }
  const absl::StatusOr<std::vector<ledger::WorkItem>> items = desk_.stream.Poll(wait);
  if (!items.ok()) {
    streaming_ = false;
    return absl::OkStatus();
  }
  for (const ledger::WorkItem& item : *items) {
    if (const auto* held = std::get_if<ledger::ReplyHeld>(&item.what)) Take(*held);
  }
  // A new stream tells again what waits.
  if (behind_) {
    streaming_ = false;
    stream_again_ = now + kStreamPause;
  }
  return desk_.outbox.Pump(desk_.clock.Monotonic());
}

absl::Status Handler::Ready() const {
  if (!desk_.control.complete()) {
    return absl::FailedPreconditionError(
        "the control topic holds a command that this version does not know; nothing is decided, "
        "and contacts with undecided replies stay held; upgrade");
  }
  if (behind_) {
    return absl::UnavailableError(
        "a reply came to a line that the control topic, as far as it is read, does not define; the "
        "contact stays held until it does");
  }
  if (streaming_) return absl::OkStatus();
  return absl::UnavailableError("the projector's stream of undecided replies is not there");
}

void Handler::Take(const ledger::ReplyHeld& held) {
  // A command that cannot be understood may have changed the rules of this reply (law 6).
  if (!desk_.control.complete()) return;
  const ledger::EventId reply = held.reply.event;
  if (held.reply.review || deciding_.contains(reply)) return;
  // The front door takes texts to defined lines only: the view is older than the reply, and may
  // lack the very program or keyword that it names.
  if (desk_.control.FindLine(held.reply.line) == nullptr) {
    behind_ = true;
    return;
  }
  const absl::StatusOr<ledger::Personal> words =
      desk_.keys.Open(held.account, held.contact, held.sealed_details);
  if (!words.ok()) {
    if (unreadable_.insert(reply).second) news_.push_back(held.contact);
    return;
  }
  const ledger::Account* account = desk_.control.FindAccount(held.account);
  const std::string country = account == nullptr ? "" : account->definition.country();
  const Policy& policy = PolicyFor(absl::FromUnixMillis(held.reply.at.time_ms), country);
  const LineRules& rules = RulesFor(held.account, held.reply.line);
  deciding_.insert(reply);
  desk_.outbox.AddForContact(held.contact, DecideReply(held, words->text, rules, policy),
                             [this, reply](const ledger::Appended&) {
                               deciding_.erase(reply);
                               ++decided_;
                             });
}

const LineRules& Handler::RulesFor(const ledger::AccountId& account, const ledger::LineId& line) {
  if (rules_at_ != desk_.control.position()) rules_.clear();
  rules_at_ = desk_.control.position();
  const auto found = rules_.find({account, line});
  if (found != rules_.end()) return found->second;
  return rules_[{account, line}] = RulesOf(desk_.control, account, line);
}

}  // namespace keyword_handler
