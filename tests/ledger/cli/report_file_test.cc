#include "ledger/cli/report_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

namespace ledger::cli {
namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    char name[] = "/tmp/consent_report_test_XXXXXX";
    REQUIRE(mkdtemp(name) != nullptr);
    path = name;
    std::ofstream(Name("in.csv")) << "Phone\n";
  }
  ~Folder() { fs::remove_all(path); }
  std::string Name(const std::string& file) const { return path + "/" + file; }
  std::string Read(const std::string& file) const {
    std::stringstream content;
    content << std::ifstream(Name(file)).rdbuf();
    return content.str();
  }
  std::size_t Files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
  std::string path;
};

TEST_CASE("Report: the file to import is never its report, under whatever name") {
  const Folder folder;
  fs::create_symlink(folder.Name("in.csv"), folder.Name("link.csv"));
  fs::create_hard_link(folder.Name("in.csv"), folder.Name("hard.csv"));
  for (const char* name : {"in.csv", "../", "link.csv", "hard.csv", "./in.csv"}) {
    CAPTURE(name);
    ReportFile report;
    CHECK(absl::IsInvalidArgument(report.Open(folder.Name(name), folder.Name("in.csv"))));
  }
  CHECK(folder.Read("in.csv") == "Phone\n");
}

TEST_CASE("Report: it stands under its name when it is complete, else nothing changes") {
  const Folder folder;
  std::ofstream(folder.Name("report.csv")) << "of yesterday\n";
  {
    ReportFile dropped;
    REQUIRE(dropped.Open(folder.Name("report.csv"), folder.Name("in.csv")).ok());
    dropped.Add("half a repo");
  }
  CHECK(folder.Read("report.csv") == "of yesterday\n");
  CHECK(folder.Files() == 2);
  ReportFile report;
  REQUIRE(report.Open(folder.Name("report.csv"), folder.Name("in.csv")).ok());
  report.Add("whole\n");
  CHECK(folder.Read("report.csv") == "of yesterday\n");
  CHECK(report.Finish().ok());
  CHECK(folder.Read("report.csv") == "whole\n");
  CHECK(folder.Files() == 2);
}

TEST_CASE("Report: a place that cannot be written is named, and a device is written to") {
  const Folder folder;
  ReportFile nowhere;
  CHECK(absl::IsInvalidArgument(nowhere.Open("/no/such/folder/r.csv", folder.Name("in.csv"))));
  ReportFile device;
  REQUIRE(device.Open("/dev/null", folder.Name("in.csv")).ok());
  device.Add("gone\n");
  CHECK(device.Finish().ok());
  CHECK(fs::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace ledger::cli
