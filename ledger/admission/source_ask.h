// The opt-in requests that follow an imported contact: a business may have everyone asked who is
// synced from a source after a date (S4.9). Pure.
//
// A request's id names the source, the program, the contact and the attempt and nothing else, so
// however often a person is synced, they are asked once (S0.7): the fold attempts a message at most
// once. Another attempt is made only after one that certainly did not reach the person. The
// deadline stands in the request and not in its id, so whom no text was granted for in time is
// asked by the next request (law 7). Whether a person may be asked the grant decides, as for every
// ask: never a revoked number, nobody who has opted in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "consent/v1/intake.pb.h"
#include "ledger/admission/admit.h"
#include "ledger/core/contact_state.h"

namespace ledger {

// What the publisher's ids of all such requests begin with.
inline constexpr std::string_view kSourceAskPrefix = "source-ask/";

// How long a request waits for its text at least: a line that sends a text a second asks two and a
// half million people meanwhile. As long as the default term of an answer.
inline constexpr absl::Duration kSourceAskTerm = absl::Hours(24 * 30);

// Whom to ask, by whom, and for what.
struct SourceAskWish {
  AccountId account;
  std::string source;
  ProgramId program;
  std::uint32_t attempt = 1;
  TimeMs deadline_ms = kNoTime;  // when it is no use any more
};

// The request to a person who was synced.
[[nodiscard]] consent::v1::IntakeEvent SourceAskEvent(const SourceAskWish& wish,
                                                      std::string_view number);

// The requests of one source for one program, as the log tells of them. Memory grows with the
// people who were asked.
class SourceAskLog {
 public:
  SourceAskLog(std::string source, ProgramId program)
      : source_(std::move(source)), program_(std::move(program)) {}

  // Notes an event of the account about `contact`, in the order of the log.
  void Note(const ContactId& contact, const Event& event);

  // The attempt to request now for `contact`, whose state is that of the log's end; nothing if its
  // request waits to be texted, or may have reached the person.
  [[nodiscard]] std::optional<std::uint32_t> NextAttempt(const ContactId& contact,
                                                         const ContactState& state) const;

 private:
  // An attempt of which nobody knows is kNotSent here: the fold counts it.
  enum class Fate : std::uint8_t { kNotSent, kSent, kMissed };
  struct Asked {
    MessageId message;
    std::uint32_t attempt = 1;
    Fate fate = Fate::kNotSent;
    bool delivered = false;
  };

  void NoteRequest(const ContactId& contact, const Event& event, const MessageId& message);

  const std::string source_;
  const ProgramId program_;
  absl::flat_hash_map<ContactId, Asked> asked_;  // by the latest attempt
};

// What is to be appended behind an imported contact.
struct SourceAsks {
  std::vector<Admitted> asks;
  // Why somebody cannot be asked whom the source has asked. No command leads there, only two at
  // once; it says nothing of the contact and blocks nobody.
  std::optional<Rejected> refused;
};

// What follows `imported`, which was admitted and is synced at `synced_at_ms`; empty for other
// facts, and where nobody asks. NotFound: as for Admit().
[[nodiscard]] absl::StatusOr<SourceAsks> AsksAfter(const consent::v1::IntakeEvent& imported,
                                                   TimeMs synced_at_ms, const Arrival& arrival,
                                                   const AdmissionContext& context);

}  // namespace ledger
