// The lookups of ControlState.
#include "ledger/control/control_state.h"

namespace ledger {

std::optional<std::string> ControlState::WhyInvalid(Offset offset) const {
  const auto found = invalid_.find(offset);
  if (found == invalid_.end()) return std::nullopt;
  return found->second;
}

const Account* ControlState::FindAccount(const AccountId& account) const {
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? nullptr : &found->second;
}

const Line* ControlState::FindLine(const LineId& line) const {
  const auto found = lines_.find(line);
  return found == lines_.end() ? nullptr : &found->second;
}

const Program* ControlState::FindProgram(const AccountId& account, const ProgramId& program) const {
  const Account* owner = FindAccount(account);
  if (owner == nullptr) return nullptr;
  const auto found = owner->programs.find(program);
  return found == owner->programs.end() ? nullptr : &found->second;
}

const Template* ControlState::FindTemplate(const AccountId& account, std::string_view key,
                                           std::string_view language) const {
  const Account* owner = FindAccount(account);
  if (owner == nullptr) return nullptr;
  const auto found = owner->templates.find({std::string(key), std::string(language)});
  return found == owner->templates.end() ? nullptr : &found->second;
}

const Form* ControlState::FindForm(const AccountId& account, const std::string& form) const {
  const Account* owner = FindAccount(account);
  if (owner == nullptr) return nullptr;
  const auto found = owner->forms.find(form);
  return found == owner->forms.end() ? nullptr : &found->second;
}

const Campaign* ControlState::FindCampaign(const AccountId& account,
                                           const CampaignId& campaign) const {
  const auto found = campaigns_.find({account, campaign});
  return found == campaigns_.end() ? nullptr : &found->second;
}

const Campaign* ControlState::FindCampaignByName(const AccountId& account,
                                                 std::string_view name) const {
  for (const auto& [key, campaign] : campaigns_) {
    if (key.first == account && campaign.definition.name() == name) return &campaign;
  }
  return nullptr;
}

const std::map<std::string, consent::v1::KeywordRuleDefined>& ControlState::Keywords(
    const AccountId& account) const {
  static const auto& none = *new std::map<std::string, consent::v1::KeywordRuleDefined>;
  const Account* owner = FindAccount(account);
  return owner == nullptr ? none : owner->keyword_rules;
}

}  // namespace ledger
