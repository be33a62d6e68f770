#include "ledger/core/derive_ids.h"

#include <catch2/catch.hpp>

#include "ledger/core/digest.h"

namespace ledger {

TEST_CASE("Derived ids: equal names give equal ids, other names give others", "[ledger][ids]") {
  const ContactId contact = ContactId::FromBytes("0123456789abcdef");
  const AccountId account("acme");
  const MessageId message = CampaignMessageId(account, CampaignId("spring"), 0, contact);
  CHECK(message == CampaignMessageId(account, CampaignId("spring"), 0, contact));
  CHECK(message != CampaignMessageId(account, CampaignId("spring"), 1, contact));
  CHECK(message != CampaignMessageId(AccountId("other"), CampaignId("spring"), 0, contact));
  CHECK(MakeIntentId(message, 5, 0) != MakeIntentId(message, 5, 1));
  CHECK(MakeIntentId(message, 5, 0) != MakeIntentId(message, 6, 0));
  CHECK(RequestMessageId(account, "ab", "c", contact) !=
        RequestMessageId(account, "a", "bc", contact));
}

TEST_CASE("Derived ids: the messages of one step lie together", "[ledger][ids]") {
  const AccountId account("acme");
  const MessageId a =
      CampaignMessageId(account, CampaignId("spring"), 0, ContactId::FromBytes("0123456789abcdef"));
  const MessageId b =
      CampaignMessageId(account, CampaignId("spring"), 0, ContactId::FromBytes("fedcba9876543210"));
  CHECK(a.view().substr(0, 4) == b.view().substr(0, 4));
  CHECK(a != b);
}

TEST_CASE("Sha256: agrees with the published vector", "[ledger][digest]") {
  // FIPS 180-4, "abc".
  const Sha256Digest digest = Sha256("abc");
  CHECK(digest[0] == 0xba);
  CHECK(digest[1] == 0x78);
  CHECK(digest[31] == 0xad);
}

}  // namespace ledger
