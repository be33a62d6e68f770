#include "ledger/verify/breach.h"

#include "ledger/core/base32.h"

namespace ledger::verify {
namespace {

struct Words {
  std::string_view name;
  std::string_view words;
};

Words WordsOf(Law law) {
  switch (law) {
    case Law::kDenseOffsets:
      return {"dense_offsets", "the log has no holes"};
    case Law::kReadable:
      return {"readable", "every record about a partition is understood"};
    case Law::kVerdict:
      return {"verdict", "every verdict is the one that its place in the log demands"};
    case Law::kNoTextWithoutGrant:
      return {"no_text_without_grant", "every text that a handset received was granted"};
    case Law::kAtMostOnce:
      return {"at_most_once", "no message is attempted, and no text received, twice"};
    case Law::kNoGrantAfterStop:
      return {"no_grant_after_stop", "nothing is granted after a revocation that nobody lifted"};
    case Law::kOutcomeOfGrant:
      return {"outcome_of_grant", "every outcome belongs to a grant"};
    case Law::kNothingLost:
      return {"nothing_lost", "every text from a handset is in the log"};
    case Law::kNobodyForgotten:
      return {"nobody_forgotten", "nobody who agreed is left out without a reason"};
    case Law::kEveryReplyAnswered:
      return {"every_reply_answered", "every reply is decided, or listed as waiting"};
    case Law::kEqualLogsEqualStates:
      return {"equal_logs_equal_states", "the projection's digest is that of the log"};
    case Law::kNotLongAfterStop:
      return {"not_long_after_stop", "no text is sent too long after a stop"};
  }
  return {"unknown", "unknown"};
}

}  // namespace

std::string_view LawName(Law law) { return WordsOf(law).name; }
std::string_view LawWords(Law law) { return WordsOf(law).words; }

std::string Describe(const Breach& breach) {
  std::string text(LawName(breach.law));
  const char* separator = ": ";
  const auto add = [&](const std::string& part) {
    text += separator + part;
    separator = ", ";
  };
  if (breach.contact.has_value()) add("contact " + ContactKey(*breach.contact));
  if (!breach.masked_number.empty()) add("number " + breach.masked_number);
  if (breach.partition >= 0) {
    add("partition " + std::to_string(breach.partition) +
        (breach.offset == kNoOffset ? "" : " offset " + std::to_string(breach.offset)));
  }
  return text + ": " + breach.what;
}

}  // namespace ledger::verify
