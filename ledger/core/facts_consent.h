// The facts that say who agreed, who took it back, and what is known about a number. One struct a
// fact; what each does to a contact stands in apply_consent.cc. The wire form is
// proto/consent/v1/consent.proto.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/core/ids.h"
#include "ledger/core/program.h"

namespace ledger {

// How good the evidence of an imported consent is (ecosystem facts: A time, method and wording; B
// time and method; C a bare yes; D says nothing about texting).
enum class EvidenceGrade : std::uint8_t { kUnknown = 0, kA = 1, kB = 2, kC = 3, kD = 4 };

// What the person saw and did.
struct Evidence {
  std::string disclosure_version;
  std::string disclosure_sha256;  // lower-case hex of the wording shown
  std::string url;                // where it was shown
  std::string signature_sha256;   // of a signature artefact, if one was taken
  std::string actor;              // who entered it, if not the person
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// A person known from another system. Never lifts anything.
struct ContactImported {
  std::string source;     // for example "shopify"
  std::string import_id;  // SHA-256 of the file, lower-case hex
  std::int64_t row = 0;   // from 1, after the header
  EvidenceGrade grade = EvidenceGrade::kUnknown;
  std::vector<ProgramRef> programs;   // what the consent was given for
  std::vector<SegmentName> segments;  // import segments to join
  std::string attestation;            // written permission claimed by `actor`; empty: none
  std::string actor;
  Evidence evidence = {};
  std::uint32_t mapping_version = 0;
  friend bool operator==(const ContactImported&, const ContactImported&) = default;
};

// Where somebody agreed, other than from the handset.
enum class OptInMethod : std::uint8_t {
  kUnknown = 0,
  kWebForm = 1,
  kProfilePage = 2,
  kCheckout = 3,
  kEmailLink = 4,
  kQrForm = 5,
  kAdmin = 6,
  kApi = 7,
  kVoice = 8,
};

// Somebody agreed, by other means than a text. Handset origin exists only in ReplyDecided.
struct OptedIn {
  std::vector<ProgramRef> programs;
  OptInMethod method = OptInMethod::kUnknown;
  Evidence evidence;
  friend bool operator==(const OptedIn&, const OptedIn&) = default;
};

// How a revocation reached us, other than as a text.
enum class OptOutMeans : std::uint8_t {
  kUnknown = 0,
  kWeb = 1,
  kEmail = 2,
  kVoice = 3,
  kAdmin = 4,
  kApi = 5,
  kImport = 6,
  kProvider = 7,  // the provider says that the handset stopped: counts as a handset revocation
};

struct OptedOut {
  RevocationScope scope;
  OptOutMeans means = OptOutMeans::kUnknown;
  std::string actor;
  std::string detail;          // provider code, ticket number; never personal data
  std::string import_id = {};  // SHA-256 of the file, lower-case hex; empty: of no file
  std::int64_t row = 0;        // from 1, after the header
  std::uint32_t mapping_version = 0;
  friend bool operator==(const OptedOut&, const OptedOut&) = default;
};

// The five statuses that an administrator may set, within law 8.
enum class Permission : std::uint8_t {
  kUnknown = 0,
  kNotSet = 1,
  kOptIn = 2,
  kOptOut = 3,
  kStopped = 4,
  kBadNumber = 5,
};

struct PermissionSet {
  ProgramRef program;
  Permission permission = Permission::kUnknown;
  std::string actor;
  std::string reason;
  Evidence evidence;  // needed for kOptIn
  friend bool operator==(const PermissionSet&, const PermissionSet&) = default;
};

// The number has another owner now: counts as a handset revocation of everything.
struct NumberReassigned {
  std::string database;            // which database said so, with its version
  std::int64_t date_used_ms = -1;  // the consent date that was asked about
  friend bool operator==(const NumberReassigned&, const NumberReassigned&) = default;
};

// What a database of reassigned numbers answered, if not yes.
enum class ReassignmentAnswer : std::uint8_t {
  kUnknown = 0,
  kNo = 1,      // not reassigned since the date asked about
  kNoData = 2,  // shows nothing
};

// A database of reassigned numbers was asked: proof of that, which changes nothing. Its yes is
// NumberReassigned.
struct ReassignmentQueried {
  std::string database;
  ReassignmentAnswer answer = ReassignmentAnswer::kUnknown;
  std::int64_t date_used_ms = -1;
  friend bool operator==(const ReassignmentQueried&, const ReassignmentQueried&) = default;
};

// The carrier took the number out of service.
struct NumberDeactivated {
  std::string source;
  friend bool operator==(const NumberDeactivated&, const NumberDeactivated&) = default;
};

// The zone that the person lives in, as somebody tells: wins over the number's area code.
struct ZoneTold {
  std::string tzid;    // IANA name
  std::string source;  // where it is known from
  std::string actor;
  friend bool operator==(const ZoneTold&, const ZoneTold&) = default;
};

struct ContactListed {
  SegmentName segment;
  friend bool operator==(const ContactListed&, const ContactListed&) = default;
};
struct ContactUnlisted {
  SegmentName segment;
  friend bool operator==(const ContactUnlisted&, const ContactUnlisted&) = default;
};

// The person's key is destroyed; the suppression stays.
struct ContactErased {
  std::string actor;
  std::string reason;
  friend bool operator==(const ContactErased&, const ContactErased&) = default;
};

// The front door refused input that its source believes delivered: the contact is blocked until it
// is resolved.
struct EventRejected {
  PartitionId rejected_partition = 0;  // place in the rejected topic
  Offset rejected_offset = kNoOffset;
  std::string reason;
  friend bool operator==(const EventRejected&, const EventRejected&) = default;
};

// Lifts blocks: the one at `position`, or all of this contact when `position` is kNoOffset.
struct BlockResolved {
  Offset position = kNoOffset;
  std::string actor;
  std::string reason;
  friend bool operator==(const BlockResolved&, const BlockResolved&) = default;
};

}  // namespace ledger
