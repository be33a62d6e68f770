#include "ledger/core/apply.h"

#include <algorithm>
#include <utility>

#include "ledger/core/apply_facts.h"
#include "ledger/core/rules.h"

namespace ledger {
namespace {

template <typename T>
inline constexpr bool kIsAboutPartition =
    std::is_same_v<T, DispatcherClaimed> || std::is_same_v<T, Halted> ||
    std::is_same_v<T, Resumed> || std::is_same_v<T, StepFinished> ||
    std::is_same_v<T, RulesActivated> || std::is_same_v<T, TruncationAccepted>;

// Why the partition may not fold `record` at all, or an empty string.
std::string WhyHalts(const Record& record) {
  if (!record.about_partition) return {};
  if (const auto* bad = std::get_if<Undecodable>(&record.content)) return bad->why;
  const Event& event = std::get<Event>(record.content);
  if (!IsAboutPartition(event.fact))
    return "an event about a contact under the key of the partition";
  const auto* rules = std::get_if<RulesActivated>(&event.fact);
  if (rules != nullptr && (rules->version == 0 || rules->version > kRulesNewest)) {
    return "rules version " + std::to_string(rules->version) + " is not known to this binary";
  }
  return {};
}

Effect BlockContact(ContactState& contact, Offset offset, std::string why) {
  Block(contact, offset);
  Effect effect;
  effect.disposition = Disposition::kBlocked;
  effect.reason = Reason::kBlocked;
  effect.hold_back = true;  // it may have been a STOP
  effect.detail = std::move(why);
  return effect;
}

// What keeps an event about a contact from being understood, or an empty string.
std::string WhyBlocked(const Event& event) {
  if (IsAboutPartition(event.fact)) return "an event about the partition under a contact's key";
  if (event.account.value().empty()) return "an event about a contact without an account";
  return {};
}

// Whether the event makes something of a contact that a publisher may name by an id alone. Without
// a number only what exists can be spoken of: else whoever gets hold of an id, or makes one up,
// would found the contact and own it for ever.
bool Founds(const Fact& fact) {
  const auto* permission = std::get_if<PermissionSet>(&fact);
  return std::holds_alternative<ContactImported>(fact) || std::holds_alternative<OptedIn>(fact) ||
         std::holds_alternative<ContactListed>(fact) || std::holds_alternative<ZoneTold>(fact) ||
         std::holds_alternative<MessageRequested>(fact) ||
         (permission != nullptr && permission->permission == Permission::kOptIn);
}

// Notes whose contact it is, or says why the event must not touch it. What takes something away
// counts also for a contact that nobody owns yet: a revocation is never lost.
Reason Own(ContactState& contact, const Event& event) {
  if (!contact.account.value().empty()) {
    return contact.account == event.account ? Reason::kNone : Reason::kWrongAccount;
  }
  const bool named =
      !event.sealed_number.empty() || std::holds_alternative<KeywordReplied>(event.fact);
  if (named) contact.account = event.account;
  return named || !Founds(event.fact) ? Reason::kNone : Reason::kNoNumber;
}

}  // namespace

bool IsAboutPartition(const Fact& fact) {
  return std::visit([](const auto& f) { return kIsAboutPartition<std::decay_t<decltype(f)>>; },
                    fact);
}

MessageId MessageOf(const Fact& fact) {
  return std::visit(
      [](const auto& f) -> MessageId {
        if constexpr (requires { f.message; }) {
          return f.message;
        } else {
          return {};
        }
      },
      fact);
}

Effect Apply(FoldState state, const Record& record) {
  if (std::string why = WhyHalts(record); !why.empty()) {
    Effect effect;
    effect.disposition = Disposition::kHalts;
    effect.detail = std::move(why);
    return effect;
  }
  state.partition.time_ms = std::max(state.partition.time_ms, record.appended_at_ms);
  if (!record.about_partition) {
    ++state.contact.sequence;
    state.contact.last_offset = record.offset;
  }
  if (const auto* bad = std::get_if<Undecodable>(&record.content)) {
    return BlockContact(state.contact, record.offset, bad->why);
  }
  const Event& event = std::get<Event>(record.content);
  if (!record.about_partition) {
    if (std::string why = WhyBlocked(event); !why.empty()) {
      return BlockContact(state.contact, record.offset, std::move(why));
    }
  }
  if (state.seen_at.has_value()) {
    Effect effect = Effect::Ignored(Reason::kDuplicate);
    effect.duplicate_of = *state.seen_at;
    return effect;
  }
  if (!record.about_partition) {
    if (const Reason why = Own(state.contact, event); why != Reason::kNone) {
      return Effect::Ignored(why);
    }
  }
  const Place place{event, record.offset, record.contact, state};
  return std::visit([&](const auto& fact) { return ApplyFact(fact, place); }, event.fact);
}

}  // namespace ledger
