// The control topic, folded in memory: what every worker knows about accounts, lines, programs and
// campaigns. Pure: the state is a function of the topic's records, and a command that breaks a rule
// changes nothing but the list of invalid ones, alike in every process (law 5).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "consent/v1/control.pb.h"
#include "ledger/control/campaign.h"
#include "ledger/control/definitions.h"
#include "ledger/core/ids.h"

namespace ledger {

// Pointers that lookups return are valid until the next Apply() or Skip(). Thread rule: one thread.
class ControlState {
 public:
  // Folds one command. Returns what is wrong with it, and then it changed nothing; empty: it is in
  // force, or it is the repeat of one that is.
  // REQUIRES: offset == position(), as the topic is dense.
  std::string Apply(Offset offset, TimeMs appended_at_ms, const consent::v1::ControlRecord& record);

  // Passes over a record that could not be decoded. It may have been a stop, so from here on
  // complete() is false.
  void Skip(Offset offset, std::string why);

  // The next offset: all commands below it are reflected.
  [[nodiscard]] Offset position() const { return position_; }
  // False once a record could not be decoded. Then nothing may be sent until this process is
  // upgraded (law 6); WhyInvalid() says what was not understood.
  [[nodiscard]] bool complete() const { return !first_unreadable_.has_value(); }
  [[nodiscard]] std::optional<Offset> first_unreadable() const { return first_unreadable_; }
  // Why the command at `offset` is not in force; nothing if it is.
  [[nodiscard]] std::optional<std::string> WhyInvalid(Offset offset) const;
  [[nodiscard]] const std::map<Offset, std::string>& invalid() const { return invalid_; }

  // Lookups; null if there is no such thing.
  [[nodiscard]] const Account* FindAccount(const AccountId& account) const;
  [[nodiscard]] const Line* FindLine(const LineId& line) const;
  [[nodiscard]] const Program* FindProgram(const AccountId& account,
                                           const ProgramId& program) const;
  [[nodiscard]] const Template* FindTemplate(const AccountId& account, std::string_view key,
                                             std::string_view language) const;
  // Also one that was removed.
  [[nodiscard]] const Form* FindForm(const AccountId& account, const std::string& form) const;
  [[nodiscard]] const Campaign* FindCampaign(const AccountId& account,
                                             const CampaignId& campaign) const;
  [[nodiscard]] const Campaign* FindCampaignByName(const AccountId& account,
                                                   std::string_view name) const;
  // The account's keyword rules, by rule id; empty for an unknown account.
  [[nodiscard]] const std::map<std::string, consent::v1::KeywordRuleDefined>& Keywords(
      const AccountId& account) const;

  // Everything.
  [[nodiscard]] const std::map<AccountId, Account>& accounts() const { return accounts_; }
  [[nodiscard]] const std::map<LineId, Line>& lines() const { return lines_; }
  [[nodiscard]] const Campaigns& campaigns() const { return campaigns_; }

 private:
  struct Command;  // a record with its place
  std::string Dispatch(const Command& command);
  std::string ApplyToAccount(const Command& command, Account& account);
  std::string ApplyToCampaign(const Command& command, const Account& account);
  std::string DefineCampaign(const Command& command, const Account& account);
  std::string DefineAccount(const Command& command);
  std::string Halt(const Command& command, bool halted, Account& account);

  Offset position_ = 0;
  std::optional<Offset> first_unreadable_;
  std::map<Offset, std::string> invalid_;
  std::set<std::string> seen_;  // ids of commands
  std::map<AccountId, Account> accounts_;
  std::map<LineId, Line> lines_;
  Campaigns campaigns_;
};

}  // namespace ledger
