// The gateway against the real Kannel: bearerbox, smsbox and a handset at its fake SMSC port.
// Skipped where Kannel is not installed, with a line that says so.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "dispatcher/gateway/kannel_gateway.h"
#include "ledger/runtime/system_clock.h"
#include "tests/dispatcher/raw_server.h"

namespace dispatcher {
namespace {

using ledger::SendOutcome;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// A Kannel and a handset of this test's own; both end with it.
class KannelWorld {
 public:
  KannelWorld() {
    folder_ = std::filesystem::temp_directory_path() / ("kannel_test." + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    started_ = Run("STACK_INBOUND_URL='http://127.0.0.1:1/mo?text=%b' '" + Deploy() +
                   "/kannel/start' '" + folder_ + "'");
  }
  ~KannelWorld() {
    StopHandset();
    static_cast<void>(Run("'" + Deploy() + "/kannel/stop' '" + folder_ + "'"));
    std::filesystem::remove_all(folder_);
  }
  KannelWorld(const KannelWorld&) = delete;
  KannelWorld& operator=(const KannelWorld&) = delete;

  static std::string Deploy() { return CONSENT_DEPLOY_LOCAL; }
  [[nodiscard]] bool started() const { return started_; }
  [[nodiscard]] std::string Record() const { return ReadFile(folder_ + "/record.ndjson"); }

  void StartHandset() {
    REQUIRE(Run("{ python3 '" + Deploy() + "/handset.py' --port " + Port("KANNEL_FAKE_SMSC_PORT") +
                " --record '" + folder_ + "/record.ndjson' & echo $! >'" + folder_ +
                "/handset.pid'; }"));
  }
  void StopHandset() const { static_cast<void>(Run("kill $(cat '" + folder_ + "/handset.pid')")); }
  void StopKannel() const { REQUIRE(Run("'" + Deploy() + "/kannel/stop' '" + folder_ + "'")); }

  [[nodiscard]] KannelSettings Settings(const RawServer& front_door) const {
    KannelSettings settings;
    settings.send_url = "http://127.0.0.1:" + Port("KANNEL_SENDSMS_PORT") + "/cgi-bin/sendsms";
    settings.user = "consent";
    settings.password = SecretOf("kannel_sendsms_password");
    settings.status_url = "http://127.0.0.1:" + Port("KANNEL_ADMIN_PORT") + "/status.xml";
    settings.status_password = SecretOf("kannel_status_password");
    settings.report_url = front_door.Url("/kannel/dlr");
    settings.report_key = "clk_%d&p=%p#1\xd0";
    settings.probe_every = absl::Milliseconds(200);
    return settings;
  }

 private:
  static bool Run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1 </dev/null").c_str()) == 0;
  }
  [[nodiscard]] std::string Port(const std::string& name) const {
    const std::string ports = ReadFile(folder_ + "/ports.env");
    const std::size_t at = ports.find(name + "=") + name.size() + 1;
    return ports.substr(at, ports.find('\n', at) - at);
  }
  [[nodiscard]] std::string SecretOf(const std::string& name) const {
    std::string secret = ReadFile(folder_ + "/secrets/" + name);
    if (secret.ends_with('\n')) secret.pop_back();
    return secret;
  }

