// `consent` against a real broker: what an import appends, refuses, and passes over the second
// time, also after a kill; another pepper; events through the intake topic.
#include <fcntl.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <thread>

#include "ledger/cli/command_line.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/topic_names.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/verify/refold.h"
#include "tests/support/broker.h"

namespace ledger::cli {
namespace {

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
  [[nodiscard]] Json json() const { return Json::parse(out); }
};

// An account "demo" on a broker of its own, and calls of `consent` for it.
class Shop {
 public:
  Shop() {
    options_.kafka_bootstrap = broker.kafka.bootstrap_servers;
    options_.account = "demo";
    options_.keys_file = broker.folder + "/keys";
    REQUIRE(Call({"topics", "create", "--partitions", "2"}).code == kExitOk);
    REQUIRE(Call({"keys", "create"}).code == kExitOk);
    REQUIRE(Call({"account", "create", "--brand", "Demo", "--line", "13013", "--help-contact", "x"})
                .code == kExitOk);
  }

  Answer Call(std::vector<std::string> arguments) const {
    std::ostringstream out;
    std::ostringstream err;
    arguments.insert(arguments.end(), {"-q", "-o", "json"});
    const int code = RunCommandLine(arguments, options_, {out, err, false});
    UNSCOPED_INFO(out.str() << err.str());
    return {code, out.str(), err.str()};
  }
  std::string Write(const std::string& name, const std::string& content) const {
    std::ofstream(broker.folder + "/" + name, std::ios::binary) << content;
    return broker.folder + "/" + name;
  }
  // The events about contacts that the ledger holds.
  std::vector<Event> Ledger() const {
    std::vector<Event> events;
    const auto reader = *MakeKafkaReader(broker.kafka, {});
    const auto end = *reader->EndOffsets(kLedgerTopic, absl::Seconds(10));
    const SystemClock clock;
    REQUIRE(verify::ReadAll(*reader, kLedgerTopic, end, clock, absl::Seconds(60),
                            [&](const LogRecord& record) {
                              const Record decoded = Decode(record.offset, record.appended_at_ms,
                                                            record.key, record.value);
                              const auto* event = std::get_if<Event>(&decoded.content);
                              REQUIRE(event != nullptr);
                              if (!decoded.about_partition) events.push_back(*event);
                            })
                .ok());
    return events;
  }
  // Starts the binary, and kills it when the ledger has grown.
  void KillImport(const std::string& file) const {
    const pid_t pid = ::fork();
    if (pid == 0) {
      const int silent = ::open("/dev/null", O_WRONLY);
      ::dup2(silent, 1);
      ::dup2(silent, 2);
      ::execl(CONSENT, CONSENT, "import", file.c_str(), "--account", "demo", "--kafka-bootstrap",
              options_.kafka_bootstrap.c_str(), "--keys-file", options_.keys_file.c_str(), nullptr);
      ::_exit(127);
    }
    const auto reader = *MakeKafkaReader(broker.kafka, {});
    for (Offset records = 0; records == 0;) {
      records = 0;
      const auto end = reader->EndOffsets(kLedgerTopic, absl::Seconds(10));
      REQUIRE(end.ok());
      for (const auto& [partition, next] : *end) records += next;
      REQUIRE(::waitpid(pid, nullptr, WNOHANG) == 0);
    }
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  void UseKeys(const std::string& file) { options_.keys_file = file; }

  Broker broker;

 private:
  SessionOptions options_;
};

std::string NumberOf(int person) { return "+1415555" + std::to_string(10000 + person).substr(1); }

TEST_CASE("consent import: rows, a dry run, refusals, and what a bare no means") {
  const Shop shop;
  const std::string yes = shop.Write("yes.csv",
                                     "phone,opted_in\n" + NumberOf(100) + ",yes\n" +
                                         NumberOf(101) + ",false\n" + NumberOf(102) + ",\n");

  const Answer dry = shop.Call({"import", yes, "--dry-run"});
  CHECK(dry.code == kExitRefused);
  CHECK(dry.json()["imported"] == 1);
  CHECK(dry.json()["opted_out"] == 1);
  CHECK(shop.Ledger().empty());

  CHECK(shop.Call({"import", yes, "--attest", "Signed cards"}).code == kExitUsage);
  const std::string report = shop.broker.folder + "/report.csv";
  const Answer refused = shop.Call({"import", yes, "--attest", std::string(5000, 'x'), "--actor",
                                    "Ana", "--report", report});
  CHECK(refused.code == kExitRefused);
  CHECK(refused.json()["reasons"]["too_large"] == 1);
  CHECK_THAT(ReadFile(report), Catch::Contains("too_large"));
  CHECK_FALSE(ReadFile(report).find("not_possible") != std::string::npos);
  CHECK(shop.Call({"import", yes, "--report", yes}).code == kExitUsage);
  CHECK_THAT(ReadFile(yes), Catch::StartsWith("phone"));

  // Shopify's bare no says nothing of a stranger, and revokes what its own word had carried.
  const std::string header =
      "Customer ID,Default Address Country Code,Default Address Phone,Phone,Accepts SMS "
      "Marketing\n";
  const std::string first = shop.Write("first.csv", header + "1,US,,'" + NumberOf(103) +
                                                        ",yes\n2,US,,'" + NumberOf(104) +
                                                        ",no\n");
  const std::size_t before = shop.Ledger().size();
  const Answer attested =
      shop.Call({"import", first, "--attest", "Signed cards", "--actor", "Ana Diaz"});
  CHECK(attested.json()["imported"] == 1);
  CHECK(attested.json()["reasons"]["no_source_consent"] == 1);
  const std::vector<Event> events = shop.Ledger();
  REQUIRE(events.size() == before + 1);
  const auto attested_event = std::find_if(events.begin(), events.end(), [](const Event& event) {
    return std::holds_alternative<ContactImported>(event.fact);
  });
  REQUIRE(attested_event != events.end());
  const auto& imported = std::get<ContactImported>(attested_event->fact);
  CHECK(imported.attestation == "Signed cards");
  CHECK(imported.actor == "Ana Diaz");
  const std::string second =
      shop.Write("second.csv", header + "1,US,,'" + NumberOf(103) + ",no\n");
  CHECK(shop.Call({"import", second}).json()["opted_out"] == 1);
  CHECK(shop.Call({"import", second}).json()["already_there"] == 1);
}

TEST_CASE("consent import: one that was killed goes on, and no row is there twice") {
  const Shop shop;
  constexpr int kRows = 9000;
  std::string content = "phone,opted_in\n";
  for (int person = 0; person < kRows; ++person) content += NumberOf(person) + ",yes\n";
  const std::string file = shop.Write("many.csv", content);
  shop.KillImport(file);
  const std::size_t before = shop.Ledger().size();
  CHECK(before > 0);
  const Json again = shop.Call({"import", file}).json();
  CHECK(again["imported"].get<int>() + again["already_there"].get<int>() +
            again["rejected"].get<int>() ==
        kRows);
  CHECK(again["already_there"].get<std::size_t>() == before);
  std::set<EventId> ids;
  for (const Event& event : shop.Ledger()) CHECK(ids.insert(event.id).second);
  CHECK(ids.size() == kRows - again["rejected"].get<std::size_t>());
  CHECK(shop.Call({"import", file}).json()["status"] == "unchanged");
}

TEST_CASE("A command that breaks a rule is refused with the reason, nothing of it is appended") {
  Shop shop;
  const auto words = [&] { return shop.Call({"template", "list"}).json().size(); };
  const std::size_t before = words();
  const Answer reserved =
      shop.Call({"keyword", "add", "leave", "--word", "Stop!", "--response", "Goodbye"});
  CHECK(reserved.code == kExitRefused);
  CHECK_THAT(reserved.err, Catch::Contains("\"Stop!\" is reserved"));
  CHECK(words() == before);
  CHECK(shop.Call({"keyword", "list"}).json().empty());
  CHECK(shop.Call({"keyword", "add", "menu", "--word", "MENU", "--response", "Soup"}).code ==
        kExitOk);
  CHECK(words() == before + 1);
  const Answer unfit = shop.Call({"template", "set", "help", "--text", "Ask us"});
  CHECK(unfit.code == kExitRefused);
  CHECK_THAT(unfit.err, Catch::Contains("as the answer to HELP it does not say"));
  CHECK(shop.Call({"line", "add", "013"}).code == kExitOk);
  CHECK(shop.Call({"line", "add", "+0155"}).code == kExitUsage);
}

TEST_CASE("Every call that cannot be ends with the code of the table, says why, appends nothing") {
  Shop shop;
  const std::string ana = NumberOf(100);
  REQUIRE(shop.Call({"line", "add", "13014"}).code == kExitOk);
  struct Row {
    std::vector<std::string> arguments;
    int code;
    const char* says;
  };
  const std::vector<Row> rows = {
      // What an argument says cannot be.
      {{"send", "12", "--program", "marketing", "--text", "Hi"}, kExitUsage, "number"},
      {{"send", ana, "--program", "marketing", "--text", "Hi", "--deadline", "-1h"},
       kExitUsage, "has passed"},
      {{"contact", "show", "12"}, kExitUsage, "+14155550134"},
      {{"contact", "opt-out", "12", "--means", "web"}, kExitUsage, "number"},
      {{"contact", "deactivated", "12", "--source", "att"}, kExitUsage, "number"},
      {{"contact", "zone", "12", "America/Chicago"}, kExitUsage, "number"},
      {{"contact", "set", "12", "--status", "opt_out", "--reason", "r"}, kExitUsage, "number"},
      {{"contact", "reassigned", "12", "--database", "RND", "--date-used", "-1d"},
       kExitUsage, "number"},
      {{"contact", "reassigned", ana, "--database", "RND", "--date-used", "+1d"},
       kExitUsage, "--date-used: '+1d' lies ahead"},
      {{"contact", "reassigned", ana, "--database", "RND", "--date-used", "+1d", "--answer", "no"},
       kExitUsage, "--date-used: '+1d' lies ahead"},
      {{"contact", "set", ana, "--status", "opt_in", "--reason", "r", "--agreed-at", "+1d"},
       kExitUsage, "--agreed-at: '+1d' lies ahead"},
      {{"contact", "show", ana, "--as-of", "+1d"}, kExitUsage, "--as-of: '+1d' lies ahead"},
      {{"source", "ask", "shopify", "--after", "+1d"}, kExitUsage, "--after: '+1d' lies ahead"},
      {{"program", "add", "vip", "--pending-term", "30"}, kExitUsage, "'30' has no unit"},
      {{"program", "add", "vip", "--line", "abc"}, kExitUsage, "--line: 'abc' is no line"},
      {{"form", "link", "signup", "--email", "ana", "--ledger-url", "http://127.0.0.1:1",
        "--api-key-file", "/none"},
       kExitUsage, "--email"},
      {{"form", "link", "signup", "--email", "ana@a.example", "--expires", "30", "--ledger-url",
        "http://127.0.0.1:1", "--api-key-file", "/none"},
       kExitUsage, "'30' has no unit"},
      {{"form", "link", "signup", "--email", "ana@a.example", "--expires", "900d", "--ledger-url",
        "http://127.0.0.1:1", "--api-key-file", "/none"},
       kExitUsage, "more than 366 days"},
      {{"campaign", "create", "late", "--message", "Hi", "--at", "-3d", "--acknowledge", "Yes",
        "--schedule"},
       kExitUsage, "has passed"},
      // What an argument names is not there.
      {{"send", ana, "--program", "nosuch", "--text", "Hi"}, kExitNotFound, "consent program list"},
      {{"send", ana, "--program", "marketing", "--template", "nosuch"},
       kExitNotFound, "consent template list"},
      {{"contact", "opt-out", ana, "--means", "web", "--scope", "program:nosuch"},
       kExitNotFound, "no program 'nosuch'"},
      {{"source", "ask", "shopify", "--program", "nosuch", "--stop"},
       kExitNotFound, "no program 'nosuch'"},
      {{"keyword", "add", "x", "--word", "HOURS", "--opt-in", "nosuch"},
       kExitNotFound, "no program 'nosuch'"},
      {{"keyword", "add", "x", "--word", "HOURS", "--response-template", "nosuch"},
       kExitNotFound, "no template 'nosuch'"},
      {{"keyword", "add", "nosuch", "--remove"}, kExitNotFound, "consent keyword list"},
      {{"program", "add", "vip", "--line", "13999"}, kExitNotFound, "consent line list"},
      {{"program", "add", "vip", "--line", "13013", "--help-template", "nosuch"},
       kExitNotFound, "no template 'nosuch'"},
      {{"campaign", "create", "c", "--message", "Hi", "--program", "nosuch"},
       kExitNotFound, "no program 'nosuch'"},
      {{"campaign", "create", "c", "--message", "@nosuch"}, kExitNotFound, "no template 'nosuch'"},
      {{"campaign", "create", "c", "--message", "Hi", "--line", "13999"},
       kExitNotFound, "has no line 13999"},
      {{"form", "add", "f", "--title", "T", "--disclosure", "D", "--double", "--program", "nosuch"},
       kExitNotFound, "no program 'nosuch'"},
      {{"segments", "--account", "nosuch"}, kExitNotFound, "there is no account nosuch"},
      {{"replies", "--account", "nosuch"}, kExitNotFound, "there is no account nosuch"},
      // A rule stands against it.
      {{"keyword", "add", "leave", "--word", "Stop"}, kExitRefused, "reserved"},
      {{"template", "set", "help", "--text", "Ask us"}, kExitRefused, "does not say"},
  };
  for (const Row& row : rows) {
    INFO(row.arguments[0] << " " << row.arguments[1] << " " << row.arguments.back());
    const Answer answer = shop.Call(row.arguments);
    CHECK(answer.code == row.code);
    CHECK_THAT(answer.err, Catch::Contains(row.says));
    CHECK(answer.out.empty());
  }
  CHECK(shop.Ledger().empty());
}

TEST_CASE("A campaign that is refused when it is scheduled leaves no draft behind") {
  Shop shop;
  REQUIRE(shop.Call({"campaign", "show", "ask"}).code == kExitNotFound);
  const Answer refused =
      shop.Call({"campaign", "create", "ask", "--class", "opt_in_request", "--message", "Buy now",
                 "--at", "now", "--acknowledge", "Yes", "--schedule"});
  CHECK(refused.code == kExitRefused);
  const Answer late = shop.Call({"campaign", "create", "sale", "--message", "Hi", "--acknowledge",
                                 "Yes", "--schedule"});
  CHECK(late.code == kExitUsage);
  CHECK_THAT(late.err, Catch::Contains("--at is missing"));
  CHECK(shop.Call({"campaign", "schedule", "sale"}).code == kExitNotFound);
}

TEST_CASE("Who gives a command stands in the log: a name, or the login behind cli:") {
  Shop shop;
  const auto owner = [&](std::vector<std::string> actor) {
    std::vector<std::string> call = {"campaign", "create", "c", "--message", "Hi", "--dry-run"};
    call.insert(call.end(), actor.begin(), actor.end());
    return shop.Call(call).json()["dry_run"].get<std::string>();
  };
  CHECK_THAT(owner({"--actor", "Ana Diaz"}), Catch::Contains("owner: \"Ana Diaz\""));
  const passwd* const login = ::getpwuid(::getuid());
  REQUIRE(login != nullptr);
  CHECK_THAT(owner({}), Catch::Contains("owner: \"cli:" + std::string(login->pw_name) + "\""));
}

TEST_CASE("consent account hours: changes the hours alone, and shows those in force") {
  Shop shop;
  const Json before = shop.Call({"account", "show"}).json();
  const Json usual = shop.Call({"account", "hours"}).json();
  CHECK(usual["hours"].size() == 7);
  CHECK(usual["federal_holidays"] == "closed");
  CHECK_FALSE(usual.contains("status"));
  const std::vector<std::string> change = {"account", "hours", "--open", "sat=10-16", "--closed-on",
                                           "sun", "--closed-on", "2026-12-24"};
  const Json changed = shop.Call(change).json();
  CHECK(changed["status"] == "changed");
  CHECK(changed["control_offset"] > 0);
  const Json now = shop.Call({"account", "hours"}).json();
  CHECK(now["hours"].size() == 6);
  CHECK(now["hours"][5] == Json({{"weekday", "sat"}, {"open", "10:00"}, {"close", "16:00"}}));
  CHECK(now["closed_dates"] == Json({"2026-12-24"}));
  CHECK(now["federal_holidays"] == "closed");
  CHECK(shop.Call(change).json()["status"] == "already_so");
  CHECK(shop.Call({"account", "show"}).json() == before);  // name, region, lines, programs
  const Answer never = shop.Call({"account", "hours", "--closed-on", "mon-sun"});
  CHECK(never.code == kExitRefused);
  CHECK_THAT(never.err, Catch::Contains("no weekday has hours; open one"));
  CHECK(shop.Call({"account", "hours"}).json() == now);
}

TEST_CASE("A line of another account is refused, however like it is described") {
  Shop shop;
  REQUIRE(shop.Call({"keys", "create", "--account", "other"}).code == kExitOk);
  REQUIRE(shop.Call({"account", "create", "--account", "other", "--brand", "Other", "--line",
                     "13014", "--help-contact", "x"})
              .code == kExitOk);
  CHECK(shop.Call({"line", "add", "13013"}).json()["status"] == "already_so");
  const Answer taken = shop.Call({"line", "add", "13013", "--account", "other"});
  CHECK(taken.code == kExitRefused);
  CHECK_THAT(taken.err, Catch::Contains("belongs to another account"));
}

TEST_CASE("Another pepper: `consent` and the keyword-handler refuse it, and append nothing") {
  Shop shop;
  const std::string file = shop.Write("one.csv", "phone,opted_in\n" + NumberOf(100) + ",yes\n");
  const std::string keys = shop.broker.folder + "/other_keys";
  shop.UseKeys(keys);
  REQUIRE(shop.Call({"keys", "create"}).code == kExitOk);
  const Answer refused = shop.Call({"import", file});
  CHECK(refused.code == kExitRefused);
  CHECK_THAT(refused.err, Catch::Contains("another pepper"));
  CHECK(shop.Call({"doctor"}).code == kExitRuntimeFailure);
  CHECK(shop.Ledger().empty());
  const std::string log = shop.broker.folder + "/handler.log";
  const int status = RunCommand(absl::StrCat(
      "timeout 60 ", KEYWORD_HANDLER, " --projector-address 127.0.0.1:1 --operations-port 0 ",
      "--kafka-bootstrap ", shop.broker.kafka.bootstrap_servers, " --keys-file ", keys, " 2>",
      log));
  CHECK(WEXITSTATUS(status) == kExitRunFailed);
  CHECK_THAT(ReadFile(log), Catch::Contains("another pepper"));
}

TEST_CASE("consent publish --topic: an event has its place, and what is wrong is named") {
  const Shop shop;
  const std::string event = R"({"source":"crm","publisher_id":"17","number":")" + NumberOf(100) +
                            R"(","opted_out":{"scope":{"reach":"REACH_MARKETING"},"means":)";
  const std::string good = shop.Write("good.json", event + R"("OPT_OUT_MEANS_WEB"}})");
  const Answer taken = shop.Call({"publish", good, "--topic"});
  CHECK(taken.code == kExitOk);
  CHECK(taken.json()[0]["offset"] == 0);
  const std::string bad = shop.Write("bad.json", event + R"("BY_PIGEON"}})");
  const Answer refused = shop.Call({"publish", bad, "--topic"});
  CHECK(refused.code == kExitUsage);
  CHECK_THAT(refused.err, Catch::Contains("means") && Catch::Contains("BY_PIGEON"));
}

}  // namespace
}  // namespace ledger::cli
