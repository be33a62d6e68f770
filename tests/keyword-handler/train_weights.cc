// Makes keyword-handler/free_text/weights.tsv from the corpus, the same bytes each time:
//
//   train_weights tests/golden/reply_corpus.tsv keyword-handler/free_text/weights.tsv [--check]
//
// A linear model (L2-regularised, squared hinge loss; dual coordinate descent as in Hsieh et al.
// 2008) over the features that the code weighs at run time. Each writer is left out once, and what
// the others teach is tried on their texts. The marks are chosen on these held-out scores, of the
// writers who are a sample; the printed figures are what to expect of new texts. --check writes
// nothing, and fails if the file is not what comes out.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <limits>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "keyword-handler/free_text.h"
#include "keyword-handler/free_text/weights.h"
#include "keyword-handler/normalise.h"
#include "keyword-handler/own_words.h"
#include "keyword-handler/precedence.h"
#include "tests/keyword-handler/golden_replies.h"

namespace keyword_handler {
namespace {

// Who are no picture of what comes in: the rules were made on the first, and the second is a list
// of what was misread.
constexpr std::array<std::string_view, 2> kNoSample = {"first", "free"};
constexpr int kBodiesMin = 2;          // a feature that fewer bodies have is not learned
constexpr double kCost = 5.0;          // of a body on the wrong side; lower is more regular
constexpr int kRounds = 40;
constexpr double kScale = 1000.0;      // weights are integers
constexpr int kWeightMin = 60;         // smaller ones are left out of the table
constexpr double kFalseAlarms = 0.03;  // of held-out harmless bodies: revoked at most
constexpr double kHeld = 0.05;         // further ones that are held for a person to read

using Features = std::vector<std::uint32_t>;  // by number, each once

// What decides a body before anything is weighed.
enum class Settled : std::uint8_t { kNo, kRevokes, kHarmless };

struct Body {
  std::string writer;
  bool revokes = false;
  Settled settled = Settled::kNo;
  std::vector<Features> readings;  // the first is the whole text, and teaches
};

class Names {
 public:
  std::uint32_t NumberOf(const std::string& name) {
    const auto [at, added] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (added) names_.push_back(name);
    return at->second;
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

Settled SettledBy(const Classification& read, const GoldenReply& reply) {
  if (read.rule.empty() || read.rule == "none" || read.rule.starts_with("free_text/")) {
    return Settled::kNo;
  }
  const bool answers = read.rule.starts_with("confirm_without_ask/") || reply.label == "help" ||
                       reply.label == "opt_in";
  return answers ? Settled::kHarmless : Settled::kRevokes;
}

// All but those whose label is that nobody can tell.
std::vector<Body> ReadBodies(const std::string& path, Names& names) {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  std::vector<Body> bodies;
  for (const GoldenReply& reply : GoldenReplies(path)) {
    if (reply.label == "review") continue;
    Body& body = bodies.emplace_back();
    body.writer = reply.writer;
    body.revokes = reply.label.starts_with("revoke");
    body.settled = SettledBy(Classify({.body = reply.body}, policy), reply);
    for (const std::vector<std::string>& reading : FeaturesIn(Normalise(OwnWords(reply.body)))) {
      Features& features = body.readings.emplace_back();
      for (const std::string& name : reading) features.push_back(names.NumberOf(name));
      std::sort(features.begin(), features.end());
      features.erase(std::unique(features.begin(), features.end()), features.end());
    }
  }
  return bodies;
}

struct Model {
  int base = 0;
  std::vector<int> weights;  // by number of the feature; 0: not in the table
};

// In an order that no library's version changes.
void Shuffle(std::vector<std::size_t>& order, std::uint64_t& state) {
  for (std::size_t i = order.size(); i-- > 1;) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::swap(order[i], order[(state >> 33U) % (i + 1)]);
  }
}

// One body as the descent sees it: the features that are learned, each worth 1 / root.
struct Row {
  Features features;
  double value = 0.0;
  double side = 0.0;
  double alpha = 0.0;
};

std::vector<Row> RowsOf(const std::vector<const Body*>& bodies, std::size_t features) {
  std::vector<int> counts(features);
  for (const Body* body : bodies) {
    for (const std::uint32_t feature : body->readings.front()) ++counts[feature];
  }
  std::vector<Row> rows;
  for (const Body* body : bodies) {
    const Features& all = body->readings.front();
    Row& row = rows.emplace_back();
    row.value = 1.0 / std::sqrt(static_cast<double>(std::max<std::size_t>(all.size(), 1)));
    row.side = body->revokes ? 1.0 : -1.0;
    for (const std::uint32_t feature : all) {
      if (counts[feature] >= kBodiesMin) row.features.push_back(feature);
    }
  }
  return rows;
}

Model Train(const std::vector<const Body*>& bodies, std::size_t features) {
  std::vector<Row> rows = RowsOf(bodies, features);
  std::vector<double> weights(features);
  double base = 0.0;
  constexpr double kSlack = 1.0 / (2.0 * kCost);
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::uint64_t state = 1;
  for (int round = 0; round < kRounds; ++round) {
    // Anew each round: in one order for all, the base goes round in circles instead of settling.
    Shuffle(order, state);
    for (const std::size_t i : order) {
      Row& row = rows[i];
      double sum = 0.0;
      for (const std::uint32_t feature : row.features) sum += weights[feature];
      const double score = base + row.value * sum;
      const double square =
          1.0 + row.value * row.value * static_cast<double>(row.features.size());
      const double step = std::max(row.alpha - (row.side * score - 1.0 + kSlack * row.alpha) /
                                                   (square + kSlack),
                                   0.0) -
                          row.alpha;
      if (step == 0.0) continue;
      row.alpha += step;
      base += step * row.side;
      for (const std::uint32_t feature : row.features) {
        weights[feature] += step * row.side * row.value;
      }
    }
  }
  Model model{.base = static_cast<int>(std::lround(base * kScale)),
              .weights = std::vector<int>(features)};
  for (std::size_t i = 0; i < features; ++i) {
    const int weight = static_cast<int>(std::lround(weights[i] * kScale));
    if (std::abs(weight) >= kWeightMin) model.weights[i] = weight;
  }
  return model;
}

// Of the reading that speaks most for a revocation.
int BestScoreOf(const Model& model, const Body& body) {
  int best = std::numeric_limits<int>::min();
  for (const Features& reading : body.readings) {
    std::int64_t sum = 0;
    for (const std::uint32_t feature : reading) sum += model.weights[feature];
    best = std::max(best, ScoreOf(model.base, sum, reading.size()));
  }
  return best;
}

bool IsSample(const std::string& writer) {
  return std::find(kNoSample.begin(), kNoSample.end(), writer) == kNoSample.end();
}

struct Scored {
  const Body* body = nullptr;
  int score = 0;
};

// Each writer's bodies, by what the others' teach.
std::vector<std::vector<Scored>> HeldOut(const std::vector<Body>& bodies, std::size_t features) {
  std::set<std::string> writers;
  for (const Body& body : bodies) writers.insert(body.writer);
  std::vector<std::vector<Scored>> groups;
  for (const std::string& writer : writers) {
    std::vector<const Body*> others;
    for (const Body& body : bodies) {
      if (body.writer != writer) others.push_back(&body);
    }
    const Model model = Train(others, features);
    std::vector<Scored>& group = groups.emplace_back();
    for (const Body& body : bodies) {
      if (body.writer == writer) group.push_back({&body, BestScoreOf(model, body)});
    }
  }
  return groups;
}

struct Marks {
  int revokes = 0;
  int reviews = 0;
};

// The lowest marks with no more false alarms than allowed.
Marks Choose(const std::vector<std::vector<Scored>>& groups) {
  std::vector<int> harmless;  // scores, highest first
  for (const std::vector<Scored>& group : groups) {
    for (const Scored& scored : group) {
      const Body& body = *scored.body;
      if (!IsSample(body.writer) || body.revokes || body.settled != Settled::kNo) continue;
      harmless.push_back(scored.score);
    }
  }
  std::sort(harmless.rbegin(), harmless.rend());
  const auto mark = [&harmless](double share) {
    return harmless[static_cast<std::size_t>(static_cast<double>(harmless.size()) * share)] + 1;
  };
  return {.revokes = mark(kFalseAlarms), .reviews = mark(kFalseAlarms + kHeld)};
}

struct Count {
  int all = 0;
  int revoked = 0;
  int held = 0;

