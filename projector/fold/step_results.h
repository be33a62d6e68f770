// A campaign step's counts, moved along as its messages change. Every message of a step stands in
// exactly one place of ledger::StepResult. Pure.
#pragma once

#include "ledger/core/ids.h"
#include "ledger/core/message_state.h"
#include "ledger/ports/projection.h"

namespace projector {

// Adds `by` (1 or -1) at the place where `message` stands under the partition's epoch; nothing for
// a message that no intent has named yet.
void CountMessage(const ledger::MessageState& message, ledger::Offset epoch, int by,
                  ledger::StepResult& result);

// A grant that a new claim left without a holder.
void MoveToUnknown(ledger::StepResult& result);

void NoteGrant(ledger::TimeMs at_ms, ledger::StepResult& result);

}  // namespace projector
