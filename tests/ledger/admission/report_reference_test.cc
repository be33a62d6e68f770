#include "ledger/admission/report_reference.h"

#include <catch2/catch.hpp>

#include "tests/ledger/admission/admission_world.h"

namespace ledger {
namespace {

ReportReference AReference() {
  return {AccountId("acme"), AdmissionWorld().contact(), MessageId::FromBytes("message-message-"),
          IntentId::FromBytes("intent-intent-in")};
}

TEST_CASE("ReportReference: comes back as it was given") {
  const AdmissionWorld world;
  const std::string text = *MakeReportReference(AReference(), world.keys);
  CHECK(*ParseReportReference(text, world.keys) == AReference());
  for (const char c : text) {
    CHECK((c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')));
  }
}

TEST_CASE("ReportReference: each changed character is refused") {
  const AdmissionWorld world;
  const std::string text = *MakeReportReference(AReference(), world.keys);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string forged = text;
    forged[i] = forged[i] == 'a' ? 'b' : 'a';
    CHECK(absl::IsInvalidArgument(ParseReportReference(forged, world.keys).status()));
    CHECK_FALSE(ParseReportReference(text.substr(0, i), world.keys).ok());
  }
  CHECK_FALSE(ParseReportReference(text + "0", world.keys).ok());
  CHECK_FALSE(ParseReportReference(text + ".0", world.keys).ok());
}

TEST_CASE("ReportReference: another installation's keys refuse it") {
  const KeyRing others =
      *KeyRing::Parse("acme k1 " + std::string(64, '9') + " " + std::string(64, '2'), "keys");
  CHECK_FALSE(
      ParseReportReference(*MakeReportReference(AReference(), AdmissionWorld().keys), others).ok());
}

}  // namespace
}  // namespace ledger
