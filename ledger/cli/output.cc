#include "ledger/cli/output.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "ledger/core/strings.h"
#include "ledger/log/kafka_status.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kRedraw = absl::Milliseconds(200);
constexpr std::uint64_t kBarCells = 24;

// Columns, not bytes: every UTF-8 character counts as one.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void Table::Add(std::vector<std::string> cells) {
  cells.resize(headers_.size());
  for (std::string& cell : cells) {
    if (cell.empty()) cell = "<none>";
  }
  rows_.push_back(std::move(cells));
}

std::string Table::Text() const {
  std::vector<std::size_t> widths;
  for (const std::string& header : headers_) widths.push_back(Width(header));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  std::string text;
  const auto add = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text.append(widths[i] - Width(row[i]) + 2, ' ');
    }
    text += '\n';
  };
  add(headers_);
  for (const auto& row : rows_) add(row);
  return text;
}

void Output::Print(std::string_view text, const Json& json) const {
  if (format_ == Format::kTable) {
    terminal_.out << text;
    if (!text.empty() && text.back() != '\n') terminal_.out << '\n';
  } else {
    terminal_.out << Dump(json, format_ == Format::kJson ? 2 : -1) << '\n';
  }
}

void Output::PrintList(const Table& table, const Json& array) const {
  switch (format_) {
    case Format::kTable:
      terminal_.out << table.Text();
      break;
    case Format::kJson:
      terminal_.out << Dump(array, 2) << '\n';
      break;
    case Format::kNdjson:
      for (const Json& entry : array) terminal_.out << Dump(entry, -1) << '\n';
      break;
  }
}

void Output::Say(std::string_view text) const {
  if (!quiet_) terminal_.err << text << '\n';
}

void Output::Warn(std::string_view text) const { terminal_.err << "warning: " << text << '\n'; }

Progress::Progress(const Output& output, std::string what, std::uint64_t total)
    : terminal_(output.terminal()), quiet_(output.quiet()), what_(std::move(what)), total_(total) {}

void Progress::Update(std::uint64_t done, absl::Duration now) {
  if (quiet_ || !terminal_.err_is_terminal) return;
  if (last_ == -absl::InfiniteDuration()) {
    start_ = now;
    last_ = now;
    return;
  }
  if (now - last_ < kRedraw) return;
  last_ = now;
  const double seconds = std::max(absl::ToDoubleSeconds(now - start_), 0.001);
  const double rate = static_cast<double>(done) / seconds;
  std::string line = what_ + ": " + std::to_string(done);
  if (total_ > 0) {
    const std::uint64_t full = std::min(kBarCells, done * kBarCells / total_);
    line = what_ + " [" + std::string(full, '#') + std::string(kBarCells - full, ' ') + "] " +
           std::to_string(done * 100 / total_) + "%, " + std::to_string(done) + " of " +
           std::to_string(total_);
  }
  line += ", " + std::to_string(static_cast<std::uint64_t>(rate)) + "/s";
  if (total_ > done && rate > 0) {
    line += ", " +
            std::to_string(static_cast<std::uint64_t>(static_cast<double>(total_ - done) / rate)) +
            " s to go";
  }
  terminal_.err << '\r' << line << "\x1b[K" << std::flush;
  drawn_ = true;
}

void Progress::Finish() {
  if (drawn_) terminal_.err << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

std::string ShowTime(TimeMs time_ms) {
  if (time_ms == kNoTime) return "<none>";
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::FromUnixMillis(time_ms),
                          absl::UTCTimeZone());
}

Json JsonTime(TimeMs time_ms) { return time_ms == kNoTime ? Json() : Json(ShowTime(time_ms)); }

std::string ShowAge(TimeMs time_ms, TimeMs now_ms) {
  if (time_ms == kNoTime) return "<unknown>";
  const std::int64_t seconds = std::max<std::int64_t>(0, (now_ms - time_ms) / 1000);
  if (seconds < 120) return std::to_string(seconds) + "s";
  if (seconds < 7200) return std::to_string(seconds / 60) + "m";
  if (seconds < 172'800) return std::to_string(seconds / 3600) + "h";
  return std::to_string(seconds / 86'400) + "d";
}

std::string Hex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

int ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return kExitOk;
  if (absl::IsInvalidArgument(status)) return kExitUsage;
  if (absl::IsNotFound(status)) return kExitNotFound;
  if (IsClientFailure(status)) return kExitTemporary;  // no rule stands against the call
  if (absl::IsFailedPrecondition(status)) return kExitRefused;
  if (absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status)) return kExitTemporary;
  return kExitRuntimeFailure;
}

}  // namespace ledger::cli
