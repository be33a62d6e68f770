#include "ledger/imports/content_hash.h"

#include <openssl/evp.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "ledger/core/check.h"

namespace ledger::imports {

struct ContentHash::Digest {
  Digest() : context(EVP_MD_CTX_new()) {
    LEDGER_CHECK(context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
  }
  ~Digest() { EVP_MD_CTX_free(context); }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  EVP_MD_CTX* context;
};

ContentHash::ContentHash() : digest_(std::make_unique<Digest>()) {}
ContentHash::~ContentHash() = default;

void ContentHash::Update(std::string_view bytes) {
  LEDGER_CHECK(EVP_DigestUpdate(digest_->context, bytes.data(), bytes.size()) == 1);
}

std::string ContentHash::Finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned int size = 0;
  LEDGER_CHECK(EVP_DigestFinal_ex(digest_->context, hash.data(), &size) == 1);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(hash.data()), size));
}

}  // namespace ledger::imports
