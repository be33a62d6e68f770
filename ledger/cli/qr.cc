// consent qr: codes to print, of a keyword to text or of a form's address.
#include <fstream>
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/core/status_macros.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/keyword_address.h"
#include "ledger/qr/qr_code.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

struct QrOptions {
  std::string keyword;
  std::string line;
  std::string form;
  std::string format = "terminal";
  std::string out;
};

absl::StatusOr<std::string> ContentOf(Session& session, const QrOptions& options) {
  if (options.keyword.empty() == options.form.empty()) {
    return absl::InvalidArgumentError("give one of --keyword and --form");
  }
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  if (!options.keyword.empty()) {
    ASSIGN_OR_RETURN(const auto control, session.Control());
    return KeywordAddress(*control, account->id, options.keyword, options.line);
  }
  const auto form = account->forms.find(options.form);
  if (form == account->forms.end() || form->second.definition.removed()) {
    return absl::NotFoundError("form " + options.form +
                               ": there is none; `consent form list` names them");
  }
  const std::string& url = session.options.forms_url;
  if (url.empty()) {
    return absl::InvalidArgumentError(
        "--forms-url (CONSENT_FORMS_URL) is missing: where people reach the forms, for example "
        "https://text.acme.example");
  }
  return url + FormPath(account->id, options.form) + "?via=qr";
}

absl::StatusOr<int> MakeCode(Session& session, const QrOptions& options) {
  ASSIGN_OR_RETURN(const std::string content, ContentOf(session, options));
  ASSIGN_OR_RETURN(const QrCode code, MakeQrCode(content));
  std::string bytes;
  if (options.format == "png") {
    ASSIGN_OR_RETURN(bytes, QrPng(code));
  } else {
    bytes = options.format == "svg" ? QrSvg(code) : QrTerminal(code);
  }
  if (options.out.empty()) {
    const Output output = session.output();
    output.terminal().out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    output.Say(content);
    return kExitOk;
  }
  std::ofstream file(options.out, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return absl::InvalidArgumentError(options.out + ": cannot be written");
  session.output().Print(options.out + ": " + content, {{"file", options.out},
                                                         {"format", options.format},
                                                         {"content", content},
                                                         {"status", "written"}});
  return kExitOk;
}

}  // namespace

void AddQrCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<QrOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "qr", "Makes a QR code that texts a keyword, or opens a form.",
      "  consent qr --keyword JOIN\n"
      "  consent qr --form signup --forms-url https://text.acme.example --format svg --out signup.svg",
      [&session, options] { return MakeCode(session, *options); });
  verb->add_option("--keyword", options->keyword, "the word or words that the text says");
  verb->add_option("--line", options->line, "the line that it goes to; default: the only one");
  verb->add_option("--form", options->form, "the form that it opens");
  verb->add_option("--forms-url", session.options.forms_url,
                   "where people reach the forms (or CONSENT_FORMS_URL); default: --ledger-url");
  verb->add_option("--format", options->format, "terminal, svg or png; default: terminal")
      ->check(CLI::IsMember({"terminal", "svg", "png"}));
  verb->add_option("--out", options->out, "a file, instead of standard output");
}

}  // namespace ledger::cli
