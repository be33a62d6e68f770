// The order of consent, against a plain reader who goes through each history once: the fold's four
// maxima must agree with it however late, twice and in whatever order the replies are decided.
#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>

#include "tests/support/fold_world.h"

namespace ledger::test {
namespace {

// kUnask: the latest granted ask turns out never to have left.
enum class Kind { kStop, kStart, kYes, kAsk, kForm, kWebOut, kLateForm, kImport, kUnask };
constexpr int kKinds = 9;

// What became of an ask: denied, granted, or granted and withdrawn.
enum class Asked { kNot, kOut, kNeverLeft };

bool IsText(Kind kind) { return kind == Kind::kStop || kind == Kind::kStart || kind == Kind::kYes; }

Consequence MeaningOf(Kind kind) {
  if (kind == Kind::kStop) return Consequence::kRevoke;
  return kind == Kind::kStart ? Consequence::kOptIn : Consequence::kConfirm;
}

// What a careful clerk would say, who understands every text at once, and who knows of each ask
// whether it ever left.
bool PlainReading(const std::vector<Kind>& history, const std::vector<Asked>& asked_here) {
  bool willing = false;
  bool stopped = false;
  int revoked_at = -1;
  int asked_at = -1;
  for (int at = 0; at < static_cast<int>(history.size()); ++at) {
    switch (history[static_cast<std::size_t>(at)]) {
      case Kind::kStop:
        willing = false;
        stopped = true;
        revoked_at = at;
        break;
      case Kind::kWebOut:
        willing = false;
        revoked_at = at;
        break;
      case Kind::kStart:
        willing = true;
        stopped = false;
        break;
      case Kind::kAsk:
        if (asked_here[static_cast<std::size_t>(at)] == Asked::kOut) asked_at = at;
        // It took the place of the one before, of which nothing is known any more: the safe side.
        if (asked_here[static_cast<std::size_t>(at)] == Asked::kNeverLeft) asked_at = -1;
        break;
      case Kind::kYes:
        if (asked_at > revoked_at) {
          willing = true;
          stopped = false;
        }
        break;
      case Kind::kForm:
        if (!stopped) willing = true;
        break;
      case Kind::kLateForm:
      case Kind::kImport:
        if (revoked_at < 0) willing = true;
        break;
      case Kind::kUnask:
        break;
    }
  }
  return willing;
}

// Folds `history`; texts are decided at once, or after everything else in the order of `later`, the
// first of them twice.
bool FoldReading(const std::vector<Kind>& history, const std::vector<std::size_t>* later,
                 std::vector<Asked>& asked_here) {
  FoldWorld world;
  world.Claim();
  std::map<std::size_t, Offset> replies;
  std::optional<std::pair<std::size_t, SendIntended>> latest_ask;
  asked_here.assign(history.size(), Asked::kNot);
  for (std::size_t at = 0; at < history.size(); ++at) {
    const Kind kind = history[at];
    if (IsText(kind)) {
      replies[at] = world.Receive();
      if (later == nullptr) world.Decide(replies[at], MeaningOf(kind));
    } else if (kind == Kind::kAsk) {
      // Each ask is a message of its own; an earlier one has expired, so that asking again is
      // allowed.
      SendIntended ask = world.Intent(MessageClass::kOptInRequest);
      ask.message = CampaignMessageId(kAccount, CampaignId("ask"), static_cast<std::uint32_t>(at),
                                      world.contact_id);
      ask.pending_term_ms = 1;
      if (world.Append(ask).disposition != Disposition::kGranted) continue;
      asked_here[at] = Asked::kOut;
      latest_ask.emplace(at, ask);
    } else if (kind == Kind::kUnask) {
      if (!latest_ask.has_value()) continue;
      world.Conclude(latest_ask->second, SendOutcome::kWithdrawn);
      asked_here[latest_ask->first] = Asked::kNeverLeft;
    } else if (kind == Kind::kForm) {
      world.FormOptIn();
    } else if (kind == Kind::kLateForm) {
      world.Append(OptedIn{{kMarketing}, OptInMethod::kWebForm, {}}, kStart - 1'000'000);
    } else if (kind == Kind::kWebOut) {
      world.WebOptOut();
    } else {
      world.Import(EvidenceGrade::kA);
    }
  }
  if (later != nullptr) {
    for (std::size_t i = 0; i <= later->size() && !later->empty(); ++i) {
      const std::size_t at = (*later)[i % later->size()];
      world.Decide(replies[at], MeaningOf(history[at]));
    }
  }
  return world.Reachable();
}

void Check(const std::vector<Kind>& history) {
  std::vector<std::size_t> texts;
  for (std::size_t at = 0; at < history.size(); ++at) {
    if (IsText(history[at])) texts.push_back(at);
  }
  std::vector<Asked> asked;
  const bool at_once = FoldReading(history, nullptr, asked);
  bool equal = at_once == PlainReading(history, asked);
  do {
    const bool late = FoldReading(history, &texts, asked);
    equal = equal && late == PlainReading(history, asked);
  } while (std::next_permutation(texts.begin(), texts.end()));
  if (equal) return;
  std::string words;
  for (const Kind kind : history) words += std::to_string(static_cast<int>(kind)) + " ";
  FAIL("the fold differs from the plain reading of " << words);
}

}  // namespace

// The late YES is counted here, as the policy may say: expiry is another matter and has its own
// test.
TEST_CASE("Consent order: every history of up to four events reads as a person would read it",
          "[ledger][apply]") {
  std::size_t histories = 0;
  for (int size = 1; size <= 4; ++size) {
    std::vector<int> digits(static_cast<std::size_t>(size), 0);
    for (bool more = true; more;) {
      std::vector<Kind> history;
      for (const int digit : digits) history.push_back(static_cast<Kind>(digit));
      Check(history);
      ++histories;
      more = false;
      for (int& digit : digits) {
        if (++digit < kKinds) {
          more = true;
          break;
        }
        digit = 0;
      }
    }
  }
  CHECK(histories == 9 + 81 + 729 + 6561);
}

TEST_CASE("Consent order: random histories of up to nine events read the same",
          "[ledger][apply][property]") {
  const std::uint32_t seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 1500; ++round) {
    std::vector<Kind> history(5 + random() % 5);
    std::size_t texts = 0;
    for (Kind& kind : history) {
      do {
        kind = static_cast<Kind>(random() % kKinds);
      } while (IsText(kind) && texts >= 4);
      texts += IsText(kind) ? 1 : 0;
    }
    Check(history);
  }
}

}  // namespace ledger::test
