// A value that must not be seen: a key, a password. It reaches a process as the path of a file
// (never in arguments or the environment, which other processes can read), and prints as ***.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace ledger {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  // The value itself. Do not log it, nor put it into a status.
  [[nodiscard]] const std::string& Reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }

  friend std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "***"; }

 private:
  std::string value_;
};

// Reads a secret from the file at `path`; one newline at the end is not part of it.
// InvalidArgument: the file cannot be read, is empty or is larger than 64 KiB.
absl::StatusOr<Secret> ReadSecretFile(std::string_view path);

}  // namespace ledger
