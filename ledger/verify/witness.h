// The record of an independent witness: what the handsets behind the carrier received and sent, one
// JSON object a line (deploy/README.md): {"t_ms":...,"dir":"mt"|"mo","from":"...","to":"...",
// "text":"..."}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/core/digest.h"
#include "ledger/core/ids.h"
#include "ledger/core/phone_number.h"

namespace ledger::verify {

struct HandsetText {
  std::int64_t line = 0;  // of the file, from 1
  TimeMs at_ms = kNoTime;
  bool received = false;  // by the handset; else it sent it
  PhoneNumber number;     // the handset's
  Sha256Digest body{};    // of the words; the words themselves are not kept
};

// InvalidArgument names `path`, the line and the mend; no number appears in it. A last line without
// its end, as a witness that was killed leaves, is passed over.
absl::StatusOr<std::vector<HandsetText>> ParseRecord(std::string_view content,
                                                     std::string_view path);
absl::StatusOr<std::vector<HandsetText>> ReadRecord(const std::string& path);

}  // namespace ledger::verify
