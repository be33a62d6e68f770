// HTTP calls of which none can be made twice: a libcurl multi handle with everything taken away
// that repeats a request by itself. libcurl sends a request again when a reused connection dies
// before the first byte of the answer; here a body refuses to be read twice, and a gate in front of
// every request lets one pass for each transfer. Keeps law 3.
//
// A result says how far the call came: whether nothing left (it may be made again), an answer came,
// or something left and no one knows what became of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace dispatcher {

struct TransferLimits {
  // Calls at once, each on a connection of its own; idle ones are kept for the next call. A call
  // beyond it ends with nothing sent, for libcurl would keep it waiting with its time not counted.
  std::size_t connections_max = 80;
  std::size_t answer_bytes_max = 1 << 20;  // a longer answer counts as none
};

struct TransferRequest {
  std::string url;                   // http or https
  std::string ca_file;               // who may vouch for the peer; empty: the system's authorities
  std::vector<std::string> headers;  // "Name: value"; no line breaks
  bool post = false;                 // else GET, without a body
  std::string body;
  absl::Duration connect_timeout = absl::Seconds(1);  // until the first byte leaves
  absl::Duration timeout = absl::Seconds(5);          // for all of it
  // Asked when the connection stands, right before the first byte; false: none leaves. libcurl
  // counts its timeouts from within Poll(), so they know of no pause before it. It must not throw.
  // Empty: the byte may always leave.
  std::function<bool()> may_begin;
};

struct TransferResult {
  enum class Fate : std::uint8_t {
    kNothingSent = 1,  // certainly no byte of the request left
    kAnswered = 2,     // `status` and the whole `body` are there
    kUnknown = 3,      // a byte may have left, and no whole answer came
  };
  std::uint64_t id = 0;
  Fate fate = Fate::kUnknown;
  bool withdrawn = false;  // by our own will: says nothing about the other side
  int status = 0;
  std::string body;
  std::string detail;  // what went wrong, in words without the URL or the body
};

// Thread rule: one thread.
class Transfers {
 public:
  explicit Transfers(const TransferLimits& limits);
  ~Transfers();  // breaks off what is under way
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  // Starts a call and returns its id; it ends as exactly one result of a later Poll(). Nothing
  // leaves before the next Poll().
  std::uint64_t Start(TransferRequest request);

  // Breaks off a call of which no byte has left: it ends as kNothingSent in the next Poll(), with
  // `why` as its detail. A call that passed the gate, or has ended, goes on as it was.
  void Withdraw(std::uint64_t id, std::string_view why);

  // Moves all calls on; returns those that ended, waits at most `wait` for the first.
  std::vector<TransferResult> Poll(absl::Duration wait);

  [[nodiscard]] std::size_t InFlight() const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace dispatcher
