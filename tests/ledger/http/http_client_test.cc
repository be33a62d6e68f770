#include "ledger/http/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"

namespace ledger::http {
namespace {

using Catch::Matchers::Contains;

// Accepts connections, reads one request of each and hangs up without an answer.
class RudeServer {
 public:
  explicit RudeServer(bool answers_at_all) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    LEDGER_CHECK(bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    LEDGER_CHECK(listen(fd_, 8) == 0);
    socklen_t length = sizeof address;
    getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    if (answers_at_all) thread_ = std::jthread([this] { Run(); });
  }
  ~RudeServer() {
    shutdown(fd_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    close(fd_);
  }
  [[nodiscard]] std::string url() const { return absl::StrCat("http://127.0.0.1:", port_, "/x"); }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  void Run() {
    while (true) {
      const int connection = accept(fd_, nullptr, nullptr);
      if (connection < 0) return;
      char buffer[4096];
      if (recv(connection, buffer, sizeof buffer, 0) > 0) ++requests_;
      close(connection);
    }
  }

  int fd_;
  int port_ = 0;
  std::atomic<int> requests_{0};
  std::jthread thread_;
};

TEST_CASE("HttpClient: a call that was read and not answered is not repeated", "[http][client]") {
  const RudeServer server(true);
  CHECK(Post(server.url(), "text/plain", "once").status().code() == absl::StatusCode::kUnknown);
  CHECK(server.requests() == 1);
  CHECK(Get(server.url()).status().code() == absl::StatusCode::kUnknown);
  CHECK(server.requests() == 2);
}

TEST_CASE("HttpClient: no answer in time is DeadlineExceeded", "[http][client]") {
  const RudeServer server(false);
  CHECK(Get(server.url(), absl::Milliseconds(100)).status().code() ==
        absl::StatusCode::kDeadlineExceeded);
}

TEST_CASE("HttpClient: no server is Unavailable and the query is not repeated in the error",
          "[http][client]") {
  const auto reply = Get("http://127.0.0.1:1/path?key=s3cret");
  CHECK(reply.status().code() == absl::StatusCode::kUnavailable);
  const std::string message(reply.status().message());
  CHECK_THAT(message, Contains("http://127.0.0.1:1/path"));
  CHECK_THAT(message, !Contains("s3cret"));
}

TEST_CASE("HttpClient: other schemes are refused", "[http][client]") {
  CHECK(Get("file:///etc/hostname").status().code() == absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace ledger::http
