// The part of Laws that holds the log against what the handsets received and sent.
#include <algorithm>
#include <utility>

#include "ledger/core/reason_words.h"
#include "ledger/verify/laws.h"

namespace ledger::verify {
namespace {

// Witness and broker may have different clocks.
constexpr std::int64_t kClockToleranceMs = 5'000;
// Gateways count in whole seconds, and hand over what is valid still.
constexpr std::int64_t kGatewayToleranceMs = 5'000;

}  // namespace

void Laws::Compare(const std::vector<HandsetText>& texts, const ContactsOf& contacts_of) {
  report_.has_witness = true;
  absl::flat_hash_map<ContactId, std::uint64_t> sent;
  std::vector<const HandsetText*> in_order;
  for (const HandsetText& text : texts) in_order.push_back(&text);
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const HandsetText* a, const HandsetText* b) { return a->at_ms < b->at_ms; });
  for (const HandsetText* text : in_order) {
    const std::vector<ContactId> contacts = contacts_of(text->number);
    const std::string masked = text->number.Masked();
    if (text->received) {
      ++report_.texts_received;
      CompareReceived(*text, contacts, masked);
      continue;
    }
    ++report_.texts_sent;
    const auto known = std::find_if(contacts.begin(), contacts.end(),
                                    [&](const ContactId& id) { return contacts_.contains(id); });
    // A number may be known to several accounts; the record counts them all.
    std::uint64_t in_log = 0;
    for (const ContactId& id : contacts) {
      if (const auto at = contacts_.find(id); at != contacts_.end()) in_log += at->second.replies;
    }
    const std::uint64_t count = contacts.empty() ? 1 : ++sent[contacts.front()];
    if (count > in_log) {
      Breach breach{Law::kNothingLost,
                    -1,
                    kNoOffset,
                    std::nullopt,
                    masked,
                    "line " + std::to_string(text->line) + " of the record: the handset sent " +
                        std::to_string(count) + " texts, the log has " + std::to_string(in_log)};
      if (known != contacts.end()) {
        breach.contact = *known;
        breach.partition = contacts_[*known].partition;
      }
      report_.breaches.push_back(std::move(breach));
    }
  }
  for (const Grant& grant : grants_) {
    if (grant.received_ms != kNoTime) continue;
    if (grant.delivery == Delivery::kDelivered) ++report_.delivered_unseen;
    if (grant.outcome == SendOutcome::kAccepted || grant.outcome == SendOutcome::kQueued ||
        grant.outcome == SendOutcome::kUnknown) {
      ++report_.granted_unseen;
    }
  }
  FindInFlight();
}

void Laws::CompareReceived(const HandsetText& text, const std::vector<ContactId>& contacts,
                           const std::string& masked) {
  const Grant* used = nullptr;       // the same words, received before
  const Grant* withdrawn = nullptr;  // the same words, but taken back
  std::optional<ContactId> known;
  for (const ContactId& id : contacts) {
    const auto at = contacts_.find(id);
    if (at == contacts_.end()) continue;
    known = id;
    for (const std::size_t place : at->second.grants) {
      Grant& grant = grants_[place];
      if (grant.body_sha256 != text.body) continue;
      if (grant.outcome == SendOutcome::kWithdrawn) {
        withdrawn = &grant;
      } else if (grant.received_ms != kNoTime) {
        used = &grant;
      } else if (text.at_ms + kClockToleranceMs >= grant.at_ms) {
        grant.received_ms = text.at_ms;
        return;
      }
    }
  }
  Breach breach{Law::kNoTextWithoutGrant, -1, kNoOffset, known, masked, ""};
  const std::string line = "line " + std::to_string(text.line) + " of the record: ";
  const Grant* const at = used != nullptr ? used : withdrawn;
  if (at != nullptr) {
    breach.partition = at->partition;
    breach.offset = at->offset;
  } else if (known.has_value()) {
    breach.partition = contacts_[*known].partition;
  }
  if (used != nullptr) {
    breach.law = Law::kAtMostOnce;
    breach.what = line + "the handset received a text of class " +
                  std::string(MessageClassName(used->message_class)) +
                  " once more than it was granted";
  } else if (withdrawn != nullptr) {
    breach.what = line + "the handset received a text whose only grant was concluded as withdrawn";
  } else {
    breach.what = line + "the handset received a text that no granted intent has the words of";
  }
  report_.breaches.push_back(std::move(breach));
}

void Laws::FindInFlight() {
  for (const auto& [id, contact] : contacts_) {
    for (const PlainConsent::Revocation& out : contact.plain.revocations()) {
      for (const std::size_t place : contact.grants) {
        const Grant& grant = grants_[place];
        const bool asks_leave = grant.message_class == MessageClass::kCampaign ||
                                grant.message_class == MessageClass::kSingle ||
                                grant.message_class == MessageClass::kOptInRequest;
        if (!asks_leave || grant.offset > out.position || grant.received_ms <= out.durable_ms) {
          continue;
        }
        const std::int64_t later_ms = grant.received_ms - out.durable_ms;
        report_.in_flight.push_back({id, contact.partition, out.position, grant.offset, later_ms});
        report_.longest_after_stop_ms = std::max(report_.longest_after_stop_ms, later_ms);
        CheckNotLate(contact, grant, out);
      }
    }
  }
  for (StepReport& step : report_.steps) {
    for (StopBetween& stop : step.stops) {
      const PerContact& contact = contacts_[stop.contact];
      stop.received =
          std::any_of(contact.grants.begin(), contact.grants.end(), [&](std::size_t place) {
            return grants_[place].step == step.step && grants_[place].received_ms != kNoTime;
          });
    }
  }
}

// A text that was granted before a stop may still come, but not for ever.
void Laws::CheckNotLate(const PerContact& contact, const Grant& grant,
                        const PlainConsent::Revocation& out) {
  if (grant.latest_ms == kNoTime || !contact.plain.Stands(out, grant.program)) return;
  const std::int64_t over_ms = grant.received_ms - grant.latest_ms;
  if (over_ms <= kClockToleranceMs + kGatewayToleranceMs) return;
  report_.breaches.push_back(
      {Law::kNotLongAfterStop, grant.partition, grant.offset, grant.contact, "",
       "the handset received the text " + std::to_string(over_ms) +
           " ms after its age limit and validity were over, and after the stop at offset " +
           std::to_string(out.position)});
}

}  // namespace ledger::verify
