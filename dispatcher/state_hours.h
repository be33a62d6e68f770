// The hours that the law of the recipient's place leaves for marketing texts, as dated data. The
// account's own window can only be narrower. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/civil_time.h"

namespace dispatcher {

// Minutes of a local day: texts may start at `open` and must be over at `close`. closed() days have
// none.
struct LocalHours {
  int open = 0;
  int close = 0;
  [[nodiscard]] bool closed() const { return open >= close; }
  friend bool operator==(const LocalHours&, const LocalHours&) = default;
};

// What is allowed in `state` on `day`; an empty or unknown state has the federal hours alone.
[[nodiscard]] LocalHours LegalHours(std::string_view state, absl::CivilDay day);

// What both allow.
[[nodiscard]] LocalHours Intersect(const LocalHours& a, const LocalHours& b);

}  // namespace dispatcher
