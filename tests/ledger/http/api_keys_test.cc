#include "ledger/http/api_keys.h"

#include <catch2/catch.hpp>

#include "ledger/http/constant_time.h"

namespace ledger::http {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("ApiKeys: a new key is valid for its account", "[http][keys]") {
  const NewApiKey shop = MakeApiKey(AccountId("shop"), KeyKind::kPublisher);
  const NewApiKey shop_next = MakeApiKey(AccountId("shop"), KeyKind::kPublisher);
  const NewApiKey bakery = MakeApiKey(AccountId("bakery"), KeyKind::kPublisher);
  const auto keys = ApiKeys::Parse("# who may call\n\n" + shop.file_line + "  # till May\r\n" +
                                       shop_next.file_line + "\n" + bakery.file_line,
                                   "keys");
  REQUIRE(keys.ok());
  CHECK(keys->size() == 3);
  for (const NewApiKey& key : {shop, shop_next}) {
    Headers headers;
    headers.Add("authorization", "bearer " + key.presented);
    const KeyVerdict verdict = keys->Authenticate(headers, KeyKind::kPublisher);
    CHECK(verdict.outcome == KeyOutcome::kValid);
    CHECK(verdict.account == AccountId("shop"));
  }
  CHECK(keys->AuthenticateKey(bakery.presented, KeyKind::kPublisher).account ==
        AccountId("bakery"));
  CHECK(shop.file_line.find(shop.presented.substr(shop.presented.rfind('_') + 1)) ==
        std::string::npos);
}

TEST_CASE("ApiKeys: everything else is refused with its reason", "[http][keys]") {
  const auto keys = ApiKeys::Parse("shop k1 publisher " + HashApiSecret("secret"), "keys");
  REQUIRE(keys.ok());
  const auto outcome = [&](std::string_view presented) {
    const KeyVerdict verdict = keys->AuthenticateKey(presented, KeyKind::kPublisher);
    CHECK((verdict.outcome == KeyOutcome::kValid || verdict.account == AccountId()));
    return verdict.outcome;
  };
  CHECK(outcome("clk_k1_secret") == KeyOutcome::kValid);
  CHECK(outcome("clk_k1_secre") == KeyOutcome::kWrongSecret);
  CHECK(outcome("clk_k1_secret ") == KeyOutcome::kWrongSecret);
  CHECK(outcome("clk_k2_secret") == KeyOutcome::kUnknownKey);
  CHECK(outcome("") == KeyOutcome::kMissing);
  for (const std::string& malformed :
       {std::string("clk_k1_"), std::string("clk__secret"), std::string("clk_k1"),
        std::string("k1_secret"), std::string("clk_K1_secret"),
        "clk_k1_" + std::string(600, 'x')}) {
    CHECK(outcome(malformed) == KeyOutcome::kMalformed);
  }
  CHECK(keys->Authenticate(Headers(), KeyKind::kPublisher).outcome == KeyOutcome::kMissing);
  Headers basic;
  basic.Add("Authorization", "Basic clk_k1_secret");
  CHECK(keys->Authenticate(basic, KeyKind::kPublisher).outcome == KeyOutcome::kMalformed);
}

TEST_CASE("ApiKeys: a key of one kind does not open the other's door", "[http][keys]") {
  const NewApiKey shop = MakeApiKey(AccountId("shop"), KeyKind::kPublisher);
  const NewApiKey gateway = MakeApiKey(AccountId("shop"), KeyKind::kGateway);
  const auto keys = ApiKeys::Parse(shop.file_line + "\n" + gateway.file_line, "keys");
  REQUIRE(keys.ok());
  const auto outcome = [&](const NewApiKey& key, KeyKind wanted) {
    return keys->AuthenticateKey(key.presented, wanted).outcome;
  };
  CHECK(outcome(shop, KeyKind::kPublisher) == KeyOutcome::kValid);
  CHECK(outcome(shop, KeyKind::kGateway) == KeyOutcome::kWrongKind);
  CHECK(outcome(gateway, KeyKind::kGateway) == KeyOutcome::kValid);
  CHECK(outcome(gateway, KeyKind::kPublisher) == KeyOutcome::kWrongKind);
}

TEST_CASE("ApiKeys: a wrong file is refused with line and mend and without its content",
          "[http][keys]") {
  const std::string hash = HashApiSecret("s");
  for (const auto& [content, says] : std::vector<std::pair<std::string, std::string>>{
           {"shop k1", "keys:1: expected four columns"},
           {"# x\nshop k1 gateway " + hash + " more", "keys:2: expected four columns"},
           {"shop K1 gateway " + hash, "a key id has lower-case letters"},
           {"shop k1 gateway plainsecret", "not 64 lower-case hex digits"},
           {"shop k1 gateway " + hash + "\nbakery k1 gateway " + hash,
            "keys:2: the key id 'k1' stands twice"},
           {"shop k1 handset " + hash, "neither `publisher` nor `gateway`"},
           {"# nothing\n", "no key in the file"}}) {
    const auto keys = ApiKeys::Parse(content, "keys");
    REQUIRE_FALSE(keys.ok());
    CHECK_THAT(std::string(keys.status().message()), Contains(says));
    CHECK_THAT(std::string(keys.status().message()), !Contains("plainsecret"));
  }
  CHECK(ApiKeys::Load("/does/not/exist").status().code() == absl::StatusCode::kInvalidArgument);
}

TEST_CASE("HashApiSecret: is SHA-256 in lower-case hex", "[http][keys]") {
  CHECK(HashApiSecret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("ConstantTimeEquals: compares content and length", "[http][keys]") {
  CHECK(ConstantTimeEquals("", ""));
  CHECK(ConstantTimeEquals("abc", "abc"));
  CHECK_FALSE(ConstantTimeEquals("abc", "abd"));
  CHECK_FALSE(ConstantTimeEquals("abc", "ab"));
}

}  // namespace
}  // namespace ledger::http
