// A whole front door over a log in memory: account "acme" on line 13013 with its default programs,
// and "other" on a line of its own.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "ledger/codec/record_codec.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/default_account.h"
#include "ledger/core/base32.h"
#include "ledger/door/front_door.h"
#include "tests/ledger/door/api_document.h"
#include "tests/support/memory_log.h"

namespace ledger {

inline constexpr char kDoorLedger[] = "ledger";
inline constexpr char kDoorIntake[] = "intake";
inline constexpr char kDoorControl[] = "control";
inline constexpr char kDoorRejected[] = "rejected";
inline constexpr std::int32_t kDoorPartitions = 4;

class RealClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
  absl::Duration Monotonic() const override { return absl::Now() - absl::UnixEpoch(); }
};

inline std::string DoorKeyFile() {
  return "acme k1 " + std::string(64, '1') + " " + std::string(64, '2') + "\nother k1 " +
         std::string(64, '3') + " " + std::string(64, '4') + "\ninstallation k1 - " +
         std::string(64, '5') + "\n";
}

// The records that define an account, appended to the control topic.
inline void DefineAccount(MemoryLog& log, const std::string& account, const std::string& line,
                          const KeyRing& keys) {
  NewAccount wanted;
  wanted.account = account;
  wanted.name = account;
  wanted.line = line;
  wanted.help_contact = "help@" + account + ".example";
  wanted.pepper_check = absl::HexStringToBytes(*keys.PepperCheck(AccountId(account)));
  wanted.unsealing_key_ids = {account + "/k1"};
  wanted.actor = "test";
  wanted.issued_at_ms = 1;
  for (const auto& record : DefaultAccountRecords(wanted)) {
    log.Put(kDoorControl, 0, {record.account(), *EncodeControl(record), {}});
  }
}

inline void DefineProgram(MemoryLog& log, const std::string& account, const std::string& program,
                          const std::string& line) {
  consent::v1::ControlRecord record;
  record.set_account(account);
  consent::v1::ProgramDefined& definition = *record.mutable_program_defined();
  definition.set_program(program);
  definition.set_name(program);
  definition.set_category(consent::v1::CATEGORY_MARKETING);
  definition.set_opt_in_policy(consent::v1::OPT_IN_POLICY_SINGLE);
  definition.set_line(line);
  definition.set_pending_term_ms(1000);
  definition.set_ask_limit(1);
  GiveCommandId(record);
  log.Put(kDoorControl, 0, {record.account(), *EncodeControl(record), {}});
}

// The command that has everyone asked who is synced from `source`.
inline void DefineSourceAsk(MemoryLog& log, const std::string& account, const std::string& source) {
  consent::v1::ControlRecord record;
  record.set_account(account);
  record.mutable_source_ask_defined()->set_source(source);
  record.mutable_source_ask_defined()->set_program("marketing");
  record.mutable_source_ask_defined()->set_after_ms(1);
  GiveCommandId(record);
  log.Put(kDoorControl, 0, {record.account(), *EncodeControl(record), {}});
}

// A promise for one HTTP answer.
class Answer {
 public:
  http::Responder responder() const {
    return http::Responder([shared = shared_](http::HttpResponse response) {
      const std::lock_guard<std::mutex> lock(shared->mutex);
      shared->response = std::move(response);
      shared->came.notify_all();
    });
  }
  // Nothing within `wait`: no answer came.
  std::optional<http::HttpResponse> Get(int wait_ms = 5000) const {
    std::unique_lock<std::mutex> lock(shared_->mutex);
    shared_->came.wait_for(lock, std::chrono::milliseconds(wait_ms),
                           [this] { return shared_->response.has_value(); });
    return shared_->response;
  }

 private:
  struct Shared {
    std::mutex mutex;
    std::condition_variable came;
    std::optional<http::HttpResponse> response;
  };
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

class DoorWorld {
 public:
  // With `start` false the threads do not run before Start().
  explicit DoorWorld(bool start = true)
      : appender(log), control_log(log), intake_log(log), metrics("test") {
    acme_key = http::MakeApiKey(AccountId("acme"), http::KeyKind::kPublisher);
    acme_gateway = http::MakeApiKey(AccountId("acme"), http::KeyKind::kGateway);
    api_keys.emplace(*http::ApiKeys::Parse(
        acme_key.file_line + "\n" + acme_gateway.file_line + "\n", "api_keys"));
    DefineAccount(log, "acme", "13013", keys);
    DefineAccount(log, "other", "+18335550100", keys);
    MakeDoor();
    if (start) Start();
  }
  ~DoorWorld() { Stop(); }

