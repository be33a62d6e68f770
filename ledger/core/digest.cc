#include "ledger/core/digest.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"
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

std::string HexSha256(std::string_view bytes) {
  const Sha256Digest digest = Sha256(bytes);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace ledger
