// A real broker in a folder of its own, started and stopped by the scripts of the local stack. The
// test's target defines KAFKA_START and KAFKA_STOP.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/log/kafka_settings.h"

namespace ledger {

inline int RunCommand(const std::string& command) { return std::system(command.c_str()); }

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

class Broker {
 public:
  Broker() {
    char name[] = "/tmp/consent_broker.XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    folder = name;
    Start();
  }
  ~Broker() {
    Stop();
    std::filesystem::remove_all(folder);
  }
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  void Start() {
    REQUIRE(RunCommand(absl::StrCat(KAFKA_START, " ", folder, " >/dev/null")) == 0);
    const std::string ports = ReadFile(folder + "/ports.env");
    const std::size_t at = ports.find("KAFKA_PORT=") + 11;
    kafka.bootstrap_servers = "127.0.0.1:" + ports.substr(at, ports.find('\n', at) - at);
  }
  void Stop() {
    static_cast<void>(RunCommand(absl::StrCat(KAFKA_STOP, " ", folder, " >/dev/null 2>&1")));
  }

  std::string folder;
  KafkaSettings kafka;
};

}  // namespace ledger
