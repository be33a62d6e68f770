#include "ledger/imports/dialect.h"

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/strings.h"
#include "ledger/imports/dialect_table.h"

namespace ledger::imports {
namespace {

constexpr std::size_t kShownNameBytes = 40;  // of a column name that a message quotes

const DialectSpec& SpecOf(Dialect dialect) {
  return Dialects()[static_cast<std::size_t>(dialect)];  // the table is in the enum's order
}

std::string WithUnderscores(std::string name) {
  return absl::StrReplaceAll(name, {{" ", "_"}, {"-", "_"}});
}

std::string Shown(std::string_view name) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(ToAbsl(name.substr(0, kShownNameBytes))),
                      "\"");
}

// Two columns of a header, from 0, of which one must go.
struct Doubles {
  std::size_t first = 0;
  std::size_t second = 0;
};

// What one dialect makes of a header.
struct Match {
  Header header;
  std::vector<std::string_view> missing;
  std::size_t found = 0;
  std::optional<Doubles> doubled;  // two columns for one field
};

bool IsIgnored(const DialectSpec& spec, std::string_view name) {
  return name.empty() || std::ranges::find(spec.ignored, name) != spec.ignored.end() ||
         (spec.ignores != nullptr && spec.ignores(name)) ||
         absl::StrContains(ToAbsl(name), "(customer.metafields.");
}

const Column* ColumnOf(const DialectSpec& spec, std::string_view name) {
  for (const Column& column : spec.columns) {
    if (std::ranges::find(column.aliases, name) != column.aliases.end() ||
        (column.matches != nullptr && column.matches(name))) {
      return &column;
    }
  }
  return nullptr;
}

Match TryDialect(const DialectSpec& spec, const std::vector<std::string>& names) {
  Match match;
  match.header.dialect = spec.dialect;
  match.header.speech = spec.speech;
  match.header.width = names.size();
  match.header.column.fill(Header::kAbsent);
  bool marked = spec.marks.empty();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = spec.underscores ? WithUnderscores(names[i]) : names[i];
    const bool mark = std::ranges::find(spec.marks, name) != spec.marks.end();
    marked |= mark;
    if (const Column* column = ColumnOf(spec, name); column != nullptr) {
      int& place = match.header.column[static_cast<std::size_t>(column->field)];
      if (place != Header::kAbsent) match.doubled = {static_cast<std::size_t>(place), i};
      place = static_cast<int>(i);
      ++match.found;
    } else if (mark) {
      ++match.found;
    } else if (!IsIgnored(spec, name)) {
      match.header.unknown.push_back(Shown(name));
    } else if (!name.empty()) {
      ++match.found;
    }
  }
  for (const Column& column : spec.columns) {
    if (column.required && match.header.at(column.field) == Header::kAbsent) {
      match.missing.push_back(column.aliases.front());
    }
  }
  if (spec.speech == Speech::kFileName && match.header.at(Field::kPhone) == Header::kAbsent &&
      match.header.at(Field::kOtherPhone) == Header::kAbsent) {
    match.missing.push_back("phone number");
  }
  if (!marked) match.missing.push_back(spec.marks.front());
  return match;
}

absl::Status Doubled(const std::vector<std::string>& names, const Doubles& two) {
  const auto shown = [&](std::size_t i) {
    return absl::StrCat(Shown(names[i]), " (column ", i + 1, ")");
  };
  if (names[two.first] == names[two.second]) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the header names ", Shown(names[two.first]), " twice, in columns ", two.first + 1,
        " and ", two.second + 1,
        ": delete one of them, or give it another name"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "the columns ", shown(two.first), " and ", shown(two.second), " mean the same, and it is ",
      "not clear which one counts: delete the other, or give it a name that is not read, like ",
      Shown("old " + names[two.second])));
}

// The first two columns of one name.
std::optional<Doubles> SameName(const std::vector<std::string>& names) {
  absl::flat_hash_map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    const auto [at, fresh] = seen.emplace(names[i], i);
    if (!fresh) return Doubles{at->second, i};
  }
  return std::nullopt;
}

}  // namespace

std::string_view DialectName(Dialect dialect) { return SpecOf(dialect).name; }
std::string_view DialectSource(Dialect dialect) { return SpecOf(dialect).source; }
std::string ImportSegment(Dialect dialect, std::string_view source) {
  return absl::StrCat("importUsers-", SpecOf(dialect).point_of_sale ? "pos" : "api", "-sms-",
                      ToAbsl(source));
}
bool NoIsOptOut(Dialect dialect) { return SpecOf(dialect).no_is_opt_out; }

std::string NormalKey(std::string_view key) {
  std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(ToAbsl(key)));
  absl::RemoveExtraAsciiWhitespace(&name);
  return name;
}

absl::StatusOr<Header> RecogniseHeader(const std::vector<std::string>& cells) {
  std::vector<std::string> names;
  for (const std::string& cell : cells) names.push_back(NormalKey(cell));
  if (const std::optional<Doubles> same = SameName(names)) return Doubled(names, *same);
  const DialectSpec* nearest = nullptr;
  Match best;
  for (const DialectSpec& spec : Dialects()) {
    Match match = TryDialect(spec, names);
    if (match.missing.empty()) {
      if (match.doubled) return Doubled(names, *match.doubled);
      return std::move(match.header);
    }
    if (nearest == nullptr || match.found > best.found) {
      nearest = &spec;
      best = std::move(match);
    }
  }
  const std::string known = absl::StrJoin(
      Dialects(), ", ",
      [](std::string* out, const DialectSpec& spec) { absl::StrAppend(out, ToAbsl(spec.name)); });
  const std::string missing = absl::StrJoin(
      best.missing, ", ",
      [](std::string* out, std::string_view name) { absl::StrAppend(out, Shown(name)); });
  return absl::InvalidArgumentError(absl::StrCat(
      "the header is of no known kind. Known: ", known, ". Nearest: ", ToAbsl(nearest->name),
      ", which also needs ", missing, ". The first row must be the header as the source wrote it"));
}

absl::StatusOr<Header> RecogniseKeys(const std::vector<std::string>& keys,
                                     absl::flat_hash_map<std::string, std::size_t>* columns) {
  ASSIGN_OR_RETURN(Header header, RecogniseHeader(keys));
  const DialectSpec& spec = SpecOf(header.dialect);
  // Not every object has every key: a field has its cell, whether the first object names it or not.
  header.width = spec.columns.size();
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    header.column[static_cast<std::size_t>(spec.columns[i].field)] = static_cast<int>(i);
    for (const std::string_view alias : spec.columns[i].aliases) {
      columns->emplace(std::string(alias), i);
    }
  }
  for (const std::string& key : keys) {
    const std::string name = NormalKey(key);
    const Column* column = ColumnOf(spec, spec.underscores ? WithUnderscores(name) : name);
    if (column == nullptr) continue;
    columns->emplace(name, static_cast<std::size_t>(column - spec.columns.data()));
  }
  return header;
}

}  // namespace ledger::imports
