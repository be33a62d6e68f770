#include "ledger/cli/attested_import.h"

#include <catch2/catch.hpp>

namespace ledger::cli {
namespace {

const SegmentName kPos("importUsers-pos-sms-square");

// An import of `source` with `grade`, into its segment, for a program.
Event Import(const std::string& source, EvidenceGrade grade,
             const std::string& program = "marketing", const std::string& segment = "") {
  ContactImported fact;
  fact.source = source;
  fact.grade = grade;
  fact.programs = {{ProgramId(program), Category::kMarketing}};
  if (!segment.empty()) fact.segments = {SegmentName(segment)};
  Event event;
  event.fact = fact;
  event.occurred_at_ms = 7;
  return event;
}

AttestedImport Of(const std::vector<Event>& newest_first) {
  AttestedImport import(kPos, ProgramId("marketing"));
  for (const Event& event : newest_first) import.See(event);
  return import;
}

TEST_CASE("AttestedImport: what another source says lends its grade to nobody's segment") {
  const auto found = Of({Import("shopify", EvidenceGrade::kC),
                         Import("square", EvidenceGrade::kD, "marketing", kPos.value()),
                         Import("crm", EvidenceGrade::kA)});
  CHECK(found.WhyNot() == "says_nothing_about_texts");
  CHECK(found.found()->import.source == "square");
}

TEST_CASE("AttestedImport: another program's yes is none for this one") {
  CHECK(Of({Import("square", EvidenceGrade::kA, "shipping", kPos.value())}).WhyNot() ==
        "not_imported_for_program");
  CHECK(Of({Import("crm", EvidenceGrade::kA),
            Import("square", EvidenceGrade::kA, "shipping", kPos.value())}).WhyNot() ==
        "not_imported_for_program");
}

TEST_CASE("AttestedImport: of the segment's own imports the best counts, the latest of those") {
  auto best = Of({Import("square", EvidenceGrade::kUnknown, "marketing", kPos.value()),
                  Import("square", EvidenceGrade::kC, "marketing", kPos.value()),
                  Import("old", EvidenceGrade::kC, "marketing", kPos.value())});
  CHECK(best.WhyNot().empty());
  CHECK(best.found()->import.source == "square");
  CHECK(best.found()->occurred_at_ms == 7);
}

TEST_CASE("AttestedImport: whom no import brought into the segment is there by listing") {
  CHECK(Of({Import("crm", EvidenceGrade::kC)}).WhyNot().empty());
  CHECK(Of({}).WhyNot() == "never_imported");
}

}  // namespace
}  // namespace ledger::cli
