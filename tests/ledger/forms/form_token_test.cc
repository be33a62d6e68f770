#include "ledger/forms/form_token.h"

#include <catch2/catch.hpp>

#include "absl/strings/escaping.h"
#include "tests/ledger/forms/form_world.h"

namespace ledger {
namespace {

const AccountId kTokenAccount("acme");
const absl::Time kShownAt = absl::FromUnixSeconds(1'800'000'000);

PageStamp SomeStamp() { return {absl::ToUnixMillis(kShownAt), std::string(32, 'a')}; }

TEST_CASE("PageToken: it says when the page was shown and has a name", "[forms]") {
  const FormWorld world;
  const std::string token = *MakePageToken(world.keys, kTokenAccount, world.form, SomeStamp());
  const auto read = [&](const std::string& text, absl::Duration later) {
    return ReadPageToken(world.keys, kTokenAccount, world.form, text, kShownAt + later);
  };
  const auto stamp = read(token, absl::Minutes(59));
  REQUIRE(stamp);
  CHECK(stamp->shown_at_ms == absl::ToUnixMillis(kShownAt));
  CHECK(stamp->nonce == std::string(32, 'a'));
  CHECK_FALSE(read(token, absl::Minutes(61)));
}

TEST_CASE("PageToken: a forged one and one over another form are refused", "[forms]") {
  FormWorld world;
  const std::string token = *MakePageToken(world.keys, kTokenAccount, world.form, SomeStamp());
  const auto good = [&](const AccountId& account, const std::string& text) {
    return ReadPageToken(world.keys, account, world.form, text, kShownAt).has_value();
  };
  REQUIRE(good(kTokenAccount, token));
  CHECK_FALSE(good(AccountId("other"), token));
  CHECK_FALSE(good(AccountId("nobody"), token));
  // The time is what a thief would change: a later one would pass a revocation.
  std::string later = token;
  later[8] = later[8] == '9' ? '8' : '9';
  CHECK_FALSE(good(kTokenAccount, later));
  for (const char* wrong : {"", ".", "..", "1.2.3", "x.y.z", "1.2.3.4"}) {
    CHECK_FALSE(good(kTokenAccount, wrong));
  }
  world.form.set_disclosure_text("Other words.");
  CHECK_FALSE(good(kTokenAccount, token));
}

TEST_CASE("LinkToken: it gives back the address and shows nothing of it", "[forms]") {
  const FormWorld world;
  const std::string token = *MakeLinkToken(world.keys, kTokenAccount, "signup", "ana@example.com",
                                           kShownAt + absl::Hours(1));
  CHECK(token.find("ana") == std::string::npos);
  const auto read = [&](const AccountId& account, const std::string& form, const std::string& text,
                        absl::Duration later) {
    return ReadLinkToken(world.keys, account, form, text, kShownAt + later);
  };
  CHECK(*read(kTokenAccount, "signup", token, absl::Minutes(59)) == "ana@example.com");
  CHECK(absl::IsDeadlineExceeded(
      read(kTokenAccount, "signup", token, absl::Hours(1)).status()));
  CHECK(absl::IsPermissionDenied(read(kTokenAccount, "vip", token, {}).status()));
  CHECK(absl::IsPermissionDenied(read(AccountId("other"), "signup", token, {}).status()));
  std::string forged = token;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& wrong : {forged, token.substr(0, token.size() - 4), std::string("x"),
                                   std::string(), std::string("<>")}) {
    CHECK(absl::IsPermissionDenied(read(kTokenAccount, "signup", wrong, {}).status()));
  }
}

TEST_CASE("LinkToken: bytes sealed for something else are no link", "[forms]") {
  const FormWorld world;
  const std::string plain = "signup\n9999999999999\nmallory@example.com";
  const std::string bytes = *world.keys.SealBytes(kTokenAccount, plain);
  const std::string other = *world.keys.SealFor(kTokenAccount, "something else", plain);
  for (const std::string& sealed : {bytes, other}) {
    const absl::Status status = ReadLinkToken(world.keys, kTokenAccount, "signup",
                                              absl::WebSafeBase64Escape(sealed), kShownAt)
                                    .status();
    CHECK(absl::IsPermissionDenied(status));
  }
}

}  // namespace
}  // namespace ledger
