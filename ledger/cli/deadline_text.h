// Deadlines measured and shown as facts: of the whole log, and of one contact record by record.
#pragma once

#include <map>
#include <string>

#include "ledger/cli/output.h"
#include "ledger/core/apply.h"
#include "ledger/core/event.h"
#include "ledger/verify/laws.h"

namespace ledger::cli {

[[nodiscard]] std::string DeadlinesText(const verify::Deadlines& deadlines);
[[nodiscard]] Json DeadlinesJson(const verify::Deadlines& deadlines);

// Goes through one contact's history, the oldest first, and says for each record how soon after its
// receipt it did what it did. Pure.
class DeadlineNotes {
 public:
  // What there is to say of a record: for people one line, for programs an object; empty: nothing.
  struct Note {
    std::string text;
    Json json;
  };
  Note See(Offset offset, TimeMs appended_at_ms, const Event& event, const Effect& effect);

 private:
  Note OfRevocation(TimeMs received_ms, TimeMs in_force_ms) const;
  Note OfDecision(const ReplyDecided& decided, TimeMs appended_at_ms);
  Note OfAnswer(std::string_view what, Offset reply, MessageClass message_class,
                TimeMs at_ms) const;
  Note OfConclusion(const SendConcluded& concluded, TimeMs appended_at_ms) const;

  struct Received {
    TimeMs at_ms = kNoTime;
    TimeMs appended_at_ms = kNoTime;
    bool decided = false;  // and so it holds nobody any more
  };
  struct Answer {
    Offset reply = kNoOffset;
    MessageClass message_class = MessageClass::kUnknown;
  };
  std::map<Offset, Received> replies_;
  std::map<IntentId, Answer> answers_;  // that were granted
};

}  // namespace ledger::cli
