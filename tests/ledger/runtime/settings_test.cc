#include "ledger/runtime/settings.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ledger {
namespace {

using Catch::Matchers::Contains;

constexpr std::string_view kNames[] = {"age",           "brokers", "hosts", "key-file",
                                       "name",          "quick",   "ratio", "settings-file",
                                       "someone-elses", "count"};

struct WorkerSettings {
  std::string name = "anna";
  std::int64_t count = 5;
  bool quick = false;
  double ratio = 0.5;
  absl::Duration age = absl::Seconds(30);
  std::vector<std::string> hosts = {"a", "b"};
  Secret key;
};

// A worker with one setting of each type; Parse() as its main() would.
struct Fixture {
  Fixture() {
    parser.Example("consent-test --name otto");
    parser.Add("name", &s.name, "A name.", Presence::kRequired);
    parser.Add("count", &s.count, "A count.", {.min = 1, .max = 10});
    parser.Add("quick", &s.quick, "Whether to hurry.");
    parser.Add("ratio", &s.ratio, "A ratio.", {.min = 0.0, .max = 1.0});
    parser.Add("age", &s.age, "An age.", {.min = absl::Seconds(1)});
    parser.Add("hosts", &s.hosts, "Hosts.");
    parser.Add("key-file", &s.key, "A key.");
  }

  std::optional<int> Parse(std::vector<std::string> arguments,
                           std::vector<std::string> environment = {}) {
    return parser.Parse(arguments, environment, out, err);
  }

