#include "ledger/control/control_state.h"

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"

namespace ledger {
namespace {

using consent::v1::ControlRecord;

// The campaign that a command about one names.
const std::string& CampaignOf(const ControlRecord& record) {
  static const std::string& none = *new std::string;
  switch (record.command_case()) {
    case ControlRecord::kCampaignScheduled:
      return record.campaign_scheduled().campaign();
    case ControlRecord::kStepRescheduled:
      return record.step_rescheduled().campaign();
    case ControlRecord::kCampaignStopped:
      return record.campaign_stopped().campaign();
    case ControlRecord::kCampaignRestarted:
      return record.campaign_restarted().campaign();
    case ControlRecord::kCampaignArchived:
      return record.campaign_archived().campaign();
    case ControlRecord::kAccountDefined:
    case ControlRecord::kLineDefined:
    case ControlRecord::kProgramDefined:
    case ControlRecord::kKeywordRuleDefined:
    case ControlRecord::kTemplateDefined:
    case ControlRecord::kFormDefined:
    case ControlRecord::kCampaignDefined:
    case ControlRecord::kAccountHalted:
    case ControlRecord::kAccountResumed:
    case ControlRecord::kPepperChecked:
    case ControlRecord::kSourceAskDefined:
    case ControlRecord::COMMAND_NOT_SET:
      break;
  }
  return none;
}

}  // namespace

struct ControlState::Command {
  Offset offset;
  TimeMs appended_at_ms;
  const ControlRecord& record;
};

std::string ControlState::Apply(Offset offset, TimeMs appended_at_ms, const ControlRecord& record) {
  LEDGER_CHECK(offset == position_);
  position_ = offset + 1;
  if (seen_.count(record.event_id()) > 0) return "";
  std::string why = Dispatch({offset, appended_at_ms, record});
  if (why.empty()) {
    seen_.insert(record.event_id());
  } else {
    invalid_[offset] = why;
  }
  return why;
}

void ControlState::Skip(Offset offset, std::string why) {
  LEDGER_CHECK(offset == position_);
  position_ = offset + 1;
  if (!first_unreadable_.has_value()) first_unreadable_ = offset;
  invalid_[offset] = std::move(why);
}

std::string ControlState::Dispatch(const Command& command) {
  const ControlRecord& record = command.record;
  if (std::string why = CheckName("account", record.account()); !why.empty()) return why;
  if (record.has_account_defined()) return DefineAccount(command);
  const auto found = accounts_.find(AccountId(record.account()));
  if (found == accounts_.end()) {
    return absl::StrCat("account: '", record.account(), "' is not defined");
  }
  return ApplyToAccount(command, found->second);
}

std::string ControlState::ApplyToAccount(const Command& command, Account& account) {
  const ControlRecord& record = command.record;
  switch (record.command_case()) {
    case ControlRecord::kLineDefined:
      return Define(record.line_defined(), account.id, lines_);
    case ControlRecord::kProgramDefined:
      return Define(record.program_defined(), lines_, account);
    case ControlRecord::kKeywordRuleDefined:
      return Define(record.keyword_rule_defined(), account);
    case ControlRecord::kTemplateDefined:
      return Define(record.template_defined(), account);
    case ControlRecord::kFormDefined:
      return Define(record.form_defined(), account);
    case ControlRecord::kPepperChecked:
      return Define(record.pepper_checked(), account);
    case ControlRecord::kSourceAskDefined:
      return Define(record.source_ask_defined(), account);
    case ControlRecord::kAccountHalted:
      return Halt(command, true, account);
    case ControlRecord::kAccountResumed:
      return Halt(command, false, account);
    case ControlRecord::kCampaignDefined:
      return DefineCampaign(command, account);
    case ControlRecord::kCampaignScheduled:
    case ControlRecord::kStepRescheduled:
    case ControlRecord::kCampaignStopped:
    case ControlRecord::kCampaignRestarted:
    case ControlRecord::kCampaignArchived:
      return ApplyToCampaign(command, account);
    case ControlRecord::kAccountDefined:
    case ControlRecord::COMMAND_NOT_SET:
      break;
  }
  return "command: none";
}

std::string ControlState::ApplyToCampaign(const Command& command, const Account& account) {
  const ControlRecord& record = command.record;
  const TimeMs now = command.appended_at_ms;
  const auto found = campaigns_.find({account.id, CampaignId(CampaignOf(record))});
  if (found == campaigns_.end()) {
    return absl::StrCat("campaign: '", CampaignOf(record), "' is not defined");
  }
  Campaign& campaign = found->second;
  std::string why;
  bool halts = false;
  if (record.has_campaign_scheduled()) {
    why = Schedule(record.campaign_scheduled(), account, now, campaign);
  } else if (record.has_step_rescheduled()) {
    why = Reschedule(record.step_rescheduled(), now, campaign);
  } else if (record.has_campaign_stopped()) {
    why = Stop(now, campaign);
    halts = true;
  } else if (record.has_campaign_restarted()) {
    why = Restart(record.campaign_restarted(), now, campaign);
    halts = true;
  } else {
    why = Archive(now, campaign);
  }
  if (!why.empty()) return why;
  campaign.revision = command.offset;
  if (halts) campaign.halt_revision = command.offset;
  return "";
}

std::string ControlState::DefineCampaign(const Command& command, const Account& account) {
  const consent::v1::CampaignDefined& definition = command.record.campaign_defined();
  if (std::string why = CheckName("campaign", definition.campaign()); !why.empty()) return why;
  const CampaignId id(definition.campaign());
  const Campaign* namesake = FindCampaignByName(account.id, definition.name());
  if (namesake != nullptr && namesake->id != id) {
    return absl::StrCat("name: campaign '", namesake->id.value(), "' has it already");
  }
  const auto found = campaigns_.find({account.id, id});
  Campaign campaign = found != campaigns_.end() ? found->second : Campaign{};
  if (std::string why = Draft(definition, account, lines_, campaign); !why.empty()) return why;
  if (found == campaigns_.end()) {
    campaign.account = account.id;
    campaign.id = id;
    campaign.created_by = command.record.actor();
    campaign.created_ms = command.appended_at_ms;
  }
  campaign.revision = command.offset;
  campaigns_[{account.id, id}] = std::move(campaign);
  return "";
}

std::string ControlState::DefineAccount(const Command& command) {
  const AccountId id(command.record.account());
  const auto found = accounts_.find(id);
  Account account = found != accounts_.end() ? found->second : Account{};
  account.id = id;
  std::string why = Define(command.record.account_defined(), account);
  if (why.empty()) accounts_[id] = std::move(account);
  return why;
}

std::string ControlState::Halt(const Command& command, bool halted, Account& account) {
  if (!halted && !account.halted) return "account: not halted";
  account.halted = halted;
  account.halt_revision = command.offset;
  return "";
}

}  // namespace ledger
