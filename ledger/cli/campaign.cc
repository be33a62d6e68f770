// consent campaign: create, schedule, show, list, stop, restart, archive.
#include <algorithm>
#include <memory>
#include <utility>

#include "ledger/cli/campaign_times.h"
#include "ledger/cli/campaign_view.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/halt_text.h"
#include "ledger/cli/named.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

struct CampaignOptions {
  std::string id;
  std::string name;
  std::string program = "marketing";
  std::string message_class = "campaign";
  std::string audience = "reachable";
  std::string line;
  std::string owner;
  std::string acknowledgment;
  std::string reason;
  std::vector<std::string> messages;
  StepTimeFlags times;
  std::vector<double> rate;
  std::vector<std::uint32_t> steps;
  bool schedule = false;
  bool archived = false;
  bool dry_run = false;
};

absl::Status ReadAudience(const std::string& text, v1::Audience* audience) {
  const std::size_t blank = text.find(' ');
  const std::string kind = text.substr(0, blank);
  const std::string name = blank == std::string::npos ? "" : text.substr(blank + 1);
  if (text == "reachable") {
    audience->set_reachable(true);
  } else if (text == "everyone") {
    audience->set_everyone(true);
  } else if (kind == "segment" && !name.empty()) {
    audience->set_segment(name);
  } else if (kind == "prefix" && !name.empty()) {
    audience->set_segment_prefix(name);
  } else {
    return absl::InvalidArgumentError(
        "--audience: '" + text +
        "' is none; write reachable, everyone, \"segment NAME\" or \"prefix NAME\"");
  }
  return absl::OkStatus();
}

std::vector<std::uint32_t> AllSteps(std::size_t count) {
  std::vector<std::uint32_t> steps;
  for (std::uint32_t i = 0; i < count; ++i) steps.push_back(i);
  return steps;
}

absl::StatusOr<const Campaign*> FindCampaign(Session& session, const ControlState& control,
                                             const std::string& id_or_name) {
  ASSIGN_OR_RETURN(const AccountId account, session.AccountName());
  const Campaign* campaign = control.FindCampaign(account, CampaignId(id_or_name));
  if (campaign == nullptr) campaign = control.FindCampaignByName(account, id_or_name);
  if (campaign == nullptr) {
    return absl::NotFoundError("account " + account.value() + " has no campaign '" + id_or_name +
                               "'; see: consent campaign list --account " + account.value());
  }
  return campaign;
}

v1::ControlRecord RecordOf(const AccountId& account) {
  v1::ControlRecord record;
  record.set_account(account.value());
  return record;
}

int Answer(const Session& session, const std::string& id, std::string_view status, Offset offset) {
  session.output().Print("campaign " + id + ": " + std::string(status) + " (control offset " +
                             std::to_string(offset) + ")",
                         {{"campaign", id}, {"status", status}, {"control_offset", offset}});
  return kExitOk;
}

