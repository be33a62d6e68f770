#include "ledger/cli/session.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "ledger/commands/judge_command.h"
#include "ledger/control/control_codec.h"
#include "ledger/control/control_reader.h"
#include "ledger/control/pepper_check.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/log/kafka_appender.h"
#include "ledger/log/kafka_reader.h"
#include "ledger/log/topics.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/phone/dirty_phone.h"
#include "ledger/runtime/environment.h"
#include "projector/query/projection_client.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kCatchUpLimit = absl::Seconds(60);
constexpr absl::Duration kDurableLimit = absl::Seconds(60);
constexpr absl::Duration kPollWait = absl::Milliseconds(50);

std::string Environment(const char* name, std::string_view fallback = "") {
  return EnvironmentValue(name, fallback);
}

absl::Status Missing(std::string_view flag, std::string_view variable, std::string_view example) {
  return absl::InvalidArgumentError("--" + std::string(flag) + " is missing: give it, or set " +
                                    std::string(variable) + ", for example " +
                                    std::string(example));
}

// Who is logged in at this machine: who became root keeps the name, and the environment is not
// asked of anybody else, for everyone may write there what they like.
std::string LoginName() {
  const uid_t user = getuid();
  if (user == 0) {
    if (std::string before = Environment("SUDO_USER"); !before.empty()) return before;
  }
  std::array<char, 4096> room{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(user, &entry, room.data(), room.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return std::to_string(user);  // in a container, often
}

}  // namespace

SessionOptions OptionsFromEnvironment() {
  SessionOptions options;
  options.kafka_bootstrap = Environment("CONSENT_KAFKA_BOOTSTRAP");
  options.kafka_tls_ca_file = Environment("CONSENT_KAFKA_TLS_CA_FILE");
  options.kafka_tls_certificate_file = Environment("CONSENT_KAFKA_TLS_CERTIFICATE_FILE");
  options.kafka_tls_key_file = Environment("CONSENT_KAFKA_TLS_KEY_FILE");
  options.projector_address = Environment("CONSENT_PROJECTOR_ADDRESS");
  options.keys_file = Environment("CONSENT_KEYS_FILE");
  options.api_keys_file = Environment("CONSENT_API_KEYS_FILE");
  options.api_key_file = Environment("CONSENT_API_KEY_FILE");
  options.ledger_url = Environment("CONSENT_LEDGER_URL");
  options.forms_url = Environment("CONSENT_FORMS_URL", options.ledger_url.c_str());
  options.account = Environment("CONSENT_ACCOUNT");
  return options;
}

Output Session::output() const {
  const Format format = options.output == "json"     ? Format::kJson
                        : options.output == "ndjson" ? Format::kNdjson
                                                     : Format::kTable;
  return {terminal_, format, options.quiet};
}

TimeMs Session::NowMs() const { return absl::ToUnixMillis(clock_.Now()); }

std::string Session::Actor() const {
  if (!options.actor.empty()) return options.actor;
  return "cli:" + LoginName();
}

absl::StatusOr<AccountId> Session::AccountName() const {
  if (options.account.empty()) return Missing("account", "CONSENT_ACCOUNT", "--account demo");
  return AccountId(options.account);
}

absl::StatusOr<KafkaSettings> Session::Kafka() const {
  if (options.kafka_bootstrap.empty()) {
    return Missing("kafka-bootstrap", "CONSENT_KAFKA_BOOTSTRAP",
                   "--kafka-bootstrap 127.0.0.1:9092 (deploy/local/status tells the port)");
  }
  KafkaSettings settings;
  settings.bootstrap_servers = options.kafka_bootstrap;
  settings.client_id = "consent-cli";
  settings.tls_ca_file = options.kafka_tls_ca_file;
  settings.tls_certificate_file = options.kafka_tls_certificate_file;
  settings.tls_key_file = options.kafka_tls_key_file;
  return settings;
}

absl::StatusOr<const KeyRing*> Session::Keys() {
  if (!keys_.has_value()) {
    if (options.keys_file.empty()) {
      return Missing("keys-file", "CONSENT_KEYS_FILE", "deploy/local/state/secrets/keys");
    }
    ASSIGN_OR_RETURN(KeyRing ring, KeyRing::Load(options.keys_file));
    if (control_ != nullptr) RETURN_IF_ERROR(CheckPeppers(*control_, ring));
    keys_.emplace(std::move(ring));
  }
  return &*keys_;
}

absl::StatusOr<ProjectionQueries*> Session::Projection() {
  if (projection_ == nullptr) {
    if (options.projector_address.empty()) {
      return Missing("projector-address", "CONSENT_PROJECTOR_ADDRESS", "127.0.0.1:7070");
    }
    projection_ = projector::MakeProjectionQueries(ProjectorAddresses());
  }
  return projection_.get();
}

std::vector<std::string> Session::ProjectorAddresses() const {
  std::vector<std::string> addresses;
  for (const auto& part : absl::StrSplit(options.projector_address, ',', absl::SkipEmpty())) {
    addresses.emplace_back(part.data(), part.size());
  }
  return addresses;
}

absl::StatusOr<std::int32_t> Session::Partitions() {
  if (!partitions_.has_value()) {
    ASSIGN_OR_RETURN(const KafkaSettings kafka, Kafka());
    ASSIGN_OR_RETURN(const std::int32_t count, PartitionCount(kafka, kLedgerTopic));
    partitions_ = count;
  }
  return *partitions_;
}

absl::StatusOr<std::unique_ptr<LogReader>> Session::NewReader(bool bulk) const {
  ASSIGN_OR_RETURN(const KafkaSettings kafka, Kafka());
  ReaderSettings settings;
  settings.bulk = bulk;
  return MakeKafkaReader(kafka, settings);
}

absl::StatusOr<Appender*> Session::LedgerAppender() {
  if (appender_ == nullptr) {
    ASSIGN_OR_RETURN(const KafkaSettings kafka, Kafka());
    AppenderSettings settings;
    settings.delivery_timeout = absl::Seconds(30);
    settings.request_timeout = absl::Seconds(10);
    ASSIGN_OR_RETURN(appender_, MakeKafkaAppender(kafka, settings));
  }
  return appender_.get();
}

absl::StatusOr<std::shared_ptr<const ControlState>> Session::Control(bool fresh) {
  if (control_ != nullptr && !fresh) return std::shared_ptr<const ControlState>(control_);
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, NewReader(false));
  auto state = std::make_shared<ControlState>();
  ControlReader control(kControlTopic, *reader, *state);
  RETURN_IF_ERROR(control.Start());
  RETURN_IF_ERROR(control.CatchUp(clock_, kCatchUpLimit));
  if (!state->complete()) {
    return absl::FailedPreconditionError(
        "topic consent.control.v1 offset " +
        std::to_string(state->first_unreadable().value_or(kNoOffset)) +
        " holds a command that this version does not know; upgrade `consent`");
  }
  if (keys_.has_value()) RETURN_IF_ERROR(CheckPeppers(*state, *keys_));
  control_ = std::move(state);
  return std::shared_ptr<const ControlState>(control_);
}

