#include "ledger/control/pepper_check.h"

#include <catch2/catch.hpp>
#include <string>

#include "absl/strings/escaping.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/default_account.h"

namespace ledger {
namespace {

KeyRing Keys(char pepper, char data_key, const std::string& account = "acme") {
  return *KeyRing::Parse(
      account + " k1 " + std::string(64, pepper) + " " + std::string(64, data_key) + "\n", "keys");
}

ControlState StateOf(const KeyRing& keys) {
  NewAccount account;
  account.account = "acme";
  account.name = "Acme";
  account.line = "13013";
  account.actor = "alice";
  account.issued_at_ms = 5;
  account.pepper_check = absl::HexStringToBytes(*keys.PepperCheck(AccountId("acme")));
  ControlState state;
  Offset offset = 0;
  for (const auto& record : DefaultAccountRecords(account)) {
    REQUIRE(state.Apply(offset++, 1, record).empty());
  }
  return state;
}

TEST_CASE("CheckPeppers: keys with another pepper are refused", "[control]") {
  const ControlState state = StateOf(Keys('1', '2'));
  CHECK(CheckPeppers(state, Keys('1', '2')).ok());
  const absl::Status refused = CheckPeppers(state, Keys('9', '2'));
  CHECK(absl::IsFailedPrecondition(refused));
  CHECK(refused.message().find("acme") != absl::string_view::npos);
  // Other data keys are no other contacts.
  CHECK(CheckPeppers(state, Keys('1', '8')).ok());
  // Who has no keys for the account can make none of its contacts.
  CHECK(CheckPeppers(state, Keys('9', '2', "other")).ok());
}

}  // namespace
}  // namespace ledger