  void Add(const Scored& scored, const Marks& marks) {
    const Settled settled = scored.body->settled;
    const bool weighed = settled == Settled::kNo;
    ++all;
    if (settled == Settled::kRevokes || (weighed && scored.score >= marks.revokes)) {
      ++revoked;
    } else if (weighed && scored.score >= marks.reviews) {
      ++held;
    }
  }
};

std::ostream& operator<<(std::ostream& out, const Count& count) {
  const auto share = [&count](int part) {
    return std::round(1000.0 * part / std::max(count.all, 1)) / 1000.0;
  };
  return out << share(count.revoked) << " revoked and " << share(count.held) << " held of "
             << count.all;
}

void Report(const std::vector<std::vector<Scored>>& groups, const Marks& marks) {
  std::array<Count, 2> whole;
  const auto print = [](std::string_view who, const std::array<Count, 2>& counts) {
    std::cout << who << ": requests " << counts[1] << "; harmless " << counts[0] << "\n";
  };
  for (const std::vector<Scored>& group : groups) {
    std::array<Count, 2> counts;
    for (const Scored& scored : group) {
      counts[scored.body->revokes ? 1 : 0].Add(scored, marks);
      if (IsSample(scored.body->writer)) {
        whole[scored.body->revokes ? 1 : 0].Add(scored, marks);
      }
    }
    print(group.front().body->writer, counts);
  }
  print("all but first and free", whole);
}

std::string TableOf(const Model& model, const Marks& marks, const Names& names) {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < model.weights.size(); ++i) {
    if (model.weights[i] == 0) continue;
    rows.push_back(names.all()[i] + "\t" + std::to_string(model.weights[i]) + "\n");
  }
  std::sort(rows.begin(), rows.end());
  std::string table = "# Made by tests/keyword-handler/train_weights.cc; not to be edited. ";
  table += "Feature TAB weight.\n";
  table += "revokes\t" + std::to_string(marks.revokes) + "\n";
  table += "reviews\t" + std::to_string(marks.reviews) + "\n";
  table += "base\t" + std::to_string(model.base) + "\n";
  for (const std::string& row : rows) table += row;
  std::cout << rows.size() << " features\n";
  return table;
}

int Main(const std::string& corpus, const std::string& path, bool check) {
  Names names;
  const std::vector<Body> bodies = ReadBodies(corpus, names);
  const std::size_t features = names.all().size();
  const std::vector<std::vector<Scored>> groups = HeldOut(bodies, features);
  const Marks marks = Choose(groups);
  Report(groups, marks);
  std::vector<const Body*> all;
  for (const Body& body : bodies) all.push_back(&body);
  const std::string table = TableOf(Train(all, features), marks, names);
  if (!check) {
    std::ofstream(path) << table;
    return 0;
  }
  std::stringstream found;
  found << std::ifstream(path).rdbuf();
  if (found.str() == table) return 0;
  std::cerr << path << " is not what the corpus and the features make; run train_weights\n";
  return 1;
}

}  // namespace
}  // namespace keyword_handler

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    std::cerr << "usage: train_weights CORPUS WEIGHTS [--check]\n";
    return 2;
  }
  const bool check = arguments.size() > 2 && arguments[2] == "--check";
  return keyword_handler::Main(arguments[0], arguments[1], check);
}
