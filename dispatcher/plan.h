// What there is to send, read from the control topic's state: the steps that are due, the words and
// terms of owed texts, the commands that halt. Pure; the only part of the dispatcher that knows how
// campaigns and templates are defined.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"
#include "ledger/control/control_state.h"
#include "ledger/core/facts_sending.h"
#include "ledger/core/ids.h"
#include "ledger/core/partition_state.h"
#include "ledger/outbox/halt_events.h"
#include "ledger/ports/projection.h"
#include "ledger/ports/work_stream.h"

namespace dispatcher {

// One step of a campaign that is due now.
struct StepPlan {
  ledger::AccountId account;
  ledger::CampaignId campaign;
  std::uint32_t step = 0;
  ledger::TimeMs due_ms = ledger::kNoTime;
  ledger::TimeMs first_due_ms = ledger::kNoTime;  // before any restart
  ledger::TimeMs deadline_ms = ledger::kNoTime;
  ledger::MessageClass message_class = ledger::MessageClass::kUnknown;
  ledger::ProgramRef program;
  ledger::LineId line;
  ledger::SegmentFilter segment;
  std::string words;            // empty: its template is not defined, so it can only end
  double texts_per_second = 0;  // of the step; 0: as the line allows
};

// What an intent of an account and program carries beside its message.
struct Terms {
  ledger::Cap cap;
  consent::v1::SendingWindow window;
  std::string zone;
  std::uint32_t ask_limit = 0;
  std::int64_t pending_term_ms = 0;
};

// A step as it was scheduled: a restarted one is another.
using StepOnce = std::pair<ledger::StepKey, ledger::TimeMs>;

// The steps that are due at `now_ms`, not stopped and not among `done`, the oldest first.
[[nodiscard]] std::vector<StepPlan> DueSteps(const ledger::ControlState& control,
                                             ledger::TimeMs now_ms,
                                             const std::set<StepOnce>& done = {});

// Whether the account is halted, so that only answers may go out.
[[nodiscard]] bool IsHalted(const ledger::ControlState& control, const ledger::AccountId& account);

// Whether the campaign is stopped, so that nothing of it may go out.
[[nodiscard]] bool IsStopped(const ledger::ControlState& control, const ledger::AccountId& account,
                             const ledger::CampaignId& campaign);

// NotFound: the account is not defined.
[[nodiscard]] absl::StatusOr<Terms> TermsOf(const ledger::ControlState& control,
                                            const ledger::AccountId& account,
                                            const ledger::ProgramRef& program);

// The words of an owed text. `requested`: the words that came with a request, if it brought its
// own. NotFound: the template is not defined in its language, nor in English.
[[nodiscard]] absl::StatusOr<std::string> WordsOf(const ledger::ControlState& control,
                                                  const ledger::TextDue& text,
                                                  std::string_view requested);

// The line that an owed text goes out from: its own, else its program's. Empty: none is defined.
[[nodiscard]] ledger::LineId LineOf(const ledger::ControlState& control,
                                    const ledger::TextDue& text);

// Texts a second that the line may carry; 0 if the line is not defined for the account.
[[nodiscard]] double LineRate(const ledger::ControlState& control, const ledger::AccountId& account,
                              const ledger::LineId& line);

// The latest command about every account and campaign that was ever halted.
[[nodiscard]] std::vector<ledger::HaltCommand> HaltCommands(const ledger::ControlState& control);

}  // namespace dispatcher