  std::string folder_;
  bool started_ = false;
};

template <typename Condition>
bool Until(KannelGateway& gateway, absl::Duration limit, Condition condition) {
  const ledger::SystemClock clock;
  const absl::Duration end = clock.Monotonic() + limit;
  while (!condition()) {
    if (clock.Monotonic() > end) return false;
    static_cast<void>(gateway.Poll(absl::Milliseconds(20)));
  }
  return true;
}

OutboundText Text(int number, std::string words) {
  OutboundText text;
  std::string id = "intent.." + std::to_string(10'000'000 + number);
  text.intent = ledger::IntentId::FromBytes(id);
  text.line = ledger::LineId("13013");
  text.number = "+1555" + std::to_string(10'000 + number);
  text.text = std::move(words);
  text.validity = absl::Minutes(1);
  text.start_by = ledger::SystemClock().Monotonic() + absl::Seconds(1);
  text.report_reference = "ref" + std::to_string(number);
  return text;
}

AttemptResult Send(KannelGateway& gateway, OutboundText text) {
  gateway.Submit(std::move(text));
  for (int i = 0; i < 200; ++i) {
    std::vector<AttemptResult> ended = gateway.Poll(absl::Milliseconds(50));
    if (!ended.empty()) return ended.front();
  }
  return {};
}

// Sends `count` texts as fast as there is room and prints how many a second Kannel took.
void MeasureRate(KannelGateway& gateway, int count) {
  const ledger::SystemClock clock;
  const absl::Duration begin = clock.Monotonic();
  int started = 0;
  int accepted = 0;
  int other = 0;
  int withdrawn = 0;
  while (accepted + other < count) {
    while (started < count && gateway.Room(ledger::LineId("13013")) > 0) {
      gateway.Submit(Text(started++, "Hello from the gateway"));
    }
    for (const AttemptResult& result : gateway.Poll(absl::Milliseconds(50))) {
      if (result.outcome == SendOutcome::kAccepted) {
        ++accepted;
      } else if (result.outcome == SendOutcome::kWithdrawn) {
        ++withdrawn;  // no byte left, under load: given back, and asked for again
        --started;
      } else {
        ++other;
      }
    }
  }
  const double seconds = absl::ToDoubleSeconds(clock.Monotonic() - begin);
  std::cout << "KannelGateway: " << count << " texts through Kannel, "
            << static_cast<int>(count / seconds) << " texts/s, with delivery reports, " << withdrawn
            << " given back\n";
  CHECK(other == 0);
}

TEST_CASE("KannelGateway: real Kannel takes texts once and reports on them", "[process][kannel]") {
  if (std::system("PATH=$PATH:/usr/sbin; command -v bearerbox >/dev/null") != 0) {
    std::cout << "KannelGateway: Kannel is not installed here; run deploy/install run\n";
    return;
  }
  RawServer front_door([](int, const std::string&) { return Reply(200, ""); });
  KannelWorld world;
  REQUIRE(world.started());
  const ledger::SystemClock clock;
  const ledger::LineId line("13013");
  KannelGateway gateway(
      world.Settings(front_door), [](const ledger::LineId&) { return "FAKE"; }, clock);

  // No handset has connected yet, and 1.4.5 says "online" all the same until one leaves.
  world.StartHandset();
  REQUIRE(Until(gateway, absl::Seconds(20), [&] { return gateway.IsUp(line); }));

  const std::string words[] = {"Plain £5 € {x} [y] ~ \\ ^ |", "Übergrößenträger ñ à Ω",
                               "Emoji 😀 and ç “quotes”", "two\nlines"};
  int number = 0;
  for (const std::string& text : words) {
    CHECK(Send(gateway, Text(number++, text)).outcome == SendOutcome::kAccepted);
  }
  const auto received = [&](const std::string& text) {
    return world.Record().find("\"text\":\"" + text + "\"") != std::string::npos;
  };
  CHECK(Until(gateway, absl::Seconds(5), [&] {
    return received("Plain £5 € {x} [y] ~ \\\\ ^ |") && received(words[1]) && received(words[2]) &&
           received("two\\nlines");
  }));
  // The reports come back with key and reference just as they were given.
  CHECK(Until(gateway, absl::Seconds(5), [&] { return front_door.requests().size() >= 4; }));
  for (const std::string& report : front_door.requests()) {
    CHECK(report.starts_with("GET /kannel/dlr?key=clk_%25d%26p%3D%25p%231%D0&d=1&ref=ref"));
  }

  MeasureRate(gateway, 3000);
  CHECK(Until(gateway, absl::Seconds(30), [&] { return front_door.requests().size() >= 3004; }));

  // The handset leaves: the link goes, and with it the line.
  world.StopHandset();
  CHECK(Until(gateway, absl::Seconds(10), [&] { return !gateway.IsUp(line); }));
  CHECK(Send(gateway, Text(9999, "late")).outcome == SendOutcome::kQueued);
  // Kannel ends: no byte leaves any more.
  world.StopKannel();
  CHECK(Send(gateway, Text(9998, "none")).outcome == SendOutcome::kWithdrawn);
  CHECK_FALSE(gateway.IsUp(line));
}

}  // namespace
}  // namespace dispatcher
