// The gateway against a server that answers as Kannel 1.4.5 was seen to answer.
#include "dispatcher/gateway/kannel_gateway.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <mutex>
#include <string>

#include "absl/time/clock.h"
#include "ledger/runtime/system_clock.h"
#include "tests/dispatcher/raw_server.h"

namespace dispatcher {
namespace {

using ledger::SendOutcome;

const char kStatus[] =
    "<?xml version=\"1.0\"?>\n<gateway>\n<version>Kannel bearerbox</version>\n"
    "<status>@GATE@, uptime 0d 0h 0m 2s</status>\n<boxes>\n\t<box>\n\t\t<type>smsbox</type>\n"
    "\t\t<id></id>\n\t\t<status>@BOX@ 0d 0h 0m 1s</status>\n\t</box></boxes>\n"
    "<smscs><count>1</count>\n\t<smsc>\n\t\t<name>FAKE:1</name>\n\t\t<admin-id>FAKE</admin-id>\n"
    "\t\t<id>FAKE</id>\n\t\t<status>@LINK@</status>\n\t</smsc>\n</smscs>\n</gateway>";

std::string StatusPage(const std::string& gate, const std::string& box, const std::string& link) {
  std::string page = kStatus;
  page.replace(page.find("@GATE@"), 6, gate);
  page.replace(page.find("@BOX@"), 5, box);
  page.replace(page.find("@LINK@"), 6, link);
  return page;
}

TEST_CASE("ReadKannelStatus: a line is up only with a link of its route", "[dispatcher][kannel]") {
  const KannelStatus up = ReadKannelStatus(StatusPage("running", "on-line", "online 12s"));
  CHECK(up.IsUp("FAKE"));
  CHECK(up.IsUp(""));
  CHECK_FALSE(up.IsUp("OTHER"));
  for (const char* link : {"re-connecting", "connecting", "dead", "disconnected", "unknown"}) {
    CHECK_FALSE(ReadKannelStatus(StatusPage("running", "on-line", link)).IsUp("FAKE"));
  }
  for (const char* gate : {"suspended", "isolated", "full", "shutting down", "going down"}) {
    CHECK_FALSE(ReadKannelStatus(StatusPage(gate, "on-line", "online 1s")).IsUp("FAKE"));
  }
  CHECK_FALSE(ReadKannelStatus(StatusPage("running", "connected", "online 1s")).IsUp("FAKE"));
  CHECK_FALSE(ReadKannelStatus("<?xml version=\"1.0\"?>\n<gateway>\nDenied</gateway>").IsUp(""));
  CHECK_FALSE(ReadKannelStatus("").IsUp(""));
  const std::string page = StatusPage("running", "on-line", "online 1s");
  for (std::size_t cut = 0; cut < page.size(); ++cut) {
    CHECK_FALSE(ReadKannelStatus(page.substr(0, cut)).IsUp("FAKE"));
  }
}

TEST_CASE("ReadSendAnswer: every answer of Kannel has one meaning", "[dispatcher][kannel]") {
  struct Row {
    int status;
    const char* body;
    SendOutcome outcome;
  };
  const Row rows[] = {
      {202, "0: Accepted for delivery", SendOutcome::kAccepted},
      {202, "3: Queued for later delivery", SendOutcome::kQueued},
      {202, "something else", SendOutcome::kUnknown},
      {202, "", SendOutcome::kUnknown},
      {200, "0: Accepted for delivery", SendOutcome::kUnknown},
      {400, "Missing receiver number, rejected", SendOutcome::kRejected},
      {403, "Authorization failed for sendsms", SendOutcome::kRejected},
      {404, "", SendOutcome::kRejected},
      {503, "Temporal failure, try again later.", SendOutcome::kRejected},
      {500, "", SendOutcome::kUnknown},
      {302, "", SendOutcome::kUnknown},
  };
  for (const Row& row : rows) {
    TransferResult answer;
    answer.fate = TransferResult::Fate::kAnswered;
    answer.status = row.status;
    answer.body = row.body;
    const AttemptResult result = ReadSendAnswer(answer);
    INFO(row.status << " " << row.body);
    CHECK(result.outcome == row.outcome);
    CHECK_FALSE(result.permanent);
    CHECK_FALSE(result.provider_opt_out);
  }
  TransferResult broken;
  broken.fate = TransferResult::Fate::kNothingSent;
  CHECK(ReadSendAnswer(broken).outcome == SendOutcome::kWithdrawn);
  broken.fate = TransferResult::Fate::kUnknown;
  CHECK(ReadSendAnswer(broken).outcome == SendOutcome::kUnknown);
}

TEST_CASE("ReadSendAnswer: no number gets into the detail", "[dispatcher][kannel]") {
  TransferResult answer;
  answer.fate = TransferResult::Fate::kAnswered;
  answer.status = 400;
  answer.body = "no route to +15550100\r\n";
  const std::string detail = ReadSendAnswer(answer).detail;
  CHECK(detail == "400 no route to +1555####");
}

struct Kannel {
  std::atomic<bool> holds_probes = false;
  std::mutex mutex;  // guards the answers: threads of the server read them
  std::string link = "online 1s";
  std::string send_answer = Reply(202, "0: Accepted for delivery");
  std::string probe_answer = Reply(400, "Missing receiver(s) number(s), rejected");
  std::string status_answer;
  RawServer server{[this](int, const std::string& request) -> std::optional<std::string> {
    std::unique_lock lock(mutex);
    if (request.starts_with("GET ")) {
      const std::string answer = status_answer.empty()
                                     ? Reply(200, StatusPage("running", "on-line", link))
                                     : status_answer;
      lock.unlock();
      holds_probes.wait(true);
      return answer;
    }
    if (request.find("X-Kannel-To: ") == std::string::npos) return probe_answer;
    if (send_answer.empty()) return std::nullopt;
    return send_answer;
  }};

