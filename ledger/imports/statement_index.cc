#include "ledger/imports/statement_index.h"

#include <algorithm>
#include <limits>

namespace ledger::imports {
namespace {

constexpr std::uint32_t kNever = 0;
constexpr std::uint32_t kForEver = std::numeric_limits<std::uint32_t>::max();

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

std::uint64_t StatementIndex::KeyOf(const PhoneNumber& number, ConsentWord word) {
  return number.digits() << 2 | static_cast<std::uint64_t>(word);  // at most 10^15
}

void StatementIndex::Note(std::uint32_t row, const RowClaim& claim, bool replayed) {
  if (!claim.phone.number || claim.word == ConsentWord::kEmpty) return;
  if (replayed && claim.word == ConsentWord::kUnknown) return;
  // The latest message counts, or the first row.
  const std::uint32_t order = replayed ? kForEver - SaidAt(claim) : 0;
  entries_.push_back({KeyOf(*claim.phone.number, claim.word), row, order});
}

void StatementIndex::Sort() {
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) { return a.Before(b); });
  const auto rest =
      std::ranges::unique(entries_, [](const Entry& a, const Entry& b) { return a.key == b.key; });
  entries_.erase(rest.begin(), rest.end());
}

Statements StatementIndex::Find(const PhoneNumber& number) const {
  Statements said;
  auto at = std::ranges::lower_bound(entries_, KeyOf(number, ConsentWord::kEmpty), {}, &Entry::key);
  const std::uint64_t end = KeyOf(number, ConsentWord::kUnknown);
  for (; at != entries_.end() && at->key <= end; ++at) {
    switch (static_cast<ConsentWord>(at->key & 3)) {
      case ConsentWord::kYes:
        said.yes = at->row;
        said.yes_at = kForEver - at->order;
        break;
      case ConsentWord::kNo:
        said.no = at->row;
        said.no_at = kForEver - at->order;
        break;
      case ConsentWord::kUnknown:
        said.unclear = at->row;
        break;
      case ConsentWord::kEmpty:
        break;
    }
  }
  return said;
}

}  // namespace ledger::imports
