#include "ledger/imports/file_identity.h"

#include <openssl/evp.h>

#include <array>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "ledger/core/check.h"
#include "ledger/core/status_macros.h"

namespace ledger::imports {

struct HashingSource::Digest {
  Digest() : context(EVP_MD_CTX_new()) {
    LEDGER_CHECK(context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
  }
  ~Digest() { EVP_MD_CTX_free(context); }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  EVP_MD_CTX* context;
};

HashingSource::HashingSource(std::unique_ptr<ByteSource> source)
    : source_(std::move(source)), digest_(std::make_unique<Digest>()) {}

HashingSource::~HashingSource() = default;

absl::StatusOr<std::size_t> HashingSource::Read(std::span<char> buffer) {
  absl::StatusOr<std::size_t> got = source_->Read(buffer);
  if (got.ok() && *got > 0) {
    LEDGER_CHECK(EVP_DigestUpdate(digest_->context, buffer.data(), *got) == 1);
  }
  return got;
}

std::string HashingSource::Finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned int size = 0;
  LEDGER_CHECK(EVP_DigestFinal_ex(digest_->context, hash.data(), &size) == 1);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(hash.data()), size));
}

absl::StatusOr<FileIdentity> IdentifyFile(ByteSource* source) {
  // The hashing source owns what it reads from; this one is only lent.
  class Lent : public ByteSource {
   public:
    explicit Lent(ByteSource* lender) : lender_(lender) {}
    absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
      return lender_->Read(buffer);
    }

   private:
    ByteSource* lender_;
  };
  HashingSource hashing(std::make_unique<Lent>(source));
  EncodingDetector detector;
  FileIdentity identity;
  std::array<char, kReadBytes> buffer;
  while (true) {
    ASSIGN_OR_RETURN(const std::size_t got, hashing.Read(buffer));
    if (got == 0) break;
    detector.Update(std::string_view(buffer.data(), got));
    identity.bytes += got;
  }
  identity.encoding = detector.Finish();
  identity.sha256 = hashing.Finish();
  return identity;
}

}  // namespace ledger::imports
