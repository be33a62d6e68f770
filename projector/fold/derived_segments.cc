#include "projector/fold/derived_segments.h"

#include <algorithm>

#include "ledger/core/ids.h"
#include "ledger/core/reason_words.h"

namespace projector {

using ledger::Reason;
using ledger::Status;

std::vector<std::string> SegmentsOf(const ledger::ContactState& contact) {
  std::vector<std::string> segments;
  if (contact.account.value().empty()) return segments;
  segments.emplace_back(kAllContacts);
  for (const ledger::SegmentName& name : contact.segments) {
    if (IsJoinable(name.value())) segments.push_back(name.value());
  }
  for (const ledger::ProgramConsent& consent : contact.programs) {
    const std::string& program = consent.ref.program.value();
    // No time has passed at kNoTime: an ask counts as pending while it is stored.
    const Status status = ledger::StatusOf(contact, consent.ref, ledger::kNoTime);
    segments.push_back("~status/" + program + "/" + std::string(ledger::StatusWord(status)));
    if (ledger::WhyNotReachable(contact, consent.ref, ledger::kNoTime) == Reason::kNone) {
      segments.push_back("~reachable/" + program);
    }
  }
  std::sort(segments.begin(), segments.end());
  return segments;
}

bool IsJoinable(std::string_view segment) { return !segment.empty() && segment.front() != '~'; }

bool IsListed(std::string_view segment) {
  return segment == kAllContacts || segment.empty() || IsJoinable(segment);
}

bool MayAwaitDecision(const ledger::ContactState& contact) {
  return !contact.held.empty() || !contact.blocks.empty();
}

bool SameSegments(const ledger::ContactState& a, const ledger::ContactState& b) {
  return a.account == b.account && a.segments == b.segments &&
         ledger::FlagOf(a) == ledger::FlagOf(b) && a.marketing == b.marketing &&
         a.everything == b.everything && a.programs == b.programs;
}

}  // namespace projector
