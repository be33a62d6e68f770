#include "ledger/cli/command_line.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "ledger/cli/arguments.h"
#include "ledger/http/api_keys.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/seal/key_ring.h"

namespace ledger::cli {
namespace {

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

Answer Call(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = RunCommandLine(arguments, SessionOptions{}, {out, err, false});
  return {code, out.str(), err.str()};
}

bool Says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("Command line: a wrong call is a usage error that names the mend") {
  struct Row {
    std::vector<std::string> arguments;
    const char* says;
  };
  const std::vector<Row> rows = {
      {{}, "needs one of"},
      {{"campain", "show", "x"}, "did you mean campaign?"},
      {{"campaign"}, "needs one of: create"},
      {{"campaign", "stopp", "x"}, "did you mean stop?"},
      {{"campaign", "show"}, "campaign"},
      {{"campaign", "show", "x", "--acount", "demo"}, "did you mean --account?"},
      {{"campaign", "create", "x", "--message", "hi", "--class", "spam"}, "--class"},
      {{"campaign", "create", "x", "--message", "hi", "--rate", "fast"}, "--rate"},
      {{"campaign", "create", "x", "--message", "hi", "--rate", "-3"}, "--rate"},
      {{"campaign", "create", "x"}, "--message"},
      {{"account", "hours", "--open", "mon-fri"}, "--open: 'mon-fri' is not like"},
      {{"account", "hours", "--closed-on", "soon"}, "--closed-on: 'soon' is no date"},
      {{"account", "hours", "--federal-holidays", "shut"}, "--federal-holidays"},
      {{"import"}, "file"},
      {{"topics", "create", "--partitions", "0"}, "--partitions"},
      {{"replies", "--decide", "optin"}, "--decide"},
      {{"replies", "--decide", "release"}, "--reply"},
      {{"verify", "--against"}, "--against"},
      {{"status", "-o", "xml"}, "table"},
      {{"log", "accept-truncation"}, "--partition"},
      {{"log", "accept-truncation", "--partition", "1"}, "--actor is missing"},
      {{"rules", "activate", "--version", "99"}, "--version"},
      {{"send", "+14155550134", "--program", "marketing"}, "the text has no words: give --text"},
      {{"source", "ask", ""}, "is blank"},
      {{"source", "ask", " ", "--after", "-1d"}, "is blank"},
      {{"program", "add", ""}, "is blank"},
      {{"program", "add", "vip", "--name", ""}, "is blank"},
      {{"keyword", "add", "x", "--word", ""}, "is blank"},
      {{"form", "add", "f", "--title", "T", "--disclosure", "D"}, "give --double"},
      {{"form", "add", "f", "--title", "T", "--disclosure", "D", "--auto"}, "--auto needs --sign"},
      {{"form", "add", "f", "--title", "", "--disclosure", "D", "--double"}, "is blank"},
      {{"account", "create", "--brand", "", "--line", "13013", "--help-contact", "x"}, "is blank"},
      {{"account", "create", "--brand", "B", "--line", "13013", "--help-contact", ""}, "is blank"},
      {{"keyword", "add", "x"}, "--word is missing"},
      {{"keyword", "add", "x", "--word", "HOURS", "--remove"}, "--word says nothing with --remove"},
      {{"line", "add", "abc"}, "'abc' is no line; write a number like +1"},
      {{"account", "create", "--brand", "B", "--line", "ab", "--help-contact", "x"},
       "--line: 'ab' is no line"},
      {{"account", "create", "--brand", "B", "--line", "13013", "--help-contact", "x", "--timezone",
        "Mars/Olympus"},
       "--timezone: 'Mars/Olympus' is no zone"},
      {{"account", "create", "--brand", "B", "--line", "13013", "--help-contact", "x", "--region",
        "XX"},
       "--region: 'XX' is no region"},
      {{"contact", "zone", "+14155550134", "Mars/Olympus"}, "write a name such as America/Chicago"},
      {{"replies", "--decide", "release", "--reply", "0192"}, "'0192' is not 32 hex digits"},
      {{"contact", "deactivated", "+14155550134", "--source", ""}, "is blank"},
      {{"contact", "resolve", "x", "--position", "1"}, "--reason"},
      {{"contact", "resolve", "x", "--reason", "r"}, "give --position"},
      {{"--json", "program", "list"}, "unknown flag --json; did you mean -o json?"},
      {{"program", "list", "--ndjson"}, "did you mean -o ndjson?"},
      {{"--acount", "demo", "program", "list"}, "did you mean --account?"},
      {{"--account", "demo", "programm", "list"}, "did you mean program?"},
      {{"program", "--account", "demo"}, "'consent program' needs one of: add"},
      {{"program", "--policy", "single", "add", "x"},
       "--policy belongs to 'consent program add': write it behind"},
  };
  for (const Row& row : rows) {
    const Answer answer = Call(row.arguments);
    INFO(answer.err);
    CHECK(answer.code == kExitUsage);
    CHECK(answer.out.empty());
    CHECK(Says(answer.err, row.says));
  }
}

TEST_CASE("Command line: an id is told whole in a message, whatever digits it has") {
  CHECK(MaskArguments("no reply 01920192019201920192019201920192",
                      {"--reply=01920192019201920192019201920192"}) ==
        "no reply 01920192019201920192019201920192");
}

TEST_CASE("Command line: a command whose broker does not answer names what looks at all parts") {
  const Answer away = Call({"status", "--kafka-bootstrap", "127.0.0.1:1", "--projector-address",
                            "127.0.0.1:1"});
  CHECK(away.code == kExitTemporary);
  CHECK(Says(away.err, "See: consent doctor"));
}

TEST_CASE("Command line: help is also a command") {
  const Answer whole = Call({"help"});
  CHECK(whole.code == kExitOk);
  CHECK(whole.out == Call({"--help"}).out);
  CHECK(Call({"help", "campaign", "create"}).out == Call({"campaign", "create", "--help"}).out);
  const Answer wrong = Call({"help", "campain"});
  CHECK(wrong.code == kExitUsage);
  CHECK(Says(wrong.err, "did you mean campaign?"));
}

TEST_CASE("Command line: what is not set is named with its flag and variable") {
  const Answer kafka = Call({"doctor"});
  CHECK(kafka.code == kExitUsage);
  CHECK(Says(kafka.err, "--kafka-bootstrap"));
  CHECK(Says(kafka.err, "CONSENT_KAFKA_BOOTSTRAP"));
  const Answer account = Call({"keys", "create"});
  CHECK(account.code == kExitUsage);
  CHECK(Says(account.err, "CONSENT_ACCOUNT"));
}

TEST_CASE("Command line: the flags that all commands have may stand before the command") {
  for (const std::vector<std::string>& call :
       {std::vector<std::string>{"--account", "demo", "-o", "json", "keys", "create"},
        {"keys", "--account=demo", "create", "-o", "json"},
        {"-ojson", "keys", "create", "--account", "demo"}}) {
    const Answer answer = Call(call);
    INFO(answer.err);
    CHECK(answer.code == kExitUsage);
    CHECK(Says(answer.err, "--keys-file is missing"));  // so it knows the account
  }
  CHECK(Says(Call({"-o", "xml", "status"}).err, "table"));
  CHECK_FALSE(Says(Call({"--help"}).out, "--kafka-bootstrap"));
  CHECK(Says(Call({"status", "--help"}).out, "--kafka-bootstrap"));
}

TEST_CASE("Command line: a wrong record is named with its line before anything is asked") {
  const Answer answer = Call({"verify", "--against", "/does/not/exist"});
  CHECK(answer.code == kExitUsage);
  CHECK(Says(answer.err, "/does/not/exist"));
}

TEST_CASE("Command line: a number that is none is shown masked only") {
  const Answer answer = Call({"contact", "show", "+12125550187999999", "--account", "demo"});
  CHECK(answer.code == kExitUsage);
  CHECK(Says(answer.err, "neither a phone number"));
  CHECK_FALSE(Says(answer.err, "5550187"));
}

TEST_CASE("Command line: no message repeats a whole number, wherever it was typed") {
  const std::vector<std::vector<std::string>> calls = {
      {"contact", "+14155550134"},
      {"contact", "show", "A", "+14155550134"},
      {"contact", "show", "A", "--position=14155550134x"},
      {"contact", "show", "A", "--no-such-flag-14155550134"},
      {"contact", "history", "x", "--as-of", "+14155550134", "--kafka-bootstrap", "127.0.0.1:1"},
      {"campaign", "create", "x", "--message", "hi", "--rate", "4155550134"},
      {"status", "-o", "(415) 555-0134"},
      {"status", "-o4155550134"},
      {"import", "/no/such/+14155550134.csv", "--account", "demo"},
  };
  for (const std::vector<std::string>& call : calls) {
    const Answer answer = Call(call);
    INFO(answer.err);
    CHECK(answer.code == kExitUsage);
    CHECK_FALSE(Says(answer.err, "5550134"));
    CHECK_FALSE(Says(answer.err, "555-0134"));
  }
  const Answer date = Call({"contact", "show", "2026-11-22", "2026-11-23"});
  CHECK(Says(date.err, "2026-11-23"));
}

TEST_CASE("Command line: what is not UTF-8 is refused before anything is asked") {
  for (const char* reason : {"caf\xE9", "half \xC3", "\xED\xA0\x80"}) {
    const Answer answer =
        Call({"account", "halt", "--account", "demo", "--reason", reason, "--actor", "Ana"});
    INFO(answer.err);
    CHECK(answer.code == kExitUsage);
    CHECK(Says(answer.err, "argument 6"));
    CHECK(Says(answer.err, "is not UTF-8"));
  }
  CHECK_FALSE(Says(Call({"account", "halt", "--reason", "caf\xC3\xA9"}).err, "UTF-8"));
}

TEST_CASE("Command line: help shows examples before flags, and the version is told") {
  for (const std::vector<std::string>& call :
       {std::vector<std::string>{"--help"}, {"campaign", "create", "--help"}, {"import", "-h"}}) {
    const Answer answer = Call(call);
    CHECK(answer.code == kExitOk);
    REQUIRE(Says(answer.out, "Examples:"));
    CHECK(answer.out.find("Examples:") < answer.out.find("Usage:"));
  }
  CHECK(Says(Call({"--version"}).out, "consent "));
}

TEST_CASE("Command line: keys are made once, and a second call says so") {
  char folder[] = "/tmp/consent_cli_test_XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string file = std::string(folder) + "/keys";
  const std::vector<std::string> call = {"keys",        "create", "--account", "demo",
                                         "--keys-file", file,     "-o",        "json"};
  const Answer first = Call(call);
  CHECK(first.code == kExitOk);
  CHECK(Json::parse(first.out)["status"] == "created");
  const Answer second = Call(call);
  CHECK(second.code == kExitOk);
  CHECK(Json::parse(second.out)["status"] == "already_exists");
  CHECK(KeyRing::Load(file)->has_installation());

  const std::string api = std::string(folder) + "/api_keys";
  const Answer key =
      Call({"keys", "api", "--account", "demo", "--api-keys-file", api, "-o", "json"});
  CHECK(key.code == kExitOk);
  CHECK(Says(Json::parse(key.out)["api_key"].get<std::string>(), "clk_"));
  const Answer gateway = Call({"keys", "api", "--account", "demo", "--for", "gateway",
                               "--api-keys-file", api, "-o", "json"});
  CHECK(gateway.code == kExitOk);
  const auto made = http::ApiKeys::Load(api);
  REQUIRE(made.ok());
  const auto opens = [&](const Answer& answer, http::KeyKind door) {
    const std::string presented = Json::parse(answer.out)["api_key"].get<std::string>();
    return made->AuthenticateKey(presented, door).outcome == http::KeyOutcome::kValid;
  };
  CHECK(opens(key, http::KeyKind::kPublisher));
  CHECK(opens(gateway, http::KeyKind::kGateway));
  CHECK(std::remove(file.c_str()) == 0);
  CHECK(std::remove(api.c_str()) == 0);
  CHECK(std::remove(folder) == 0);
}

}  // namespace
}  // namespace ledger::cli
