// Which numbers belong where: rows of `NAME...: CODE...`, a row goes on in lines that begin with a
// blank. Read by number_place.cc alone.
#pragma once

#include <string_view>

namespace dispatcher {

extern const std::string_view kAreaCodeZones;
extern const std::string_view kAreaCodeStates;
extern const std::string_view kCallingCodeZones;

}  // namespace dispatcher
