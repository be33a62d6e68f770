#include "ledger/cli/state_digest.h"

#include "ledger/codec/state_codec.h"
#include "projector/fold/fold_states.h"
#include "projector/fold/stored_values.h"

namespace ledger::cli {

std::string StateDigest(const verify::PartitionFold& fold) {
  projector::FoldMeta meta;
  meta.next = fold.next;
  meta.partition = fold.state;
  for (const auto& [id, contact] : fold.contacts) {
    meta.sum.contacts += projector::ContactHash(id, EncodeContactState(contact));
  }
  for (const auto& [id, message] : fold.messages) {
    if (message == MessageState()) continue;  // never had an effect: not stored
    meta.sum.messages += projector::MessageHash(id, EncodeMessageState(message));
  }
  return projector::DigestOf(meta);
}

}  // namespace ledger::cli
