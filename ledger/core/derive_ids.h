// Ids of consequences: each is a function of what it names, so that a process that repeats itself
// after a crash appends the same ids again and the fold ignores the repeat (section 4 of the
// design). Ids of events from outside are keyed and live in ledger/seal.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/core/ids.h"

namespace ledger {

// The id of the event that follows from `cause` in `role`, for example ("decision").
[[nodiscard]] EventId ConsequenceId(const EventId& cause, std::string_view role);

// The message of a campaign's step to a contact.
[[nodiscard]] MessageId CampaignMessageId(const AccountId& account, const CampaignId& campaign,
                                          std::uint32_t step, const ContactId& contact);

// The message that a publisher requested; without its content, so a changed repeat is the same
// message.
[[nodiscard]] MessageId RequestMessageId(const AccountId& account, std::string_view source,
                                         std::string_view publisher_id, const ContactId& contact);

// The answer to a reply in a role, for example ("help").
[[nodiscard]] MessageId AnswerMessageId(const EventId& reply, std::string_view role);

// One try of a message: `epoch` is the dispatcher's claim, `attempt` counts its tries of this
// message from 0.
[[nodiscard]] IntentId MakeIntentId(const MessageId& message, Offset epoch, std::uint32_t attempt);

// The ids of the events that an intent gives rise to.
[[nodiscard]] EventId IntentEventId(const IntentId& intent);
[[nodiscard]] EventId ConclusionEventId(const IntentId& intent);

// The id of an event about a partition: what it is, where, and which one.
[[nodiscard]] EventId PartitionEventId(std::string_view kind, PartitionId partition,
                                       std::string_view which);

}  // namespace ledger
