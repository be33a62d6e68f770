#include "ledger/outbox/halt_events.h"

#include <string>

#include "ledger/core/derive_ids.h"

namespace ledger {

Event HaltEvent(const HaltCommand& command, PartitionId partition) {
  Event event;
  event.account = command.account;
  event.origin = Origin::kWorker;
  event.id = PartitionEventId(command.halted ? "halted" : "resumed", partition,
                              command.account.value() + "/" + command.campaign.value() + "/" +
                                  std::to_string(command.revision));
  if (command.halted) {
    event.fact = Halted{command.campaign, command.revision};
  } else {
    event.fact = Resumed{command.campaign, command.revision};
  }
  return event;
}

}  // namespace ledger