absl::StatusOr<const Account*> Session::AccountOf() {
  ASSIGN_OR_RETURN(const AccountId account, AccountName());
  ASSIGN_OR_RETURN(const auto control, Control());
  const Account* const found = control->FindAccount(account);
  if (found == nullptr) {
    return absl::NotFoundError("there is no account " + account.value() +
                               "; create it: consent account create --account " + account.value() +
                               " --brand NAME --line NUMBER");
  }
  return found;
}

absl::StatusOr<const Program*> ProgramOf(const Account& account, const std::string& program) {
  const auto found = account.programs.find(ProgramId(program));
  if (found != account.programs.end()) return &found->second;
  return absl::NotFoundError("account " + account.id.value() + " has no program '" +
                             program + "'; see: consent program list");
}

absl::StatusOr<Appended> Session::AppendDurably(OutgoingRecord record) {
  ASSIGN_OR_RETURN(Appender* const appender, LedgerAppender());
  auto result = std::make_shared<std::optional<absl::StatusOr<Appended>>>();
  const std::string where = record.topic;
  RETURN_IF_ERROR(appender->Append(
      std::move(record), [result](absl::StatusOr<Appended> done) { *result = std::move(done); }));
  const absl::Duration end = clock_.Monotonic() + kDurableLimit;
  while (!result->has_value() && clock_.Monotonic() < end) appender->Poll(kPollWait);
  if (!result->has_value()) {
    return absl::DeadlineExceededError(
        "topic " + where +
        ": the append was not acknowledged in time; it may be in the "
        "log, and giving the command again is harmless");
  }
  return **result;
}

