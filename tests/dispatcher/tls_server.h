// A bare HTTPS server for tests of callers, with a certificate of its own making for 127.0.0.1. It
// remembers each request, answers the first `answers` of a connection, and hangs up on the next.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dispatcher {

class TlsServer {
 public:
  TlsServer(int answers, std::string answer);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::string Url(const std::string& path) const;
  // A file with its certificate, for those who are to trust it.
  [[nodiscard]] const std::string& ca_file() const { return ca_file_; }
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  void Accept();
  void Serve(int fd);

  const int answers_;
  const std::string answer_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::string ca_file_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::string> requests_;
  std::jthread acceptor_;
};

}  // namespace dispatcher
