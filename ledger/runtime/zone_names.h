// Which names the machine's time-zone database has: the front door knows names alone, their hours
// are the dispatcher's matter.
#pragma once

#include <string_view>

namespace ledger {

// Whether `tzid` is the IANA name of a zone. Never reads outside the database, whatever the name.
[[nodiscard]] bool IsZoneName(std::string_view tzid);

}  // namespace ledger
