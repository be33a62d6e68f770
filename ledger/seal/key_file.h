// The key file: one line a key, for the few processes that may unseal.
//
//   <account> <key id> <pepper, 64 hex> <data key, 64 hex>
//   installation <key id> - <data key, 64 hex>
//
// Fields are divided by blanks, '#' begins a comment. An account may have several lines: one pepper
// for all of them, and the last data key is the one that seals. Peppers are never replaced (contact
// ids hang on them); data keys are added, and removed only when nothing under them is needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/core/ids.h"
#include "ledger/seal/envelope.h"

namespace ledger {

// The word that stands for the account of input whose account is unknown.
inline constexpr char kInstallation[] = "installation";

struct KeyFileLine {
  std::string account;  // or kInstallation
  std::string key_id;
  std::string pepper;  // 32 bytes; empty for the installation
  DataKey data_key{};
};

// InvalidArgument names `path`, the line and the mend, never a key.
absl::StatusOr<std::vector<KeyFileLine>> ParseKeyFile(std::string_view content,
                                                      std::string_view path);

// Reads and parses. InvalidArgument also: it cannot be read, or others than owner and group can.
absl::StatusOr<std::vector<KeyFileLine>> ReadKeyFile(const std::string& path);

// Makes a line for a new account (or kInstallation) from the system's random source, without a
// newline.
[[nodiscard]] std::string MakeKeyFileLine(std::string_view account, std::string_view key_id);

// Adds `line` to the file at `path`, which is made with mode 0600 if there is none. OK: it is on
// disk. InvalidArgument: it cannot be written; nothing else in it was touched.
absl::Status AppendKeyFileLine(const std::string& path, std::string_view line);

}  // namespace ledger
