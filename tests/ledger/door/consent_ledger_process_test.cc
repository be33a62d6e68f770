// The process consent-ledger against a real broker of its own: HTTP, webhooks, intake, restart,
// another pepper, and the broker gone.
#include <fcntl.h>
#include <librdkafka/rdkafka.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "consent/v1/intake.pb.h"
#include "ledger/codec/record_codec.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/default_account.h"
#include "ledger/core/base32.h"
#include "ledger/http/api_keys.h"
#include "ledger/http/http_client.h"
#include "ledger/log/kafka_appender.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/log/topics.h"
#include "ledger/seal/key_ring.h"
#include "tests/support/broker.h"

namespace ledger {
namespace {

constexpr int kPartitions = 2;

// One run of the binary; its log goes to `log_path`.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, std::string log_path)
      : log_path_(std::move(log_path)) {
    pid_ = ::fork();
    if (pid_ == 0) {
      const int file = ::open(log_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      ::dup2(file, 2);
      std::vector<char*> argv = {const_cast<char*>(CONSENT_LEDGER)};
      for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
      }
      argv.push_back(nullptr);
      ::execv(CONSENT_LEDGER, argv.data());
      ::_exit(127);
    }
  }
  ~Process() { Signal(SIGKILL); }

  // Returns the exit code, or 128 + the signal.
  int Signal(int number) {
    if (pid_ <= 0) return -1;
    ::kill(pid_, number);
    return Wait();
  }
  int Wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  // The URL of the front door, once its port is in the log.
  std::string Url() const {
    for (int i = 0; i < 500; ++i) {
      const std::string log = ReadFile(log_path_);
      const std::size_t line = log.find("http port is open");
      if (line != std::string::npos) {
        const std::size_t at = log.find("\"port\":", line) + 7;
        return "http://127.0.0.1:" + log.substr(at, log.find_first_not_of("0123456789", at) - at);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    FAIL("the http port never opened: " << ReadFile(log_path_));
    return "";
  }
  std::string Log() const { return ReadFile(log_path_); }

 private:
  std::string log_path_;
  pid_t pid_ = 0;
};

class Installation {
 public:
  Installation() {
    key = http::MakeApiKey(AccountId("acme"), http::KeyKind::kPublisher);
    gateway = http::MakeApiKey(AccountId("acme"), http::KeyKind::kGateway);
    std::ofstream(broker.folder + "/api_keys") << key.file_line << "\n"
                                               << gateway.file_line << "\n";
    WriteKeys('1');
    REQUIRE(EnsureTopics(broker.kafka, kPartitions, 1).ok());
    appender = *MakeKafkaAppender(broker.kafka);
    NewAccount account;
    account.account = account.name = "acme";
    account.line = "13013";
    account.help_contact = "help@acme.example";
    account.actor = "test";
    account.issued_at_ms = 1;
    const KeyRing keys = Keys();
    account.pepper_check = absl::HexStringToBytes(*keys.PepperCheck(AccountId("acme")));
    for (const auto& record : DefaultAccountRecords(account)) {
      Append(kControlTopic, record.account(), *EncodeControl(record));
    }
  }
  void WriteKeys(char pepper, bool installation = true) const {
    const std::string path = broker.folder + "/keys";
    std::filesystem::remove(path);
    const std::string last = "installation k1 - " + std::string(64, '5') + "\n";
    std::ofstream(path) << "acme k1 " << std::string(64, pepper) << " " << std::string(64, '2')
                        << "\n"
                        << (installation ? last : "");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
  }
  KeyRing Keys() const { return *KeyRing::Load(broker.folder + "/keys"); }
  void Append(const std::string& topic, const std::string& name, const std::string& value) {
    absl::Status status = absl::UnknownError("no report");
    REQUIRE(appender
                ->Append({topic, 0, name, value, {}},
                         [&](absl::StatusOr<Appended> result) { status = result.status(); })
                .ok());
    REQUIRE(appender->Flush(absl::Seconds(20)).ok());
    INFO(status.message());
    REQUIRE(status.ok());
  }
  std::vector<std::string> Arguments() const {
    return {"--kafka-bootstrap=" + broker.kafka.bootstrap_servers,
            absl::StrCat("--partitions=", kPartitions), "--keys-file=" + broker.folder + "/keys",
            "--api-keys-file=" + broker.folder + "/api_keys", "--http-port=0"};
  }
  Process Start(const std::string& name) const {
    return Process(Arguments(), broker.folder + "/" + name + ".log");
  }
  http::HttpReply Post(const std::string& url, const std::string& body) const {
    const auto reply = http::Call({.method = "POST",
                                   .url = url + "/v1/events",
                                   .headers = {{"Authorization", "Bearer " + key.presented},
                                               {"Content-Type", "application/json"}},
                                   .body = body,
                                   .timeout = absl::Seconds(30)});
    INFO(reply.status().message());
    REQUIRE(reply.ok());
    return *reply;
  }
  // Whatever stands in a topic now.
  std::vector<Record> Read(const std::string& topic, int partitions) const {
    const auto reader = *MakeKafkaReader(broker.kafka);
    std::map<PartitionId, Offset> next;
    for (int p = 0; p < partitions; ++p) next[p] = 0;
    const auto ends = *reader->EndOffsets(topic, absl::Seconds(10));
    std::size_t want = 0;
    for (const auto& [partition, end] : ends) want += static_cast<std::size_t>(end);
    REQUIRE(reader->Assign(topic, next).ok());
    std::vector<Record> records;
    while (records.size() < want) {
      const auto came = reader->Poll(1000, absl::Milliseconds(200));
      REQUIRE(came.ok());
      for (const LogRecord& record : *came) {
        records.push_back(Decode(record.offset, record.appended_at_ms, record.key, record.value));
      }
    }
    return records;
  }
  std::vector<Record> LedgerOf(std::size_t count) const {
    std::vector<Record> records;
    for (int i = 0; i < 100 && records.size() < count; ++i) {
      records = Read(kLedgerTopic, kPartitions);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return records;
  }
  static void AwaitReady(const std::string& url) {
    int status = 0;
    for (int i = 0; i < 500 && status != 200; ++i) {
      const auto reply = http::Get(url + "/v1/health");
      status = reply.ok() ? reply->status : 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    REQUIRE(status == 200);
  }

  Broker broker;
  http::NewApiKey key;
  http::NewApiKey gateway;
  std::unique_ptr<Appender> appender;
};

std::string OptOut(const std::string& id) {
  return R"({"source":"shop","publisher_id":")" + id +
         R"(","number":"+14155550134","opted_out":{"scope":{"reach":"REACH_MARKETING"},)" +
         R"("means":"OPT_OUT_MEANS_EMAIL"}})";
}

// A publisher with transactions, as Kafka Streams or Flink have them.
class TransactionalPublisher {
 public:
  explicit TransactionalPublisher(const std::string& bootstrap) {
    char why[512] = "";
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", bootstrap.c_str(), why, sizeof(why));
    rd_kafka_conf_set(conf, "transactional.id", "shop", why, sizeof(why));
    producer_ = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof(why));
    INFO(why);
    REQUIRE(producer_ != nullptr);
    Check(rd_kafka_init_transactions(producer_, kTimeoutMs));
  }
  ~TransactionalPublisher() { rd_kafka_destroy(producer_); }
  TransactionalPublisher(const TransactionalPublisher&) = delete;
  TransactionalPublisher& operator=(const TransactionalPublisher&) = delete;

  // Publishes `values` in one transaction, of which the broker has them all before it ends.
  void Publish(const std::vector<std::string>& values, bool commit) {
    Check(rd_kafka_begin_transaction(producer_));
    for (std::string value : values) {
      REQUIRE(rd_kafka_producev(producer_, RD_KAFKA_V_TOPIC(kIntakeTopic),
                                RD_KAFKA_V_PARTITION(0),
                                RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                RD_KAFKA_V_VALUE(value.data(), value.size()),
                                RD_KAFKA_V_END) == RD_KAFKA_RESP_ERR_NO_ERROR);
    }
    REQUIRE(rd_kafka_flush(producer_, kTimeoutMs) == RD_KAFKA_RESP_ERR_NO_ERROR);
    Check(commit ? rd_kafka_commit_transaction(producer_, kTimeoutMs)
                 : rd_kafka_abort_transaction(producer_, kTimeoutMs));
  }

 private:
  static constexpr int kTimeoutMs = 30'000;
  static void Check(rd_kafka_error_t* error) {
    const std::string why = error == nullptr ? "" : rd_kafka_error_string(error);
    if (error != nullptr) rd_kafka_error_destroy(error);
    REQUIRE(why == "");
  }
  rd_kafka_t* producer_ = nullptr;
};

std::string Listed(int i) {
  consent::v1::IntakeEvent event;
  event.set_account("acme");
  event.set_source("shop");
  event.set_number("+14155550134");
  event.mutable_contact_listed()->set_segment(absl::StrCat("s", i));
  return event.SerializeAsString();
}

TEST_CASE("consent-ledger: takes events by every way and survives kills and the broker's absence") {
  Installation installation;
  std::size_t expected = 0;
  {
    Process door = installation.Start("first");
    const std::string url = door.Url();
    Installation::AwaitReady(url);
    CHECK(installation.Post(url, OptOut("1")).status == 200);
    const auto reply =
        http::Get(absl::StrCat(url, "/kannel/mo?key=", installation.gateway.presented,
                               "&from=%2B14155550134&to=13013&raw=STOP&id=1&ts=1790000000"));
    REQUIRE(reply.ok());
    CHECK(reply->status == 200);
    CHECK(reply->body.empty());
    for (int i = 0; i < 100; ++i) installation.Append(kIntakeTopic, "any", Listed(i));
    installation.Append(kIntakeTopic, "any", "\xff");
    expected = 102;
    CHECK(installation.LedgerOf(expected).size() == expected);
    CHECK(installation.Read(kRejectedTopic, 1).size() == 1);
    // Killed at once, whatever its position was: nothing is lost, and repeats have the same ids.
    CHECK(door.Signal(SIGKILL) == 128 + SIGKILL);
    CHECK(door.Log().find("4155550134") == std::string::npos);
  }
  for (int i = 100; i < 110; ++i) installation.Append(kIntakeTopic, "any", Listed(i));
  {
    Process door = installation.Start("second");
    const std::string url = door.Url();
    Installation::AwaitReady(url);
    std::set<EventId> ids;
    for (int i = 0; i < 200 && ids.size() < expected + 10; ++i) {
      for (const Record& record : installation.LedgerOf(expected + 10)) {
        ids.insert(std::get<Event>(record.content).id);
      }
    }
    CHECK(ids.size() == expected + 10);

    installation.broker.Stop();
    const http::HttpReply refused = installation.Post(url, OptOut("2"));
    CHECK(refused.status == 503);
    CHECK(refused.headers.Find("Retry-After").has_value());
    installation.broker.Start();
    int status = 0;
    for (int i = 0; i < 30 && status != 200; ++i)
      status = installation.Post(url, OptOut("2")).status;
    CHECK(status == 200);
    CHECK(door.Signal(SIGTERM) == 0);
  }
  // A clean stop stored the position: the next run handles nothing again.
  const std::size_t before = installation.Read(kLedgerTopic, kPartitions).size();
  {
    Process door = installation.Start("third");
    Installation::AwaitReady(door.Url());
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    CHECK(door.Signal(SIGTERM) == 0);
  }
  CHECK(installation.Read(kLedgerTopic, kPartitions).size() == before);

  installation.WriteKeys('9');
  Process wrong = installation.Start("wrong");
  CHECK(wrong.Wait() == 3);
  CHECK_THAT(wrong.Log(), Catch::Contains("another pepper"));

  installation.WriteKeys('1', /*installation=*/false);
  Process unsealed = installation.Start("unsealed");
  CHECK(unsealed.Wait() == 2);
  CHECK_THAT(unsealed.Log(), Catch::Contains("consent keys create"));
}

TEST_CASE("consent-ledger: of a publisher's transactions it takes those that were committed") {
  Installation installation;
  TransactionalPublisher publisher(installation.broker.kafka.bootstrap_servers);
  {
    Process door = installation.Start("transactions");
    Installation::AwaitReady(door.Url());
    publisher.Publish({Listed(1), Listed(2)}, /*commit=*/true);
    publisher.Publish({Listed(3), "\xff"}, /*commit=*/false);
    publisher.Publish({Listed(4)}, /*commit=*/true);
    // Behind the markers comes a plain record: the intake went on over all of them.
    installation.Append(kIntakeTopic, "any", Listed(5));
    std::vector<std::string> segments;
    for (const Record& record : installation.LedgerOf(4)) {
      const Fact& fact = std::get<Event>(record.content).fact;
      segments.push_back(std::get<ContactListed>(fact).segment.value());
    }
    CHECK(segments == std::vector<std::string>{"s1", "s2", "s4", "s5"});
    CHECK(installation.Read(kRejectedTopic, 1).empty());
    publisher.Publish({Listed(6)}, /*commit=*/false);  // the topic ends with a marker
    CHECK(door.Signal(SIGTERM) == 0);
  }
  const std::size_t before = installation.LedgerOf(4).size();
  Process door = installation.Start("again");
  Installation::AwaitReady(door.Url());
  installation.Append(kIntakeTopic, "any", Listed(7));
  CHECK(installation.LedgerOf(before + 1).size() == before + 1);
  CHECK(door.Signal(SIGTERM) == 0);
}

}  // namespace
}  // namespace ledger
