#include "ledger/core/derive_ids.h"

#include <initializer_list>
#include <string>

#include "ledger/core/digest.h"

namespace ledger {
namespace {

std::string Number(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[7 - i] = static_cast<char>((value >> (8 * i)) & 0xff);
  }
  return bytes;
}

// Hashes `parts`, each behind its length, so that no two lists of parts look alike.
Sha256Digest HashParts(std::initializer_list<std::string_view> parts) {
  std::string bytes;
  bytes.reserve(256);
  for (const std::string_view part : parts) {
    bytes += Number(part.size());
    bytes += part;
  }
  return Sha256(bytes);
}

template <typename Id>
Id Cut(const Sha256Digest& digest) {
  return Id::FromBytes({reinterpret_cast<const char*>(digest.data()), Id::kSize});
}

}  // namespace

EventId ConsequenceId(const EventId& cause, std::string_view role) {
  return Cut<EventId>(HashParts({"consequence", cause.view(), role}));
}

MessageId CampaignMessageId(const AccountId& account, const CampaignId& campaign,
                            std::uint32_t step, const ContactId& contact) {
  // The first half names the step, so that the messages of one step lie together in an index.
  const Sha256Digest head =
      HashParts({"campaign", account.value(), campaign.value(), Number(step)});
  const Sha256Digest tail =
      HashParts({"campaign-contact", contact.view(), Cut<MessageId>(head).view()});
  MessageId::Bytes bytes{};
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = head[i];
  for (std::size_t i = 4; i < bytes.size(); ++i) bytes[i] = tail[i];
  return MessageId(bytes);
}

MessageId RequestMessageId(const AccountId& account, std::string_view source,
                           std::string_view publisher_id, const ContactId& contact) {
  return Cut<MessageId>(
      HashParts({"request", account.value(), source, publisher_id, contact.view()}));
}

MessageId AnswerMessageId(const EventId& reply, std::string_view role) {
  return Cut<MessageId>(HashParts({"answer", reply.view(), role}));
}

IntentId MakeIntentId(const MessageId& message, Offset epoch, std::uint32_t attempt) {
  return Cut<IntentId>(HashParts(
      {"intent", message.view(), Number(static_cast<std::uint64_t>(epoch)), Number(attempt)}));
}

EventId IntentEventId(const IntentId& intent) {
  return Cut<EventId>(HashParts({"intent-event", intent.view()}));
}

EventId ConclusionEventId(const IntentId& intent) {
  return Cut<EventId>(HashParts({"conclusion", intent.view()}));
}

EventId PartitionEventId(std::string_view kind, PartitionId partition, std::string_view which) {
  return Cut<EventId>(
      HashParts({"partition", kind, Number(static_cast<std::uint64_t>(partition)), which}));
}

}  // namespace ledger
