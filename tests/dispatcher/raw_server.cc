#include "tests/dispatcher/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "ledger/core/check.h"

namespace dispatcher {

int ListenOnLoopback(int* port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  LEDGER_CHECK(fd >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  LEDGER_CHECK(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  LEDGER_CHECK(listen(fd, 128) == 0);
  socklen_t length = sizeof(address);
  LEDGER_CHECK(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  *port = ntohs(address.sin_port);
  return fd;
}

std::size_t WholeRequest(const std::string& buffer) {
  const std::size_t end = buffer.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  std::size_t body = 0;
  const std::size_t length = buffer.find("Content-Length: ");
  if (length < end) body = std::strtoul(buffer.c_str() + length + 16, nullptr, 10);
  return buffer.size() >= end + 4 + body ? end + 4 + body : 0;
}

RawServer::RawServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = ListenOnLoopback(&port_);
  acceptor_ = std::jthread([this] { Accept(); });
}

RawServer::~RawServer() {
  ending_ = true;
  acceptor_.join();
  threads_.clear();
  close(listener_);
}

std::string RawServer::Url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void RawServer::Accept() {
  while (!ending_) {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, 20) <= 0) continue;
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd < 0) continue;
    ++connections_;
    threads_.emplace_back([this, fd] { Serve(fd); });
  }
}

void RawServer::Serve(int fd) {
  std::string buffer;
  while (!ending_) {
    const std::size_t whole = WholeRequest(buffer);
    if (whole == 0) {
      pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
      if (poll(&waiting, 1, 20) <= 0) continue;
      char bytes[4096];
      const ssize_t got = read(fd, bytes, sizeof(bytes));
      if (got <= 0) break;
      buffer.append(bytes, static_cast<std::size_t>(got));
      continue;
    }
    std::string request = buffer.substr(0, whole);
    buffer.erase(0, whole);
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = static_cast<int>(requests_.size());
      requests_.push_back(request);
    }
    const std::optional<std::string> answer = answer_(number, request);
    if (!answer.has_value()) break;
    if (!answer->empty() && send(fd, answer->data(), answer->size(), MSG_NOSIGNAL) < 0) break;
  }
  close(fd);
}

std::string Reply(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Words\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int ClosedPort() {
  int port = 0;
  close(ListenOnLoopback(&port));
  return port;
}

}  // namespace dispatcher
