// Which import of a person an attestation rests on: one that brought them into the segment that is
// attested, for the program that is attested, the best graded of those. What another system said of
// the same person, in whatever grade, is not what somebody vouches for. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "ledger/core/event.h"

namespace ledger::cli {

class AttestedImport {
 public:
  AttestedImport(SegmentName segment, ProgramId program)
      : segment_(std::move(segment)), program_(std::move(program)) {}

  // Looks at an event of the person; the newest first.
  void See(const Event& event);

  struct Found {
    ContactImported import;
    TimeMs occurred_at_ms = kNoTime;
  };
  // The import that counts, or nothing. Whom no import brought into the segment is there by
  // listing: any import of the program counts then.
  [[nodiscard]] const std::optional<Found>& found() const { return joined_ ? of_segment_ : other_; }
  // Why they are not made reachable, attested or not; empty: they are.
  [[nodiscard]] std::string_view WhyNot() const;

 private:
  SegmentName segment_;
  ProgramId program_;
  std::optional<Found> of_segment_;
  std::optional<Found> other_;
  bool imported_ = false;  // by whatever source, for whatever program
  bool joined_ = false;    // the segment, by an import for whatever program
};

}  // namespace ledger::cli
