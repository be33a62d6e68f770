// No call is made twice, whatever the server and the connection do (law 3).
#include "dispatcher/gateway/transfer.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <future>

#include "tests/dispatcher/raw_server.h"

namespace dispatcher {
namespace {

using Fate = TransferResult::Fate;

TransferResult Wait(Transfers& transfers) {
  for (int i = 0; i < 200; ++i) {
    std::vector<TransferResult> ended = transfers.Poll(absl::Milliseconds(50));
    if (!ended.empty()) return ended.front();
  }
  FAIL("the transfer did not end");
  return {};
}

TransferRequest Post(const std::string& url, const std::string& body) {
  TransferRequest request;
  request.url = url;
  request.post = true;
  request.body = body;
  request.timeout = absl::Seconds(8);
  return request;
}

// For a server that will never answer.
TransferRequest Impatient(const std::string& url) {
  TransferRequest request = Post(url, "words");
  request.timeout = absl::Milliseconds(600);
  return request;
}

TEST_CASE("Transfers: an answer is given whole with its status", "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return Reply(202, "0: Accepted"); });
  Transfers transfers({});
  const std::uint64_t id = transfers.Start(Post(server.Url("/send"), "words"));
  const TransferResult result = Wait(transfers);
  CHECK(result.id == id);
  CHECK(result.fate == Fate::kAnswered);
  CHECK(result.status == 202);
  CHECK(result.body == "0: Accepted");
  CHECK(transfers.InFlight() == 0);
  const std::string request = server.requests().at(0);
  CHECK(request.starts_with("POST /send HTTP/1.1\r\n"));
  CHECK(request.find("Expect") == std::string::npos);
  CHECK(request.ends_with("\r\n\r\nwords"));
}

TEST_CASE("Transfers: a 4xx and a 5xx are answers", "[dispatcher][transfer]") {
  for (const int status : {400, 401, 403, 417, 500, 503}) {
    RawServer server([&](int, const std::string&) { return Reply(status, "no"); });
    Transfers transfers({});
    transfers.Start(Post(server.Url("/"), "words"));
    const TransferResult result = Wait(transfers);
    CHECK(result.fate == Fate::kAnswered);
    CHECK(result.status == status);
    CHECK(server.requests().size() == 1);
  }
}

TEST_CASE("Transfers: a redirect is an answer and is not followed", "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) {
    return "HTTP/1.1 307 Else\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n";
  });
  Transfers transfers({});
  transfers.Start(Post(server.Url("/"), "words"));
  CHECK(Wait(transfers).status == 307);
  CHECK(server.requests().size() == 1);
}

// The server reads the second request on the reused connection and hangs up before the first byte
// of an answer: libcurl alone would send it once more on a fresh connection.
TEST_CASE("Transfers: a reused connection that dies makes no second request",
          "[dispatcher][transfer]") {
  const bool post = GENERATE(true, false);
  const std::string body = GENERATE(std::string("words"), std::string());
  RawServer server([](int number, const std::string&) -> std::optional<std::string> {
    if (number == 0) return Reply(202, "0: Accepted");
    return std::nullopt;
  });
  Transfers transfers({});
  TransferRequest request = Post(server.Url("/"), body);
  request.post = post;
  transfers.Start(request);
  CHECK(Wait(transfers).status == 202);
  transfers.Start(request);
  const TransferResult result = Wait(transfers);
  CHECK(result.fate == Fate::kUnknown);
  CHECK_FALSE(result.detail.empty());
  CHECK(transfers.Poll(absl::Milliseconds(200)).empty());
  CHECK(server.requests().size() == 2);
}

TEST_CASE("Transfers: a fresh connection that dies makes no second request",
          "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return std::nullopt; });
  Transfers transfers({});
  transfers.Start(Post(server.Url("/"), "words"));
  CHECK(Wait(transfers).fate == Fate::kUnknown);
  CHECK(transfers.Poll(absl::Milliseconds(200)).empty());
  CHECK(server.requests().size() == 1);
}

TEST_CASE("Transfers: a call is taken back while no byte of it has left, and not after",
          "[dispatcher][transfer]") {
  std::promise<void> asked_back;  // the server answers after that
  const std::shared_future<void> once_asked_back = asked_back.get_future();
  RawServer server([&](int, const std::string&) {
    once_asked_back.wait_for(std::chrono::seconds(5));
    return Reply(202, "0: Accepted");
  });
  Transfers transfers({});
  const std::uint64_t first = transfers.Start(Post(server.Url("/"), "words"));
  transfers.Withdraw(first, "taken back");
  TransferResult result = Wait(transfers);
  CHECK(result.id == first);
  CHECK(result.fate == Fate::kNothingSent);
  CHECK(result.detail == "taken back");
  CHECK(transfers.InFlight() == 0);
  const std::uint64_t second = transfers.Start(Post(server.Url("/"), "words"));
  while (server.requests().empty()) CHECK(transfers.Poll(absl::ZeroDuration()).empty());
  transfers.Withdraw(second, "too late");
  transfers.Withdraw(first, "unknown by now");
  asked_back.set_value();
  result = Wait(transfers);
  CHECK(result.id == second);
  CHECK(result.fate == Fate::kAnswered);
  CHECK(server.requests().size() == 1);
}

