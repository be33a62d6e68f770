#include "ledger/seal/mac_key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "ledger/core/check.h"

namespace ledger {
namespace {

constexpr std::size_t kBlockSize = 64;

// Fetched once; lives as long as the process.
const EVP_MD* Sha256Method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  LEDGER_CHECK(method != nullptr);
  return method;
}

EVP_MD_CTX* HashedBlock(std::string_view key, unsigned char padding) {
  std::array<unsigned char, kBlockSize> block{};
  if (key.size() > kBlockSize) {
    const Sha256Digest digest = Sha256(key);
    std::copy(digest.begin(), digest.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (unsigned char& byte : block) byte = static_cast<unsigned char>(byte ^ padding);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  LEDGER_CHECK(context != nullptr && EVP_DigestInit_ex2(context, Sha256Method(), nullptr) == 1);
  LEDGER_CHECK(EVP_DigestUpdate(context, block.data(), block.size()) == 1);
  OPENSSL_cleanse(block.data(), block.size());
  return context;
}

Sha256Digest Finish(const EVP_MD_CTX* begun, const void* text, std::size_t size) {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> work(EVP_MD_CTX_new());
  Sha256Digest digest;
  LEDGER_CHECK(EVP_MD_CTX_copy_ex(work.get(), begun) == 1);
  LEDGER_CHECK(EVP_DigestUpdate(work.get(), text, size) == 1);
  LEDGER_CHECK(EVP_DigestFinal_ex(work.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace

MacKey::MacKey(std::string_view key)
    : inner_(HashedBlock(key, 0x36)), outer_(HashedBlock(key, 0x5c)) {}

MacKey::~MacKey() {
  EVP_MD_CTX_free(inner_);
  EVP_MD_CTX_free(outer_);
}

Sha256Digest MacKey::Mac(std::string_view text) const {
  const Sha256Digest inner = Finish(inner_, text.data(), text.size());
  return Finish(outer_, inner.data(), inner.size());
}

}  // namespace ledger
