// consent contact zone: where a person lives, as somebody tells, for quiet hours.
#include <memory>

#include "ledger/cli/contact_event.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/named.h"
#include "ledger/core/status_macros.h"

namespace ledger::cli {
namespace {

struct ZoneOptions {
  std::string contact;
  std::string tzid;
  std::string known_from;
};

absl::StatusOr<int> Zone(Session& session, const ZoneOptions& options) {
  RETURN_IF_ERROR(CheckZone("tzid", options.tzid));
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event, EventAbout(session, options.contact, ""));
  consent::v1::ZoneTold& told = *event.mutable_zone_told();
  told.set_tzid(options.tzid);
  told.set_source(options.known_from);
  told.set_actor(session.Actor());
  ASSIGN_OR_RETURN(const ToldEvent done, Tell(session, event));
  return ShowWhatItDid(session, done);
}

}  // namespace

void AddContactZone(const Commands& commands, CLI::App* contact) {
  Session& session = commands.session;
  const auto options = std::make_shared<ZoneOptions>();
  CLI::App* const verb = commands.Verb(
      contact, "zone", "Tells a person's time zone, which wins over the area code's.",
      "  consent contact zone +14155550134 America/Chicago --known-from \"shipping address\"",
      [&session, options] { return Zone(session, *options); });
  verb->add_option("contact", options->contact, "a phone number")->required();
  verb->add_option("tzid", options->tzid, "an IANA name, for example America/Chicago")->required();
  verb->add_option("--known-from", options->known_from, "where it is known from");
}

}  // namespace ledger::cli
