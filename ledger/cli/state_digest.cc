#include "ledger/cli/state_digest.h"

#include "ledger/codec/state_codec.h"
#include "projector/fold/mix_hash.h"
#include "projector/fold/stored_values.h"

namespace ledger::cli {
namespace {

// As projector/fold/batch_states.cc has them.
constexpr std::uint64_t kContactSeed = 0x636f6e74;
constexpr std::uint64_t kMessageSeed = 0x6d657373;

projector::Hash128 HashState(std::string_view id, std::string_view bytes, std::uint64_t seed) {
  return projector::MixHash(bytes, projector::MixHash(id, seed).low);
}

}  // namespace

std::string StateDigest(const verify::PartitionFold& fold) {
  projector::FoldMeta meta;
  meta.next = fold.next;
  meta.partition = fold.state;
  for (const auto& [id, contact] : fold.contacts) {
    meta.sum.contacts += HashState(id.view(), EncodeContactState(contact), kContactSeed);
  }
  for (const auto& [id, message] : fold.messages) {
    if (message == MessageState()) continue;  // never had an effect: not stored
    meta.sum.messages += HashState(id.view(), EncodeMessageState(message), kMessageSeed);
  }
  return projector::DigestOf(meta);
}

}  // namespace ledger::cli
