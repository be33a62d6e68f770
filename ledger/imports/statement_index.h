// What a whole file says of each number, in 16 bytes for each row that says something: noted row by
// row, then sorted, so that memory grows neither with the width of rows nor by rehashing.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "ledger/imports/row_claim.h"

namespace ledger::imports {

// Where a file first says what of one number; 0 = nowhere. Of a message log: where it says so last,
// by the time of the messages. Rows above 4 billion do not fit.
struct Statements {
  std::uint32_t yes = 0;
  std::uint32_t no = 0;       // of a message log: the last that nothing took back, if there is one
  std::uint32_t unclear = 0;  // a word that is neither: denies a yes, is no opt-out
  // Of a message log: there is a no, and behind each a yes to the very line that it went to. A yes
  // to another line takes back nothing.
  bool taken_back = false;
};

// Numbers are compared exactly, by their digits: no two people can be taken for one.
class StatementIndex {
 public:
  // Notes what a readable row says; `replayed`: of a message log. Before Sort().
  void Note(std::uint32_t row, const RowClaim& claim, bool replayed);
  // To be called once, after the last row.
  void Sort();
  // What was said of a number. After Sort().
  [[nodiscard]] Statements Find(const PhoneNumber& number) const;

 private:
  struct Entry {
    std::uint64_t key;  // the digits, then which of the lines, then which of the words
    std::uint32_t row;
    std::uint32_t order;  // of two entries of one key the lower one counts
    [[nodiscard]] bool Before(const Entry& other) const;
  };
  static std::uint64_t KeyOf(const PhoneNumber& number, std::uint64_t line, ConsentWord word);
  std::uint64_t LineNumber(const std::string& line);

  // A deque: growing moves nothing. After Sort() one entry a key.
  std::deque<Entry> entries_;
  std::map<std::string, std::uint64_t> lines_;  // from 1; bounded by the bits of a key
};

}  // namespace ledger::imports
