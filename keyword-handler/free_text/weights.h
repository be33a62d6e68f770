// The last layer of the free-text reading: a table of features with their weights, added up.
//
// The table (weights.tsv) is made by tests/keyword-handler/train_weights.cc from the golden corpus;
// to read it is to know all that a decision may hang on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "keyword-handler/free_text/features.h"

namespace keyword_handler {

// What weights.tsv holds. Generated.
extern const unsigned char kWeightsTable[];
extern const std::size_t kWeightsTableSize;

struct Weighed {
  // The weights of the features, added up, over the root of how many features the text has: a long
  // text has more of them, and says no more for it.
  int score = 0;
  std::string_view most = {};  // the feature of the table that speaks most for a revocation
};

// The score of a text of `features` different features, of which those in the table weigh `sum`.
[[nodiscard]] int ScoreOf(int base, std::int64_t sum, std::size_t features);

class Weights {
 public:
  // `table`: a line a feature, name TAB weight; must outlive this. Aborts if it is not well formed,
  // or if two names have one hash: it is a table of this program.
  explicit Weights(std::string_view table);

  // The scores from which on a text is a revocation, and from which on it is for a person to read.
  [[nodiscard]] int revokes() const { return revokes_; }
  [[nodiscard]] int reviews() const { return reviews_; }

  [[nodiscard]] Weighed Weigh(const FeatureSource& source) const;

 private:
  struct Row {
    std::uint64_t hash = 0;
    int weight = 0;
    std::string_view name;
  };

  std::vector<Row> rows_;  // by hash
  int base_ = 0;
  int revokes_ = 0;
  int reviews_ = 0;
};

}  // namespace keyword_handler
