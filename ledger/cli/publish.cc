// consent publish: events as JSON, through the front door or the intake topic.
#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "consent/v1/intake.pb.h"
#include "ledger/admission/rejected.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/publish_answer.h"
#include "ledger/core/partitioner.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/http/http_client.h"
#include "ledger/log/topics.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/secret.h"

namespace ledger::cli {
namespace {

struct PublishOptions {
  std::string file = "-";
  bool topic = false;
};

absl::StatusOr<std::string> ReadInput(const std::string& path) {
  if (path == "-") {
    return std::string((std::istreambuf_iterator<char>(std::cin)),
                       std::istreambuf_iterator<char>());
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::InvalidArgumentError(path + ": cannot be read; does the file exist?");
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

// One JSON document an event: an object, an array, or a line each.
absl::StatusOr<std::vector<std::string>> SplitEvents(const std::string& input,
                                                     const std::string& path) {
  std::vector<std::string> events;
  const Json whole = Json::parse(input, nullptr, false);
  if (whole.is_object()) {
    events.push_back(whole.dump());
  } else if (whole.is_array()) {
    for (const Json& event : whole) events.push_back(event.dump());
  } else {
    std::size_t line_number = 0;
    std::size_t at = 0;
    while (at < input.size()) {
      ++line_number;
      const std::size_t end = std::min(input.find('\n', at), input.size());
      const std::string line = input.substr(at, end - at);
      at = end + 1;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      const Json event = Json::parse(line, nullptr, false);
      if (!event.is_object()) {
        return absl::InvalidArgumentError(path + ":" + std::to_string(line_number) +
                                          ": this is no JSON object; give one event, an array of "
                                          "events, or one a line");
      }
      events.push_back(event.dump());
    }
  }
  if (events.empty()) return absl::InvalidArgumentError(path + ": holds no event");
  return events;
}

absl::StatusOr<int> ToFrontDoor(Session& session, const std::vector<std::string>& events) {
  ASSIGN_OR_RETURN(const Secret key, ReadSecretFile(session.options.api_key_file));
  http::HttpCall call;
  call.method = "POST";
  call.url = session.options.ledger_url + "/v1/events";
  call.headers = {{"Authorization", "Bearer " + key.Reveal()},
                  {"Content-Type", "application/x-ndjson"}};
  for (const std::string& event : events) call.body += event + "\n";
  call.timeout = absl::Seconds(60);
  ASSIGN_OR_RETURN(const http::HttpReply reply, http::Call(call));
  ASSIGN_OR_RETURN(const PublishAnswer answer, ReadPublishAnswer(reply.status, reply.body));
  session.output().Print(answer.text, answer.json);
  return answer.code;
}

// All of them, or what is wrong with the first that is none.
absl::StatusOr<std::vector<consent::v1::IntakeEvent>> ReadEvents(
    const std::vector<std::string>& texts, const std::string& account) {
  std::vector<consent::v1::IntakeEvent> events(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (const auto parsed = google::protobuf::util::JsonStringToMessage(texts[i], &events[i]);
        !parsed.ok()) {
      return absl::InvalidArgumentError(
          "event " + std::to_string(i) + " is no IntakeEvent: " +
          MaskValue({parsed.message().data(), parsed.message().size()}) +
          "; see proto/consent/v1/intake.proto. Nothing was published");
    }
    if (events[i].account().empty()) events[i].set_account(account);
  }
  return events;
}

absl::StatusOr<int> ToIntakeTopic(Session& session, const std::vector<std::string>& texts) {
  ASSIGN_OR_RETURN(const auto events, ReadEvents(texts, session.options.account));
  ASSIGN_OR_RETURN(const KafkaSettings kafka, session.Kafka());
  ASSIGN_OR_RETURN(const std::int32_t partitions, PartitionCount(kafka, kIntakeTopic));
  Json places = Json::array();
  Table table({"EVENT", "PARTITION", "OFFSET"});
  for (std::size_t i = 0; i < events.size(); ++i) {
    const consent::v1::IntakeEvent& event = events[i];
    const std::string key = event.contact_id().empty() ? event.publisher_id() : event.contact_id();
    const PartitionId partition = PartitionOf(key, partitions);
    ASSIGN_OR_RETURN(
        const Appended place,
        session.AppendDurably({kIntakeTopic, partition, key, event.SerializeAsString(), {}}));
    table.Add({std::to_string(i), std::to_string(place.partition), std::to_string(place.offset)});
    places.push_back({{"event", i}, {"partition", place.partition}, {"offset", place.offset}});
  }
  session.output().PrintList(table, places);
  session.output().Say("in the intake topic; each is admitted or rejected a moment later, as "
                       "`consent contact history` and `contact show` tell");
  return kExitOk;
}

absl::StatusOr<int> Publish(Session& session, const PublishOptions& options) {
  ASSIGN_OR_RETURN(const std::string input, ReadInput(options.file));
  ASSIGN_OR_RETURN(const std::vector<std::string> events, SplitEvents(input, options.file));
  if (options.topic) return ToIntakeTopic(session, events);
  if (session.options.ledger_url.empty() || session.options.api_key_file.empty()) {
    return absl::InvalidArgumentError(
        "--ledger-url and --api-key-file (CONSENT_LEDGER_URL, CONSENT_API_KEY_FILE) are missing; "
        "give them, or use --topic for the intake topic");
  }
  return ToFrontDoor(session, events);
}

}  // namespace

void AddPublishCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<PublishOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "publish", "Publishes events: JSON in, receipts out.",
      "  echo '{\"source\":\"crm\",\"publisher_id\":\"17\",\"number\":\"+14155550134\",\n"
      "    \"opted_out\":{\"scope\":{\"reach\":\"REACH_MARKETING\"},\n"
      "    \"means\":\"OPT_OUT_MEANS_WEB\"}}' | consent publish -\n"
      "  consent publish events.ndjson --topic",
      [&session, options] { return Publish(session, *options); });
  verb->add_option("file", options->file, "JSON or NDJSON of IntakeEvent; - for stdin");
  verb->add_flag("--topic", options->topic, "through the intake topic instead of HTTP");
}

}  // namespace ledger::cli
