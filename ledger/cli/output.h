// How the command line speaks: data on stdout in the form that was asked for, all else on stderr,
// so that scripts can pipe it. Fields of JSON are a contract: only add.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "ledger/core/ids.h"

namespace ledger::cli {

using Json = nlohmann::ordered_json;

enum class Format { kTable, kJson, kNdjson };

// The two streams, and whether a person sits at the second.
struct Terminal {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
};

// A table whose columns are as wide as their widest cell; headers have no blanks, so that awk
// works.
class Table {
 public:
  explicit Table(std::vector<std::string> headers) : headers_(std::move(headers)) {}
  void Add(std::vector<std::string> cells);
  [[nodiscard]] std::string Text() const;

 private:
  std::vector<std::string> headers_;
  std::vector<std::vector<std::string>> rows_;
};

class Output {
 public:
  Output(Terminal terminal, Format format, bool quiet)
      : terminal_(terminal), format_(format), quiet_(quiet) {}

  [[nodiscard]] Format format() const { return format_; }
  // One answer: `text` for people, `json` for programs (as one line for ndjson).
  void Print(std::string_view text, const Json& json) const;
  // A list: a table for people, an array or a line an entry for programs.
  void PrintList(const Table& table, const Json& array) const;
  // A remark on stderr; not when quiet.
  void Say(std::string_view text) const;
  void Warn(std::string_view text) const;

  [[nodiscard]] const Terminal& terminal() const { return terminal_; }
  [[nodiscard]] bool quiet() const { return quiet_; }

 private:
  Terminal terminal_;
  Format format_;
  bool quiet_;
};

// A progress bar on stderr, on a terminal only: who reads a pipe gets what is true at the end.
class Progress {
 public:
  Progress(const Output& output, std::string what, std::uint64_t total);
  // `now` is monotonic; `done` of the total.
  void Update(std::uint64_t done, absl::Duration now);
  void Finish();

 private:
  Terminal terminal_;
  bool quiet_;
  std::string what_;
  std::uint64_t total_;
  absl::Duration last_ = -absl::InfiniteDuration();
  absl::Duration start_ = absl::ZeroDuration();
  bool drawn_ = false;
};

// "2026-11-22T21:39:39.123Z"; "<none>" for kNoTime.
[[nodiscard]] std::string ShowTime(TimeMs time_ms);
// The same for JSON: null for kNoTime.
[[nodiscard]] Json JsonTime(TimeMs time_ms);
// "3m", "2h", "5d".
[[nodiscard]] std::string ShowAge(TimeMs time_ms, TimeMs now_ms);

// Lower-case hex.
[[nodiscard]] std::string Hex(std::string_view bytes);

// The exit code that tells a script what kind of failure this is (ledger/runtime/exit_code.h).
[[nodiscard]] int ExitCodeOf(const absl::Status& status);

}  // namespace ledger::cli
