// Where the owner of a number may be, as far as the number tells: its time zones and the state
// whose hours hold there. An area code presumes residence (Florida 501.059 says so; everyone else
// takes it as the best that is known). Pure.
#pragma once

#include <string>
#include <vector>

#include "ledger/core/phone_number.h"

namespace dispatcher {

struct NumberPlace {
  // IANA names, sorted. Several where the code spans them: a text must be in time in each. Of a
  // code that is not in the tables (toll-free, or younger than they are) all zones of its plan.
  // Empty: nothing is known.
  std::vector<std::string> zones;
  std::string state;  // "FL"; empty where no state has hours of its own

  friend bool operator==(const NumberPlace&, const NumberPlace&) = default;
};

[[nodiscard]] NumberPlace PlaceOf(const ledger::PhoneNumber& number);

}  // namespace dispatcher
