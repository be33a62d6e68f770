#include "ledger/cli/permission.h"

#include <algorithm>
#include <array>

#include "ledger/cli/output.h"
#include "ledger/core/consent.h"

namespace ledger::cli {
namespace {

struct PermissionWords {
  Permission permission;
  std::string_view name;
  std::string_view title;
};

constexpr std::array<PermissionWords, 5> kPermissions = {{
    {Permission::kNotSet, "not_set", "Not Set"},
    {Permission::kOptIn, "opt_in", "Opt In"},
    {Permission::kOptOut, "opt_out", "Opt Out"},
    {Permission::kStopped, "stopped", "Stopped"},
    {Permission::kBadNumber, "bad_number", "Bad Number"},
}};

std::string WhyNotOptedIn(const ContactState& contact, const PermissionEdit& edit, TimeMs now_ms) {
  if (!edit.has_evidence || edit.agreed_at_ms == kNoTime) {
    return "an opt-in that an administrator enters needs evidence of what the person agreed to: "
           "give --agreed-at TIME, and at least one of --disclosure-version, --disclosure-sha256, "
           "--evidence-url, --signature-sha256";
  }
  const std::string only_handset =
      "only the person can change that: text START to " + edit.line.value() + " from the handset";
  if (contact.erased()) return "the contact was erased; " + only_handset;
  const Permission now = PermissionOf(contact, edit.program, now_ms);
  if (now == Permission::kStopped) return "the person is Stopped; " + only_handset;
  if (now == Permission::kBadNumber) {
    return "texts to the number fail; a text from the handset or a delivery lifts that, and then "
           "the opt-in can be entered";
  }
  // Only the time is compared: the log's order is on the side of what is told now.
  const Mark revoked = RevocationsOf(contact, edit.program).other;
  if (now == Permission::kOptOut && edit.agreed_at_ms <= revoked.time_ms) {
    return "the person opted out at " + ShowTime(revoked.time_ms) +
           ", later than --agreed-at; what is needed is an agreement since then";
  }
  return "";
}

}  // namespace

std::string_view PermissionName(Permission permission) {
  for (const PermissionWords& words : kPermissions) {
    if (words.permission == permission) return words.name;
  }
  return "unclear";
}

std::string_view PermissionTitle(Permission permission) {
  for (const PermissionWords& words : kPermissions) {
    if (words.permission == permission) return words.title;
  }
  return "unclear";
}

Permission PermissionNamed(std::string_view name) {
  for (const PermissionWords& words : kPermissions) {
    if (words.name == name) return words.permission;
  }
  return Permission::kUnknown;
}

Permission PermissionOf(const ContactState& contact, const ProgramRef& program, TimeMs now_ms) {
  const ledger::Status status = StatusOf(contact, program, now_ms);
  if (status == ledger::Status::kStopped) return Permission::kStopped;
  if (contact.bad_number) return Permission::kBadNumber;
  if (status == ledger::Status::kOptedOut) return Permission::kOptOut;
  return status == ledger::Status::kOptedIn ? Permission::kOptIn : Permission::kNotSet;
}

std::string WhyNotEditable(const ContactState& contact, const PermissionEdit& edit,
                           TimeMs now_ms) {
  switch (edit.to) {
    case Permission::kNotSet:
      return "nobody can be made one who never answered; to end texts to this contact: --status "
             "opt_out; to forget the person, publish contact_erased";
    case Permission::kOptIn:
      return WhyNotOptedIn(contact, edit, now_ms);
    case Permission::kOptOut:
    case Permission::kStopped:
    case Permission::kBadNumber:
      return "";
    case Permission::kUnknown:
      break;
  }
  return "--status is one of not_set, opt_in, opt_out, stopped, bad_number";
}

}  // namespace ledger::cli
