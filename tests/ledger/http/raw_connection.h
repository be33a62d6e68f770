// A bare TCP connection to a server under test, to send what no proper client would.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace ledger::http {

class RawConnection {
 public:
  explicit RawConnection(int port);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // Returns whether everything was taken.
  bool Send(std::string_view bytes) const;
  // Reads until `marker` has come, the peer has closed, or the time is over; returns all of it.
  [[nodiscard]] std::string ReadUntil(std::string_view marker,
                                      absl::Duration limit = absl::Seconds(5)) const;
  // Reads until the peer closes. `closed` says whether it did within the limit.
  [[nodiscard]] std::string ReadToEnd(bool* closed, absl::Duration limit = absl::Seconds(5)) const;

 private:
  int fd_;
};

}  // namespace ledger::http