  void MakeDoor() {
    door = std::make_unique<FrontDoor>(
        FrontDoorTopics{kDoorIntake, kDoorControl, kDoorRejected, {kDoorLedger, kDoorPartitions}},
        FrontDoorPorts{appender, control_log, intake_log, positions, clock, keys, *api_keys,
                       twilio, metrics,
                       []() -> absl::StatusOr<std::map<PartitionId, Offset>> {
                         return std::map<PartitionId, Offset>{{0, 0}, {1, 0}, {2, 0}, {3, 0}};
                       },
                       [] {},
                       forms});
  }
  void Start() {
    stop.emplace();
    thread = std::thread([this] { ran = door->Run(stop->get_token(), [] {}); });
    for (int i = 0; i < 2000 && !door->Ready().ok(); ++i) Sleep();
    REQUIRE(door->Ready().ok());
  }
  void Stop() {
    if (stop) stop->request_stop();
    if (thread.joinable()) thread.join();
  }
  static void Sleep() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

  Answer Send(http::HttpRequest request) {
    Answer answer;
    door->Handle(std::move(request), answer.responder());
    return answer;
  }
  // The answer, which the API's document must know.
  http::HttpResponse Call(http::HttpRequest request) {
    const auto response = Send(request).Get();
    REQUIRE(response.has_value());
    CHECK(ApiDocument::WhyUndocumented(request, *response) == "");
    return *response;
  }
  http::HttpRequest Post(const std::string& body, const std::string& type = "application/json") {
    http::HttpRequest request;
    request.method = "POST";
    request.target = request.path = "/v1/events";
    request.headers.Add("Authorization", "Bearer " + acme_key.presented);
    request.headers.Add("Content-Type", type);
    request.body = body;
    return request;
  }
  http::HttpRequest Get(const std::string& path,
                        const std::vector<std::pair<std::string, std::string>>& query) {
    http::HttpRequest request;
    request.method = "GET";
    request.target = request.path = path;
    for (const auto& [name, value] : query) request.query.Add(name, value);
    return request;
  }
  // The events of the ledger topic, decoded.
  std::vector<Record> Ledger() const {
    std::vector<Record> records;
    for (PartitionId p = 0; p < kDoorPartitions; ++p) {
      Offset offset = 0;
      for (const auto& entry : log.Read(kDoorLedger, p)) {
        records.push_back(Decode(offset++, 1, entry.key, entry.value));
        REQUIRE(std::holds_alternative<Event>(records.back().content));
      }
    }
    return records;
  }
  // Waits until the ledger has `count` records.
  std::vector<Record> LedgerOf(std::size_t count) const {
    for (int i = 0; i < 2500 && log.All(kDoorLedger).size() < count; ++i) Sleep();
    return Ledger();
  }

  MemoryLog log;
  KeyRing keys = *KeyRing::Parse(DoorKeyFile(), "keys");
  MemoryAppender appender;
  MemoryReader control_log;
  MemoryReader intake_log;
  MemoryPositions positions;
  RealClock clock;
  Metrics metrics;
  TwilioWebhooks twilio{"https://hooks.example.com", {Secret("twilio-token")}};
  http::NewApiKey acme_key;
  http::NewApiKey acme_gateway;
  std::optional<http::ApiKeys> api_keys;
  FormSettings forms;
  std::unique_ptr<FrontDoor> door;
  std::optional<std::stop_source> stop;
  std::thread thread;
  absl::Status ran;
};

template <typename FactKind>
const FactKind& FactOf(const Record& record) {
  return std::get<FactKind>(std::get<Event>(record.content).fact);
}

// One opt-out of +1 415 555 0134 in JSON.
inline std::string OptOutJson(const std::string& id, const std::string& number = "+14155550134") {
  return R"({"source":"shop","publisher_id":")" + id + R"(","number":")" + number +
         R"(","opted_out":{"scope":{"reach":"REACH_MARKETING"},"means":"OPT_OUT_MEANS_EMAIL"}})";
}

}  // namespace ledger
