// What the ledger knows of a person in clear. Lives only in the processes that need it; everywhere
// else it is sealed.
#pragma once

#include <string>

namespace ledger {

// What another system's record says of a consent or of its end, in that system's words.
struct SourceRecord {
  std::string word;        // "SUBSCRIBED"
  std::string method;      // "web form"
  std::string disclosure;  // the wording that the person saw
  std::string time;        // when, as the record writes it
  friend bool operator==(const SourceRecord&, const SourceRecord&) = default;
};

// Any field may be empty. Never logged, never printed whole.
struct Personal {
  std::string number;  // E.164
  std::string text;    // words of a text, UTF-8 or the raw bytes that came
  std::string name;
  std::string ip;
  std::string user_agent;
  std::string email;
  std::string signature = {};  // what was signed on a form, whole
  SourceRecord source_record = {};
};

}  // namespace ledger
