// consent contact opt-out, reassigned: consent that was taken back by other means than a text. Each
// counts at its append, for everybody, also for who was never heard of.
#include <memory>

#include "absl/strings/str_cat.h"
#include "ledger/cli/arguments.h"
#include "ledger/cli/contact_event.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr std::string_view kProgramScope = "program:";

struct OptOutOptions {
  std::string contact;
  std::string means;
  std::string scope = "all";
  std::string detail;
};

struct ReassignedOptions {
  std::string contact;
  std::string database;
  std::string date_used;
  std::string answer = "yes";
};

consent::v1::OptOutMeans MeansNamed(std::string_view name) {
  if (name == "web") return consent::v1::OPT_OUT_MEANS_WEB;
  if (name == "email") return consent::v1::OPT_OUT_MEANS_EMAIL;
  if (name == "voice") return consent::v1::OPT_OUT_MEANS_VOICE;
  return consent::v1::OPT_OUT_MEANS_ADMIN;
}

absl::Status PutScope(const std::string& scope, consent::v1::RevocationScope& to) {
  if (scope == "all") {
    to.set_reach(consent::v1::REACH_EVERYTHING);
  } else if (scope == "marketing") {
    to.set_reach(consent::v1::REACH_MARKETING);
  } else if (scope.starts_with(kProgramScope) && scope.size() > kProgramScope.size()) {
    to.set_reach(consent::v1::REACH_PROGRAMS);
    to.add_programs()->set_program(scope.substr(kProgramScope.size()));
  } else {
    return absl::InvalidArgumentError("--scope '" + scope +
                                      "' is none of: all, marketing, program:NAME");
  }
  return absl::OkStatus();
}

absl::StatusOr<int> OptOut(Session& session, const OptOutOptions& options) {
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event, EventAbout(session, options.contact, ""));
  consent::v1::OptedOut& out = *event.mutable_opted_out();
  RETURN_IF_ERROR(PutScope(options.scope, *out.mutable_scope()));
  for (const consent::v1::ProgramRef& named : out.scope().programs()) {
    ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
    RETURN_IF_ERROR(ProgramOf(*account, named.program()).status());
  }
  out.set_means(MeansNamed(options.means));
  out.set_actor(session.Actor());
  out.set_detail(options.detail);
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  return ShowWhatItDid(session, told);
}

// A no is kept as proof that it was asked for, and "no data" must not pass for a no.
absl::StatusOr<int> Reassigned(Session& session, const ReassignedOptions& options) {
  ASSIGN_OR_RETURN(const TimeMs date_used_ms,
                   ParsePastTime("--date-used", options.date_used, session.NowMs()));
  // Told twice, an answer counts once: who owns the number by then may have agreed since.
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event,
                   EventAbout(session, options.contact,
                              absl::StrCat("reassigned/", options.database, "/", date_used_ms, "/",
                                           options.answer)));
  if (options.answer == "yes") {
    consent::v1::NumberReassigned& reassigned = *event.mutable_number_reassigned();
    reassigned.set_database(options.database);
    reassigned.set_date_used_ms(date_used_ms);
  } else {
    consent::v1::ReassignmentQueried& queried = *event.mutable_reassignment_queried();
    queried.set_database(options.database);
    queried.set_date_used_ms(date_used_ms);
    queried.set_answer(options.answer == "no" ? consent::v1::REASSIGNMENT_ANSWER_NO
                                              : consent::v1::REASSIGNMENT_ANSWER_NO_DATA);
  }
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  ASSIGN_OR_RETURN(const int code, ShowWhatItDid(session, told));
  if (code != kExitOk || options.answer != "no_data") return code;
  session.output().Warn(
      "'no data' is no 'no': nothing shows that the number is still this person's, and no safe "
      "harbour covers texts to it (47 CFR 64.1200(m)). Ask with a later consent date, or end the "
      "texts: consent contact opt-out NUMBER --means admin --detail \"RND: no data\"");
  return kExitOk;
}

}  // namespace

void AddContactWaysOut(const Commands& commands, CLI::App* contact) {
  Session& session = commands.session;
  const auto out = std::make_shared<OptOutOptions>();
  CLI::App* verb = commands.Verb(
      contact, "opt-out", "Takes consent back that a person revoked on the web, by mail, by voice.",
      "  consent contact opt-out +14155550134 --means email --detail TICKET-4711\n"
      "  consent contact opt-out +14155550134 --means voice --scope program:shipping",
      [&session, out] { return OptOut(session, *out); });
  verb->add_option("contact", out->contact, "a phone number or a contact id")->required();
  verb->add_option("--means", out->means, "how it reached you: web, email, voice or admin")
      ->required()
      ->check(CLI::IsMember({"web", "email", "voice", "admin"}));
  verb->add_option("--scope", out->scope, "all (default), marketing or program:NAME");
  verb->add_option("--detail", out->detail, "a ticket number or the like, never personal data");
  const auto moved = std::make_shared<ReassignedOptions>();
  verb = commands.Verb(
      contact, "reassigned", "Keeps what a reassignment database said; yes revokes everything.",
      "  consent contact reassigned +14155550134 --database \"RND 2026-11\" \\\n"
      "      --date-used 2026-03-01",
      [&session, moved] { return Reassigned(session, *moved); });
  verb->add_option("contact", moved->contact, "a phone number or a contact id")->required();
  verb->add_option("--database", moved->database, "which database, with its version")
      ->required()
      ->check(NotBlank);
  verb->add_option("--date-used", moved->date_used,
                   "the consent date that was asked about; a day is UTC")
      ->required();
  verb->add_option("--answer", moved->answer, "yes (default), no or no_data")
      ->check(CLI::IsMember({"yes", "no", "no_data"}));
}

}  // namespace ledger::cli
