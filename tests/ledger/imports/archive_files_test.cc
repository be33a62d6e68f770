#include "ledger/imports/archive_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/ledger/imports/plan_words.h"

namespace ledger::imports {
namespace {

const std::string kZip =
    std::filesystem::temp_directory_path() / ("archive_" + std::to_string(getpid()) + ".zip");
const std::string kRow = "phone,opted_in\n4155550134,yes\n";

using Entries = std::vector<std::pair<std::string, std::string>>;

void WriteZip(const Entries& entries, const char* passphrase = nullptr) {
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  if (passphrase != nullptr) {
    archive_write_set_options(zip, "zip:encryption=aes256");
    archive_write_set_passphrase(zip, passphrase);
  }
  REQUIRE(archive_write_open_filename(zip, kZip.c_str()) == ARCHIVE_OK);
  for (const auto& [name, bytes] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(zip, entry) == ARCHIVE_OK);
    archive_write_data(zip, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(zip);
}

std::string Refusal() {
  const absl::Status status = Plan(kZip, {}).status();
  CHECK(status.code() == absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

TEST_CASE("Archive: several files are one import, whatever folders and litter stand beside") {
  WriteZip({{"../../etc/a.csv", kRow},
            {"/b.csv", "opted_in,phone\nno,4155550134\n"},
            {"__MACOSX/._a.csv", "\x01\x02"},
            {"read me.pdf", "x"},
            {"empty.csv", ""}});
  const auto plan = Plan(kZip, {});
  REQUIRE(plan.ok());
  CHECK(WordsOf(*plan) == std::vector<std::string>{"contradicted_by_row 2",
                                                   "opt_out +14155550134"});
  CHECK(std::get<RejectLine>(OutcomesOf(*plan)[0]).file == "a.csv");
  REQUIRE(plan->warnings().size() == 2);
  CHECK_THAT(plan->warnings()[0], Catch::StartsWith("empty.csv"));
  CHECK_THAT(plan->warnings()[1], Catch::Contains("read me.pdf"));
}

TEST_CASE("Archive: the same content in another archive is the same import") {
  WriteZip({{"a.csv", kRow}});
  const std::string id = Plan(kZip, {})->file_id();
  WriteZip({{"folder/a.csv", kRow}, {"note.pdf", "x"}});
  CHECK(Plan(kZip, {})->file_id() == id);
  WriteZip({{"b.csv", kRow}});
  CHECK(Plan(kZip, {})->file_id() != id);
}

TEST_CASE("Archive: what no exporter writes is refused with the mend") {
  WriteZip({{"a.csv", kRow}, {"more.zip", "PK"}});
  CHECK_THAT(Refusal(), Catch::Contains("more.zip is an archive in the archive"));
  WriteZip({{"a.csv", "PK\x03\x04zzzz"}});
  CHECK_THAT(Refusal(), Catch::Contains("a.csv is a zip archive in an archive"));
  WriteZip({{"a.csv", kRow}}, "secret");
  CHECK_THAT(Refusal(), Catch::Contains("encrypted"));
  WriteZip({{"[Content_Types].xml", "<x/>"}, {"xl/sheet1.xml", "<x/>"}});
  CHECK_THAT(Refusal(), Catch::Contains("save it as CSV"));
  WriteZip({{"picture.png", "x"}});
  CHECK_THAT(Refusal(), Catch::Contains("no CSV or JSON file"));
  WriteZip({});
  CHECK_THAT(Refusal(), Catch::Contains(kZip));
  WriteZip({{"a.csv", kRow}, {"b.csv", "From,To,Body,Direction,SentDate\n"}});
  CHECK_THAT(Refusal(), Catch::Contains("import them one by one"));
  WriteZip(Entries(65, {"a.csv", kRow}));
  CHECK_THAT(Refusal(), Catch::Contains("more than 64 files"));
  WriteZip({{"colours.csv", "colour\nred\n"}});
  CHECK_THAT(Refusal(), Catch::Contains("colours.csv: the header is of no known kind"));
}

absl::Status ReadAll(const UnpackLimits& limits) {
  auto files = OpenArchive(kZip, true, limits);
  REQUIRE(files.ok());
  std::vector<char> buffer(kReadBytes);
  while (true) {
    const auto more = (*files)->NextFile();
    if (!more.ok()) return more.status();
    if (!*more) return absl::OkStatus();
    auto got = (*files)->Read(buffer);
    while (got.ok() && *got > 0) got = (*files)->Read(buffer);
    if (!got.ok()) return got.status();
  }
}

TEST_CASE("Archive: a bomb is found out by its density, and by its bytes") {
  WriteZip({{"a.csv", std::string(std::size_t{80} << 20, 'x')}});
  CHECK_THAT(std::string(ReadAll({}).message()), Catch::Contains("unpacking was ended"));
  CHECK(ReadAll({.ratio_max = 2000}).ok());
  CHECK_FALSE(ReadAll({.bytes_max = 70'000'000, .ratio_max = 2000}).ok());
  CHECK_THAT(Refusal(), Catch::Contains("unpacking was ended"));
}

TEST_CASE("Archive: cut short or damaged anywhere it is refused whole, and never crashes") {
  std::string rows = "phone,opted_in\n";
  for (int i = 100; i < 200; ++i) rows += "415555" + std::to_string(1000 + i) + ",yes\n";
  WriteZip({{"a.csv", rows}, {"b.csv", rows}});
  std::ifstream whole_file(kZip, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(whole_file)), {});
  for (std::size_t size = 5; size + 1 < whole.size(); size += 7) {
    CAPTURE(size);
    std::ofstream(kZip, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    CHECK_FALSE(Plan(kZip, {}).ok());
  }
  for (std::size_t at = 4; at < whole.size(); ++at) {
    std::string bent = whole;
    bent[at] = static_cast<char>(bent[at] ^ 0x55);
    std::ofstream(kZip, std::ios::binary | std::ios::trunc) << bent;
    static_cast<void>(Plan(kZip, {}));
  }
  std::ofstream(kZip, std::ios::binary | std::ios::trunc) << "\x1f\x8b\x08 cut short";
  CHECK_FALSE(Plan(kZip, {}).ok());
  std::ofstream(kZip, std::ios::binary | std::ios::trunc) << "7z\xBC\xAF";
  CHECK_THAT(Refusal(), Catch::Contains("7z archive"));
  std::remove(kZip.c_str());
}

}  // namespace
}  // namespace ledger::imports
