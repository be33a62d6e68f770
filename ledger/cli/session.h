// What a command of the command line works with: how to reach the parts, and the connections that
// it makes when it first needs them. One session is one call of `consent`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/cli/output.h"
#include "ledger/control/control_state.h"
#include "ledger/core/event.h"
#include "ledger/log/kafka_settings.h"
#include "ledger/outbox/halt_events.h"
#include "ledger/ports/appender.h"
#include "ledger/ports/log_reader.h"
#include "ledger/ports/projection.h"
#include "ledger/runtime/system_clock.h"
#include "ledger/seal/key_ring.h"

namespace ledger::cli {

// Flags that every command has; the environment (CONSENT_*) gives their defaults.
struct SessionOptions {
  std::string kafka_bootstrap;
  std::string kafka_tls_ca_file;
  std::string kafka_tls_certificate_file;
  std::string kafka_tls_key_file;
  std::string projector_address;  // host:port, several by commas
  std::string keys_file;
  std::string api_keys_file;
  std::string api_key_file;
  std::string ledger_url;
  std::string forms_url;  // where people reach the hosted forms; empty: ledger_url
  std::string account;
  std::string actor;
  std::string output = "table";
  bool quiet = false;
};

// The defaults, from the environment of the process.
[[nodiscard]] SessionOptions OptionsFromEnvironment();

// How long the log may be silent before a command gives up.
inline constexpr absl::Duration kPatience = absl::Seconds(60);

// Thread rule: one thread.
class Session {
 public:
  Session(SessionOptions defaults, Terminal terminal)
      : options(std::move(defaults)), terminal_(terminal) {}

  SessionOptions options;  // what the flags said

  // Where data and remarks go, in the chosen format.
  [[nodiscard]] Output output() const;
  [[nodiscard]] const SystemClock& clock() const { return clock_; }
  [[nodiscard]] TimeMs NowMs() const;
  // Who issues a command: --actor, else "cli:" and the login name, so that it is plain that nobody
  // gave a name.
  [[nodiscard]] std::string Actor() const;

  // InvalidArgument: --account (CONSENT_ACCOUNT) is missing.
  absl::StatusOr<AccountId> AccountName() const;
  // InvalidArgument: --kafka-bootstrap is missing.
  absl::StatusOr<KafkaSettings> Kafka() const;
  // FailedPrecondition: another pepper than the control topic records, if that was read too.
  absl::StatusOr<const KeyRing*> Keys();
  absl::StatusOr<ProjectionQueries*> Projection();
  [[nodiscard]] std::vector<std::string> ProjectorAddresses() const;
  absl::StatusOr<std::int32_t> Partitions();
  absl::StatusOr<std::unique_ptr<LogReader>> NewReader(bool bulk) const;
  absl::StatusOr<Appender*> LedgerAppender();

  // The control topic's state, read to its present end; read again when `fresh`. Lives until the
  // next fresh read. FailedPrecondition: it holds a command that this version does not know, or
  // the pepper of the keys is another.
  absl::StatusOr<std::shared_ptr<const ControlState>> Control(bool fresh = false);
  // The account of --account. NotFound: it is not defined.
  absl::StatusOr<const Account*> AccountOf();

  // Appends `record` (id, time and actor need not be set) to the control topic and returns its
  // offset when it is in force. FailedPrecondition: it breaks a rule and nothing was appended, or
  // another command came first, and the message says what of this one is in force.
  absl::StatusOr<Offset> Command(consent::v1::ControlRecord record);
  // The same of several, which are judged one after the other before the first is appended. Returns
  // the offset of the last.
  absl::StatusOr<Offset> CommandAll(std::vector<consent::v1::ControlRecord> records);

  // Makes `command` a place in the log of every partition; returns when all are durable.
  absl::Status HaltEverywhere(const HaltCommand& command);

  // Appends one record and waits until it is durable.
  absl::StatusOr<Appended> AppendDurably(OutgoingRecord record);

  // A number in any format, or a contact id, as the account's contact.
  absl::StatusOr<ContactId> ContactOf(std::string_view number_or_id);
  // The contact's number, masked; "<unknown>" without the keys, which is warned of once.
  std::string MaskedNumber(const AccountId& account, const ContactId& contact,
                           std::string_view sealed_number);

 private:
  Terminal terminal_;
  SystemClock clock_;
  std::optional<KeyRing> keys_;
  std::unique_ptr<ProjectionQueries> projection_;
  std::unique_ptr<Appender> appender_;
  std::shared_ptr<ControlState> control_;
  std::optional<std::int32_t> partitions_;
  bool warned_of_keys_ = false;
};

// The account's program of that id. NotFound: it has none.
[[nodiscard]] absl::StatusOr<const Program*> ProgramOf(const Account& account,
                                                       const std::string& program);

}  // namespace ledger::cli