// libcurl's own limit for the time until the first byte is no help here: it begins in Poll(), and a
// connection that was kept stands at once.
TEST_CASE("Transfers: a call that may not begin any more sends nothing",
          "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return Reply(202, "0: Accepted"); });
  Transfers transfers({});
  bool may_begin = true;
  TransferRequest request = Post(server.Url("/"), "words");
  request.may_begin = [&] { return may_begin; };
  transfers.Start(request);
  CHECK(Wait(transfers).fate == Fate::kAnswered);
  transfers.Start(request);
  may_begin = false;
  const TransferResult result = Wait(transfers);
  CHECK(result.fate == Fate::kNothingSent);
  CHECK(result.withdrawn);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("Transfers: many calls on connections that die make one request each",
          "[dispatcher][transfer]") {
  RawServer server([](int number, const std::string&) -> std::optional<std::string> {
    if (number % 3 == 2) return std::nullopt;
    return Reply(202, "0: Accepted");
  });
  Transfers transfers({});
  constexpr int kCalls = 300;
  int started = 0;
  int ended = 0;
  int unknown = 0;
  while (ended < kCalls) {
    while (started < kCalls && transfers.InFlight() < 8) {
      transfers.Start(Post(server.Url("/" + std::to_string(started++)), "words"));
    }
    for (const TransferResult& result : transfers.Poll(absl::Milliseconds(50))) {
      ++ended;
      if (result.fate == Fate::kUnknown) ++unknown;
    }
  }
  CHECK(server.requests().size() == kCalls);
  CHECK(unknown == kCalls / 3);
}

TEST_CASE("Transfers: nothing was sent when the connection is refused", "[dispatcher][transfer]") {
  Transfers transfers({});
  transfers.Start(Post("http://127.0.0.1:" + std::to_string(ClosedPort()) + "/", "words"));
  CHECK(Wait(transfers).fate == Fate::kNothingSent);
}

TEST_CASE("Transfers: nothing is sent to anything but http", "[dispatcher][transfer]") {
  Transfers transfers({});
  for (const char* url : {"https://127.0.0.1:1/", "file:///etc/hostname", "nonsense://x"}) {
    transfers.Start(Post(url, "words"));
    CHECK(Wait(transfers).fate == Fate::kNothingSent);
  }
}

TEST_CASE("Transfers: a call that finds no connection free ends with nothing sent",
          "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return std::string(); });
  Transfers transfers({.connections_max = 1});
  transfers.Start(Impatient(server.Url("/first")));
  CHECK(transfers.Poll(absl::Milliseconds(50)).empty());
  const std::uint64_t id = transfers.Start(Post(server.Url("/second"), "words"));
  CHECK(transfers.InFlight() == 2);
  const TransferResult result = Wait(transfers);
  CHECK(result.id == id);
  CHECK(result.fate == Fate::kNothingSent);
  CHECK(Wait(transfers).fate == Fate::kUnknown);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("Transfers: a silent server makes the call unknown after its time",
          "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return std::string(); });
  Transfers transfers({});
  transfers.Start(Impatient(server.Url("/")));
  CHECK(Wait(transfers).fate == Fate::kUnknown);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("Transfers: half an answer is none", "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) {
    return "HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\n\r\n0: Acc";
  });
  Transfers transfers({});
  transfers.Start(Impatient(server.Url("/")));
  CHECK(Wait(transfers).fate == Fate::kUnknown);
}

TEST_CASE("Transfers: an answer that is too long is none", "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return Reply(202, std::string(5000, 'x')); });
  Transfers transfers({.answer_bytes_max = 1000});
  transfers.Start(Post(server.Url("/"), "words"));
  CHECK(Wait(transfers).fate == Fate::kUnknown);
}

TEST_CASE("Transfers: connections are kept and reused", "[dispatcher][transfer]") {
  RawServer server([](int, const std::string&) { return Reply(202, "0: Accepted"); });
  Transfers transfers({});
  for (int i = 0; i < 20; ++i) {
    transfers.Start(Post(server.Url("/"), "words"));
    CHECK(Wait(transfers).fate == Fate::kAnswered);
  }
  CHECK(server.connections() == 1);
}

}  // namespace
}  // namespace dispatcher
