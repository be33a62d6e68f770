// consent replies: texts from handsets that wait, and a person's decision about one.
#include <memory>
#include <set>

#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/contact_event.h"
#include "ledger/core/base32.h"
#include "ledger/core/status_macros.h"
#include "ledger/ports/work_stream.h"
#include "ledger/runtime/exit_code.h"
#include "projector/query/projection_client.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kReplyPatience = absl::Seconds(30);
constexpr absl::Duration kStreamWait = absl::Milliseconds(200);

struct RepliesOptions {
  std::string decide;
  std::string reply;
  bool reveal = false;
};

struct Waiting {
  PartitionId partition = 0;
  ReplyHeld held;
};

// All that wait, of the account if one is given: the stream of replies gives them whole when it
// starts.
absl::StatusOr<std::vector<Waiting>> LoadWaiting(Session& session) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const std::vector<FoldPosition> positions, projection->Positions());
  const auto stream = projector::MakeWorkStream(session.ProjectorAddresses());
  std::map<PartitionId, Offset> from;
  std::set<PartitionId> open;
  for (const FoldPosition& position : positions) {
    from[position.partition] = position.next;
    open.insert(position.partition);
  }
  RETURN_IF_ERROR(stream->Open(WorkKind::kReplies, from));
  std::map<EventId, Waiting> waiting;
  const absl::Duration end = session.clock().Monotonic() + kReplyPatience;
  while (!open.empty()) {
    if (session.clock().Monotonic() > end) {
      return absl::DeadlineExceededError("the projector did not tell the waiting replies of " +
                                         std::to_string(open.size()) +
                                         " partitions in time; see: consent doctor");
    }
    ASSIGN_OR_RETURN(const std::vector<WorkItem> items, stream->Poll(kStreamWait));
    for (const WorkItem& item : items) {
      if (const auto* held = std::get_if<ReplyHeld>(&item.what)) {
        waiting.insert_or_assign(held->reply.event, Waiting{item.partition, *held});
      } else if (std::holds_alternative<FoldedTo>(item.what)) {
        open.erase(item.partition);
      }
    }
  }
  std::vector<Waiting> all;
  for (auto& [event, reply] : waiting) {
    if (session.options.account.empty() ||
        reply.held.account.value() == session.options.account) {
      all.push_back(std::move(reply));
    }
  }
  return all;
}

absl::StatusOr<int> List(Session& session, const RepliesOptions& options,
                         const std::vector<Waiting>& all) {
  if (options.reveal) RETURN_IF_ERROR(session.Keys().status());
  std::vector<std::string> headers = {"REPLY", "CONTACT", "PLACE", "FOR", "AGE"};
  if (options.reveal) headers.push_back("WORDS");
  Table table(headers);
  Json array = Json::array();
  for (const Waiting& waiting : all) {
    const HeldReply& reply = waiting.held.reply;
    const std::string place =
        std::to_string(waiting.partition) + "/" + std::to_string(reply.at.position);
    Json json = {{"reply", Hex(reply.event.view())},
                 {"account", waiting.held.account.value()},
                 {"contact", ContactKey(waiting.held.contact)},
                 {"partition", waiting.partition},
                 {"offset", reply.at.position},
                 {"received_at", JsonTime(reply.at.time_ms)},
                 {"review", reply.review}};
    std::vector<std::string> row = {Hex(reply.event.view()), ContactKey(waiting.held.contact),
                                    place, reply.review ? "a person" : "the keyword-handler",
                                    ShowAge(reply.at.time_ms, session.NowMs())};
    if (options.reveal) {
      ASSIGN_OR_RETURN(const KeyRing* const keys, session.Keys());
      const auto words =
          keys->Open(waiting.held.account, waiting.held.contact, waiting.held.sealed_details);
      json["text"] = words.ok() ? words->text : "<unreadable>";
      row.push_back(json["text"].dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    table.Add(std::move(row));
    array.push_back(std::move(json));
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

absl::StatusOr<int> Decide(Session& session, const RepliesOptions& options,
                           const std::vector<Waiting>& all) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Waiting& waiting) {
    return Hex(waiting.held.reply.event.view()) == options.reply;
  });
  if (at == all.end()) {
    return absl::NotFoundError("no reply '" + options.reply +
                               "' waits (any more) for this account; see: consent replies");
  }
  session.options.account = at->held.account.value();
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event,
                   EventAbout(session, ContactKey(at->held.contact),
                              "decide/" + options.reply + "/" + options.decide));
  consent::v1::ReplyDecision& decision = *event.mutable_reply_decision();
  decision.set_reply_event_id(options.reply);
  decision.set_reply_offset(at->held.reply.at.position);
  decision.set_verdict(options.decide == "revoke" ? consent::v1::REPLY_VERDICT_REVOKE
                                                  : consent::v1::REPLY_VERDICT_RELEASE);
  decision.set_actor(session.Actor());
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  const std::string status = options.decide == "revoke" ? "revoked" : "released";
  session.output().Print("reply " + options.reply + ": " + status + ", partition " +
                             std::to_string(told.place.partition) + " offset " +
                             std::to_string(told.place.offset),
                         {{"reply", options.reply},
                          {"status", status},
                          {"partition", told.place.partition},
                          {"offset", told.place.offset}});
  return kExitOk;
}

absl::StatusOr<int> Replies(Session& session, const RepliesOptions& options) {
  if (options.decide.empty() != options.reply.empty()) {
    return absl::InvalidArgumentError(
        "--decide and --reply belong together: --decide release --reply ID, the id as `consent "
        "replies` shows it");
  }
  if (!options.reply.empty() && !IsHexId(options.reply)) {
    return absl::InvalidArgumentError("--reply: '" + options.reply +
                                      "' is not 32 hex digits; copy the id from: consent replies");
  }
  if (!session.options.account.empty()) RETURN_IF_ERROR(session.AccountOf().status());
  ASSIGN_OR_RETURN(const std::vector<Waiting> all, LoadWaiting(session));
  return options.decide.empty() ? List(session, options, all) : Decide(session, options, all);
}

}  // namespace

void AddRepliesCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<RepliesOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "replies", "Lists texts that wait for their decision, or decides one.",
      "  consent replies --account demo --reveal\n"
      "  consent replies --decide release --reply 0192... --actor \"Ana Diaz\"",
      [&session, options] { return Replies(session, *options); });
  verb->add_option("--decide", options->decide, "revoke or release; a person never opts in")
      ->check(CLI::IsMember({"revoke", "release"}));
  verb->add_option("--reply", options->reply, "the reply's id, 32 hex digits");
  verb->add_flag("--reveal", options->reveal, "open the words");
}

}  // namespace ledger::cli
