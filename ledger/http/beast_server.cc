// The adapter to Boost.Beast: the only translation unit that includes it (it costs 20 s to build).
//
// Each connection is a Session on a strand of its own: read header, read body, hand the request
// out, write the answer, again. The engine's set of sessions keeps them alive; a Responder holds
// only a weak reference, and passes the gate, which is shut before the io_context goes away.
#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/http/beast_messages.h"
#include "ledger/http/http_server.h"
#include "ledger/http/problem.h"

namespace ledger::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr auto kAcceptPause = std::chrono::milliseconds(50);  // when file descriptors ran out
constexpr auto kLingerTime = std::chrono::seconds(2);
constexpr std::size_t kLingerBytesMax = std::size_t{64} << 20;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::chrono::nanoseconds ToChrono(absl::Duration duration) {
  return absl::ToChronoNanoseconds(duration);
}

}  // namespace

class HttpServer::Engine {
 public:
  Engine(HttpServerOptions options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        gate_(std::make_shared<Gate>()),
        io_(std::max(1, options_.threads)),
        acceptor_(asio::make_strand(io_)),
        accept_timer_(acceptor_.get_executor()) {}

  absl::StatusOr<int> Start();
  void Stop(absl::Duration grace);
  [[nodiscard]] int port() const { return port_; }

 private:
  class Session;
  // What a Responder has to pass, from any thread; shut (null) once the engine goes.
  struct Gate {
    std::mutex mutex;
    Engine* engine = nullptr;
  };

  absl::Status Bind();
  void Accept();
  void OnAccept(Tcp::socket socket);
  void Remove(Session* session);

  const HttpServerOptions options_;
  const Handler handler_;
  const std::shared_ptr<Gate> gate_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  Tcp::acceptor acceptor_;
  asio::steady_timer accept_timer_;
  std::vector<std::jthread> threads_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<std::size_t> body_bytes_{0};  // that sessions have reserved
  int port_ = 0;

  std::mutex mutex_;  // guards sessions_
  std::condition_variable no_sessions_;
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
};

class HttpServer::Engine::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Engine& engine, Tcp::socket socket)
      : engine_(engine), stream_(std::move(socket)), buffer_(BufferBytesMax(engine.options_)) {
    error_code ignored;
    stream_.socket().set_option(Tcp::no_delay(true), ignored);
    const auto peer = stream_.socket().remote_endpoint(ignored);
    if (!ignored) remote_ = absl::StrCat(peer.address().to_string(), ":", peer.port());
  }

  void Serve() { OnStrand(&Session::ReadHeader); }
  void Refuse() { OnStrand(&Session::WriteRefusal); }
  void Stop() { OnStrand(&Session::OnStop); }

 private:
  enum class Phase { kReading, kHandling, kWriting, kLingering, kClosed };

  static std::size_t BufferBytesMax(const HttpServerOptions& options) {
    return options.header_bytes_max + std::size_t{64} * 1024;
  }

  void OnStrand(void (Session::*method)()) {
    asio::post(stream_.get_executor(), [self = shared_from_this(), method] { (*self.*method)(); });
  }

  void ReadHeader() {
    phase_ = Phase::kReading;
    head_ = false;
    if (engine_.stopping_) return Close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(engine_.options_.header_bytes_max));
    parser_->body_limit(engine_.options_.body_bytes_max);
    stream_.expires_after(ToChrono(engine_.options_.idle_timeout));
    beast::http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->OnHeader(error); });
  }

  void OnHeader(error_code error) {
    if (error) return OnReadError(error);
    if (!ReserveBody()) {
      keep_alive_ = false;
      return Write(UnavailableResponse("too_many_bytes_in_flight",
                                       "the server is busy with other requests; nothing was taken",
                                       kRetryAfter));
    }
    stream_.expires_after(ToChrono(engine_.options_.body_timeout));
    if (!beast::iequals(parser_->get()[beast::http::field::expect], "100-continue")) {
      return ReadBody();
    }
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](error_code failed, std::size_t) {
                        if (failed) return self->Close();
                        self->ReadBody();
                      });
  }

  // Before its first byte is buffered; a body of unknown length counts as the longest.
  bool ReserveBody() {
    const auto length = parser_->content_length();
    reserved_ = length ? static_cast<std::size_t>(*length) : 0;
    if (parser_->chunked()) reserved_ = engine_.options_.body_bytes_max;
    if (reserved_ <= engine_.options_.small_body_bytes) reserved_ = 0;
    if (reserved_ == 0) return true;
    const std::size_t before = engine_.body_bytes_.fetch_add(reserved_);
    if (before + reserved_ <= engine_.options_.body_bytes_in_flight_max) return true;
    ReleaseBody();
    return false;
  }

  void ReleaseBody() { engine_.body_bytes_ -= std::exchange(reserved_, 0); }

  void ReadBody() {
    beast::http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->OnRequest(error); });
  }

  void OnReadError(error_code error) {
    std::optional<HttpResponse> response = ReadErrorResponse(error, engine_.options_);
    if (!response) return Close();
    keep_alive_ = false;
    Write(*std::move(response));
  }

  void OnRequest(error_code error) {
    ReleaseBody();
    if (error) return OnReadError(error);
    BeastRequest message = parser_->release();
    keep_alive_ = message.keep_alive();
    version_ = message.version() == 10 ? 10 : 11;
    head_ = message.method() == beast::http::verb::head;
    std::optional<HttpRequest> request = ToRequest(std::move(message), remote_);
    if (!request) {
      return Write(ProblemResponse({.status = 400,
                                    .type = "bad_target",
                                    .detail = "the target is not of the form /path?name=value, or "
                                              "has a broken %-escape or too many parameters",
                                    .mend = "percent-encode the path and every parameter"}));
    }
    if (engine_.in_flight_.fetch_add(1) >= engine_.options_.requests_in_flight_max) {
      --engine_.in_flight_;
      return Write(UnavailableResponse("too_many_requests_in_flight",
                                       "the server is busy with other requests; nothing was taken",
                                       kRetryAfter));
    }
    phase_ = Phase::kHandling;
    stream_.expires_never();
    engine_.handler_(*std::move(request), MakeResponder());
  }

  Responder MakeResponder() {
    return Responder([gate = engine_.gate_, weak = weak_from_this()](HttpResponse response) {
      const std::lock_guard<std::mutex> lock(gate->mutex);
      if (gate->engine == nullptr) return;
      --gate->engine->in_flight_;
      const std::shared_ptr<Session> self = weak.lock();
      if (self == nullptr) return;
      asio::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
        if (self->phase_ == Phase::kHandling) self->Write(std::move(response));
      });
    });
  }

  void WriteRefusal() {
    keep_alive_ = false;
    Write(UnavailableResponse("too_many_connections", "the server has no room for a connection",
                              kRetryAfter));
  }

  void Write(HttpResponse response) {
    phase_ = Phase::kWriting;
    if (engine_.stopping_) keep_alive_ = false;
    response_ = ToBeast(std::move(response), version_, head_);
    response_.keep_alive(keep_alive_);
    stream_.expires_after(ToChrono(engine_.options_.idle_timeout));
    beast::http::async_write(
        stream_, response_,
        [self = shared_from_this()](error_code error, std::size_t) { self->OnWritten(error); });
  }

  void OnWritten(error_code error) {
    if (error || engine_.stopping_) return Close();
    if (keep_alive_) return ReadHeader();
    // Closing over unread bytes would reset the connection, and the client might lose the answer.
    phase_ = Phase::kLingering;
    error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kLingerTime);
    Discard();
  }

  void Discard() {
    stream_.async_read_some(asio::buffer(discarded_),
                            [self = shared_from_this()](error_code error, std::size_t bytes) {
                              self->lingered_bytes_ += bytes;
                              if (error || self->lingered_bytes_ > kLingerBytesMax)
                                return self->Close();
                              self->Discard();
                            });
  }

  void OnStop() {
    keep_alive_ = false;
    if (phase_ == Phase::kReading || phase_ == Phase::kLingering) Close();
  }

  void Close() {
    if (phase_ == Phase::kClosed) return;
    phase_ = Phase::kClosed;
    ReleaseBody();
    stream_.close();
    engine_.Remove(this);
  }

  Engine& engine_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
  BeastResponse response_;
  std::string remote_;
  Phase phase_ = Phase::kReading;
  bool keep_alive_ = false;
  bool head_ = false;
  unsigned version_ = 11;  // an HTTP/1.0 client must be told in its own words that we keep alive
  std::array<char, 16 * 1024> discarded_{};
  std::size_t lingered_bytes_ = 0;
  std::size_t reserved_ = 0;  // for the body that is being read
};