absl::StatusOr<v1::ControlRecord> DefinitionOf(Session& session, const CampaignOptions& options,
                                               const Account& account) {
  v1::ControlRecord record = RecordOf(account.id);
  v1::CampaignDefined& defined = *record.mutable_campaign_defined();
  defined.set_campaign(options.id);
  defined.set_name(options.name.empty() ? options.id : options.name);
  defined.set_program(options.program);
  defined.set_owner(options.owner.empty() ? session.Actor() : options.owner);
  defined.set_message_class(options.message_class == "campaign" ? v1::MESSAGE_CLASS_CAMPAIGN
                                                                : v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  defined.set_line(options.line);
  if (const auto program = account.programs.find(ProgramId(options.program));
      options.line.empty() && program != account.programs.end()) {
    defined.set_line(program->second.definition.line());
  }
  if (!options.acknowledgment.empty()) {
    defined.mutable_acknowledgment()->set_text(options.acknowledgment);
    defined.mutable_acknowledgment()->set_actor(session.Actor());
  }
  RETURN_IF_ERROR(ReadAudience(options.audience, defined.mutable_audience()));
  RETURN_IF_ERROR(CheckCount("--rate", options.rate.size(), options.messages.size()));
  for (std::size_t i = 0; i < options.messages.size(); ++i) {
    v1::CampaignStep& step = *defined.add_steps();
    const std::string& words = options.messages[i];
    if (words.substr(0, 1) == "@") {
      step.set_template_key(words.substr(1));
    } else {
      step.set_text(words);
    }
    if (const double* const rate = ValueFor(options.rate, i)) step.set_texts_per_second(*rate);
  }
  ASSIGN_OR_RETURN(const auto times,
                   ReadTimes(options.times, AllSteps(options.messages.size()), session.NowMs()));
  for (const v1::StepTimes& time : times) {
    v1::CampaignStep& step = *defined.mutable_steps(static_cast<int>(time.step()));
    step.set_due_at_ms(time.due_at_ms());
    step.set_deadline_ms(time.deadline_ms());
  }
  return record;
}

absl::Status NotDue() {
  return absl::InvalidArgumentError(
      "--at is missing: say when the messages are due, for example --at now");
}

// Whether program, line and templates are there.
absl::Status CheckNamed(Session& session, const Account& account, const CampaignOptions& options) {
  RETURN_IF_ERROR(ProgramOf(account, options.program).status());
  if (!options.line.empty()) {
    ASSIGN_OR_RETURN(const auto control, session.Control());
    RETURN_IF_ERROR(CheckLineOf(*control, account, "--line", options.line));
  }
  for (const std::string& words : options.messages) {
    if (words.starts_with('@')) RETURN_IF_ERROR(CheckTemplateOf(account, words.substr(1)));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Create(Session& session, const CampaignOptions& options) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  RETURN_IF_ERROR(CheckNamed(session, *account, options));
  if (options.schedule && options.acknowledgment.empty()) {
    return absl::InvalidArgumentError(
        "--acknowledge is missing: say that you have the consent of those you text, for example "
        "--acknowledge \"We have the recipients' consent\"");
  }
  if (options.schedule && options.times.at.empty()) return NotDue();
  ASSIGN_OR_RETURN(const v1::ControlRecord record, DefinitionOf(session, options, *account));
  if (options.dry_run) {
    session.output().Print(record.DebugString(), {{"dry_run", record.DebugString()}});
    return kExitOk;
  }
  std::vector<v1::ControlRecord> records = {record};
  if (options.schedule) {
    v1::ControlRecord& schedule = records.emplace_back(RecordOf(AccountId(record.account())));
    schedule.mutable_campaign_scheduled()->set_campaign(options.id);
  }
  ASSIGN_OR_RETURN(const Offset offset, session.CommandAll(std::move(records)));
  return Answer(session, options.id, options.schedule ? "scheduled" : "draft", offset);
}

absl::StatusOr<int> Schedule(Session& session, const CampaignOptions& options) {
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const Campaign* const campaign, FindCampaign(session, *control, options.id));
  v1::ControlRecord record = RecordOf(campaign->account);
  v1::CampaignScheduled& scheduled = *record.mutable_campaign_scheduled();
  scheduled.set_campaign(campaign->id.value());
  ASSIGN_OR_RETURN(const auto times,
                   ReadTimes(options.times, AllSteps(campaign->steps.size()), session.NowMs()));
  for (const v1::StepTimes& time : times) *scheduled.add_times() = time;
  const bool undated = std::ranges::any_of(
      campaign->steps, [](const StepState& step) { return step.due_ms <= 0 && !step.cancelled; });
  if (times.empty() && undated) return NotDue();
  if (!options.acknowledgment.empty()) {
    scheduled.mutable_acknowledgment()->set_text(options.acknowledgment);
    scheduled.mutable_acknowledgment()->set_actor(session.Actor());
  } else if (!campaign->definition.has_acknowledgment()) {
    return absl::InvalidArgumentError(
        "--acknowledge is missing: say that you have the consent of those you text, for example "
        "--acknowledge \"We have the recipients' consent\"");
  }
  const std::string id = campaign->id.value();
  ASSIGN_OR_RETURN(const Offset offset, session.Command(record));
  return Answer(session, id, "scheduled", offset);
}

// The command first, then its place in every partition, then the answer.
absl::StatusOr<int> StopOrRestart(Session& session, const CampaignOptions& options, bool stop) {
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const Campaign* const found, FindCampaign(session, *control, options.id));
  const AccountId account = found->account;
  const CampaignId id = found->id;
  v1::ControlRecord record = RecordOf(account);
  Offset offset = found->halt_revision;
  const bool already = stop && found->state == CampaignState::kStopped;
  if (stop) {
    record.mutable_campaign_stopped()->set_campaign(id.value());
    record.mutable_campaign_stopped()->set_reason(options.reason);
  } else {
    v1::CampaignRestarted& restarted = *record.mutable_campaign_restarted();
    restarted.set_campaign(id.value());
    std::vector<std::uint32_t> steps = AllSteps(found->steps.size());
    if (!options.steps.empty()) {
      steps.clear();
      for (const std::uint32_t step : options.steps) {
        if (step == 0 || step > found->steps.size()) {
          return absl::InvalidArgumentError("--step " + std::to_string(step) +
                                            ": there is no such message; they count from 1 to " +
                                            std::to_string(found->steps.size()));
        }
        steps.push_back(step - 1);
      }
    }
    StepTimeFlags timed = options.times;
    if (timed.at.empty()) timed.at = {"now"};
    ASSIGN_OR_RETURN(const auto times, ReadTimes(timed, steps, session.NowMs()));
    for (const v1::StepTimes& time : times) *restarted.add_times() = time;
  }
  // Stopping what is stopped appends no command, but makes sure that every partition has it.
  if (!already) {
    ASSIGN_OR_RETURN(offset, session.Command(record));
  }
  RETURN_IF_ERROR(session.HaltEverywhere({account, id, stop, offset}));
  return Answer(session, id.value(), stop ? (already ? "already_stopped" : "stopped") : "restarted",
                offset);
}

