#include "ledger/texts/fill_in.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("FillIn: known places are filled and all else stays", "[texts]") {
  const std::map<std::string, std::string> values = {{"brand", "Acme"}, {"x", "{brand}"}};
  CHECK(FillIn("{brand}: hi", values) == "Acme: hi");
  CHECK(FillIn("{x}{other} {brand", values) == "{brand}{other} {brand");
  CHECK(FillIn("{{brand}}", values) == "{Acme}");
  CHECK(FillIn("", values).empty());
}

}  // namespace
}  // namespace ledger
