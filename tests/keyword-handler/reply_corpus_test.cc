// The golden corpus (tests/golden/reply_corpus.tsv): recall and false alarms on labelled bodies.
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "keyword-handler/precedence.h"
#include "tests/keyword-handler/golden_replies.h"

namespace keyword_handler {
namespace {

std::vector<GoldenReply> Corpus() {
  return GoldenReplies(CONSENT_GOLDEN_FOLDER "/reply_corpus.tsv");
}

struct Count {
  int right = 0;
  int all = 0;
};

double Share(int part, int whole) { return whole == 0 ? 0.0 : static_cast<double>(part) / whole; }

TEST_CASE("Corpus: recall and false alarms keep their bounds", "[keywords][corpus]") {
  const std::vector<GoldenReply> rows = Corpus();
  REQUIRE(rows.size() >= 300);
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  std::map<std::string, Count> counts;
  int false_alarms = 0;
  int harmless = 0;
  int invented_consent = 0;
  for (const GoldenReply& row : rows) {
    const Classification read = Classify({.body = row.body}, policy);
    const std::string name(ReplyClassName(read.reply_class));
    const bool free = row.label == "revoke_free";
    const bool right = row.label == "confirm" ? read.rule.starts_with("confirm_without_ask/")
                       : free || row.label == "revoke_exact" ? name == "revoke"
                                                             : name == row.label;
    Count& count = counts[row.label];
    ++count.all;
    count.right += right ? 1 : 0;
    if (!right)
      std::cout << "corpus: " << row.label << " read as " << read.rule << ": " << row.body << "\n";
    if (row.label == "inbox" || row.label == "confirm" || row.label == "help" ||
        row.label == "opt_in") {
      ++harmless;
      false_alarms += name == "revoke" || name == "review" ? 1 : 0;
    }
    if (name == "opt_in" && row.label != "opt_in") ++invented_consent;
  }
  std::cout << "corpus: " << rows.size() << " bodies";
  for (const auto& [label, count] : counts) {
    std::cout << ", " << label << " " << count.right << "/" << count.all;
  }
  std::cout << "; free-text recall "
            << Share(counts["revoke_free"].right, counts["revoke_free"].all) << ", false alarms "
            << Share(false_alarms, harmless) << "\n";
  CHECK(counts["revoke_exact"].right == counts["revoke_exact"].all);
  CHECK(counts["help"].right == counts["help"].all);
  CHECK(counts["confirm"].right == counts["confirm"].all);
  CHECK(counts["opt_in"].right == counts["opt_in"].all);
  CHECK(Share(counts["revoke_free"].right, counts["revoke_free"].all) >= 0.97);
  CHECK(Share(counts["review"].right, counts["review"].all) >= 0.9);
  CHECK(Share(false_alarms, harmless) <= 0.03);
  CHECK(invented_consent == 0);
}

// The lower bound is where we are, not where we want to be (0.97).
TEST_CASE("Corpus: on texts that nothing was made for it is no worse than it was",
          "[keywords][corpus]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  std::map<std::string, std::map<ReplyClass, int>> read;  // by label
  for (const GoldenReply& row : GoldenReplies(CONSENT_GOLDEN_FOLDER "/unseen_replies.tsv")) {
    ++read[row.label][Classify({.body = row.body}, policy).reply_class];
  }
  const auto share = [&read](const char* label, ReplyClass as) {
    int all = 0;
    for (const auto& [unused, count] : read[label]) all += count;
    return Share(read[label][as], all);
  };
  std::cout << "unseen: requests revoked " << share("revoke_free", ReplyClass::kRevoke)
            << ", held " << share("revoke_free", ReplyClass::kReview) << "; harmless revoked "
            << share("inbox", ReplyClass::kRevoke) << ", held "
            << share("inbox", ReplyClass::kReview) << "\n";
  CHECK(share("revoke_free", ReplyClass::kRevoke) >= 0.95);
  CHECK(share("inbox", ReplyClass::kRevoke) <= 0.03);
}

TEST_CASE("Corpus: no harmless text hides a request that follows or precedes it",
          "[keywords][corpus]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const GoldenReply& row : Corpus()) {
    if (row.label != "inbox" && row.label != "confirm" && row.label != "help") continue;
    for (const char* request : {"stop texting me", "remove me from your list", "unsubscribe"}) {
      const std::string behind = row.body + ". Please " + request;
      INFO(behind);
      CHECK(Classify({.body = behind}, policy).reply_class == ReplyClass::kRevoke);
      const std::string before = std::string(request) + "! " + row.body;
      INFO(before);
      CHECK(Classify({.body = before}, policy).reply_class == ReplyClass::kRevoke);
    }
  }
}

TEST_CASE("Corpus: a revocation stays one in every letter case and between quotes",
          "[keywords][corpus]") {
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (const GoldenReply& row : Corpus()) {
    if (row.label != "revoke_exact" && row.label != "revoke_free") continue;
    // What is missed as it stands is counted above.
    if (Classify({.body = row.body}, policy).reply_class != ReplyClass::kRevoke) continue;
    std::string shouted = row.body;
    for (char& c : shouted) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    for (const std::string& body : {shouted, "\u201C" + row.body + "\u201D",
                                    row.body + " \U0001F621", "\u200B" + shouted + "!!!"}) {
      INFO(body);
      CHECK(Classify({.body = body}, policy).reply_class == ReplyClass::kRevoke);
    }
  }
}

}  // namespace
}  // namespace keyword_handler
