#include "ledger/http/http_server.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ledger/http/http_client.h"
#include "ledger/http/problem.h"
#include "tests/ledger/http/raw_connection.h"

namespace ledger::http {
namespace {

using Catch::Matchers::Contains;

HttpResponse Text(std::string body) {
  return {.status = 200, .headers = {}, .body = std::move(body)};
}

// A server whose answers tell what it got; "/later" keeps the responder for the test.
struct Fixture {
  explicit Fixture(HttpServerOptions options = {})
      : server(std::move(options), [this](HttpRequest request, Responder respond) {
          Handle(std::move(request), std::move(respond));
        }) {
    const auto started = server.Start();
    REQUIRE(started.ok());
    port = *started;
    url = absl::StrCat("http://127.0.0.1:", port);
  }

  void Handle(HttpRequest request, Responder respond) {
    if (request.path == "/later") {
      const std::lock_guard<std::mutex> lock(mutex);
      kept.push_back(std::move(respond));
    } else if (request.path == "/drop") {
      return;
    } else if (request.path == "/thread") {
      threads.emplace_back([respond] {
        absl::SleepFor(absl::Milliseconds(20));
        respond(Text("from a thread"));
      });
    } else {
      std::string body = absl::StrCat(request.method, "|", request.path, "|", request.body);
      for (const auto& [name, value] : request.query.all())
        absl::StrAppend(&body, "|", name, "=", value);
      if (const auto header = request.headers.Find("x-TEST")) {
        absl::StrAppend(&body, "|header ", std::string(*header));
      }
      respond(Text(std::move(body)));
    }
  }

  std::vector<Responder> TakeKept(std::size_t count) {
    for (int i = 0; i < 1000; ++i) {
      {
        const std::lock_guard<std::mutex> lock(mutex);
        if (kept.size() >= count) return std::exchange(kept, {});
      }
      absl::SleepFor(absl::Milliseconds(5));
    }
    return {};
  }

