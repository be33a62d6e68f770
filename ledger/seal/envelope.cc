#include "ledger/seal/envelope.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

#include "ledger/core/check.h"

namespace ledger {
namespace {

const EVP_CIPHER* Method() {
  static const EVP_CIPHER* const method = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  LEDGER_CHECK(method != nullptr);
  return method;
}

// One for each thread: making one costs more than a short envelope.
EVP_CIPHER_CTX* Work() {
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Free> work(EVP_CIPHER_CTX_new());
  LEDGER_CHECK(work != nullptr);
  return work.get();
}

const unsigned char* In(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

std::string EncryptWithNonce(const DataKey& key, std::string_view nonce, std::string_view bound_to,
                             std::string_view plain) {
  LEDGER_CHECK(nonce.size() == kNonceSize);
  EVP_CIPHER_CTX* work = Work();
  std::string bytes(plain.size() + kTagSize, '\0');
  int count = 0;
  LEDGER_CHECK(EVP_EncryptInit_ex2(work, Method(), key.data(), In(nonce), nullptr) == 1);
  LEDGER_CHECK(EVP_EncryptUpdate(work, nullptr, &count, In(bound_to),
                                 static_cast<int>(bound_to.size())) == 1);
  LEDGER_CHECK(
      EVP_EncryptUpdate(work, Out(bytes), &count, In(plain), static_cast<int>(plain.size())) == 1);
  LEDGER_CHECK(EVP_EncryptFinal_ex(work, Out(bytes) + count, &count) == 1);
  LEDGER_CHECK(EVP_CIPHER_CTX_ctrl(work, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagSize),
                                   Out(bytes) + plain.size()) == 1);
  return bytes;
}

Ciphertext Encrypt(const DataKey& key, std::string_view bound_to, std::string_view plain) {
  Ciphertext made{RandomBytes(kNonceSize), {}};
  made.bytes = EncryptWithNonce(key, made.nonce, bound_to, plain);
  return made;
}

std::optional<std::string> Decrypt(const DataKey& key, std::string_view nonce,
                                   std::string_view bound_to, std::string_view bytes) {
  if (nonce.size() != kNonceSize || bytes.size() < kTagSize) return std::nullopt;
  EVP_CIPHER_CTX* work = Work();
  const std::string_view body = bytes.substr(0, bytes.size() - kTagSize);
  std::string tag(bytes.substr(body.size()));
  std::string plain(body.size(), '\0');
  int count = 0;
  LEDGER_CHECK(EVP_DecryptInit_ex2(work, Method(), key.data(), In(nonce), nullptr) == 1);
  LEDGER_CHECK(EVP_DecryptUpdate(work, nullptr, &count, In(bound_to),
                                 static_cast<int>(bound_to.size())) == 1);
  LEDGER_CHECK(
      EVP_DecryptUpdate(work, Out(plain), &count, In(body), static_cast<int>(body.size())) == 1);
  LEDGER_CHECK(EVP_CIPHER_CTX_ctrl(work, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagSize),
                                   tag.data()) == 1);
  if (EVP_DecryptFinal_ex(work, Out(plain) + count, &count) != 1) return std::nullopt;
  return plain;
}

std::string RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  LEDGER_CHECK(RAND_bytes(Out(bytes), static_cast<int>(size)) == 1);
  return bytes;
}

}  // namespace ledger