absl::Status HttpServer::Engine::Bind() {
  const std::string& name = options_.address;
  error_code error;
  const auto address = asio::ip::make_address(name == "localhost" ? "127.0.0.1" : name, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", name, "' is not an IP address; use for example 127.0.0.1"));
  }
  if (options_.port < 0 || options_.port > std::numeric_limits<std::uint16_t>::max()) {
    return absl::InvalidArgumentError(
        absl::StrCat(options_.port, " is not a port; use 0 to 65535"));
  }
  const Tcp::endpoint endpoint(address, static_cast<std::uint16_t>(options_.port));
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot listen on ", name, ":", options_.port, ": ", error.message(),
                     "; choose another port, or end the process that has it"));
  }
  port_ = acceptor_.local_endpoint().port();
  return absl::OkStatus();
}

absl::StatusOr<int> HttpServer::Engine::Start() {
  LEDGER_CHECK(port_ == 0 && !stopping_);
  if (const absl::Status bound = Bind(); !bound.ok()) return bound;
  gate_->engine = this;
  Accept();
  for (int i = 0; i < std::max(1, options_.threads); ++i) {
    threads_.emplace_back([this] { io_.run(); });
  }
  return port_;
}

void HttpServer::Engine::Accept() {
  acceptor_.async_accept(asio::make_strand(io_), [this](error_code error, Tcp::socket socket) {
    if (stopping_ || !acceptor_.is_open()) return;
    if (!error) {
      OnAccept(std::move(socket));
      return Accept();
    }
    accept_timer_.expires_after(kAcceptPause);
    accept_timer_.async_wait([this](error_code cancelled) {
      if (!cancelled && !stopping_) Accept();
    });
  });
}

