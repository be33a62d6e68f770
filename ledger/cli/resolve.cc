// consent contact resolve: somebody looked at what blocks a person, and lifts it.
#include "ledger/cli/resolve.h"

#include <algorithm>

#include "ledger/cli/contact_event.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/outbox/event_outbox.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

std::string Listed(const std::vector<Offset>& offsets) {
  std::string text;
  for (const Offset offset : offsets) text += (text.empty() ? "" : ", ") + std::to_string(offset);
  return text.empty() ? "<none>" : text;
}

absl::StatusOr<Appended> ResolveOne(Session& session, const ContactId& contact,
                                    PartitionId partition, Offset position,
                                    const std::string& reason) {
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event,
                   EventAbout(session, ContactKey(contact),
                              "resolve/" + std::to_string(partition) + "/" +
                                  std::to_string(position)));
  event.mutable_block_resolved()->set_position(position);
  event.mutable_block_resolved()->set_actor(session.Actor());
  event.mutable_block_resolved()->set_reason(reason);
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  return told.place;
}

}  // namespace

absl::StatusOr<std::vector<Offset>> BlocksToResolve(const std::vector<Offset>& blocks,
                                                    Offset position, Offset up_to) {
  std::vector<Offset> chosen;
  for (const Offset block : blocks) {
    if (block == position || (up_to != kNoOffset && block <= up_to)) chosen.push_back(block);
  }
  if (!chosen.empty()) return chosen;
  return absl::NotFoundError("nothing blocks the contact there; its blocks: " + Listed(blocks));
}

absl::StatusOr<int> ResolveBlocks(Session& session, const ResolveOptions& options) {
  if ((options.position == kNoOffset) == (options.up_to == kNoOffset)) {
    return absl::InvalidArgumentError(
        "give --position OFFSET or --up-to OFFSET, as `consent contact show` lists the blocks");
  }
  ASSIGN_OR_RETURN(const ContactId contact, session.ContactOf(options.contact));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  const PartitionId partition = PartitionOfContact(contact, partitions);
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const ContactView view, projection->GetContact(partition, contact, 0));
  ASSIGN_OR_RETURN(const std::vector<Offset> blocks,
                   BlocksToResolve(view.state.blocks, options.position, options.up_to));
  session.options.account = view.state.account.value();
  Table table({"BLOCK", "RESOLVED AT"});
  Json array = Json::array();
  for (const Offset block : blocks) {
    ASSIGN_OR_RETURN(const Appended place,
                     ResolveOne(session, contact, partition, block, options.reason));
    table.Add({std::to_string(block), std::to_string(place.offset)});
    array.push_back({{"contact", ContactKey(contact)},
                     {"partition", partition},
                     {"block", block},
                     {"offset", place.offset},
                     {"status", "resolved"}});
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

}  // namespace ledger::cli
