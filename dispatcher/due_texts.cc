#include "dispatcher/due_texts.h"

#include <algorithm>
#include <utility>

namespace dispatcher {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(30);

int Urgency(ledger::MessageClass c) {
  if (c == ledger::MessageClass::kOptOutConfirmation) return 0;
  return ledger::IsAnswer(c) ? 1 : 2;
}

}  // namespace

void DueTexts::Add(ledger::PartitionId partition, ledger::TextDue text) {
  const ledger::MessageId message = text.due.message;
  DueText& due = texts_[message];
  due.partition = partition;
  due.text = std::move(text);
}

std::vector<DueText*> DueTexts::Ready(absl::Duration now) {
  std::vector<DueText*> ready;
  for (auto& [message, due] : texts_) {
    if (due.not_before <= now) ready.push_back(&due);
  }
  std::sort(ready.begin(), ready.end(), [](const DueText* a, const DueText* b) {
    const int x = Urgency(a->text.due.message_class);
    const int y = Urgency(b->text.due.message_class);
    if (x != y) return x < y;
    if (a->text.due.origin != b->text.due.origin) return a->text.due.origin < b->text.due.origin;
    return a->text.due.message < b->text.due.message;  // else chance would order them
  });
  return ready;
}

void DueTexts::Postpone(const ledger::MessageId& message, absl::Duration now) {
  const auto at = texts_.find(message);
  if (at == texts_.end()) return;
  DueText& due = at->second;
  const absl::Duration pause =
      std::min(kLongestPause, kFirstPause * static_cast<double>(1U << std::min(due.attempts, 7U)));
  ++due.attempts;
  due.not_before = now + pause;
}

}  // namespace dispatcher
