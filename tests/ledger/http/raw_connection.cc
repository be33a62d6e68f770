#include "tests/ledger/http/raw_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "absl/time/clock.h"
#include "ledger/core/check.h"

namespace ledger::http {

RawConnection::RawConnection(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
  LEDGER_CHECK(fd_ >= 0);
  std::signal(SIGPIPE, SIG_IGN);  // a refused write is an answer here
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  LEDGER_CHECK(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

RawConnection::~RawConnection() { close(fd_); }

bool RawConnection::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = write(fd_, bytes.data(), bytes.size());
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string RawConnection::ReadUntil(std::string_view marker, absl::Duration limit) const {
  const absl::Time deadline = absl::Now() + limit;
  std::string all;
  while (marker.empty() || all.find(marker) == std::string::npos) {
    pollfd waits{.fd = fd_, .events = POLLIN, .revents = 0};
    const auto left = absl::ToInt64Milliseconds(deadline - absl::Now());
    if (left <= 0 || poll(&waits, 1, static_cast<int>(left)) <= 0) break;
    char buffer[4096];
    const ssize_t got = recv(fd_, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    all.append(buffer, static_cast<std::size_t>(got));
  }
  return all;
}

std::string RawConnection::ReadToEnd(bool* closed, absl::Duration limit) const {
  const absl::Time deadline = absl::Now() + limit;
  std::string all = ReadUntil("", limit);
  *closed = absl::Now() < deadline;
  return all;
}

}  // namespace ledger::http
