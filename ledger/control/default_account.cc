#include "ledger/control/default_account.h"

#include <utility>

#include "ledger/control/control_codec.h"
#include "ledger/control/default_templates.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::uint32_t kNineMinute = 9 * 60;
constexpr std::uint32_t kNoonMinute = 12 * 60;
constexpr std::uint32_t kEightPmMinute = 20 * 60;

v1::ControlRecord NewRecord(const NewAccount& account) {
  v1::ControlRecord record;
  record.set_account(account.account);
  record.set_issued_at_ms(account.issued_at_ms);
  record.set_actor(account.actor);
  return record;
}

v1::ControlRecord DefineAccount(const NewAccount& account) {
  v1::ControlRecord record = NewRecord(account);
  v1::AccountDefined& definition = *record.mutable_account_defined();
  definition.set_name(account.name);
  definition.set_default_region(account.default_region);
  definition.set_country(account.default_region);
  definition.set_default_tzid(account.default_tzid);
  if (account.open_all_day) {
    definition.mutable_window()->set_open_all_day(true);
  } else {
    *definition.mutable_window() = DefaultSendingWindow();
  }
  definition.mutable_cap()->set_max(account.texts_a_day);
  definition.mutable_cap()->set_period_ms(kDayMs);
  definition.set_pepper_check(account.pepper_check);
  for (const std::string& id : account.unsealing_key_ids) definition.add_unsealing_key_ids(id);
  definition.set_help_contact(account.help_contact);
  return record;
}

v1::ControlRecord DefineLine(const NewAccount& account) {
  v1::ControlRecord record = NewRecord(account);
  v1::LineDefined& definition = *record.mutable_line_defined();
  definition.set_line(account.line);
  definition.set_gateway(account.gateway);
  definition.set_smsc_route(account.smsc_route);
  definition.set_texts_per_second(account.texts_per_second);
  definition.set_kind(account.line_kind);
  return record;
}

v1::ControlRecord DefineProgram(const NewAccount& account) {
  v1::ControlRecord record = NewRecord(account);
  v1::ProgramDefined& definition = *record.mutable_program_defined();
  definition.set_program(kDefaultProgram);
  definition.set_name(kDefaultProgram);
  definition.set_category(v1::CATEGORY_MARKETING);
  definition.set_opt_in_policy(v1::OPT_IN_POLICY_DOUBLE);
  definition.set_line(account.line);
  definition.set_request_template(kOptInRequestTemplate);
  definition.set_confirmation_template(kOptInConfirmationTemplate);
  definition.set_help_template(kHelpTemplate);
  definition.set_opt_out_template(kOptOutConfirmationTemplate);
  definition.set_pending_term_ms(kDefaultPendingTermMs);
  definition.set_ask_limit(kDefaultAskLimit);
  return record;
}

v1::ControlRecord DefineCampaign(const NewAccount& account) {
  v1::ControlRecord record = NewRecord(account);
  v1::CampaignDefined& definition = *record.mutable_campaign_defined();
  definition.set_campaign(kDefaultCampaign);
  definition.set_name(kDefaultCampaign);
  definition.set_line(account.line);
  definition.set_program(kDefaultProgram);
  definition.mutable_audience()->set_everyone(true);
  definition.set_owner(account.actor);
  definition.set_message_class(v1::MESSAGE_CLASS_OPT_IN_REQUEST);
  definition.add_steps()->set_template_key(kOptInRequestTemplate);
  return record;
}

}  // namespace

v1::SendingWindow DefaultSendingWindow() {
  v1::SendingWindow window;
  for (const v1::Weekday day :
       {v1::WEEKDAY_MONDAY, v1::WEEKDAY_TUESDAY, v1::WEEKDAY_WEDNESDAY, v1::WEEKDAY_THURSDAY,
        v1::WEEKDAY_FRIDAY, v1::WEEKDAY_SATURDAY, v1::WEEKDAY_SUNDAY}) {
    v1::WindowHours& hours = *window.add_hours();
    hours.set_weekday(day);
    hours.set_open_minute(day == v1::WEEKDAY_SUNDAY ? kNoonMinute : kNineMinute);
    hours.set_close_minute(kEightPmMinute);
  }
  window.set_closed_on_federal_holidays(true);
  return window;
}

std::vector<v1::ControlRecord> DefaultAccountRecords(const NewAccount& account) {
  std::vector<v1::ControlRecord> records = {DefineAccount(account), DefineLine(account)};
  for (const DefaultTemplate& words : DefaultTemplates()) {
    v1::ControlRecord record = NewRecord(account);
    v1::TemplateDefined& definition = *record.mutable_template_defined();
    definition.set_key(std::string(words.key));
    definition.set_language(std::string(words.language));
    definition.set_text(std::string(words.text));
    records.push_back(std::move(record));
  }
  records.push_back(DefineProgram(account));
  records.push_back(DefineCampaign(account));
  for (v1::ControlRecord& record : records) GiveCommandId(record);
  return records;
}

}  // namespace ledger
