// The same over TLS: no call is made twice, and none is made to a stranger.
#include <catch2/catch.hpp>

#include "dispatcher/gateway/transfer.h"
#include "tests/dispatcher/raw_server.h"
#include "tests/dispatcher/tls_server.h"

namespace dispatcher {
namespace {

TransferResult EndOfCall(Transfers& transfers, const TlsServer& server, bool trusted) {
  TransferRequest request;
  request.url = server.Url("/send");
  if (trusted) request.ca_file = server.ca_file();
  request.post = true;
  request.body = "words";
  request.connect_timeout = absl::Seconds(5);
  request.timeout = absl::Seconds(8);
  transfers.Start(std::move(request));
  for (int i = 0; i < 200; ++i) {
    std::vector<TransferResult> ended = transfers.Poll(absl::Milliseconds(50));
    if (!ended.empty()) return ended.front();
  }
  FAIL("the transfer did not end");
  return {};
}

TEST_CASE("Transfers: over TLS an answer is given whole, and a kept connection that dies makes no "
          "second request",
          "[dispatcher][transfer]") {
  TlsServer server(1, Reply(201, "taken"));
  Transfers transfers({});
  const TransferResult first = EndOfCall(transfers, server, true);
  CHECK(first.detail.empty());
  CHECK(first.fate == TransferResult::Fate::kAnswered);
  CHECK(first.body == "taken");
  CHECK(EndOfCall(transfers, server, true).fate == TransferResult::Fate::kUnknown);
  REQUIRE(server.requests().size() == 2);
  CHECK(server.requests()[1].ends_with("\r\n\r\nwords"));
}

TEST_CASE("Transfers: a peer that nobody vouches for gets no byte of the request",
          "[dispatcher][transfer]") {
  TlsServer server(1, Reply(201, "taken"));
  Transfers transfers({});
  CHECK(EndOfCall(transfers, server, false).fate == TransferResult::Fate::kNothingSent);
  CHECK(server.requests().empty());
}

}  // namespace
}  // namespace dispatcher
