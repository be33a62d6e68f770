// The Directory over the control topic's state.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/admission/directory.h"
#include "ledger/commands/template_check.h"
#include "ledger/control/control_state.h"
#include "ledger/control/text_places.h"
#include "ledger/runtime/zone_names.h"

namespace ledger {

class ControlDirectory final : public Directory {
 public:
  explicit ControlDirectory(std::shared_ptr<const ControlState> state) : state_(std::move(state)) {}

  std::optional<AccountEntry> FindAccount(const AccountId& account) const override {
    const Account* found = state_->FindAccount(account);
    if (found == nullptr) return std::nullopt;
    return AccountEntry{found->definition.default_region()};
  }
  std::optional<ProgramEntry> FindProgram(const AccountId& account,
                                          const ProgramId& program) const override {
    const Program* found = state_->FindProgram(account, program);
    if (found == nullptr) return std::nullopt;
    return ProgramEntry{found->ref(), LineId(found->definition.line()),
                        found->definition.request_template()};
  }
  std::optional<AccountId> AccountOfLine(const LineId& line) const override {
    const Line* found = state_->FindLine(line);
    if (found == nullptr) return std::nullopt;
    return found->account;
  }
  std::vector<SourceAsk> AsksOf(const AccountId& account,
                                std::string_view source) const override {
    std::vector<SourceAsk> asks;
    const Account* found = state_->FindAccount(account);
    if (found == nullptr) return asks;
    auto at = found->source_asks.lower_bound({std::string(source), ProgramId()});
    for (; at != found->source_asks.end() && at->first.first == source; ++at) {
      asks.push_back({at->first.second, at->second});
    }
    return asks;
  }
  bool IsZone(std::string_view tzid) const override { return IsZoneName(tzid); }
  bool HasTemplate(const AccountId& account, std::string_view key) const override {
    const Account* found = state_->FindAccount(account);
    return found != nullptr && ledger::HasTemplate(*found, std::string(key));
  }
  bool IsRequest(const AccountId& account, std::string_view key) const override {
    const Account* found = state_->FindAccount(account);
    return found != nullptr && HasRole(*found, state_->campaigns(), key, TextRole::kOptInRequest);
  }
  std::string WhyNotIn(const AccountId& account, bool asks, std::string_view language,
                       std::string_view words) const override {
    const Account* found = state_->FindAccount(account);
    if (found == nullptr) return "";
    std::string why = WhyUnknownPlace(words);
    if (!why.empty() || !asks) return why;
    return CheckWords(TextRole::kOptInRequest, *found, language, words);
  }

 private:
  std::shared_ptr<const ControlState> state_;
};

}  // namespace ledger
