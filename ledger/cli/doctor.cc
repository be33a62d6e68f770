// consent doctor, digest, status: whether the installation is well.
#include <sys/statvfs.h>

#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/state_digest.h"
#include "ledger/core/status_macros.h"
#include "ledger/http/http_client.h"
#include "ledger/log/topics.h"
#include "ledger/runtime/environment.h"
#include "ledger/runtime/exit_code.h"
#include "projector/query/projection_client.h"

namespace ledger::cli {
namespace {

constexpr std::uint64_t kFreeBytesMin = std::uint64_t{1} << 30;
constexpr Offset kLagMax = 10'000;
constexpr int kHealthy = 200;

struct DoctorOptions {
  std::int32_t replication = 1;
  std::string data_dir;
  std::string against;
};

// The findings, one a check.
class Findings {
 public:
  void Add(const std::string& check, const absl::Status& status, const std::string& detail = "") {
    const bool ok = status.ok();
    const std::string text = ok ? detail : std::string(status.message());
    table_.Add({check, ok ? "ok" : "WRONG", text.empty() ? "-" : text});
    array_.push_back({{"check", check}, {"ok", ok}, {"detail", text}});
    if (!ok && code_ == kExitOk) {
      code_ = absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ? kExitTemporary
                                                                              : kExitRuntimeFailure;
    }
  }
  [[nodiscard]] const Table& table() const { return table_; }
  [[nodiscard]] const Json& array() const { return array_; }
  [[nodiscard]] int code() const { return code_; }

 private:
  Table table_{{"CHECK", "STATUS", "DETAIL"}};
  Json array_ = Json::array();
  int code_ = kExitOk;
};

absl::Status CheckTopics(Session& session, std::int32_t replication, std::string* detail) {
  ASSIGN_OR_RETURN(const KafkaSettings kafka, session.Kafka());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  // Only what is missing would be created; a doctor changes nothing.
  for (const TopicSpec& spec : TopicSpecs(partitions, replication)) {
    RETURN_IF_ERROR(PartitionCount(kafka, spec.name).status());
  }
  *detail = std::to_string(partitions) + " partitions, every topic as it must be";
  return EnsureTopics(kafka, partitions, replication);
}

absl::Status CheckControl(Session& session, std::string* detail) {
  ASSIGN_OR_RETURN(const auto control, session.Control());
  *detail = std::to_string(control->accounts().size()) + " accounts, " +
            std::to_string(control->campaigns().size()) + " campaigns, position " +
            std::to_string(control->position());
  if (!control->invalid().empty()) {
    *detail += ", " + std::to_string(control->invalid().size()) +
               " commands that broke a rule and changed nothing, the last at offset " +
               std::to_string(control->invalid().rbegin()->first);
  }
  return absl::OkStatus();
}

absl::Status CheckKeys(Session& session, std::string* detail) {
  ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  for (const auto& [id, account] : control->accounts()) {
    if (!keys->Knows(id)) {
      return absl::NotFoundError("account " + id.value() + " has no keys in " +
                                 session.options.keys_file + "; restore its line from the backup");
    }
  }
  *detail = std::to_string(control->accounts().size()) + " accounts, every pepper matches";
  return absl::OkStatus();
}

absl::Status CheckProjector(Session& session, std::string* detail) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::vector<FoldPosition> positions, projection->Positions());
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(false));
  ASSIGN_OR_RETURN(const auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  Offset lag = 0;
  std::size_t found = 0;
  for (const FoldPosition& position : positions) {
    if (position.halted) {
      return absl::FailedPreconditionError(HaltText(position));
    }
    const auto at = end.find(position.partition);
    if (at == end.end()) continue;
    ++found;
    lag += std::max<Offset>(0, at->second - position.next);
  }
  if (found < end.size()) {
    return absl::FailedPreconditionError(
        std::to_string(end.size() - found) + " of " + std::to_string(end.size()) +
        " partitions are held by no projector; give all of them: --projector-address");
  }
  *detail = std::to_string(found) + " partitions, " + std::to_string(lag) + " records behind";
  if (lag <= kLagMax) return absl::OkStatus();
  return absl::UnavailableError(*detail + "; wait, or see the projector's log");
}

absl::Status CheckFrontDoor(const std::string& url, std::string* detail) {
  ASSIGN_OR_RETURN(const http::HttpReply reply, http::Get(url + "/v1/health"));
  *detail = url + " takes everything";
  if (reply.status == kHealthy) return absl::OkStatus();
  return absl::UnavailableError(url + "/v1/health answers " + std::to_string(reply.status) +
                                "; see the log of consent-ledger, or correct --ledger-url");
}

absl::Status CheckDisk(const std::string& folder, std::string* detail) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) {
    return absl::NotFoundError(folder + ": cannot be looked at; is it the projector's --data-dir?");
  }
  const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  *detail = std::to_string(free >> 20) + " MiB free under " + folder;
  if (free >= kFreeBytesMin) return absl::OkStatus();
  return absl::ResourceExhaustedError(*detail + "; make room");
}

