#include "ledger/core/digest.h"

#include <openssl/evp.h>

#include "ledger/core/check.h"

namespace ledger {

Sha256Digest Sha256(std::string_view bytes) {
  // Fetched once: finding the algorithm takes longer than hashing an id's parts.
  static EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  LEDGER_CHECK(kSha256 != nullptr);
  Sha256Digest digest;
  LEDGER_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, kSha256, nullptr) ==
               1);
  return digest;
}

}  // namespace ledger
