#include "ledger/seal/mac_key.h"

#include <catch2/catch.hpp>
#include <string>

#include "absl/strings/escaping.h"

namespace ledger {
namespace {

std::string MacHex(const std::string& key, const std::string& text) {
  const Sha256Digest mac = MacKey(key).Mac(text);
  return absl::BytesToHexString({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

TEST_CASE("MacKey: gives the answers of RFC 4231") {
  CHECK(MacHex(std::string(20, '\x0b'), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(MacHex("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(MacHex(std::string(20, '\xaa'), std::string(50, '\xdd')) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  // A key that is longer than a block is hashed first.
  CHECK(
      MacHex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("MacKey: can be asked again and again") {
  const MacKey key("Jefe");
  CHECK(key.Mac("a") == key.Mac("a"));
  CHECK(key.Mac("a") != key.Mac("b"));
}

}  // namespace
}  // namespace ledger
