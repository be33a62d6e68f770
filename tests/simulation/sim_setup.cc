#include "tests/simulation/sim_setup.h"

#include "ledger/control/control_codec.h"
#include "ledger/control/default_account.h"
#include "ledger/core/check.h"
#include "ledger/core/phone_number.h"

namespace simulation {
namespace {

namespace v1 = consent::v1;

constexpr double kTextsPerSecond = 60;
constexpr int kFirstNumber = 100;

}  // namespace

v1::ControlRecord NewCommand() {
  v1::ControlRecord record;
  record.set_account(kAccount.value());
  record.set_actor("ann");
  return record;
}

ledger::Offset SimControl::Append(v1::ControlRecord record, ledger::TimeMs now_ms) {
  record.set_issued_at_ms(static_cast<std::int64_t>(records_.size()));  // so no two have one id
  ledger::GiveCommandId(record);
  records_.emplace_back(std::move(record), now_ms);
  return static_cast<ledger::Offset>(records_.size()) - 1;
}

void SimControl::Follow(ledger::ControlState& state, std::size_t max) const {
  for (; max > 0 && state.position() < static_cast<ledger::Offset>(records_.size()); --max) {
    const auto& [record, time_ms] = records_[static_cast<std::size_t>(state.position())];
    state.Apply(state.position(), time_ms, record);
  }
}

void SetUpBusiness(SimControl& control, ledger::TimeMs now_ms) {
  ledger::NewAccount account;
  account.account = kAccount.value();
  account.name = "Shop";
  account.line = kLine.value();
  account.texts_per_second = kTextsPerSecond;
  account.help_contact = "help@example.com";
  account.open_all_day = true;
  account.actor = "ann";
  for (v1::ControlRecord& record : ledger::DefaultAccountRecords(account)) {
    if (record.has_account_defined()) {
      record.mutable_account_defined()->mutable_cap()->set_max(kCapMax);
    }
    control.Append(std::move(record), now_ms);
  }
  v1::ControlRecord other = NewCommand();
  v1::LineDefined& line = *other.mutable_line_defined();
  line.set_line(kOtherLine.value());
  line.set_gateway("kannel");
  line.set_texts_per_second(kTextsPerSecond);
  line.set_kind(v1::LINE_KIND_LONG_CODE);  // no network answers for us
  control.Append(std::move(other), now_ms);
  v1::ControlRecord orders = NewCommand();
  v1::ProgramDefined& program = *orders.mutable_program_defined();
  program.set_program(kOrders.program.value());
  program.set_name("orders");
  program.set_category(v1::CATEGORY_INFORMATIONAL);
  program.set_opt_in_policy(v1::OPT_IN_POLICY_SINGLE);
  program.set_line(kLine.value());
  program.set_request_template("opt_in_request");
  program.set_confirmation_template("opt_in_confirmation");
  program.set_help_template("help");
  program.set_opt_out_template("opt_out_confirmation");
  program.set_pending_term_ms(86'400'000);
  program.set_ask_limit(1);
  control.Append(std::move(orders), now_ms);
  v1::ControlRecord promo = NewCommand();
  v1::CampaignDefined& campaign = *promo.mutable_campaign_defined();
  campaign.set_campaign(kPromoCampaign);
  campaign.set_name(kPromoCampaign);
  campaign.set_line(kLine.value());
  campaign.set_program(kMarketing.program.value());
  campaign.mutable_audience()->set_reachable(true);
  campaign.set_owner("ann");
  campaign.set_message_class(v1::MESSAGE_CLASS_CAMPAIGN);
  for (std::uint32_t i = 0; i < kPromoSteps; ++i) campaign.add_steps()->set_text("Sale!");
  control.Append(std::move(promo), now_ms);
  ledger::ControlState state;
  control.Follow(state, control.size());
  LEDGER_CHECK(state.invalid().empty());
}

ledger::KeyRing SimKeys() {
  const std::string content = "shop k1 " + std::string(64, 'a') + " " + std::string(64, 'b') +
                              "\n" + "installation ki - " + std::string(64, 'c') + "\n";
  absl::StatusOr<ledger::KeyRing> keys = ledger::KeyRing::Parse(content, "simulation");
  LEDGER_CHECK(keys.ok());
  return *std::move(keys);
}

std::optional<ledger::AccountEntry> SimDirectory::FindAccount(
    const ledger::AccountId& account) const {
  if (control_.FindAccount(account) == nullptr) return std::nullopt;
  ledger::AccountEntry entry;
  entry.default_region = "US";
  return entry;
}

std::optional<ledger::ProgramEntry> SimDirectory::FindProgram(
    const ledger::AccountId& account, const ledger::ProgramId& program) const {
  const ledger::Program* known = control_.FindProgram(account, program);
  if (known == nullptr) return std::nullopt;
  return ledger::ProgramEntry{known->ref(), ledger::LineId(known->definition.line()),
                              known->definition.request_template()};
}

std::optional<ledger::AccountId> SimDirectory::AccountOfLine(const ledger::LineId& line) const {
  const ledger::Line* known = control_.FindLine(line);
  if (known == nullptr) return std::nullopt;
  return known->account;
}

std::vector<ledger::SourceAsk> SimDirectory::AsksOf(const ledger::AccountId& account,
                                                    std::string_view source) const {
  std::vector<ledger::SourceAsk> asks;
  const ledger::Account* known = control_.FindAccount(account);
  if (known == nullptr) return asks;
  for (const auto& [key, after_ms] : known->source_asks) {
    if (key.first == source) asks.push_back({key.second, after_ms});
  }
  return asks;
}

bool SimDirectory::HasTemplate(const ledger::AccountId& account, std::string_view key) const {
  return control_.FindTemplate(account, key, "en") != nullptr;
}

std::vector<Person> MakePeople(std::size_t count, const ledger::KeyRing& keys) {
  std::vector<Person> people;
  for (std::size_t i = 0; i < count; ++i) {
    Person person;
    person.number = "+14155550" + std::to_string(kFirstNumber + static_cast<int>(i));
    const auto number = ledger::PhoneNumber::Parse(person.number);
    LEDGER_CHECK(number.ok());
    person.contact = *keys.ContactIdOf(kAccount, *number);
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace simulation
