#include "ledger/cli/resolve.h"

#include <catch2/catch.hpp>

#include "ledger/cli/contact_state_text.h"

namespace ledger::cli {
namespace {

TEST_CASE("Resolve: lifts the block that is named, or all that are not newer") {
  const std::vector<Offset> blocks = {3, 8, 21};
  CHECK(*BlocksToResolve(blocks, 8, kNoOffset) == std::vector<Offset>{8});
  CHECK(*BlocksToResolve(blocks, kNoOffset, 8) == std::vector<Offset>{3, 8});
  CHECK(*BlocksToResolve(blocks, kNoOffset, 100) == blocks);
  const auto none = BlocksToResolve(blocks, 9, kNoOffset);
  CHECK(none.status().code() == absl::StatusCode::kNotFound);
  CHECK(std::string(none.status().message()).find("3, 8, 21") != std::string::npos);
}

TEST_CASE("Contact: its blocks are shown with their offsets") {
  ContactState state;
  state.blocks = {3, 8};
  CHECK(ContactText(state, {}, 0).find("blocked    by the record at offset 8") !=
        std::string::npos);
  CHECK(ContactJson(state, {}, 0)["blocks"] == Json({3, 8}));
}

}  // namespace
}  // namespace ledger::cli
