#include "ledger/runtime/log_line.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <set>
#include <thread>
#include <vector>

namespace ledger {
namespace {

TEST_CASE("FormatLogLine: one object with the fields of the OpenTelemetry model",
          "[runtime][log]") {
  const std::vector<LogAttribute> attributes{
      {"partition", 7},         {"topic", "consent.ledger.v1"},
      {"ratio", 0.5},           {"ready", false},
      {"broken", std::nan("")}, {"offset", std::numeric_limits<std::int64_t>::max()}};
  CHECK(FormatLogLine(absl::FromUnixMicros(1'700'000'000'000'001), "consent-projector",
                      Severity::kWarn, "lag", attributes) ==
        R"({"timestamp":"2023-11-14T22:13:20.000001Z","severity":"WARN","severity_number":13,)"
        R"("body":"lag","service":"consent-projector","version":")" CONSENT_VERSION
        R"(","attributes":{"partition":7,"topic":"consent.ledger.v1","ratio":0.5,"ready":false,)"
        R"("broken":null,"offset":9223372036854775807}})");
}

TEST_CASE("FormatLogLine: text from outside cannot forge a line or a field", "[runtime][log]") {
  const std::vector<LogAttribute> attributes{{"reason", "x\"}\n{\"severity\":\"INFO"}};
  const std::string line =
      FormatLogLine(absl::UnixEpoch(), "w", Severity::kError, "a\nb", attributes);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find(R"("reason":"x\"}\n{\"severity\":\"INFO")") != std::string::npos);
}

TEST_CASE("Log: lines of several threads never mix, and the threshold holds", "[runtime][log]") {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fflush(stderr);
  const int saved = dup(STDERR_FILENO);
  REQUIRE(dup2(fileno(file), STDERR_FILENO) >= 0);
  const std::string long_text(3000, 'x');
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          Log(Severity::kInfo, "line", {{"text", long_text}});
          Log(Severity::kDebug, "not to be seen");
        }
      });
    }
  }
  dup2(saved, STDERR_FILENO);
  close(saved);
  std::rewind(file);
  std::string content;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file))
    content.append(buffer, n);
  std::fclose(file);
  std::size_t lines = 0;
  for (std::size_t at = 0; at < content.size(); ++lines) {
    const std::size_t end = content.find('\n', at);
    REQUIRE(end != std::string::npos);
    const std::string line = content.substr(at, end - at);
    CHECK(line.starts_with("{\"timestamp\":"));
    CHECK(line.ends_with("x\"}}"));
    at = end + 1;
  }
  CHECK(lines == 200);
}

TEST_CASE("ParseSeverity: knows the four levels and nothing else", "[runtime][log]") {
  Severity severity{};
  CHECK(ParseSeverity("warn", &severity));
  CHECK(severity == Severity::kWarn);
  CHECK_FALSE(ParseSeverity("WARN", &severity));
  CHECK_FALSE(ParseSeverity("", &severity));
}

}  // namespace
}  // namespace ledger
