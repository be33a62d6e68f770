#include "ledger/seal/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/core/check.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr char kMend[] =
    "write `<account> <key id> <pepper, 64 hex digits> <data key, 64 hex digits>`, or make a line "
    "with `consent keys create`";

bool ReadKey(std::string_view hex, std::string& bytes) {
  if (hex.size() != 2 * kKeyBytes) return false;
  for (const char c : hex) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return false;
  }
  bytes = absl::HexStringToBytes(ToAbsl(hex));
  return true;
}

absl::StatusOr<KeyFileLine> ParseLine(const std::vector<std::string>& fields) {
  if (fields.size() != 4) {
    return absl::InvalidArgumentError(absl::StrCat(fields.size(), " fields instead of 4"));
  }
  KeyFileLine line{fields[0], fields[1], {}, {}};
  if (line.key_id.find('/') != std::string::npos) {
    return absl::InvalidArgumentError("the key id has a '/'");
  }
  if (line.account == kInstallation) {
    if (fields[2] != "-") return absl::InvalidArgumentError("the installation has no pepper: '-'");
  } else if (!ReadKey(fields[2], line.pepper)) {
    return absl::InvalidArgumentError("the pepper is not 64 hex digits");
  }
  std::string key;
  if (!ReadKey(fields[3], key)) {
    return absl::InvalidArgumentError("the data key is not 64 hex digits");
  }
  std::memcpy(line.data_key.data(), key.data(), key.size());
  return line;
}

absl::Status Failed(std::string_view what, const std::string& path, std::string_view mend) {
  return absl::InvalidArgumentError(absl::StrCat(ToAbsl(what), " key file ", path, ": ",
                                                 std::strerror(errno), "; ", ToAbsl(mend)));
}

}  // namespace

absl::StatusOr<std::vector<KeyFileLine>> ParseKeyFile(std::string_view content,
                                                      std::string_view path) {
  std::vector<KeyFileLine> lines;
  std::map<std::string, std::string> peppers;
  std::set<std::pair<std::string, std::string>> ids;
  int number = 0;
  for (const absl::string_view text : absl::StrSplit(ToAbsl(content), '\n')) {
    ++number;
    const absl::string_view bare = text.substr(0, text.find('#'));
    const std::vector<std::string> fields =
        absl::StrSplit(bare, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (fields.empty()) continue;
    absl::StatusOr<KeyFileLine> line = ParseLine(fields);
    std::string wrong(line.ok() ? absl::string_view() : line.status().message());
    if (line.ok() && !ids.emplace(line->account, line->key_id).second) {
      wrong = "this account has a key of this id already";
    }
    if (line.ok() &&
        peppers.try_emplace(line->account, line->pepper).first->second != line->pepper) {
      wrong = "another pepper than in the account's first line, on which its contact ids hang";
    }
    if (!wrong.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("key file ", ToAbsl(path), ":", number, ": ", wrong, "; ", kMend));
    }
    lines.push_back(*std::move(line));
  }
  if (lines.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("key file ", ToAbsl(path), ": no key in it; ", kMend));
  }
  return lines;
}

absl::StatusOr<std::vector<KeyFileLine>> ReadKeyFile(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return Failed("reading", path, "check keys-file");
  if ((info.st_mode & S_IRWXO) != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("key file ", path, ": everybody can open it; run: chmod o= ", path));
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) return Failed("reading", path, "check keys-file and its owner");
  return ParseKeyFile(content.str(), path);
}

std::string MakeKeyFileLine(std::string_view account, std::string_view key_id) {
  LEDGER_CHECK(account.find_first_of(" \t\r\n#") == std::string_view::npos && !account.empty());
  const std::string pepper =
      account == kInstallation ? "-" : absl::BytesToHexString(RandomBytes(kKeyBytes));
  return absl::StrCat(ToAbsl(account), " ", ToAbsl(key_id), " ", pepper, " ",
                      absl::BytesToHexString(RandomBytes(kKeyBytes)));
}

absl::Status AppendKeyFileLine(const std::string& path, std::string_view line) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return Failed("opening", path, "check the folder");
  const std::string text = absl::StrCat(ToAbsl(line), "\n");
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file) == 0;
  const absl::Status status =
      written ? absl::OkStatus() : Failed("writing", path, "check the disk's space");
  ::close(file);
  return status;
}

}  // namespace ledger
