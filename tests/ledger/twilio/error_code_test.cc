#include "ledger/twilio/error_code.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("MeaningOfTwilioError: what a code says about the number") {
  struct Row {
    int code;
    bool permanent;
    bool opt_out;
    bool expired;
  };
  const Row rows[] = {
      {21211, true, false, false},  {21265, true, false, false},  {21614, true, false, false},
      {21635, true, false, false},  {30005, true, false, false},  {30006, true, false, false},
      {21610, false, true, false},  {30036, false, false, true},  {20003, false, false, false},
      {20429, false, false, false}, {21408, false, false, false}, {21612, false, false, false},
      {30003, false, false, false}, {30004, false, false, false}, {30007, false, false, false},
      {30008, false, false, false}, {30034, false, false, false}, {0, false, false, false},
      {-21610, false, false, false}, {99999, false, false, false}};
  for (const Row& row : rows) {
    INFO(row.code);
    const TwilioError meaning = MeaningOfTwilioError(row.code);
    CHECK(meaning.permanent == row.permanent);
    CHECK(meaning.provider_opt_out == row.opt_out);
    CHECK(meaning.expired == row.expired);
  }
}

}  // namespace
}  // namespace ledger
