// What bearerbox's status page says that matters: does it run, is a smsbox there, which links are
// online. Pure.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace dispatcher {

struct KannelStatus {
  bool running = false;          // not suspended, isolated, full or on its way down
  bool has_smsbox = false;       // one smsbox at least is connected
  std::set<std::string> online;  // smsc-ids with a link that is online

  // Whether a text over the route would go out now; an empty route takes any link.
  [[nodiscard]] bool IsUp(std::string_view route) const;
};

// Reads the body of /status.xml. What cannot be understood is down.
[[nodiscard]] KannelStatus ReadKannelStatus(std::string_view xml);

}  // namespace dispatcher
