#include "ledger/cli/inbound_text.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

using imports::InboundMeaning;

TEST_CASE("ReadInboundText: a text that may be a revocation is one, and START alone takes back") {
  for (const char* stop : {"STOP", "stop.", "Unsubscribe", "ARRET", "please take me off this list",
                           "Quit texting me", "YES STOP", "revoke"}) {
    CAPTURE(stop);
    CHECK(ReadInboundText(stop) == InboundMeaning::kStop);
  }
  for (const char* start : {"START", "unstop", " Start "}) {
    CAPTURE(start);
    CHECK(ReadInboundText(start) == InboundMeaning::kStart);
  }
  for (const char* nothing : {"are you open on sunday?", "HELP", "", "thanks!", "YES"}) {
    CAPTURE(nothing);
    CHECK(ReadInboundText(nothing) == InboundMeaning::kNothing);
  }
}

}  // namespace
}  // namespace ledger::cli
