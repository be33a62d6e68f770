// One JSON object a line on stderr, with the fields of the OpenTelemetry log model in lower case:
//   {"timestamp":..,"severity":"INFO","severity_number":9,"body":..,"service":..,"version":..,
//    "attributes":{..}}
// Never put a phone number, a text body or a secret into a line: contact ids only.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "ledger/core/strings.h"

namespace ledger {

// The value is OpenTelemetry's severity number.
enum class Severity : int { kDebug = 5, kInfo = 9, kWarn = 13, kError = 17, kFatal = 21 };

// A value of an attribute. Text is a view: it only has to live during the call to Log().
class LogValue {
 public:
  LogValue(std::string_view text) : value_(text) {}          // NOLINT: implicit by intent
  LogValue(absl::string_view text) : value_(ToStd(text)) {}  // NOLINT
  LogValue(const std::string& text) : value_(std::string_view(text)) {}  // NOLINT
  LogValue(const char* text) : value_(std::string_view(text)) {}         // NOLINT
  LogValue(bool yes) : value_(yes) {}                                    // NOLINT
  LogValue(double number) : value_(number) {}                            // NOLINT
  template <std::integral T>
  requires(!std::same_as<T, bool>) LogValue(T number)
      : value_(static_cast<std::int64_t>(number)) {}  // NOLINT

  void AppendJson(std::string& out) const;

 private:
  std::variant<std::string_view, std::int64_t, double, bool> value_;
};

struct LogAttribute {
  std::string_view key;
  LogValue value;
};

// Names the process in every later line. Call once, before threads; a second call is a bug.
void SetLogService(std::string_view service);

// Lines below `threshold` are not written (default: kInfo). Thread-safe.
void SetLogThreshold(Severity threshold);
// Returns whether `text` (debug, info, warn, error) named a severity, and which.
[[nodiscard]] bool ParseSeverity(std::string_view text, Severity* severity);

// Writes one line with one write(2), so lines of several threads never mix. Thread-safe.
void Log(Severity severity, std::string_view body, std::span<const LogAttribute> attributes);
void Log(Severity severity, std::string_view body,
         std::initializer_list<LogAttribute> attributes = {});

// The pure part of Log(): the line without its newline.
[[nodiscard]] std::string FormatLogLine(absl::Time now, std::string_view service, Severity severity,
                                        std::string_view body,
                                        std::span<const LogAttribute> attributes);

}  // namespace ledger
