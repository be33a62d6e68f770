// The hours of a business as people give and read them: on which weekdays from when to when, and on
// which dates not at all, marketing texts may go out. They only narrow what the law leaves, which
// the dispatcher keeps (dispatcher/state_hours.h). Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "consent/v1/control.pb.h"
#include "ledger/cli/output.h"

namespace ledger::cli {

// What was typed.
struct HoursOptions {
  std::vector<std::string> open = {};  // "mon-fri=9:00-20:00", or a date that is closed no longer
  std::vector<std::string> closed_on = {};                     // "2026-12-24", or "sun"
  std::optional<std::string> federal_holidays = std::nullopt;  // "open" or "closed"
};

// What is to be another than it is; what it does not name stays.
struct HoursChange {
  std::set<consent::v1::Weekday> weekdays;      // that are named: open in `hours`, or closed
  std::vector<consent::v1::WindowHours> hours;  // by weekday, then by time
  std::set<std::string> closed_dates;
  std::set<std::string> open_dates;
  std::optional<bool> closed_on_federal_holidays;
};

// InvalidArgument names the flag, what was typed and the form.
[[nodiscard]] absl::StatusOr<HoursChange> ParseHours(const HoursOptions& options);

// Returns `window` with the change, its rows by weekday, its dates in order. A window that was open
// all day, beyond the law's hours, is open for whole days then, within them.
[[nodiscard]] consent::v1::SendingWindow Changed(consent::v1::SendingWindow window,
                                                 const HoursChange& change);

// "mon-sat=9:00-20:00, sun=12:00-20:00", as --open takes them.
[[nodiscard]] std::string OpenText(const consent::v1::SendingWindow& window);
// The hours of it that lie wholly outside those of the law, as OpenText() has them; empty: none.
[[nodiscard]] std::string BeyondLawText(const consent::v1::SendingWindow& window);
// "2026-12-24, federal holidays".
[[nodiscard]] std::string ClosedText(const consent::v1::SendingWindow& window);
[[nodiscard]] Json HoursJson(const consent::v1::SendingWindow& window);

}  // namespace ledger::cli
