// The vectors come from the real Java client (kafka-clients 4.1.1), made with
//   java -cp 'libs/*' Vectors.java
// where libs holds the broker's jars (deploy/local/kafka/pom.xml) and Vectors.java prints, for each
// key k (a byte array), one line of: k in hexadecimal ("-" when empty), Utils.murmur2(k), and
// Utils.toPositive(Utils.murmur2(k)) modulo 4, 12, 64 and 1000
// (import org.apache.kafka.common.utils.Utils).
// Keys: 0 to 9 bytes, "~p", 26 characters of base32, UTF-8, high bytes, zeros, random lengths.
#include "ledger/core/partitioner.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <sstream>
#include <string>

#include "ledger/core/facts_partition.h"

namespace ledger {
namespace {

constexpr const char* kJavaVectors = R"(
- 275646681 1 9 25 681
61 -1563381124 0 4 60 524
6162 316155434 2 2 42 434
616263 479470107 3 3 27 107
61626364 -1323649548 0 8 52 100
6162636465 461995741 1 1 29 741
616263646566 1870650108 0 0 60 108
61626364656667 -346467175 1 1 25 473
6162636465666768 -955427363 1 9 29 285
616263646566676869 -619679810 2 6 62 838
7e70 -883838173 3 7 35 475
6161616161616161616161616161616161616161616161616161 -979618431 1 5 1 217
6d667267677a64666d7a747771326c6b6e6e7767323374706f61 -1699901045 3 3 11 603
3737373737373737373737373737373737373737373737373734 1699846109 1 5 29 109
6b357677327a6c736e3578676b3374666d6a7378653364706e71 -1912423740 0 8 4 908
68c3a96c6c6f 614509002 2 6 10 2
e4bda0e5a5bd 183567948 0 0 12 948
f09f9880 131881617 1 9 17 617
3231 -973932308 0 0 44 340
666f6f626172 -790332482 2 6 62 166
80 857690492 0 8 60 492
fffe 1717632651 3 3 11 651
ffffff 1548199422 2 6 62 422
80818283 1420557722 2 2 26 722
0000000000c328 -217023132 0 8 36 516
73d51abbd89cb8196f0e -1715916365 3 3 51 283
92f94d68fccc2c35f0b84609e5 -1640312031 1 5 33 617
dd85aba8d5d9bef76808f3b572e59001 -972646702 2 10 18 946
12b81927ba5bb5f67e1bda28b4049bf0e4aed7 -258739806 2 2 34 842
b15d7bf2fc0c34e9a99de4ef3bc2b17c8137ad659878 -1516439797 3 7 11 851
3df1f658367aca286452474b9ef3765e24e9a88173724dddfb -612689683 1 1 45 965
cceb0c8aead641c58dad569581baeea87c10d40a47902028e61cfdc2 -1792503576 0 8 40 72
43d9d16008aabc9fb77cc723a56017e14f1ce8b1698341734a6823ce02043e 152790866 2 2 18 866
6b544901214a2ddab82fec85c0b9fe0549c475be5b887bb4b8995b24fb5c6846f88b -379368990 2 2 34 658
4f9d4c1391f1678b23ba4f9c9cd7bc93eb5776f4f03675344864294661c5949faf17b130fc -104623567 1 1 49 81
)";

std::string FromHex(const std::string& hex) {
  std::string bytes;
  if (hex == "-") return bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

TEST_CASE("Partitioner: agrees with the Java client on every vector", "[ledger][partitioner]") {
  std::istringstream rows(kJavaVectors);
  std::string hex;
  std::int32_t hash = 0;
  PartitionId of_4 = 0, of_12 = 0, of_64 = 0, of_1000 = 0;
  int count = 0;
  while (rows >> hex >> hash >> of_4 >> of_12 >> of_64 >> of_1000) {
    INFO("key " << hex);
    const std::string key = FromHex(hex);
    CHECK(Murmur2(key) == hash);
    CHECK(PartitionOf(key, 4) == of_4);
    CHECK(PartitionOf(key, 12) == of_12);
    CHECK(PartitionOf(key, 64) == of_64);
    CHECK(PartitionOf(key, 1000) == of_1000);
    ++count;
  }
  CHECK(count == 35);
}

TEST_CASE("Partitioner: one partition takes every key", "[ledger][partitioner]") {
  CHECK(PartitionOf("", 1) == 0);
  CHECK(PartitionOf(kPartitionKey, 1) == 0);
  CHECK(PartitionOf("mfrggzdfmztwq2lknnwg23tpoa", 1) == 0);
}

}  // namespace
}  // namespace ledger
