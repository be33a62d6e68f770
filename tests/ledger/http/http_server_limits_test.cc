#include <catch2/catch.hpp>
#include <mutex>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ledger/http/http_client.h"
#include "ledger/http/http_server.h"
#include "tests/ledger/http/raw_connection.h"

namespace ledger::http {
namespace {

using Catch::Matchers::Contains;

// Small limits; "/later" is answered only when the fixture ends.
struct Fixture {
  explicit Fixture(HttpServerOptions options)
      : server(std::move(options), [this](const HttpRequest& request, const Responder& respond) {
          if (request.path == "/later") {
            const std::lock_guard<std::mutex> lock(mutex);
            kept.push_back(respond);
            return;
          }
          respond({.status = 200, .headers = {}, .body = absl::StrCat(request.body.size())});
        }) {
    const auto started = server.Start();
    REQUIRE(started.ok());
    port = *started;
    url = absl::StrCat("http://127.0.0.1:", port);
  }

  std::size_t KeptCount() {
    const std::lock_guard<std::mutex> lock(mutex);
    return kept.size();
  }
  void WaitForKept(std::size_t count) {
    for (int i = 0; i < 1000 && KeptCount() < count; ++i) absl::SleepFor(absl::Milliseconds(5));
    REQUIRE(KeptCount() == count);
  }