void HttpServer::Engine::OnAccept(Tcp::socket socket) {
  const auto session = std::make_shared<Session>(*this, std::move(socket));
  bool full = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    full = sessions_.size() >= options_.connections_max;
    sessions_.emplace(session.get(), session);
  }
  full ? session->Refuse() : session->Serve();
}

void HttpServer::Engine::Remove(Session* session) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_.erase(session);
  if (sessions_.empty()) no_sessions_.notify_all();
}

void HttpServer::Engine::Stop(absl::Duration grace) {
  if (threads_.empty() || stopping_.exchange(true)) return;
  asio::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
    accept_timer_.cancel();
  });
  {
    std::unique_lock<std::mutex> lock(mutex_);
    for (const auto& [raw, session] : sessions_) session->Stop();
    no_sessions_.wait_until(lock, Clock::now() + ToChrono(grace),
                            [this] { return sessions_.empty(); });
  }
  {
    const std::lock_guard<std::mutex> lock(gate_->mutex);
    gate_->engine = nullptr;
  }
  io_.stop();
  threads_.clear();  // joins
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_.clear();
}

HttpServer::HttpServer(HttpServerOptions options, Handler handler)
    : engine_(std::make_unique<Engine>(std::move(options), std::move(handler))) {}

HttpServer::~HttpServer() { engine_->Stop(absl::ZeroDuration()); }

absl::StatusOr<int> HttpServer::Start() { return engine_->Start(); }

void HttpServer::Stop(absl::Duration grace) { engine_->Stop(grace); }

int HttpServer::port() const { return engine_->port(); }

}  // namespace ledger::http