absl::StatusOr<int> ArchiveCampaign(Session& session, const CampaignOptions& options) {
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const Campaign* const campaign, FindCampaign(session, *control, options.id));
  const std::string id = campaign->id.value();
  if (campaign->archived) return Answer(session, id, "already_archived", campaign->revision);
  v1::ControlRecord record = RecordOf(campaign->account);
  record.mutable_campaign_archived()->set_campaign(id);
  ASSIGN_OR_RETURN(const Offset offset, session.Command(record));
  return Answer(session, id, "archived", offset);
}

absl::StatusOr<int> Show(Session& session, const CampaignOptions& options) {
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const Campaign* const campaign, FindCampaign(session, *control, options.id));
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  ASSIGN_OR_RETURN(const CampaignView view, LoadCampaignView(*campaign, partitions, *projection));
  session.output().Print(CampaignText(view, session.NowMs()), CampaignJson(view, session.NowMs()));
  return kExitOk;
}

absl::StatusOr<int> List(Session& session, const CampaignOptions& options) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const auto control, session.Control());
  ASSIGN_OR_RETURN(const std::int32_t partitions, session.Partitions());
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  Table table({"CAMPAIGN", "STATE", "MESSAGES", "ATTEMPTED", "DELIVERED", "AGE"});
  Json array = Json::array();
  std::vector<FoldPosition> halted;
  for (const auto& [key, campaign] : control->campaigns()) {
    if (key.first != account->id || (campaign.archived && !options.archived)) continue;
    ASSIGN_OR_RETURN(const CampaignView view, LoadCampaignView(campaign, partitions, *projection));
    halted = view.halted;
    std::uint64_t attempted = 0;
    std::uint64_t delivered = 0;
    for (const StepResult& result : view.steps) {
      attempted += Attempted(result);
      delivered += result.delivered;
    }
    const std::string state(LifeName(LifeAt(campaign, session.NowMs(), view.all_finished)));
    table.Add({campaign.id.value(), state, std::to_string(campaign.steps.size()),
               std::to_string(attempted), std::to_string(delivered),
               ShowAge(campaign.created_ms, session.NowMs())});
    array.push_back({{"campaign", campaign.id.value()},
                     {"name", campaign.definition.name()},
                     {"state", state},
                     {"messages", campaign.steps.size()},
                     {"attempted", attempted},
                     {"delivered", delivered},
                     {"created_at", JsonTime(campaign.created_ms)}});
  }
  session.output().PrintList(table, array);
  return WarnOfHalts(halted, session.output());
}

