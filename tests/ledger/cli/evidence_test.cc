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

TEST_CASE("Evidence: an import shows word, method, wording and time, as its file has them") {
  ContactImported imported;
  CHECK(EvidenceJson(imported).is_null());
  imported.word = "yes";
  imported.method = "web form";
  imported.disclosure = "I agree to texts";
  imported.evidence.disclosure_sha256 = std::string(64, 'a');
  imported.mapping_version = 3;
  CHECK(EvidenceJson(imported, 1'772'366'400'000) ==
        Json{{"word", "yes"},
             {"method", "web form"},
             {"disclosure", "I agree to texts"},
             {"disclosure_sha256", std::string(64, 'a')},
             {"mapping_version", 3},
             {"agreed_at", JsonTime(1'772'366'400'000)}});
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