  std::mutex mutex;
  std::vector<Responder> kept;
  HttpServer server;
  int port = 0;
  std::string url;
};

TEST_CASE("HttpServer: a body over the limit gets 413 however it is sent", "[http][limits]") {
  Fixture f({.body_bytes_max = 1000});
  CHECK(Post(f.url, "text/plain", std::string(1000, 'x'))->body == "1000");
  const auto reply = Post(f.url, "text/plain", std::string(1001, 'x'));
  REQUIRE(reply.ok());
  CHECK(reply->status == 413);
  CHECK(reply->headers.Find("content-type") == "application/problem+json");
  CHECK_THAT(reply->body, Contains("larger than 1000 bytes"));
  // Far more than the socket buffers hold: the answer must not be lost in a reset.
  const auto huge = Post(f.url, "text/plain", std::string(20 << 20, 'x'));
  REQUIRE(huge.ok());
  CHECK(huge->status == 413);

  const RawConnection chunked(f.port);
  REQUIRE(chunked.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
  REQUIRE(chunked.Send("7d0\r\n" + std::string(2000, 'x') + "\r\n0\r\n\r\n"));
  CHECK_THAT(chunked.ReadUntil("}\n"), Contains("HTTP/1.1 413"));
}

TEST_CASE("HttpServer: bodies that are being read have a limit together", "[http][limits]") {
  Fixture f({.body_bytes_in_flight_max = 1000, .small_body_bytes = 0});
  {
    const RawConnection slow(f.port);
    REQUIRE(slow.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n"));
    int status = 200;
    for (int i = 0; i < 500 && status == 200; ++i) {
      status = Post(f.url, "text/plain", std::string(200, 'x'))->status;
    }
    CHECK(status == 503);
    CHECK(Post(f.url, "text/plain", std::string(100, 'x'))->status == 200);
  }
  int status = 503;
  for (int i = 0; i < 500 && status == 503; ++i) {
    status = Post(f.url, "text/plain", std::string(200, 'x'))->status;
  }
  CHECK(status == 200);
}

TEST_CASE("HttpServer: slow bodies of unknown length keep no small one out", "[http][limits]") {
  Fixture f({.body_bytes_max = 1000, .body_bytes_in_flight_max = 1000, .small_body_bytes = 100});
  const RawConnection slow(f.port);
  REQUIRE(slow.Send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
  int status = 200;
  for (int i = 0; i < 500 && status == 200; ++i) {
    status = Post(f.url, "text/plain", std::string(101, 'x'))->status;
  }
  CHECK(status == 503);
  CHECK(Post(f.url, "text/plain", std::string(100, 'x'))->status == 200);
}

TEST_CASE("HttpServer: a header over the limit gets 431", "[http][limits]") {
  Fixture f({.header_bytes_max = 1024});
  const auto reply =
      Call({.url = f.url, .headers = {{"X-Long", std::string(2000, 'x')}}, .body = ""});
  REQUIRE(reply.ok());
  CHECK(reply->status == 431);
}

TEST_CASE("HttpServer: what is no HTTP gets 400 and the connection is closed", "[http][limits]") {
  Fixture f({});
  for (const std::string text :
       {"\x16\x03\x01\x02 TLS?\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nNo colon\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /?a=%1 HTTP/1.1\r\nConnection: close\r\n\r\n"}) {
    INFO(text);
    const RawConnection connection(f.port);
    REQUIRE(connection.Send(text));
    bool closed = false;
    const std::string answer = connection.ReadToEnd(&closed);
    CHECK_THAT(answer, Contains("HTTP/1.1 400"));
    CHECK_THAT(answer, Contains("\"mend\":"));
    CHECK(closed);
  }
  CHECK(Get(f.url)->status == 200);
}

TEST_CASE("HttpServer: a client that leaves in the middle of a request does no harm",
          "[http][limits]") {
  Fixture f({});
  for (const std::string text :
       {"", "GET", "GET / HTTP/1.1\r\nHos", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
    const RawConnection connection(f.port);
    REQUIRE(connection.Send(text));
  }
  CHECK(Get(f.url)->status == 200);
}

TEST_CASE("HttpServer: too many requests in flight get 503 with Retry-After", "[http][limits]") {
  Fixture f({.requests_in_flight_max = 2});
  const RawConnection a(f.port);
  const RawConnection b(f.port);
  REQUIRE(a.Send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
  REQUIRE(b.Send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
  f.WaitForKept(2);
  const auto reply = Get(f.url);
  REQUIRE(reply.ok());
  CHECK(reply->status == 503);
  CHECK(reply->headers.Find("Retry-After") == "1");
  f.kept[0]({.status = 200, .headers = {}, .body = "first"});
  CHECK_THAT(a.ReadUntil("first"), Contains("first"));
  CHECK(Get(f.url)->status == 200);
}

TEST_CASE("HttpServer: too many connections get 503 and are closed", "[http][limits]") {
  Fixture f({.connections_max = 1});
  {
    const RawConnection held(f.port);
    REQUIRE(held.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    REQUIRE_THAT(held.ReadUntil("\r\n\r\n"), Contains("200 OK"));
    const auto reply = Get(f.url);
    REQUIRE(reply.ok());
    CHECK(reply->status == 503);
    CHECK(reply->headers.Find("Retry-After").has_value());
  }
  // The room is free again once the server has seen the other end go.
  bool served = false;
  for (int i = 0; i < 400 && !served; ++i) {
    absl::SleepFor(absl::Milliseconds(10));
    served = Get(f.url)->status == 200;
  }
  CHECK(served);
}

TEST_CASE("HttpServer: a connection that says nothing or too little is closed", "[http][limits]") {
  Fixture f({.idle_timeout = absl::Milliseconds(150), .body_timeout = absl::Milliseconds(150)});
  for (const std::string text :
       {"", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
    const RawConnection connection(f.port);
    REQUIRE(connection.Send(text));
    bool closed = false;
    CHECK(connection.ReadToEnd(&closed).empty());
    CHECK(closed);
  }
}

TEST_CASE("HttpServer: an answer that takes longer than the idle time still arrives",
          "[http][limits]") {
  Fixture f({.idle_timeout = absl::Milliseconds(100)});
  const RawConnection connection(f.port);
  REQUIRE(connection.Send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
  f.WaitForKept(1);
  absl::SleepFor(absl::Milliseconds(300));
  f.kept[0]({.status = 200, .headers = {}, .body = "late"});
  CHECK_THAT(connection.ReadUntil("late"), Contains("late"));
}

TEST_CASE("HttpServer: a wrong address or port is refused with the mend", "[http][limits]") {
  const auto start = [](std::string address, std::int64_t port) {
    HttpServer server({.address = std::move(address), .port = port},
                      [](const HttpRequest&, const Responder&) {});
    return server.Start().status();
  };
  CHECK(start("somewhere", 0).code() == absl::StatusCode::kInvalidArgument);
  CHECK(start("127.0.0.1", 70'000).code() == absl::StatusCode::kInvalidArgument);
  CHECK(start("localhost", 0).ok());
  Fixture f({});
  CHECK(start("127.0.0.1", f.port).code() == absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace ledger::http