  void Set(std::string Kannel::*answer, std::string value) {
    const std::lock_guard lock(mutex);
    this->*answer = std::move(value);
  }
  KannelSettings Settings() const {
    KannelSettings settings;
    settings.send_url = server.Url("/cgi-bin/sendsms");
    settings.user = "consent";
    settings.password = "pass word";
    settings.status_url = server.Url("/status.xml");
    settings.status_password = "a&b";
    settings.report_url = "http://127.0.0.1:9/v1/kannel/dlr";
    settings.report_key = "clk_a/b";
    settings.probe_every = absl::Milliseconds(20);
    settings.probe_timeout = absl::Milliseconds(500);
    settings.answer_timeout = absl::Seconds(5);
    return settings;
  }
  std::vector<std::string> Texts() const {
    std::vector<std::string> texts;
    for (const std::string& request : server.requests()) {
      if (request.find("X-Kannel-To: ") != std::string::npos) texts.push_back(request);
    }
    return texts;
  }
};

std::optional<std::string> FakeRoute(const ledger::LineId& line) {
  if (line.value() == "13013") return "FAKE";
  if (line.value() == "13014") return "";
  return std::nullopt;
}

OutboundText Text(std::string words) {
  OutboundText text;
  text.intent = ledger::IntentId::FromBytes("0123456789abcdef");
  text.line = ledger::LineId("13013");
  text.number = "+15550100";
  text.text = std::move(words);
  text.validity = absl::Seconds(90);
  text.start_by = ledger::SystemClock().Monotonic() + absl::Seconds(1);
  text.report_reference = "demo.abc.012";
  return text;
}

AttemptResult Wait(KannelGateway& gateway) {
  for (const absl::Time end = absl::Now() + absl::Seconds(10); absl::Now() < end;) {
    std::vector<AttemptResult> ended = gateway.Poll(absl::Milliseconds(50));
    if (!ended.empty()) return ended.front();
  }
  FAIL("the attempt did not end");
  return {};
}

bool Soon(KannelGateway& gateway, const std::function<bool()>& holds) {
  for (const absl::Time end = absl::Now() + absl::Seconds(5); absl::Now() < end;) {
    static_cast<void>(gateway.Poll(absl::Milliseconds(10)));
    if (holds()) return true;
  }
  return false;
}

bool IsUpSoon(KannelGateway& gateway, const std::string& line, bool wanted) {
  return Soon(gateway, [&] { return gateway.IsUp(ledger::LineId(line)) == wanted; });
}

bool Has(const std::string& request, const std::string& line) {
  return request.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST_CASE("KannelGateway: a text is one POST with all that Kannel must know",
          "[dispatcher][kannel]") {
  Kannel kannel;
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  gateway.Submit(Text("Hello £5 €"));
  CHECK(gateway.InFlight() == 1);
  const AttemptResult result = Wait(gateway);
  CHECK(result.intent == Text("").intent);
  CHECK(result.outcome == SendOutcome::kAccepted);
  CHECK(gateway.InFlight() == 0);
  REQUIRE(kannel.Texts().size() == 1);
  const std::string request = kannel.Texts()[0];
  CHECK(request.starts_with("POST /cgi-bin/sendsms HTTP/1.1\r\n"));
  CHECK(Has(request, "X-Kannel-Username: consent"));
  CHECK(Has(request, "X-Kannel-Password: pass word"));
  CHECK(Has(request, "X-Kannel-From: 13013"));
  CHECK(Has(request, "X-Kannel-To: +15550100"));
  CHECK(Has(request, "Content-Type: text/plain; charset=UTF-8"));
  CHECK(Has(request, "X-Kannel-Coding: 0"));
  CHECK(Has(request, "X-Kannel-Validity: 1"));
  CHECK(Has(request, "X-Kannel-DLR-Mask: 19"));
  CHECK(Has(request, "X-Kannel-SMSC: FAKE"));
  CHECK(Has(request,
            "X-Kannel-DLR-Url: http://127.0.0.1:9/v1/kannel/dlr?key=clk_a%%2Fb&d=%d"
            "&ref=demo.abc.012"));
  CHECK(request.ends_with("\r\n\r\nHello £5 €"));
}

TEST_CASE("KannelGateway: what is not GSM 03.38 goes out as UCS-2", "[dispatcher][kannel]") {
  Kannel kannel;
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  gateway.Submit(Text("Hello 😀"));
  CHECK(Wait(gateway).outcome == SendOutcome::kAccepted);
  CHECK(Has(kannel.Texts().at(0), "X-Kannel-Coding: 2"));
}

TEST_CASE("KannelGateway: a line without words or a gateway gets no request",
          "[dispatcher][kannel]") {
  Kannel kannel;
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  gateway.Submit(Text(""));
  CHECK(Wait(gateway).outcome == SendOutcome::kWithdrawn);
  OutboundText other = Text("Hello");
  other.line = ledger::LineId("999");
  gateway.Submit(other);
  CHECK(gateway.InFlight() == 1);
  CHECK(Wait(gateway).outcome == SendOutcome::kWithdrawn);
  CHECK(kannel.Texts().empty());
}

TEST_CASE("KannelGateway: a gateway that takes a text and dies leaves it unknown and unrepeated",
          "[dispatcher][kannel]") {
  Kannel kannel;
  kannel.Set(&Kannel::send_answer, "");
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  CHECK(IsUpSoon(gateway, "13013", true));
  gateway.Submit(Text("Hello"));
  CHECK(Wait(gateway).outcome == SendOutcome::kUnknown);
  CHECK(gateway.Poll(absl::Milliseconds(100)).empty());
  CHECK(kannel.Texts().size() == 1);
}

TEST_CASE("KannelGateway: a gateway that is not there gives the text back",
          "[dispatcher][kannel]") {
  Kannel kannel;
  KannelSettings settings = kannel.Settings();
  settings.send_url = "http://127.0.0.1:" + std::to_string(ClosedPort()) + "/cgi-bin/sendsms";
  const ledger::SystemClock clock;
  KannelGateway gateway(settings, FakeRoute, clock);
  gateway.Submit(Text("Hello"));
  CHECK(Wait(gateway).outcome == SendOutcome::kWithdrawn);
  CHECK(Soon(gateway, [&] { return gateway.Trouble().starts_with("sendsms: "); }));
  CHECK_FALSE(gateway.IsUp(ledger::LineId("13013")));
}

class PausedClock final : public ledger::Clock {
 public:
  [[nodiscard]] absl::Time Now() const override { return clock_.Now() + paused; }
  [[nodiscard]] absl::Duration Monotonic() const override { return clock_.Monotonic() + paused; }
  absl::Duration paused;

 private:
  ledger::SystemClock clock_;
};

TEST_CASE("KannelGateway: a text whose time to begin is over after a pause is given back",
          "[dispatcher][kannel]") {
  Kannel kannel;
  PausedClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  gateway.Submit(Text("Hello"));
  CHECK(Wait(gateway).outcome == SendOutcome::kAccepted);  // its connection is kept
  gateway.Submit(Text("Hello again"));
  clock.paused = absl::Minutes(1);
  CHECK(Wait(gateway).outcome == SendOutcome::kWithdrawn);
  gateway.Submit(Text("Hello again"));  // the pause came before it was handed over
  CHECK(Wait(gateway).outcome == SendOutcome::kWithdrawn);
  CHECK(kannel.Texts().size() == 1);
}

TEST_CASE("KannelGateway: a line is up while its link is", "[dispatcher][kannel]") {
  Kannel kannel;
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  CHECK_FALSE(gateway.IsUp(ledger::LineId("13013")));  // not probed yet
  CHECK(IsUpSoon(gateway, "13013", true));
  CHECK(gateway.IsUp(ledger::LineId("13014")));
  CHECK_FALSE(gateway.IsUp(ledger::LineId("999")));
  CHECK(gateway.Trouble().empty());
  kannel.Set(&Kannel::link, "re-connecting");
  CHECK(IsUpSoon(gateway, "13013", false));
  kannel.Set(&Kannel::link, "online 0s");
  CHECK(IsUpSoon(gateway, "13013", true));
  kannel.Set(&Kannel::status_answer, Reply(500, ""));
  CHECK(IsUpSoon(gateway, "13013", false));
}

TEST_CASE("KannelGateway: a wrong password is found by the probe before it costs a text",
          "[dispatcher][kannel]") {
  Kannel kannel;
  kannel.Set(&Kannel::probe_answer, Reply(403, "Authorization failed for sendsms"));
  const ledger::SystemClock clock;
  KannelGateway gateway(kannel.Settings(), FakeRoute, clock);
  CHECK(Soon(gateway, [&] { return gateway.Trouble().starts_with("sendsms: 403 "); }));
  CHECK_FALSE(gateway.IsUp(ledger::LineId("13013")));
  CHECK(gateway.Trouble() == "sendsms: 403 Authorization failed for sendsms");
}

TEST_CASE("KannelGateway: a probe that began before a refusal does not lift it",
          "[dispatcher][kannel]") {
  Kannel kannel;
  kannel.holds_probes = true;
  kannel.Set(&Kannel::send_answer, Reply(403, "Authorization failed for sendsms"));
  const ledger::SystemClock clock;
  KannelSettings settings = kannel.Settings();
  settings.probe_timeout = absl::Seconds(30);
  KannelGateway gateway(settings, FakeRoute, clock);
  CHECK(Soon(gateway, [&] {
    const auto seen = kannel.server.requests();
    return std::any_of(seen.begin(), seen.end(), [](const std::string& request) {
      return request.starts_with("GET ");
    });
  }));
  gateway.Submit(Text("Hello"));
  CHECK(Wait(gateway).outcome == SendOutcome::kRejected);
  kannel.Set(&Kannel::status_answer, Reply(500, ""));
  kannel.holds_probes = false;
  kannel.holds_probes.notify_all();
  bool was_up = false;
  CHECK(Soon(gateway, [&] {
    was_up |= gateway.IsUp(ledger::LineId("13013"));
    return gateway.Trouble() == "bearerbox's status page: 500";
  }));
  CHECK_FALSE(was_up);
}

}  // namespace
}  // namespace dispatcher
