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
  std::string WhyNoAskIn(const AccountId& account, std::string_view language,
                         std::string_view words) const override {
    const Account* found = state_->FindAccount(account);
    if (found == nullptr) return "";
    for (const char* place : {"{brand}", "{help}", "{program}"}) {
      // Would pass for the brand's name, and go out as it stands.
      if (words.find(place) == std::string_view::npos) continue;
      return std::string("has the place ") + place + ", which is filled in in templates only";
    }
    return CheckWords(TextRole::kOptInRequest, *found, language, words);
  }
  std::string WhyNoAskBy(const AccountId& account, std::string_view key) const override {
    const Account* found = state_->FindAccount(account);
    return found == nullptr
               ? ""
               : CheckTemplateIn(TextRole::kOptInRequest, *found, std::string(key));
  }

 private:
  std::shared_ptr<const ControlState> state_;
};

}  // namespace ledger