  std::mutex mutex;
  std::vector<Responder> kept;
  std::vector<std::jthread> threads;
  HttpServer server;
  int port = 0;
  std::string url;
};

TEST_CASE("HttpServer: hands out method, path, query, headers and body decoded", "[http][server]") {
  Fixture f;
  const auto reply = Call({.method = "POST",
                           .url = f.url + "/a%20b?text=ja+gern%21&empty&x=%00",
                           .headers = {{"X-Test", "seen"}},
                           .body = "body"});
  REQUIRE(reply.ok());
  CHECK(reply->status == 200);
  CHECK(reply->body ==
        std::string("POST|/a b|body|text=ja gern!|empty=|x=") + '\0' + "|header seen");
}

TEST_CASE("HttpServer: the answer may come later from another thread", "[http][server]") {
  Fixture f;
  const auto reply = Get(f.url + "/thread");
  REQUIRE(reply.ok());
  CHECK(reply->body == "from a thread");
}

TEST_CASE("HttpServer: a dropped responder becomes a 500 and not a hanging connection",
          "[http][server]") {
  Fixture f;
  const auto reply = Get(f.url + "/drop");
  REQUIRE(reply.ok());
  CHECK(reply->status == 500);
  CHECK_THAT(reply->body, Contains("not_answered"));
}

TEST_CASE("HttpServer: one connection serves many requests, also pipelined ones",
          "[http][server]") {
  Fixture f;
  const RawConnection connection(f.port);
  REQUIRE(connection.Send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"));
  const std::string both = connection.ReadUntil("GET|/2|");
  CHECK(both.find("GET|/1|") < both.find("GET|/2|"));
  REQUIRE(connection.Send("GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  bool closed = false;
  CHECK_THAT(connection.ReadToEnd(&closed), Contains("GET|/3|"));
  CHECK(closed);
}

TEST_CASE("HttpServer: answers 100 Continue to who waits for it", "[http][server]") {
  Fixture f;
  const RawConnection connection(f.port);
  REQUIRE(connection.Send(
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  CHECK_THAT(connection.ReadUntil("\r\n\r\n"), Contains("100 Continue"));
  REQUIRE(connection.Send("ok"));
  CHECK_THAT(connection.ReadUntil("|ok"), Contains("POST|/x|ok"));
}

TEST_CASE("HttpServer: HEAD gets no body", "[http][server]") {
  Fixture f;
  const RawConnection connection(f.port);
  REQUIRE(connection.Send("HEAD /x HTTP/1.1\r\nHost: x\r\n\r\nGET /y HTTP/1.1\r\nHost: x\r\n\r\n"));
  const std::string text = connection.ReadUntil("GET|/y|");
  CHECK_THAT(text, Contains("Content-Length: 8"));
  CHECK_THAT(text, !Contains("HEAD|/x|"));
}

TEST_CASE("HttpServer: a client that has gone does no harm to a late answer", "[http][server]") {
  Fixture f;
  {
    const RawConnection connection(f.port);
    REQUIRE(connection.Send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
    const auto kept = f.TakeKept(1);
    REQUIRE(kept.size() == 1);
    f.kept = kept;
  }
  for (const Responder& respond : f.kept) respond(Text(std::string(1 << 20, 'x')));
  CHECK(Get(f.url + "/alive").ok());
}

TEST_CASE("HttpServer: stopping waits for the answers in flight", "[http][server]") {
  Fixture f;
  std::optional<HttpReply> got;
  std::jthread client([&] {
    const auto reply = Get(f.url + "/later");
    if (reply.ok()) got = *reply;
  });
  const std::vector<Responder> kept = f.TakeKept(1);
  REQUIRE(kept.size() == 1);
  std::jthread answer([&] {
    absl::SleepFor(absl::Milliseconds(100));
    kept[0](Text("in time"));
  });
  f.server.Stop(absl::Seconds(5));
  client.join();
  REQUIRE(got.has_value());
  CHECK(got->body == "in time");
  CHECK(Get(f.url + "/").status().code() == absl::StatusCode::kUnavailable);
}

TEST_CASE("HttpServer: stopping is bounded and a later answer does nothing", "[http][server]") {
  std::vector<Responder> kept;
  {
    Fixture f;
    const RawConnection connection(f.port);
    const RawConnection idle(f.port);
    REQUIRE(connection.Send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
    kept = f.TakeKept(1);
    REQUIRE(kept.size() == 1);
    const absl::Time start = absl::Now();
    f.server.Stop(absl::Milliseconds(100));
    CHECK(absl::Now() - start < absl::Seconds(2));
    bool closed = false;
    CHECK(connection.ReadToEnd(&closed).empty());
    CHECK(closed);
  }
  kept[0](Text("too late"));  // the server does not exist any more
}

TEST_CASE("HttpServer: many clients on several threads each get their own answer",
          "[http][server]") {
  Fixture f({.threads = 2});
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < 8; ++client) {
      clients.emplace_back([&, client] {
        for (int i = 0; i < 25; ++i) {
          const std::string body = absl::StrCat(client, ".", i);
          const auto reply = Post(f.url + "/echo", "text/plain", body);
          if (reply.ok() && reply->body == "POST|/echo|" + body) ++right;
        }
      });
    }
  }
  CHECK(right == 200);
}

TEST_CASE("HttpServer: a line break in a header value cannot begin a header", "[http][server]") {
  HttpServer server({}, [](const HttpRequest&, const Responder& respond) {
    respond({.status = 200, .headers = {{"X-A", "1\r\nX-Evil: 2"}}, .body = "ok"});
  });
  const auto port = server.Start();
  REQUIRE(port.ok());
  const auto reply = Get(absl::StrCat("http://127.0.0.1:", *port, "/"));
  REQUIRE(reply.ok());
  CHECK_FALSE(reply->headers.Find("X-Evil").has_value());
}

}  // namespace
}  // namespace ledger::http
