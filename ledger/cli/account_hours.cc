// consent account hours: when marketing texts of a business may go out.
#include <memory>

#include "ledger/cli/account_verbs.h"
#include "ledger/cli/sending_hours.h"
#include "ledger/cli/settle.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

absl::StatusOr<int> Hours(Session& session, const HoursOptions& options) {
  ASSIGN_OR_RETURN(const HoursChange change, ParseHours(options));
  const bool asks =
      options.open.empty() && options.closed_on.empty() && !options.federal_holidays.has_value();
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  v1::ControlRecord record;
  record.set_account(account->id.value());
  v1::AccountDefined& defined = *record.mutable_account_defined();
  defined = account->definition;
  if (!asks) *defined.mutable_window() = Changed(defined.window(), change);
  Json answer = {{"account", record.account()}};
  std::string said;
  if (!asks) {
    ASSIGN_OR_RETURN(const Settled settled,
                     AppendUnlessSame(session, record, &account->definition, defined));
    answer.update(settled.json);
    said = "account " + record.account() + ": " + settled.words + "\n";
  }
  if (const std::string outside = BeyondLawText(defined.window()); !outside.empty()) {
    session.output().Warn("no marketing text goes out in " + outside +
                          ": the law has 8:00 to 21:00 where the person is, some states less");
  }
  answer.update(HoursJson(defined.window()));
  session.output().Print(said + "hours      " + OpenText(defined.window()) + "\nclosed on  " +
                             ClosedText(defined.window()) + "\n",
                         answer);
  return kExitOk;
}

}  // namespace

void AddAccountHours(const Commands& commands, CLI::App* account) {
  Session& session = commands.session;
  const auto options = std::make_shared<HoursOptions>();
  CLI::App* const verb = commands.Verb(
      account, "hours",
      "Shows or changes when marketing texts may go out, within the hours of the law.",
      "  consent account hours\n"
      "  consent account hours --open mon-fri=9:00-20:00 --open sat=10-16 --closed-on sun\n"
      "  consent account hours --closed-on 2026-12-24 --federal-holidays open",
      [&session, options] { return Hours(session, *options); });
  verb->add_option("--open", options->open,
                   "the hours of one or several weekdays where the person is, instead of those "
                   "that they have; or a date that was closed. The law's own (8:00 to 21:00, in "
                   "some states less) hold in any case, and what is not named stays")
      ->allow_extra_args(false);
  verb->add_option("--closed-on", options->closed_on,
                   "a date, or a weekday, on which nothing goes out")
      ->allow_extra_args(false);
  verb->add_option("--federal-holidays", options->federal_holidays,
                   "open or closed on those of the United States")
      ->check(CLI::IsMember({"open", "closed"}));
}

}  // namespace ledger::cli
