// SHA-256 over bytes that go by; it names an import, and proves that two passes read the same.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ledger::imports {

class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;

  void Update(std::string_view bytes);
  // 64 lower-case hexadecimal digits; to be called once, after the last byte.
  [[nodiscard]] std::string Finish();

 private:
  struct Digest;
  std::unique_ptr<Digest> digest_;
};

}  // namespace ledger::imports
