// What a file is, found in one pass over its bytes: its SHA-256, which names the import, its size
// and its encoding.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/imports/byte_source.h"
#include "ledger/imports/text_encoding.h"

namespace ledger::imports {

struct FileIdentity {
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::uint64_t bytes = 0;
  TextEncoding encoding = TextEncoding::kUtf8;
};

// Reads `source` to its end. Fails only if the source does.
[[nodiscard]] absl::StatusOr<FileIdentity> IdentifyFile(ByteSource* source);

// Hands on the bytes of another source and hashes them on the way, so that a pass can prove that it
// read the same file as the pass before.
class HashingSource : public ByteSource {
 public:
  explicit HashingSource(std::unique_ptr<ByteSource> source);
  ~HashingSource() override;
  HashingSource(const HashingSource&) = delete;
  HashingSource& operator=(const HashingSource&) = delete;

  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override;
  // The SHA-256 in hexadecimal of all that was read; to be called once, after the last byte.
  [[nodiscard]] std::string Finish();

 private:
  struct Digest;
  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<Digest> digest_;
};

}  // namespace ledger::imports