absl::StatusOr<Offset> Session::Command(consent::v1::ControlRecord record) {
  return CommandAll({std::move(record)});
}

absl::StatusOr<Offset> Session::CommandAll(std::vector<consent::v1::ControlRecord> records) {
  ASSIGN_OR_RETURN(const auto control, Control());
  ControlState trial = *control;
  std::vector<std::string> values;
  for (consent::v1::ControlRecord& record : records) {
    if (record.issued_at_ms() == 0) record.set_issued_at_ms(NowMs());
    if (record.actor().empty()) record.set_actor(Actor());
    GiveCommandId(record);
    ASSIGN_OR_RETURN(std::string value, JudgeCommand(record, NowMs(), trial));
    values.push_back(std::move(value));
  }
  std::vector<Offset> places;
  for (std::size_t i = 0; i < records.size(); ++i) {
    ASSIGN_OR_RETURN(const Appended place,
                     AppendDurably({kControlTopic, 0, records[i].account(), values[i], {}}));
    places.push_back(place.offset);
  }
  ASSIGN_OR_RETURN(const auto now, Control(true));
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (const auto why = now->WhyInvalid(places[i])) {
      return absl::FailedPreconditionError("another command came first, and now: " + *why);
    }
    if (const std::string why = WhyNotSaid(records[i], *now); !why.empty()) {
      return absl::FailedPreconditionError(
          "it is in force, but another command came first, and beside that: " + why);
    }
  }
  return places.back();
}

absl::Status Session::HaltEverywhere(const HaltCommand& command) {
  ASSIGN_OR_RETURN(const std::int32_t partitions, Partitions());
  ASSIGN_OR_RETURN(Appender* const appender, LedgerAppender());
  EventOutbox outbox(*appender, partitions);
  for (PartitionId partition = 0; partition < partitions; ++partition) {
    outbox.AddForPartition(partition, HaltEvent(command, partition));
  }
  const absl::Duration end = clock_.Monotonic() + kDurableLimit;
  while (outbox.pending() > 0 && clock_.Monotonic() < end) {
    RETURN_IF_ERROR(outbox.Pump(clock_.Monotonic()));
    appender->Poll(kPollWait);
  }
  if (outbox.pending() == 0) return absl::OkStatus();
  return absl::DeadlineExceededError(
      "the command stands in the control topic at offset " + std::to_string(command.revision) +
      ", but " + std::to_string(outbox.pending()) + " of " + std::to_string(partitions) +
      " partitions did not acknowledge it yet; dispatchers append what is missing when the broker "
      "is back. See: consent doctor");
}

absl::StatusOr<ContactId> Session::ContactOf(std::string_view number_or_id) {
  if (const auto contact = ParseContactKey(number_or_id)) return *contact;
  ASSIGN_OR_RETURN(const AccountId account, AccountName());
  std::string region = "US";
  if (number_or_id.substr(0, 1) != "+" && !options.kafka_bootstrap.empty()) {
    ASSIGN_OR_RETURN(const Account* const known, AccountOf());
    region = known->definition.default_region();
  }
  const PhoneReading reading = ReadDirtyPhone(number_or_id, region);
  if (!reading.number.has_value()) {
    return absl::InvalidArgumentError(
        "'" + MaskPhoneText(number_or_id) + "' is neither a phone number (" +
        std::string(PhoneOutcomeName(reading.outcome)) +
        ") nor a contact id; write it as +14155550134, or give the 26 characters of the id");
  }
  ASSIGN_OR_RETURN(const KeyRing* const keys, Keys());
  return keys->ContactIdOf(account, *reading.number);
}

std::string Session::MaskedNumber(const AccountId& account, const ContactId& contact,
                                  std::string_view sealed_number) {
  if (sealed_number.empty()) return "<unknown>";
  const auto keys = Keys();
  if (!keys.ok()) {
    if (!std::exchange(warned_of_keys_, true)) {
      output().Warn("numbers stand here as <unknown>: " +
                    std::string(ToStd(keys.status().message())));
    }
    return "<unknown>";
  }
  const auto personal = (*keys)->Open(account, contact, sealed_number);
  if (!personal.ok()) return "<unreadable>";
  const auto number = PhoneNumber::Parse(personal->number);
  return number.ok() ? number->Masked() : MaskPhoneText(personal->number);
}

}  // namespace ledger::cli
