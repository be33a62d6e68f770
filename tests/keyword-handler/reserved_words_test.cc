// Custom keywords that collide with reserved words are refused, with the reason.
#include "keyword-handler/reserved_words.h"

#include <catch2/catch.hpp>
#include <string>

namespace keyword_handler {
namespace {

bool Says(const absl::Status& status, const std::string& part) {
  return std::string(status.message()).find(part) != std::string::npos;
}

TEST_CASE("CheckCustomKeyword: reserved words and readings of them are refused",
          "[keywords][reserved]") {
  for (const std::string words :
       {"STOP",           "stop!",        "S T O P",         "Opt-Out",  "HELP",
        "INFO",           "AIDE",         "YES",             "y",        "OUI",
        "START",          "UNSTOP",       "STOP 12345",      "NO",       "stop texting me",
        "wrong number",   "no more",      "remove me",       "STOP NOW", "ST0P",
        "leave me alone", "REVOKE",       "not interested",  "",         "!!!",
        "\U0001F6D1",    "Y.E.S",        "S T A R T"}) {
    INFO(words);
    CHECK(CheckCustomKeyword(words).code() == absl::StatusCode::kInvalidArgument);
  }
  const absl::Status status = CheckCustomKeyword("Quit");
  CHECK(Says(status, "\"Quit\" is reserved"));
  CHECK(Says(status, "as QUIT"));
  CHECK(Says(status, "choose another word"));
}

TEST_CASE("CheckCustomKeyword: ordinary words are accepted", "[keywords][reserved]") {
  for (const std::string words : {"TEXT ME", "JOIN", "WINE CLUB", "FOLLOW", "VIP", "HOURS", "SHOP",
                                  "Caf\u00E9", "BUS STOP", "2FOR1", "MENU"}) {
    INFO(words);
    CHECK(CheckCustomKeyword(words).ok());
  }
}

}  // namespace
}  // namespace keyword_handler
