// Prints what is weighed in labelled bodies, for tests/golden/train_weights.py: reads lines
// "KEY TAB BODY" and writes "KEY TAB WORD {TAB RULE {SPACE FEATURE}}", where WORD is the rule that
// decides before anything is weighed and RULE one that decides then ("-": none). For made-up
// texts: it prints their words.
#include <iostream>
#include <string>
#include <string_view>

#include "keyword-handler/free_text.h"
#include "keyword-handler/normalise.h"
#include "keyword-handler/own_words.h"
#include "keyword-handler/precedence.h"
#include "tests/keyword-handler/golden_body.h"

int main() {
  using namespace keyword_handler;
  const Policy& policy = *PolicyByVersion("us-2025-04-11");
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    const std::string body = GoldenBody(line.substr(tab + 1));
    std::string rule = Classify({.body = body}, policy).rule;
    if (rule.starts_with("free_text/") || rule == "none") rule.clear();
    std::cout << line.substr(0, tab) << '\t' << (rule.empty() ? "-" : rule);
    for (const FreeTextFeatures& reading : FeaturesIn(Normalise(OwnWords(body)))) {
      std::cout << '\t' << (reading.decided_by.empty() ? "-" : reading.decided_by);
      for (const std::string& feature : reading.features) std::cout << ' ' << feature;
    }
    std::cout << '\n';
  }
}
