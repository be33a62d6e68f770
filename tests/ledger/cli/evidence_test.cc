#include "ledger/cli/evidence.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

TEST_CASE("Evidence: an opt-in and an ask show what was shown and how it was reached") {
  Evidence evidence;
  evidence.disclosure_version = "2026-11";
  evidence.url = "https://text.acme.example/f/acme/signup";
  const OptedIn opted_in{{}, OptInMethod::kQrForm, evidence};
  const Json in = EvidenceJson(opted_in);
  CHECK(in == Json{{"method", "qr_form"},
                   {"disclosure_version", "2026-11"},
                   {"url", "https://text.acme.example/f/acme/signup"}});
  MessageRequested ask;
  ask.method = OptInMethod::kEmailLink;
  ask.evidence = evidence;
  CHECK(EvidenceJson(ask)["method"] == "email_link");
  CHECK(EvidenceJson(MessageRequested{}).is_null());
  CHECK(EvidenceJson(OptedOut{}).is_null());
}

TEST_CASE("Evidence: of an import a yes and a no alike show file, row and time") {
  ContactImported imported;
  CHECK(EvidenceJson(imported).is_null());
  imported.import_id = "f1";
  imported.row = 7;
  imported.evidence.disclosure_sha256 = std::string(64, 'a');
  imported.mapping_version = 3;
  CHECK(EvidenceJson(imported, 1'772'366'400'000) ==
        Json{{"import_id", "f1"},
             {"row", 7},
             {"mapping_version", 3},
             {"disclosure_sha256", std::string(64, 'a')},
             {"agreed_at", JsonTime(1'772'366'400'000)}});
  OptedOut left;
  left.import_id = "f1";
  left.row = 8;
  left.mapping_version = 3;
  CHECK(EvidenceJson(left, 1'772'366'400'000) == Json{{"import_id", "f1"},
                                                      {"row", 8},
                                                      {"mapping_version", 3},
                                                      {"left_at", JsonTime(1'772'366'400'000)}});
}

TEST_CASE("Evidence: the words of a source's record are among what is sealed") {
  OptedOut left;
  left.import_id = "f1";
  left.row = 8;
  Json evidence = EvidenceJson(left);
  Personal personal;
  personal.source_record = {"UNSUBSCRIBED", "call of Ana's", "I agree", "2024-05-01"};
  AddSealed(personal, evidence);
  CHECK(evidence == Json{{"import_id", "f1"},
                         {"row", 8},
                         {"word", "UNSUBSCRIBED"},
                         {"method", "call of Ana's"},
                         {"disclosure", "I agree"},
                         {"time", "2024-05-01"}});
}

TEST_CASE("Evidence: what is sealed comes only when it is added, on one line for people") {
  const OptedIn opted_in{{}, OptInMethod::kWebForm, {}};
  Json evidence = EvidenceJson(opted_in);
  Personal personal;
  personal.name = "Ana\nB";
  personal.number = "+14155550134";
  AddSealed(personal, evidence);
  CHECK(EvidenceLine(evidence) == R"(method "web_form", name "Ana\nB")");
}

}  // namespace
}  // namespace ledger::cli
