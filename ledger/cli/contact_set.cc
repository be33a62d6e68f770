// consent contact set: an administrator edits one of the five statuses, within law 8.
#include <memory>

#include "ledger/cli/arguments.h"
#include "ledger/cli/contact_event.h"
#include "ledger/cli/contact_verbs.h"
#include "ledger/cli/permission.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/status_macros.h"

namespace ledger::cli {
namespace {

struct SetOptions {
  std::string contact;
  std::string status;
  std::string program = "marketing";
  std::string reason;
  std::string agreed_at;
  std::string disclosure_version;
  std::string disclosure_sha256;
  std::string evidence_url;
  std::string signature_sha256;
};

void PutEvidence(const SetOptions& options, const std::string& actor,
                 consent::v1::Evidence& evidence) {
  evidence.set_disclosure_version(options.disclosure_version);
  evidence.set_disclosure_sha256(options.disclosure_sha256);
  evidence.set_url(options.evidence_url);
  evidence.set_signature_sha256(options.signature_sha256);
  evidence.set_actor(actor);
}

absl::StatusOr<PermissionEdit> ReadEdit(Session& session, const SetOptions& options) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const Program* const program, ProgramOf(*account, options.program));
  PermissionEdit edit;
  edit.program = program->ref();
  edit.line = LineId(program->definition.line());
  edit.to = PermissionNamed(options.status);
  edit.has_evidence = !options.disclosure_version.empty() || !options.disclosure_sha256.empty() ||
                      !options.evidence_url.empty() || !options.signature_sha256.empty();
  if (!options.agreed_at.empty()) {
    ASSIGN_OR_RETURN(edit.agreed_at_ms,
                     ParsePastTime("--agreed-at", options.agreed_at, session.NowMs()));
  }
  return edit;
}

absl::StatusOr<int> Set(Session& session, const SetOptions& options) {
  ASSIGN_OR_RETURN(const PermissionEdit edit, ReadEdit(session, options));
  ASSIGN_OR_RETURN(const ContactView before, ContactNow(session, options.contact));
  if (const std::string why = WhyNotEditable(before.state, edit, before.position.time_ms);
      !why.empty()) {
    return absl::FailedPreconditionError("--status " + options.status + ": " + why);
  }
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event, EventAbout(session, options.contact, ""));
  if (edit.agreed_at_ms != kNoTime) {
    event.mutable_occurred_at()->set_seconds(edit.agreed_at_ms / 1000);
    event.mutable_occurred_at()->set_nanos(static_cast<int>(edit.agreed_at_ms % 1000) * 1'000'000);
  }
  consent::v1::PermissionSet& set = *event.mutable_permission_set();
  set.mutable_program()->set_program(options.program);
  set.set_permission(static_cast<consent::v1::Permission>(edit.to));
  set.set_actor(session.Actor());
  set.set_reason(options.reason);
  if (edit.to == Permission::kOptIn) {
    PutEvidence(options, session.Actor(), *set.mutable_evidence());
  }
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  return ShowWhatItDid(session, told);
}

}  // namespace

void AddContactSet(const Commands& commands, CLI::App* contact) {
  Session& session = commands.session;
  const auto options = std::make_shared<SetOptions>();
  CLI::App* const verb = commands.Verb(
      contact, "set", "Edits a person's status; what only the person can change stays.",
      "  consent contact set +14155550134 --status opt_out --reason \"asked at the counter\"\n"
      "  consent contact set +14155550134 --status opt_in --agreed-at -2h \\\n"
      "      --disclosure-version card-2026 --reason \"signed card\" --actor \"Ana Diaz\"",
      [&session, options] { return Set(session, *options); });
  verb->add_option("contact", options->contact, "a phone number or a contact id")->required();
  verb->add_option("--status", options->status,
                   "opt_in, opt_out, stopped or bad_number (not_set is refused, with the mend)")
      ->required()
      ->check(CLI::IsMember({"not_set", "opt_in", "opt_out", "stopped", "bad_number"}));
  verb->add_option("--program", options->program, "default: marketing");
  verb->add_option("--reason", options->reason, "why, in words without personal data")
      ->required()
      ->check(NotBlank);
  verb->add_option("--agreed-at", options->agreed_at, "opt_in: when the person agreed");
  verb->add_option("--disclosure-version", options->disclosure_version,
                   "opt_in: the wording that was shown, as you name it");
  verb->add_option("--disclosure-sha256", options->disclosure_sha256, "opt_in: its SHA-256");
  verb->add_option("--evidence-url", options->evidence_url, "opt_in: where it was shown");
  verb->add_option("--signature-sha256", options->signature_sha256,
                   "opt_in: SHA-256 of a signature");
}

}  // namespace ledger::cli