void AddTimes(CLI::App* verb, CampaignOptions& options) {
  verb->add_option("--at", options.times.at,
                   "when a message is due: now, +20s, a day (UTC), RFC 3339; once each")
      ->allow_extra_args(false);
  verb->add_option("--deadline", options.times.deadline,
                   "not to be sent after; default: a day after --at")
      ->allow_extra_args(false);
}

}  // namespace

void AddCampaignCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<CampaignOptions>();
  CLI::App* const noun = commands.Noun("campaign", "Texts to many: create, schedule, watch, stop.");
  const auto with_id = [&](CLI::App* verb) {
    verb->add_option("campaign", options->id, "its id")->required();
    return verb;
  };
  CLI::App* verb = with_id(commands.Verb(
      noun, "create", "Creates a campaign as a draft, or changes the draft.",
      "  consent campaign create spring --audience reachable --message \"Hello from {brand}\" \\\n"
      "    --message \"Sale ends today\" --at now --at +1h --rate 20 \\\n"
      "    --acknowledge \"We have the recipients' consent\" --schedule",
      [&session, options] { return Create(session, *options); }));
  verb->add_option("--message", options->messages, "words, or @KEY for a template; once a message")
      ->allow_extra_args(false)
      ->required();
  verb->add_option("--audience", options->audience,
                   "reachable, everyone, \"segment NAME\" or \"prefix NAME\"");
  AddTimes(verb, *options);
  verb->add_option("--acknowledge", options->acknowledgment,
                   "that you have the consent of those you text");
  verb->add_flag("--schedule", options->schedule, "schedule it at once");
  verb->add_option("--name", options->name, "for people; default: the id");
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_option("--class", options->message_class, "campaign or opt_in_request")
      ->check(CLI::IsMember({"campaign", "opt_in_request"}));
  verb->add_option("--rate", options->rate, "texts per second; default: as the line allows")
      ->allow_extra_args(false)
      ->check(CLI::Range(0.001, 10'000.0));
  verb->add_option("--line", options->line, "default: the program's");
  verb->add_option("--owner", options->owner, "default: the actor");
  verb->add_flag("--dry-run", options->dry_run, "print what would be appended");

  verb = with_id(commands.Verb(noun, "schedule", "Schedules a draft.",
                               "  consent campaign schedule phone_text_default --at now "
                               "--acknowledge \"We have the recipients' consent\"",
                               [&session, options] { return Schedule(session, *options); }));
  AddTimes(verb, *options);
  verb->add_option("--acknowledge", options->acknowledgment,
                   "that you have the consent of those you text");
  with_id(commands.Verb(noun, "show", "Shows its timeline and what became of every text.",
                        "  consent campaign show spring\n  consent campaign show spring -o json",
                        [&session, options] { return Show(session, *options); }));
  verb = commands.Verb(noun, "list", "Lists the account's campaigns.", "  consent campaign list",
                       [&session, options] { return List(session, *options); });
  verb->add_flag("--archived", options->archived, "the archived ones, too");
  verb = with_id(
      commands.Verb(noun, "stop", "Stops it: returns when every partition has the stop.",
                    "  consent campaign stop spring --reason \"wrong price\"",
                    [&session, options] { return StopOrRestart(session, *options, true); }));
  verb->add_option("--reason", options->reason, "for people");
  verb = with_id(
      commands.Verb(noun, "restart", "Gives a stopped campaign a new schedule.",
                    "  consent campaign restart spring --step 2 --at +10m",
                    [&session, options] { return StopOrRestart(session, *options, false); }));
  AddTimes(verb, *options);
  verb->add_option("--step", options->steps, "messages that go on, from 1; default: all")
      ->allow_extra_args(false);
  with_id(commands.Verb(noun, "archive", "Hides a campaign that is over.",
                        "  consent campaign archive spring",
                        [&session, options] { return ArchiveCampaign(session, *options); }));
}

}  // namespace ledger::cli
