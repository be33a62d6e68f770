// The HTTP/1.1 server engine: connections, limits, time-outs, keep-alive. What to answer is the
// handler's business (usually Router::Handle). The adapter is Boost.Beast, in beast_server.cc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/http/responder.h"

namespace ledger::http {

inline constexpr std::size_t kBodyBytesMax = std::size_t{8} << 20;
// Of all requests that are being read, however many connections bring them and whoever calls.
inline constexpr std::size_t kBodyBytesInFlightMax = std::size_t{256} << 20;
// Webhooks and forms are no longer than this.
inline constexpr std::size_t kSmallBodyBytes = 64 * 1024;
inline constexpr std::size_t kHeaderBytesMax = 32 * 1024;
inline constexpr std::size_t kConnectionsMax = 4096;
inline constexpr std::size_t kRequestsInFlightMax = 1024;
inline constexpr absl::Duration kIdleTimeout = absl::Seconds(60);
inline constexpr absl::Duration kBodyTimeout = absl::Seconds(30);
// Answered with 503, a caller is asked to wait that long.
inline constexpr absl::Duration kRetryAfter = absl::Seconds(1);

struct HttpServerOptions {
  std::string address = "127.0.0.1";  // an IP address, or "localhost"
  std::int64_t port = 0;              // 0 picks a free one
  int threads = 1;                    // one serves some ten thousand requests a second
  // Beyond it: 413, 503 with Retry-After, 431, 503 and close, 503 with Retry-After.
  std::size_t body_bytes_max = kBodyBytesMax;
  std::size_t body_bytes_in_flight_max = kBodyBytesInFlightMax;
  // A body that says in its header that it is no longer does not count among these: whoever sends
  // large ones slowly, and needs no key for that, keeps no STOP out. Connections bound them.
  std::size_t small_body_bytes = kSmallBodyBytes;
  std::size_t header_bytes_max = kHeaderBytesMax;
  std::size_t connections_max = kConnectionsMax;
  std::size_t requests_in_flight_max = kRequestsInFlightMax;
  // A connection that brings no complete header, or takes no answer, for that long is closed.
  absl::Duration idle_timeout = kIdleTimeout;
  // The whole body must be there within that time after its header.
  absl::Duration body_timeout = kBodyTimeout;
};

// Not movable. Start() and Stop() from one thread.
class HttpServer {
 public:
  // `handler` is called on the engine's threads, from several at once if there are several; it must
  // not block, and must live until Stop() has returned.
  HttpServer(HttpServerOptions options, Handler handler);
  ~HttpServer();  // Stop() without grace
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds, starts the threads and returns the bound port. InvalidArgument: the address is no IP
  // address, or the port no port. FailedPrecondition: it cannot be bound (the message says why).
  absl::StatusOr<int> Start();

  // Accepts nothing more, closes idle connections, waits at most `grace` for the answers of the
  // requests in flight, then closes these too. Responders that are called later do nothing.
  // Returns within `grace`, provided that no handler blocks. A second call does nothing.
  void Stop(absl::Duration grace = absl::Seconds(5));

  // 0 before Start().
  [[nodiscard]] int port() const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace ledger::http
