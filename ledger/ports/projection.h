// The port through which workers ask the projection. The adapters are a gRPC client
// (projector/query/projection_client.h) and, in the simulation, the projector's own code in memory.
// Every read but Positions() takes a position bound and says which position it reflects; an answer
// below the bound is an error, never a stale answer (law 6). A bound that is met is answered by a
// halted partition too: its position says so, and what it counts may be short of the log, or of
// everything, if it was never folded.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ledger/core/apply.h"
#include "ledger/core/contact_state.h"
#include "ledger/core/ids.h"
#include "ledger/core/message_class.h"
#include "ledger/core/message_state.h"
#include "ledger/core/program.h"
#include "ledger/core/reason.h"

namespace ledger {

// How far a partition is folded. All records below `next` are reflected.
struct FoldPosition {
  PartitionId partition = 0;
  Offset next = 0;
  TimeMs time_ms = kNoTime;  // the partition's time
  Offset epoch = kNoOffset;  // the present dispatcher's claim
  bool halted = false;       // folding has stopped: nothing may be sent on this partition
  std::string halted_why;
};

// Which contacts a campaign speaks to.
struct SegmentFilter {
  enum class Kind : std::uint8_t { kAll = 1, kNamed = 2, kPrefix = 3 };
  Kind kind = Kind::kAll;
  std::string name;  // for kNamed and kPrefix
};

// One page of a campaign step's audience on one partition.
struct AudienceQuery {
  PartitionId partition = 0;
  AccountId account;
  SegmentFilter segment;
  CampaignId campaign;
  std::uint32_t step = 0;
  MessageClass message_class = MessageClass::kUnknown;  // kCampaign or kOptInRequest
  ProgramRef program;
  std::uint32_t ask_limit = 0;
  std::optional<ContactId> after;  // start behind this contact
  std::uint32_t limit = 1000;      // contacts looked at, at most
  Offset at_least = 0;             // position bound
};

// A contact whose message for this step may still be granted.
struct AudienceMember {
  ContactId contact;
  std::string sealed_number;
  Reason passing = Reason::kNone;  // why not at this moment (kHeld), if so
  std::string zone;                // that somebody told; empty: none
};

struct AudiencePage {
  std::vector<AudienceMember> open;        // to intend, now or later
  std::uint64_t granted_open = 0;          // messages of this step that hold an open grant
  std::map<Reason, std::uint64_t> out;     // the others, by why not (never messaged) ...
  std::map<Reason, std::uint64_t> denied;  // ... or by their final denial
  std::uint64_t attempted = 0;             // messages with an outcome
  std::optional<ContactId> next;           // where to go on; none: this was the last page
  FoldPosition position;
};

// One page of the members of a segment on one partition, the derived ones too.
struct MembersQuery {
  PartitionId partition = 0;
  AccountId account;
  SegmentFilter segment;
  std::optional<ContactId> after;  // start behind this contact
  std::uint32_t limit = 1000;      // contacts looked at, at most; a projection may look at fewer
  Offset at_least = 0;             // position bound
};

struct Member {
  ContactId contact;
  ContactState state;
};

struct MembersPage {
  std::vector<Member> members;
  std::optional<ContactId> next;  // where to go on; none: this was the last page
  FoldPosition position;
};

// A message's counts for a step, over one partition.
struct StepResult {
  std::uint32_t step = 0;
  std::uint64_t delivered = 0;
  std::uint64_t accepted = 0;  // taken by the gateway, no final report yet
  std::uint64_t queued = 0;
  std::uint64_t failed = 0;  // reported as failed or expired
  std::uint64_t rejected = 0;
  std::uint64_t unknown = 0;
  std::uint64_t open = 0;                    // granted, no outcome yet
  std::uint64_t withdrawn = 0;               // taken back and not attempted since
  std::map<Reason, std::uint64_t> denied;    // by the latest denial, not granted since
  std::map<Reason, std::uint64_t> excluded;  // from StepFinished: never intended
  TimeMs first_grant_ms = kNoTime;
  TimeMs last_grant_ms = kNoTime;
  Offset finished_at = kNoOffset;
};

// One record of a contact's history with what became of it.
struct HistoryEntry {
  PartitionId partition = 0;
  Offset offset = kNoOffset;
  TimeMs appended_at_ms = kNoTime;
  Effect effect;
  std::string value;  // the record's bytes, as they stand in the log
};

// One page of a contact's records, the newest first.
struct HistoryQuery {
  PartitionId partition = 0;
  ContactId contact;
  Offset from = kNoOffset;    // a page's `next`; kNoOffset: start at the newest record
  std::uint32_t limit = 256;  // records, at most; a projection may give fewer
  Offset at_least = 0;        // position bound
};

struct HistoryPage {
  std::vector<HistoryEntry> entries;
  Offset next = kNoOffset;  // the next older record; kNoOffset: this was the last page
  FoldPosition position;
};

struct StepResultsView {
  std::vector<StepResult> steps;  // one for each that had an intent or was closed
  FoldPosition position;
};

struct SegmentCountsView {
  std::map<std::string, std::uint64_t> counts;  // by name
  FoldPosition position;
};

struct ContactView {
  ContactState state;
  FoldPosition position;
};

// Thread rule: safe from many threads. Errors: Unavailable (try again), DeadlineExceeded (the bound
// was not reached in time), NotFound (this projection does not hold the partition).
class ProjectionQueries {
 public:
  virtual ~ProjectionQueries() = default;

  virtual absl::StatusOr<std::vector<FoldPosition>> Positions() = 0;
  virtual absl::StatusOr<ContactView> GetContact(PartitionId partition, const ContactId& contact,
                                                 Offset at_least) = 0;
  // InvalidArgument: no limit, or `from` is no record of the contact. Records that are appended
  // between two pages are newer than both, so no page misses or repeats one.
  virtual absl::StatusOr<HistoryPage> History(const HistoryQuery& query) = 0;
  virtual absl::StatusOr<AudiencePage> ScanAudience(const AudienceQuery& query) = 0;
  virtual absl::StatusOr<MembersPage> ScanMembers(const MembersQuery& query) = 0;
  virtual absl::StatusOr<StepResultsView> StepResults(PartitionId partition,
                                                      const AccountId& account,
                                                      const CampaignId& campaign,
                                                      Offset at_least) = 0;
  // Members of each segment of the account, the derived ones (`~all`, `~status/<program>/<status>`,
  // `~reachable/<program>`) too.
  virtual absl::StatusOr<SegmentCountsView> SegmentCounts(PartitionId partition,
                                                          const AccountId& account,
                                                          Offset at_least) = 0;
  // The running digest of the partition's state, lower-case hex, at the returned position.
  virtual absl::StatusOr<std::pair<std::string, FoldPosition>> StateDigest(PartitionId partition,
                                                                           Offset at_least) = 0;
};

}  // namespace ledger
