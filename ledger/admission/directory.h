// What admission asks about the set-up of businesses, and of the machine. The control topic's state
// answers it (control_directory.h); tests answer by hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/program.h"

namespace ledger {

struct AccountEntry {
  std::string default_region;  // ISO 3166, for national numbers
};

struct ProgramEntry {
  ProgramRef ref;
  LineId line;                   // that it texts from
  std::string request_template;  // of its opt-in requests; may be empty
};

// Who is synced from a source at `after_ms` or later is asked to opt in to `program`.
struct SourceAsk {
  ProgramId program;
  TimeMs after_ms = kNoTime;
  friend bool operator==(const SourceAsk&, const SourceAsk&) = default;
};

// Immutable while it is asked; safe from many threads.
class Directory {
 public:
  virtual ~Directory() = default;

  // Nothing: there is no such account, program or line.
  [[nodiscard]] virtual std::optional<AccountEntry> FindAccount(const AccountId& account) const = 0;
  [[nodiscard]] virtual std::optional<ProgramEntry> FindProgram(const AccountId& account,
                                                                const ProgramId& program) const = 0;
  [[nodiscard]] virtual std::optional<AccountId> AccountOfLine(const LineId& line) const = 0;
  [[nodiscard]] virtual std::vector<SourceAsk> AsksOf(const AccountId& account,
                                                      std::string_view source) const = 0;
  // Whether the time-zone database has a zone of this name; its hours are the dispatcher's matter.
  [[nodiscard]] virtual bool IsZone(std::string_view tzid) const = 0;
  [[nodiscard]] virtual bool HasTemplate(const AccountId& account, std::string_view key) const = 0;
  // Whether the template is one that asks to opt in: then its words were judged when it was saved,
  // and are whenever they change.
  [[nodiscard]] virtual bool IsRequest(const AccountId& account, std::string_view key) const = 0;
  // What keeps `words` from going out; empty: nothing. `asks`: as a request to opt in. `language`
  // may be empty: any.
  [[nodiscard]] virtual std::string WhyNotIn(const AccountId& account, bool asks,
                                             std::string_view language,
                                             std::string_view words) const = 0;
};

}  // namespace ledger