  // Writes a file next to the others of this test and returns its path.
  static std::string File(const std::string& name, const std::string& content) {
    const auto folder = std::filesystem::temp_directory_path() / "ledger_runtime_settings_test";
    std::filesystem::create_directories(folder);
    const std::string path = (folder / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  WorkerSettings s;
  SettingsParser parser{"consent-test", "Does nothing.", kNames};
  std::ostringstream out;
  std::ostringstream err;
};

TEST_CASE("SettingsParser: without anything the defaults hold", "[runtime][settings]") {
  Fixture f;
  CHECK_FALSE(f.Parse({}).has_value());
  CHECK(f.s.count == 5);
  CHECK(f.parser.NonDefaults().empty());
}

TEST_CASE("SettingsParser: every type is read from flags", "[runtime][settings]") {
  Fixture f;
  const std::string key = Fixture::File("key", "s3cret\n");
  REQUIRE_FALSE(f.Parse({"--name", "otto", "--count=7", "--quick", "--ratio", "0.25", "--age",
                         "1m30s", "--hosts", "x, y,z", "--key-file", key})
                    .has_value());
  CHECK(f.s.name == "otto");
  CHECK(f.s.count == 7);
  CHECK(f.s.quick);
  CHECK(f.s.ratio == 0.25);
  CHECK(f.s.age == absl::Seconds(90));
  CHECK(f.s.hosts == std::vector<std::string>{"x", "y", "z"});
  CHECK(f.s.key.Reveal() == "s3cret");
}

TEST_CASE("SettingsParser: flag beats environment beats file beats default",
          "[runtime][settings]") {
  const std::string file = Fixture::File(
      "order.toml", "name = \"file\"\ncount = 2\nratio = 1\nage = \"5s\"\nhosts = [\"f,1\"]\n");
  Fixture f;
  REQUIRE_FALSE(f.Parse({"--settings-file", file, "--name", "flag"},
                        {"CONSENT_NAME=environment", "CONSENT_COUNT=3", "PATH=/bin"})
                    .has_value());
  CHECK(f.s.name == "flag");
  CHECK(f.s.count == 3);
  CHECK(f.s.ratio == 1.0);
  CHECK(f.s.age == absl::Seconds(5));
  CHECK(f.s.hosts == std::vector<std::string>{"f,1"});

  Fixture by_environment;
  REQUIRE_FALSE(by_environment.Parse({}, {"CONSENT_SETTINGS_FILE=" + file}).has_value());
  CHECK(by_environment.s.name == "file");
}

TEST_CASE("SettingsParser: what is wrong ends with 2 and names the mend", "[runtime][settings]") {
  struct Row {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::string says;
  };
  const std::vector<Row> rows = {
      {{"--nmae", "x"}, {}, "unknown flag '--nmae'; did you mean --name?"},
      {{"name"}, {}, "unexpected argument 'name'"},
      {{"-n", "x"}, {}, "unexpected argument '-n'"},
      {{"--name"}, {}, "--name needs a value"},
      {{"--name", "--quick"}, {}, "--name needs a value"},
      {{"--count", "1", "--count", "2"}, {}, "--count is given twice"},
      {{"--count", "0"}, {}, "--count: must be at least 1, got '0'"},
      {{"--count", "11"}, {}, "--count: must be at most 10, got '11'"},
      {{"--count", "3x"}, {}, "--count: expected a whole number, got '3x'"},
      {{"--count", "99999999999999999999"}, {}, "--count: expected a whole number"},
      {{"--ratio", "nan"}, {}, "--ratio: expected a number"},
      {{"--age", "30"}, {}, "--age: expected a duration such as"},
      {{"--age", "1ms"}, {}, "--age: must be at least 1s"},
      {{"--quick=maybe"}, {}, "--quick: expected true or false, got 'maybe'"},
      {{"--name="}, {}, "--name is required"},
      {{"--key-file", "/does/not/exist"}, {}, "cannot read the secret file '/does/not/exist'"},
      {{"--key-file", "/tmp"}, {}, "cannot read the secret file '/tmp'"},
      {{"--settings-file", "/does/not/exist"}, {}, "cannot read the settings file"},
      {{}, {"CONSENT_NMAE=x"}, "CONSENT_NMAE; did you mean CONSENT_NAME?"},
      {{}, {"CONSENT_COUNT=zwei"}, "environment variable CONSENT_COUNT: expected a whole number"},
  };
  for (const Row& row : rows) {
    Fixture f;
    INFO(row.says);
    CHECK(f.Parse(row.arguments, row.environment) == 2);
    CHECK_THAT(f.err.str(), Contains(row.says));
    CHECK_THAT(f.err.str(), Contains("consent-test --help"));
  }
}

TEST_CASE("SettingsParser: all errors are shown at once", "[runtime][settings]") {
  Fixture f;
  CHECK(f.Parse({"--count", "0", "--ratio", "2"}) == 2);
  CHECK_THAT(f.err.str(), Contains("--count"));
  CHECK_THAT(f.err.str(), Contains("--ratio"));
}

TEST_CASE("SettingsParser: errors in the file carry line and column", "[runtime][settings]") {
  struct Row {
    std::string content;
    std::string says;
  };
  const std::vector<Row> rows = {
      {"count = 1\nnmae = \"x\"\n", ".toml:2:1: unknown key 'nmae'; did you mean name?"},
      {"count = \"1\"\n", ".toml:1:1: 'count': expected a whole number without quotes"},
      {"count = 1.5\n", ".toml:1:1: 'count': expected a whole number"},
      {"count = 11\n", ".toml:1:1: 'count': must be at most 10"},
      {"name = 1\n", "'name': expected a string in quotes"},
      {"quick = \"yes\"\n", "'quick': expected true or false"},
      {"hosts = \"a\"\n", "'hosts': expected a list of strings"},
      {"hosts = [1]\n", "every item of a list must be a string"},
      {"[section]\nname = \"x\"\n", "tables and dates are not used here"},
      {"count = 1\ncount = 2\n", ".toml:2:"},
      {"settings-file = \"x\"\n", "unknown key 'settings-file'"},
      {"name = \n", ".toml:1:"},
  };
  for (const Row& row : rows) {
    Fixture f;
    INFO(row.content);
    CHECK(f.Parse({"--settings-file", Fixture::File("wrong.toml", row.content)}) == 2);
    CHECK_THAT(f.err.str(), Contains(row.says));
  }
}

TEST_CASE("SettingsParser: the settings of another process are left alone", "[runtime][settings]") {
  Fixture f;
  const std::string file = Fixture::File("shared.toml", "someone-elses = 1\nname = \"me\"\n");
  CHECK_FALSE(f.Parse({"--settings-file", file}, {"CONSENT_SOMEONE_ELSES=what ever"}).has_value());
  CHECK(f.s.name == "me");
  Fixture as_flag;
  CHECK(as_flag.Parse({"--someone-elses", "1"}) == 2);
}

TEST_CASE("SettingsParser: help shows the example first, then all settings with their defaults",
          "[runtime][settings]") {
  for (const std::string flag : {"--help", "-h"}) {
    Fixture f;
    CHECK(f.Parse({"--count", "99", flag}) == 0);
    const std::string help = f.out.str();
    CHECK(help.find("consent-test --name otto") < help.find("--count N"));
    CHECK_THAT(help, Contains("default: 5; 1 to 10; environment: CONSENT_COUNT"));
    CHECK_THAT(help, Contains("default: a,b; environment: CONSENT_HOSTS"));
    CHECK_THAT(help, Contains("--key-file PATH"));
    CHECK_THAT(help, Contains("--settings-file"));
    CHECK(f.err.str().empty());
  }
  Fixture f;
  CHECK(f.Parse({"--version"}) == 0);
  CHECK(f.out.str() == "consent-test " CONSENT_VERSION "\n");
}

TEST_CASE("SettingsParser: what is shown at the start hides secrets", "[runtime][settings]") {
  Fixture f;
  const std::string key = Fixture::File("key", "s3cret");
  REQUIRE_FALSE(f.Parse({"--key-file", key, "--count", "5"}, {"CONSENT_RATIO=0.75"}).has_value());
  const auto shown = f.parser.NonDefaults();
  REQUIRE(shown.size() == 2);  // a value equal to the default is none
  CHECK(shown[0].name == "ratio");
  CHECK(shown[0].value == "0.75");
  CHECK(shown[0].origin == SettingOrigin::kEnvironment);
  CHECK(shown[1].name == "key-file");
  CHECK(shown[1].value == "***");
}

TEST_CASE("SettingsParser: an empty or huge secret file is refused", "[runtime][settings]") {
  Fixture f;
  CHECK(f.Parse({"--key-file", Fixture::File("empty", "\n")}) == 2);
  CHECK_THAT(f.err.str(), Contains("is empty"));
  Fixture g;
  CHECK(g.Parse({"--key-file", Fixture::File("huge", std::string(70'000, 'x'))}) == 2);
  CHECK_THAT(g.err.str(), Contains("larger than"));
  CHECK(g.err.str().size() < 400);
}

TEST_CASE("SettingsParser: a check over several fields can refuse", "[runtime][settings]") {
  Fixture f;
  f.parser.Check([&] {
    return f.s.quick && f.s.count > 3 ? absl::InvalidArgumentError("--quick needs --count <= 3")
                                      : absl::OkStatus();
  });
  CHECK(f.Parse({"--quick"}) == 2);
  CHECK_THAT(f.err.str(), Contains("--quick needs --count <= 3"));
}

TEST_CASE("SettingsParser: arguments of main are read past the program's name",
          "[runtime][settings]") {
  Fixture f;
  const char* argv[] = {"consent-test", "--count", "6", nullptr};
  CHECK_FALSE(f.parser.Parse(3, argv).has_value());
  CHECK(f.s.count == 6);
}

TEST_CASE("Settings names: the table is sorted and has no doubles", "[runtime][settings]") {
  for (std::size_t i = 1; i < std::size(kSettingNames); ++i) {
    INFO(kSettingNames[i]);
    CHECK(kSettingNames[i - 1] < kSettingNames[i]);
  }
}

}  // namespace
}  // namespace ledger
