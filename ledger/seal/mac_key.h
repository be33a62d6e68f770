// A key for HMAC-SHA-256, with its padded blocks hashed once: a MAC then costs two short hashes,
// and every admitted event needs three.
#pragma once

#include <string_view>

#include "ledger/core/digest.h"

struct evp_md_ctx_st;

namespace ledger {

// Thread rule: safe from many threads. Aborts when OpenSSL cannot hash at all.
class MacKey {
 public:
  explicit MacKey(std::string_view key);
  ~MacKey();
  MacKey(const MacKey&) = delete;
  MacKey& operator=(const MacKey&) = delete;

  // Returns HMAC-SHA-256(key, text), RFC 2104.
  [[nodiscard]] Sha256Digest Mac(std::string_view text) const;

 private:
  evp_md_ctx_st* inner_;  // after the key with the inner padding
  evp_md_ctx_st* outer_;  // after the key with the outer padding
};

}  // namespace ledger