absl::StatusOr<int> Doctor(Session& session, const DoctorOptions& options) {
  RETURN_IF_ERROR(session.Kafka().status());
  Findings findings;
  const auto check = [&](const std::string& name, auto what) {
    std::string detail;
    const absl::Status status = what(&detail);
    findings.Add(name, status, detail);
    return status.ok();
  };
  const bool broker = check("broker", [&](std::string* detail) {
    *detail = session.options.kafka_bootstrap;
    return session.Partitions().status();
  });
  if (broker) {
    check("topics",
          [&](std::string* detail) { return CheckTopics(session, options.replication, detail); });
    check("control", [&](std::string* detail) { return CheckControl(session, detail); });
    check("keys", [&](std::string* detail) { return CheckKeys(session, detail); });
    check("projector", [&](std::string* detail) { return CheckProjector(session, detail); });
  }
  if (const std::string& url = session.options.ledger_url; !url.empty()) {
    check("front-door", [&](std::string* detail) { return CheckFrontDoor(url, detail); });
  }
  const std::string folder =
      !options.data_dir.empty() ? options.data_dir : EnvironmentValue("CONSENT_DATA_DIR", ".");
  check("disk", [&](std::string* detail) { return CheckDisk(folder, detail); });
  session.output().PrintList(findings.table(), findings.array());
  return findings.code();
}

absl::StatusOr<int> Digest(Session& session, const DoctorOptions& options) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  std::unique_ptr<ProjectionQueries> other;
  if (!options.against.empty()) other = projector::MakeProjectionQueries({options.against});
  std::vector<std::string> headers = {"PARTITION", "POSITION", "DIGEST"};
  if (other != nullptr) headers.push_back("AGAINST");
  Table table(headers);
  Json array = Json::array();
  int code = kExitOk;
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    ASSIGN_OR_RETURN(const auto digest, projection->StateDigest(partition, 0));
    std::vector<std::string> row = {std::to_string(partition), std::to_string(digest.second.next),
                                    digest.first};
    Json json = {
        {"partition", partition}, {"position", digest.second.next}, {"digest", digest.first}};
    if (other != nullptr) {
      ASSIGN_OR_RETURN(const auto theirs, other->StateDigest(partition, 0));
      const bool same_place = theirs.second.next == digest.second.next;
      const std::string verdict = !same_place                    ? "elsewhere"
                                  : theirs.first == digest.first ? "equal"
                                                                 : "DIFFERENT";
      if (verdict == "DIFFERENT") code = kExitVerificationFailed;
      row.push_back(verdict);
      json["against"] = verdict;
    }
    table.Add(std::move(row));
    array.push_back(std::move(json));
  }
  session.output().PrintList(table, array);
  return code;
}

absl::StatusOr<int> Status(Session& session) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::vector<FoldPosition> positions, projection->Positions());
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(false));
  ASSIGN_OR_RETURN(const auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  Table table({"PARTITION", "END", "FOLDED", "LAG", "EPOCH", "TIME", "STATE"});
  Json array = Json::array();
  for (const FoldPosition& position : positions) {
    const auto at = end.find(position.partition);
    const Offset last = at == end.end() ? position.next : at->second;
    const Offset lag = std::max<Offset>(0, last - position.next);
    table.Add({std::to_string(position.partition), std::to_string(last),
               std::to_string(position.next), std::to_string(lag),
               position.epoch == kNoOffset ? "<none>" : std::to_string(position.epoch),
               ShowTime(position.time_ms), position.halted ? position.halted_why : "folding"});
    array.push_back({{"partition", position.partition},
                     {"end", last},
                     {"folded", position.next},
                     {"lag", lag},
                     {"epoch", position.epoch},
                     {"time", JsonTime(position.time_ms)},
                     {"halted", position.halted},
                     {"halted_why", position.halted_why}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

}  // namespace

void AddDoctorCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<DoctorOptions>();
  CLI::App* verb =
      commands.Verb(&commands.app, "doctor",
                    "Checks broker, topics, keys, projector, front door and disk.",
                    "  consent doctor\n  consent doctor -o json",
                    [&session, options] { return Doctor(session, *options); });
  verb->add_option("--replication", options->replication, "replicas that topics must have")
      ->check(CLI::Range(1, 9));
  verb->add_option("--data-dir", options->data_dir, "the projector's folder, for the disk check");
  verb = commands.Verb(&commands.app, "digest", "Prints the state's digest of every partition.",
                       "  consent digest\n  consent digest --against 127.0.0.1:7071",
                       [&session, options] { return Digest(session, *options); });
  verb->add_option("--against", options->against, "another projector of the same log");
  commands.Verb(&commands.app, "status", "Shows how far every partition is folded.",
                "  consent status", [&session] { return Status(session); });
}

}  // namespace ledger::cli
