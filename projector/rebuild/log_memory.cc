#include "projector/rebuild/log_memory.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <tuple>

#include "absl/strings/escaping.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"

namespace projector {
namespace {

constexpr char kFirstWord[] = "consent-log-memory-1";

std::string HexOf(const RecordHash& hash) {
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

// Whole, and on disk.
absl::Status WriteFile(const std::string& path, const std::string& bytes) {
  const auto failed = [&] {
    return absl::InternalError("writing " + path + ": " + std::strerror(errno));
  };
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed();
  const bool written =
      write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      fsync(file) == 0;
  const absl::Status status = written ? absl::OkStatus() : failed();
  close(file);
  return status;
}

}  // namespace

LogMemory MemoryOf(const FoldMeta& meta) {
  return {meta.next, meta.last_hash, meta.partition.truncated_at, meta.partition.truncated_at_ms,
          ""};
}

LogMemory LaterOf(const LogMemory& a, const LogMemory& b) {
  const auto order = [](const LogMemory& memory) {
    return std::tuple(memory.truncated_at_ms, memory.truncated_at, memory.next);
  };
  LogMemory later = order(a) < order(b) ? b : a;
  later.doubt = a.doubt.empty() ? b.doubt : a.doubt;
  return later;
}

bool WasAccepted(const FoldMeta& meta, const LogMemory& memory) {
  // By either: after a loss the same offset may hold another acceptance.
  return meta.partition.truncated_at > memory.truncated_at ||
         meta.partition.truncated_at_ms > memory.truncated_at_ms;
}

std::string MemoryPath(std::string_view folder) { return std::string(folder) + ".memory"; }

// grammar: word next hash truncated_at truncated_at_ms "." [doubt], one line
absl::StatusOr<LogMemory> LoadMemory(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) {
    if (access(path.c_str(), F_OK) != 0 && errno == ENOENT) return LogMemory();
    return absl::DataLossError(path + " cannot be opened: " + std::strerror(errno));
  }
  std::string line;
  std::getline(file, line);
  const bool whole = file.good();  // the line has its end
  std::istringstream in(line);
  std::string word;
  std::string hash;
  std::string dot;
  LogMemory memory;
  in >> word >> memory.next >> hash >> memory.truncated_at >> memory.truncated_at_ms >> dot;
  const std::string bytes = absl::HexStringToBytes(hash.size() == 64 ? hash : "");
  if (!whole || in.fail() || word != kFirstWord || dot != "." || memory.next < 0 ||
      bytes.size() != memory.last_hash.size() || absl::BytesToHexString(bytes) != hash) {
    return absl::DataLossError(path +
                               " cannot be read: how far the log reached is not known; mend: "
                               "restore the file, or remove it if the log lost nothing");
  }
  std::memcpy(memory.last_hash.data(), bytes.data(), bytes.size());
  std::getline(in >> std::ws, memory.doubt);
  return memory;
}

absl::Status SaveMemory(const std::string& path, const LogMemory& memory) {
  std::string doubt = memory.doubt;
  for (char& c : doubt) c = c == '\n' ? ' ' : c;
  const std::string fresh = path + ".new";
  RETURN_IF_ERROR(
      WriteFile(fresh, std::string(kFirstWord) + " " + std::to_string(memory.next) + " " +
                           HexOf(memory.last_hash) + " " + std::to_string(memory.truncated_at) +
                           " " + std::to_string(memory.truncated_at_ms) + " . " + doubt + "\n"));
  if (std::rename(fresh.c_str(), path.c_str()) != 0) {
    return absl::InternalError("renaming " + fresh + ": " + std::strerror(errno));
  }
  return absl::OkStatus();
}

}  // namespace projector
