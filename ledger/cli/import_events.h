// The events of an import. Pure: the same row of the same file is the same event.
#pragma once

#include <cstdint>
#include <string>

#include "consent/v1/intake.pb.h"
#include "ledger/core/phone_number.h"
#include "ledger/imports/row_outcome.h"

namespace ledger::cli {

// Where the rows of one import come from, and for what.
struct ImportSource {
  std::string account;
  std::string source;   // "shopify"
  std::string file_id;  // SHA-256 of the file
  consent::v1::ProgramRef program;
  std::string attestation;  // of written permission, by `actor`; empty: none
  std::string actor;
};

[[nodiscard]] consent::v1::IntakeEvent ImportedEvent(const ImportSource& from,
                                                     const imports::ImportedContact& contact);

// What a no revokes: all marketing, and the program of the import whatever it is; what came from
// the handset (a STOP in a log of texts) everything, as a stop that the provider tells of.
[[nodiscard]] consent::v1::IntakeEvent OptOutEvent(const ImportSource& from,
                                                   const imports::ImportedOptOut& out);

}  // namespace ledger::cli
