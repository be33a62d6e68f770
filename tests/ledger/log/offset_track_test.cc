#include "ledger/log/offset_track.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

using Arrival = OffsetTrack::Arrival;

TEST_CASE("OffsetTrack: only the offset that is due goes on", "[ledger][log]") {
  OffsetTrack track;
  track.Start({{2, 5}, {0, 0}});
  CHECK(track.Arrive(2, 5) == Arrival::kNext);
  CHECK(track.Arrive(2, 6) == Arrival::kNext);
  CHECK(track.Arrive(2, 6) == Arrival::kRepeat);
  CHECK(track.Arrive(2, 8) == Arrival::kGap);
  CHECK(track.Due(2) == 7);
  CHECK(track.Arrive(0, 0) == Arrival::kNext);
}

TEST_CASE("OffsetTrack: what was passed over is not due any more", "[ledger][log]") {
  OffsetTrack track;
  track.Start({{2, 5}});
  track.SkipTo(2, 8);
  CHECK(track.Arrive(2, 7) == Arrival::kRepeat);
  CHECK(track.Arrive(2, 8) == Arrival::kNext);
}

TEST_CASE("OffsetTrack: partitions that are not followed are foreign", "[ledger][log]") {
  OffsetTrack track;
  CHECK(track.Arrive(0, 0) == Arrival::kForeign);
  track.Start({{2, 5}});
  CHECK(track.Arrive(1, 5) == Arrival::kForeign);
  CHECK(track.Arrive(3, 5) == Arrival::kForeign);
  CHECK(track.Arrive(-1, 5) == Arrival::kForeign);
  track.Start({{1, 0}});
  CHECK(track.Arrive(2, 5) == Arrival::kForeign);
}

}  // namespace
}  // namespace ledger
