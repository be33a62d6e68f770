#include "keyword-handler/free_text/weights.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ledger/core/check.h"

namespace keyword_handler {
namespace {

// FNV-1a.
std::uint64_t HashOf(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

int NumberIn(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  LEDGER_CHECK(error == std::errc() && end == text.data() + text.size());
  return number;
}

}  // namespace

Weights::Weights(std::string_view table) {
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find('\n', at), table.size());
    const std::string_view line = table.substr(at, end - at);
    at = end + 1;
    const std::size_t tab = line.find('\t');
    if (line.empty() || line[0] == '#') continue;
    LEDGER_CHECK(tab != std::string_view::npos);
    const std::string_view name = line.substr(0, tab);
    const int weight = NumberIn(line.substr(tab + 1));
    if (name == "base") {
      base_ = weight;
    } else if (name == "revokes") {
      revokes_ = weight;
    } else if (name == "reviews") {
      reviews_ = weight;
    } else {
      rows_.push_back({.hash = HashOf(name), .weight = weight, .name = name});
    }
  }
  std::sort(rows_.begin(), rows_.end(),
            [](const Row& a, const Row& b) { return a.hash < b.hash; });
  const auto same = [](const Row& a, const Row& b) { return a.hash == b.hash; };
  LEDGER_CHECK(std::adjacent_find(rows_.begin(), rows_.end(), same) == rows_.end());
}

int ScoreOf(int base, std::int64_t sum, std::size_t features) {
  const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(features, 1)));
  return base + static_cast<int>(std::lround(static_cast<double>(sum) / root));
}

Weighed Weights::Weigh(const FeatureSource& source) const {
  std::vector<std::uint64_t> hashes;
  std::vector<const Row*> found;
  ForEachFeature(source, [&](std::string_view name) {
    const std::uint64_t hash = HashOf(name);
    hashes.push_back(hash);
    const auto at = std::lower_bound(rows_.begin(), rows_.end(), hash,
                                     [](const Row& row, std::uint64_t h) { return row.hash < h; });
    // A person's words may be made to have a feature's hash.
    if (at != rows_.end() && at->hash == hash && at->name == name) found.push_back(&*at);
  });
  // A feature counts once, however often it stands in the text.
  const auto count_once = [](auto& all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  };
  count_once(hashes);
  count_once(found);
  std::int64_t sum = 0;
  int most = 0;
  Weighed weighed;
  for (const Row* row : found) {
    sum += row->weight;
    // A few letters explain nothing to who reads the decision.
    if (row->weight <= most || row->name.starts_with("x:")) continue;
    most = row->weight;
    weighed.most = row->name;
  }
  weighed.score = ScoreOf(base_, sum, hashes.size());
  return weighed;
}

}  // namespace keyword_handler
