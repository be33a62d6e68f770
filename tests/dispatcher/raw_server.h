// A bare HTTP server for tests of callers: it reads whole requests, remembers each, and answers,
// hangs up or stays silent as the test says. It knows nothing of the code under test.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dispatcher {

class RawServer {
 public:
  // What to send back; nothing: hang up at once. `number` counts requests from 0.
  using Answer = std::function<std::optional<std::string>(int number, const std::string& request)>;

  explicit RawServer(Answer answer);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string Url(const std::string& path) const;
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void Accept();
  void Serve(int fd);

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::string> requests_;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

// An answer of HTTP/1.1 with a length.
std::string Reply(int status, const std::string& body);

// Listens on a free port of 127.0.0.1; returns the socket.
int ListenOnLoopback(int* port);

// How long the first request in `buffer` is; 0: it is not whole yet.
std::size_t WholeRequest(const std::string& buffer);

// A port that nobody listens on.
int ClosedPort();

}  // namespace dispatcher
