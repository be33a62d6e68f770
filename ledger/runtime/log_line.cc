#include "ledger/runtime/log_line.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"
#include "ledger/runtime/json_text.h"
#include "ledger/runtime/system_clock.h"

namespace ledger {
namespace {

std::atomic<int> threshold_now{static_cast<int>(Severity::kInfo)};
std::atomic<const std::string*> service_now{nullptr};  // never freed: lines may come until the end

std::string_view SeverityText(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return "DEBUG";
    case Severity::kInfo:
      return "INFO";
    case Severity::kWarn:
      return "WARN";
    case Severity::kError:
      return "ERROR";
    case Severity::kFatal:
      return "FATAL";
  }
  return "ERROR";
}

void WriteAll(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return;  // nobody reads the log; there is no one left to tell
    }
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void LogValue::AppendJson(std::string& out) const {
  std::visit(
      [&out](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::string_view>) {
          AppendJsonString(value, out);
        } else if constexpr (std::is_same_v<T, bool>) {
          out += value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, double>) {
          if (std::isfinite(value)) {
            absl::StrAppend(&out, value);
          } else {
            out += "null";
          }
        } else {
          absl::StrAppend(&out, value);
        }
      },
      value_);
}

void SetLogService(std::string_view service) {
  const std::string* none = nullptr;
  LEDGER_CHECK(service_now.compare_exchange_strong(none, new std::string(service)));
}

void SetLogThreshold(Severity threshold) { threshold_now = static_cast<int>(threshold); }

bool ParseSeverity(std::string_view text, Severity* severity) {
  if (text == "debug") return *severity = Severity::kDebug, true;
  if (text == "info") return *severity = Severity::kInfo, true;
  if (text == "warn") return *severity = Severity::kWarn, true;
  if (text == "error") return *severity = Severity::kError, true;
  return false;
}

std::string FormatLogLine(absl::Time now, std::string_view service, Severity severity,
                          std::string_view body, std::span<const LogAttribute> attributes) {
  std::string line = "{\"timestamp\":\"";
  line += absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", now, absl::UTCTimeZone());
  line += "\",\"severity\":\"";
  line += SeverityText(severity);
  absl::StrAppend(&line, "\",\"severity_number\":", static_cast<int>(severity), ",\"body\":");
  AppendJsonString(body, line);
  line += ",\"service\":";
  AppendJsonString(service, line);
  line += ",\"version\":\"" CONSENT_VERSION "\",\"attributes\":{";
  bool first = true;
  for (const LogAttribute& attribute : attributes) {
    if (!first) line += ',';
    first = false;
    AppendJsonString(attribute.key, line);
    line += ':';
    attribute.value.AppendJson(line);
  }
  line += "}}";
  return line;
}

void Log(Severity severity, std::string_view body, std::span<const LogAttribute> attributes) {
  if (static_cast<int>(severity) < threshold_now.load(std::memory_order_relaxed)) return;
  const std::string* service = service_now.load(std::memory_order_acquire);
  std::string line = FormatLogLine(SystemClock().Now(),
                                   service == nullptr ? "unnamed" : std::string_view(*service),
                                   severity, body, attributes);
  line += '\n';
  WriteAll(line);
}

void Log(Severity severity, std::string_view body, std::initializer_list<LogAttribute> attributes) {
  Log(severity, body, std::span<const LogAttribute>(attributes.begin(), attributes.size()));
}

}  // namespace ledger
