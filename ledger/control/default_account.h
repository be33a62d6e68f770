// What a new account starts with: a line, the program `marketing` with double opt-in, templates in
// three languages, and the pre-built campaign that asks imported contacts to agree (S0.4), as a
// draft. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "consent/v1/control.pb.h"
#include "ledger/core/ids.h"

namespace ledger {

// Id and name of the pre-built campaign.
inline constexpr char kDefaultCampaign[] = "phone_text_default";
// Id of the program that every account has.
inline constexpr char kDefaultProgram[] = "marketing";

// How long a request to opt in may be answered (what others use: domain 3.1), and how often one
// person is asked, unless a program says otherwise.
inline constexpr std::int64_t kDefaultPendingTermMs = 30LL * 86'400'000;
inline constexpr std::uint32_t kDefaultAskLimit = 1;

struct NewAccount {
  std::string account;             // its id
  std::string name;                // the brand
  std::string line;                // E.164 or a short code
  std::string gateway = "kannel";  // which serves the line
  std::string smsc_route;          // the gateway's route; may be empty
  double texts_per_second = 1;     // of the line; 10DLC's careful start
  std::uint32_t texts_a_day = 3;   // to one person, of campaigns and singles: the strictest states'
  consent::v1::LineKind line_kind = consent::v1::LINE_KIND_LONG_CODE;
  std::string default_region = "US";  // that national numbers are read in
  std::string default_tzid = "America/New_York";
  std::string help_contact;   // for people, for example an e-mail address
  bool open_all_day = false;  // no sending window at all
  std::string pepper_check;   // 32 bytes; empty: recorded later
  std::vector<std::string> unsealing_key_ids;
  std::string actor;              // who creates it
  TimeMs issued_at_ms = kNoTime;  // now
};

// Returns the records to append to the control topic, in this order, with their ids. Appending them
// again changes nothing.
[[nodiscard]] std::vector<consent::v1::ControlRecord> DefaultAccountRecords(
    const NewAccount& account);

// The sending window of the careful default: 9 to 20, Sundays from 12, no federal holidays.
[[nodiscard]] consent::v1::SendingWindow DefaultSendingWindow();

}  // namespace ledger
