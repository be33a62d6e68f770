#include "ledger/imports/statement_index.h"

#include <algorithm>
#include <limits>

namespace ledger::imports {
namespace {

constexpr std::uint32_t kNever = 0;
constexpr std::uint32_t kForEver = std::numeric_limits<std::uint32_t>::max();

// A key: 50 bits for the digits (at most 10^15), 12 for the line, 2 for the word.
constexpr int kWordBits = 2;
constexpr int kLineBits = 12;
constexpr std::uint64_t kWordMask = (1U << kWordBits) - 1;
// The line is not known, or is one of more than a key has room for: nothing takes back its no.
constexpr std::uint64_t kUnknownLine = 0;
constexpr std::uint64_t kLinesMax = (1U << kLineBits) - 1;

// When a message says it: without a time a yes is earlier than all, and a no later.
std::uint32_t SaidAt(const RowClaim& claim) {
  if (claim.opted_in_at != kNoTime) return static_cast<std::uint32_t>(claim.opted_in_at / 1000);
  return claim.word == ConsentWord::kYes ? kNever : kForEver;
}

}  // namespace

bool StatementIndex::Entry::Before(const Entry& other) const {
  if (key != other.key) return key < other.key;
  return order != other.order ? order < other.order : row < other.row;
}

std::uint64_t StatementIndex::KeyOf(const PhoneNumber& number, std::uint64_t line,
                                    ConsentWord word) {
  return (number.digits() << kLineBits | line) << kWordBits | static_cast<std::uint64_t>(word);
}

std::uint64_t StatementIndex::LineNumber(const std::string& line) {
  if (line.empty()) return kUnknownLine;
  const auto at = lines_.find(line);
  if (at != lines_.end()) return at->second;
  if (lines_.size() == kLinesMax) return kUnknownLine;
  return lines_.emplace(line, lines_.size() + 1).first->second;
}

void StatementIndex::Note(std::uint32_t row, const RowClaim& claim, bool replayed) {
  if (!claim.phone.number || claim.word == ConsentWord::kEmpty) return;
  if (replayed && claim.word == ConsentWord::kUnknown) return;
  // The latest message counts, or the first row.
  const std::uint32_t order = replayed ? kForEver - SaidAt(claim) : 0;
  const std::uint64_t line = replayed ? LineNumber(claim.line) : kUnknownLine;
  entries_.push_back({KeyOf(*claim.phone.number, line, claim.word), row, order});
}

void StatementIndex::Sort() {
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) { return a.Before(b); });
  const auto rest =
      std::ranges::unique(entries_, [](const Entry& a, const Entry& b) { return a.key == b.key; });
  entries_.erase(rest.begin(), rest.end());
}

Statements StatementIndex::Find(const PhoneNumber& number) const {
  // The entry that counts of each word; row 0 = none yet.
  struct Last {
    std::uint32_t row = 0;
    std::uint32_t order = kForEver;
    void Take(const Entry& entry) {
      if (row == 0 || entry.order < order) *this = {entry.row, entry.order};
    }
  };
  Last yes, no, standing, unclear;
  std::uint64_t yes_line = kUnknownLine;  // of the entry before, if it was a yes to a known line
  std::uint32_t yes_order = kForEver;
  auto at = std::ranges::lower_bound(entries_, KeyOf(number, kUnknownLine, ConsentWord::kEmpty), {},
                                     &Entry::key);
  const std::uint64_t end = KeyOf(number, kLinesMax, ConsentWord::kUnknown);
  for (; at != entries_.end() && at->key <= end; ++at) {
    const std::uint64_t line = at->key >> kWordBits & kLinesMax;
    switch (static_cast<ConsentWord>(at->key & kWordMask)) {
      case ConsentWord::kYes:  // stands before the no of the same line
        yes.Take(*at);
        yes_line = line;
        yes_order = at->order;
        break;
      case ConsentWord::kNo:
        no.Take(*at);
        if (line == kUnknownLine || line != yes_line || yes_order >= at->order) standing.Take(*at);
        break;
      case ConsentWord::kUnknown:
        unclear.Take(*at);
        break;
      case ConsentWord::kEmpty:
        break;
    }
  }
  return {.yes = yes.row,
          .no = standing.row != 0 ? standing.row : no.row,
          .unclear = unclear.row,
          .taken_back = no.row != 0 && standing.row == 0};
}

}  // namespace ledger::imports
