// What the header of each known dialect looks like, as data.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/imports/dialect.h"

namespace ledger::imports {

// A column that is read; the first alias is the one that messages name.
struct Column {
  Field field;
  bool required = false;
  std::vector<std::string_view> aliases = {};     // lower case
  bool (*matches)(std::string_view) = nullptr;    // for names that vary; of lower case
};

struct DialectSpec {
  Dialect dialect;
  std::string_view name;
  std::string_view source;
  bool point_of_sale = false;
  bool underscores = false;  // "Opted In", "opted-in" and "opted_in" are one column
  bool no_is_opt_out = false;
  Speech speech = Speech::kConsent;
  std::vector<Column> columns = {};
  std::vector<std::string_view> marks = {};    // columns of which one tells this dialect, not read
  std::vector<std::string_view> ignored = {};  // columns that are known and not read
  bool (*ignores)(std::string_view) = nullptr;
};

// In the order of the enum.
[[nodiscard]] const std::vector<DialectSpec>& Dialects();

}  // namespace ledger::imports
