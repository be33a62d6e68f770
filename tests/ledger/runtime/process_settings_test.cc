#include "ledger/runtime/process_settings.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace ledger {
namespace {

std::optional<int> Parse(const std::vector<std::string>& arguments, ProcessSettings* settings) {
  SettingsParser parser("consent-test", "Does nothing.");
  AddProcessSettings(parser, settings);
  std::ostringstream out;
  std::ostringstream err;
  return parser.Parse(arguments, {}, out, err);
}

TEST_CASE("ProcessSettings: bind to every worker's parser", "[runtime][settings]") {
  ProcessSettings settings;
  CHECK_FALSE(
      Parse({"--operations-port", "8081", "--heartbeat-age-max", "5s", "--log-level", "debug"},
            &settings)
          .has_value());
  CHECK(settings.operations_port == 8081);
  CHECK(settings.heartbeat_age_max == absl::Seconds(5));
  CHECK(settings.log_level == "debug");
}

TEST_CASE("ProcessSettings: a wrong level or port is refused", "[runtime][settings]") {
  ProcessSettings settings;
  CHECK(Parse({"--log-level", "loud"}, &settings) == 2);
  CHECK(Parse({"--operations-port", "65536"}, &settings) == 2);
}

}  // namespace
}  // namespace ledger
