// consent form: the hosted pages on which people sign up.
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/publish_answer.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/digest.h"
#include "ledger/core/status_macros.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/form_token.h"
#include "ledger/http/http_client.h"
#include "ledger/http/url.h"
#include "ledger/runtime/exit_code.h"
#include "ledger/runtime/secret.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

struct FormOptions {
  std::string form;
  std::string kind = "sign_up";
  std::string title;
  std::string disclosure;
  std::string version;
  std::vector<std::string> programs;
  bool asks = false;   // --double
  bool opts_in = false;  // --auto
  bool signature = false;
  std::string language = "en";
  std::string name;
  std::string email;
  std::string address;  // of a link
  std::string expires = "30d";
};

v1::FormKind KindOf(const std::string& word) {
  if (word == "profile") return v1::FORM_KIND_PROFILE;
  return word == "email_link" ? v1::FORM_KIND_EMAIL_LINK : v1::FORM_KIND_SIGN_UP;
}

std::string KindWord(v1::FormKind kind) {
  if (kind == v1::FORM_KIND_PROFILE) return "profile";
  return kind == v1::FORM_KIND_EMAIL_LINK ? "email_link" : "sign_up";
}

v1::FormField FieldOf(const std::string& word) {
  if (word == "required") return v1::FORM_FIELD_REQUIRED;
  return word == "optional" ? v1::FORM_FIELD_OPTIONAL : v1::FORM_FIELD_UNSPECIFIED;
}

std::string FieldWord(v1::FormField field) {
  if (field == v1::FORM_FIELD_REQUIRED) return "required";
  return field == v1::FORM_FIELD_OPTIONAL ? "optional" : "none";
}

std::string AddressOf(const Session& session, const AccountId& account, const std::string& form) {
  return session.options.forms_url + FormPath(account, form);
}

// The name under which this wording stands, or the next free number.
std::string VersionOf(const Account& account, const FormOptions& options) {
  if (!options.version.empty()) return options.version;
  const auto found = account.forms.find(options.form);
  if (found == account.forms.end()) return "1";
  for (const auto& [version, text] : found->second.wordings) {
    if (text == options.disclosure) return version;
  }
  std::size_t next = found->second.wordings.size() + 1;
  while (found->second.wordings.contains(std::to_string(next))) ++next;
  return std::to_string(next);
}

absl::StatusOr<const Form*> FindForm(const Account& account, const std::string& form) {
  const auto found = account.forms.find(form);
  if (found != account.forms.end()) return &found->second;
  return absl::NotFoundError("form " + form + ": there is none; `consent form list` names them");
}

Json FormJson(const Session& session, const Account& account, const Form& form) {
  const v1::FormDefined& defined = form.definition;
  Json programs = Json::array();
  for (const std::string& program : defined.programs()) programs.push_back(program);
  Json wordings = Json::array();
  for (const auto& [version, text] : form.wordings) {
    wordings.push_back({{"version", version}, {"sha256", HexSha256(text)}, {"text", text}});
  }
  return {{"form", defined.form()},
          {"kind", KindWord(defined.kind())},
          {"state", defined.removed() ? "removed" : "open"},
          {"title", defined.title()},
          {"language", defined.language()},
          {"programs", programs},
          {"opt_in", defined.auto_opt_in() ? "auto" : "double"},
          {"signature", defined.signature_required()},
          {"name", FieldWord(defined.name())},
          {"email", FieldWord(defined.email())},
          {"disclosure_version", defined.disclosure_version()},
          {"disclosure_sha256", HexSha256(defined.disclosure_text())},
          {"wordings", wordings},
          {"path", FormPath(account.id, defined.form())},
          {"url", AddressOf(session, account.id, defined.form())}};
}

absl::Status CheckFlags(const FormOptions& options) {
  if (!options.asks && !options.opts_in) {
    return absl::InvalidArgumentError(
        "give --double (a text asks to confirm), or --auto with --signature: with neither, what "
        "people send counts for nothing");
  }
  if (options.opts_in && !options.signature) {
    return absl::InvalidArgumentError(
        "--auto needs --signature: who is not asked by text must have signed");
  }
  return absl::OkStatus();
}

absl::StatusOr<int> AddForm(Session& session, const FormOptions& options) {
  RETURN_IF_ERROR(CheckFlags(options));
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  const AccountId id = account->id;
  v1::ControlRecord record;
  record.set_account(id.value());
  v1::FormDefined& defined = *record.mutable_form_defined();
  defined.set_form(options.form);
  defined.set_kind(KindOf(options.kind));
  defined.set_title(options.title);
  defined.set_disclosure_text(options.disclosure);
  defined.set_disclosure_version(VersionOf(*account, options));
  for (const std::string& program : options.programs) {
    RETURN_IF_ERROR(ProgramOf(*account, program).status());
    defined.add_programs(program);
  }
  if (options.programs.empty()) defined.add_programs("marketing");
  defined.set_double_opt_in(options.asks);
  defined.set_auto_opt_in(options.opts_in);
  defined.set_signature_required(options.signature);
  defined.set_language(options.language);
  defined.set_name(FieldOf(options.name));
  defined.set_email(FieldOf(options.email));
  const auto present = account->forms.find(options.form);
  const bool same =
      present != account->forms.end() &&
      present->second.definition.SerializeAsString() == defined.SerializeAsString();
  if (!same) RETURN_IF_ERROR(session.Command(record).status());
  const std::string url = AddressOf(session, id, options.form);
  session.output().Print("form " + options.form + ": " + (same ? "already so" : "defined") + ", " +
                             url,
                         {{"form", options.form},
                          {"status", same ? "already_defined" : "defined"},
                          {"disclosure_version", defined.disclosure_version()},
                          {"disclosure_sha256", HexSha256(defined.disclosure_text())},
                          {"url", url}});
  return kExitOk;
}

absl::StatusOr<int> ListForms(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  Table table({"FORM", "STATE", "KIND", "OPT_IN", "LANGUAGE", "WORDING", "ADDRESS"});
  Json array = Json::array();
  for (const auto& [id, form] : account->forms) {
    Json json = FormJson(session, *account, form);
    table.Add({id, json["state"], json["kind"], json["opt_in"], json["language"],
               json["disclosure_version"], json["url"]});
    array.push_back(std::move(json));
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

absl::StatusOr<int> ShowForm(Session& session, const std::string& id) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const Form* const form, FindForm(*account, id));
  const Json json = FormJson(session, *account, *form);
  std::string text;
  for (const auto& [name, value] : json.items()) {
    if (name == "wordings") continue;
    text += name + std::string(20 - std::min<std::size_t>(name.size(), 19), ' ') +
            (value.is_string() ? value.get<std::string>() : value.dump()) + "\n";
  }
  for (const auto& [version, words] : form->wordings) {
    text += "wording " + version + ", sha256 " + HexSha256(words) + "\n    " + words + "\n";
  }
  session.output().Print(text, json);
  return kExitOk;
}

absl::StatusOr<int> RemoveForm(Session& session, const std::string& id) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  ASSIGN_OR_RETURN(const Form* const form, FindForm(*account, id));
  const bool already = form->definition.removed();
  if (!already) {
    v1::ControlRecord record;
    record.set_account(account->id.value());
    record.mutable_form_defined()->set_form(id);
    record.mutable_form_defined()->set_removed(true);
    RETURN_IF_ERROR(session.Command(record).status());
  }
  session.output().Print("form " + id + ": " + (already ? "already removed" : "removed"),
                         {{"form", id}, {"status", already ? "already_removed" : "removed"}});
  return kExitOk;
}

// How long a link opens its form. A span alone, "30d", is meant from now.
absl::StatusOr<std::int64_t> LifetimeMs(const FormOptions& options, TimeMs now_ms) {
  std::int64_t lifetime_ms = 0;
  if (options.expires.find('-') == std::string::npos && !options.expires.starts_with('+')) {
    ASSIGN_OR_RETURN(lifetime_ms, ParseSpan("--expires", options.expires));
  } else {
    ASSIGN_OR_RETURN(const TimeMs expires_ms, ParseTime("--expires", options.expires, now_ms));
    lifetime_ms = expires_ms - now_ms;
  }
  if (lifetime_ms >= 1000 && lifetime_ms <= kLinkSecondsMax * 1000) {
    return lifetime_ms;
  }
  return absl::InvalidArgumentError("--expires: '" + options.expires +
                                    "' is not ahead, or more than 366 days; write for example 30d");
}

// The front door makes the link: it knows its public address.
absl::StatusOr<int> MakeLink(Session& session, const FormOptions& options) {
  if (session.options.ledger_url.empty() || session.options.api_key_file.empty()) {
    return absl::InvalidArgumentError(
        "--ledger-url and --api-key-file (CONSENT_LEDGER_URL, CONSENT_API_KEY_FILE) are missing");
  }
  if (!LooksLikeEmail(options.address)) {
    return absl::InvalidArgumentError(
        "--email: this is no e-mail address; write it like ana@example.com");
  }
  ASSIGN_OR_RETURN(const std::int64_t lifetime_ms, LifetimeMs(options, session.NowMs()));
  ASSIGN_OR_RETURN(const Secret key, ReadSecretFile(session.options.api_key_file));
  http::HttpCall call;
  call.method = "POST";
  call.url = session.options.ledger_url + "/v1/forms/" + http::PercentEncode(options.form) +
             "/links";
  call.headers = {{"Authorization", "Bearer " + key.Reveal()},
                  {"Content-Type", "application/json"}};
  call.body =
      Json{{"email", options.address}, {"expires_in_s", lifetime_ms / 1000}}.dump();
  ASSIGN_OR_RETURN(const http::HttpReply reply, http::Call(call));
  const Json answer = Json::parse(reply.body, nullptr, false);
  if (reply.status == 200 && answer.is_object() && answer.contains("url")) {
    session.output().Say("Send it to that address alone: we send no e-mail ourselves.");
    session.output().Print(answer["url"].get<std::string>(), answer);
    return kExitOk;
  }
  return WhyNothing(reply.status, answer);
}

void AddAddVerb(const Commands& commands, CLI::App* noun) {
  Session& session = commands.session;
  const auto options = std::make_shared<FormOptions>();
  CLI::App* const add = commands.Verb(
      noun, "add", "Defines a form, or changes it.",
      "  consent form add signup --title \"Join our list\" --double --disclosure \"I agree to get\n"
      "      recurring automated marketing texts from Demo Shop. Consent is not a condition of\n"
      "      purchase. Msg & data rates may apply. Reply STOP to end, HELP for help.\"\n"
      "  consent form add vip --title VIP --auto --signature --disclosure \"$(cat vip.txt)\"",
      [&session, options] { return AddForm(session, *options); });
  add->add_option("form", options->form, "its id, a part of its address")->required();
  add->add_option("--title", options->title, "what people read first")
      ->required()
      ->check(NotBlank);
  add->add_option("--disclosure", options->disclosure, "what people agree to, word for word")
      ->required()
      ->check(NotBlank);
  add->add_option("--disclosure-version", options->version,
                  "the name of that wording; default: 1, 2, ...");
  add->add_option("--program", options->programs, "once for each; default: marketing")
      ->allow_extra_args(false);
  CLI::Option* const asks =
      add->add_flag("--double", options->asks, "a text asks the person to confirm by YES");
  add->add_flag("--auto", options->opts_in, "the form alone opts in; only with --signature")
      ->excludes(asks);
  add->add_flag("--signature", options->signature, "the person signs by typing the full name");
  add->add_option("--language", options->language, "en, fr or es; default: en")
      ->check(CLI::IsMember({"en", "fr", "es"}));
  add->add_option("--kind", options->kind, "sign_up, profile or email_link; default: sign_up")
      ->check(CLI::IsMember({"sign_up", "profile", "email_link"}));
  add->add_option("--name", options->name, "asks for the name: optional or required")
      ->check(CLI::IsMember({"optional", "required"}));
  add->add_option("--email", options->email, "asks for the e-mail address: optional or required")
      ->check(CLI::IsMember({"optional", "required"}));
}

}  // namespace

void AddFormCommands(const Commands& commands) {
  Session& session = commands.session;
  CLI::App* const noun = commands.Noun("form", "Hosted pages on which people sign up.");
  AddAddVerb(commands, noun);
  commands.Verb(noun, "list", "Lists all forms.", "  consent form list",
                [&session] { return ListForms(session); });
  const auto options = std::make_shared<FormOptions>();
  CLI::App* const show =
      commands.Verb(noun, "show", "Shows a form with every wording that it ever had.",
                    "  consent form show signup",
                    [&session, options] { return ShowForm(session, options->form); });
  CLI::App* const remove =
      commands.Verb(noun, "remove", "Closes a form; its wordings stay known.",
                    "  consent form remove signup",
                    [&session, options] { return RemoveForm(session, options->form); });
  CLI::App* const link = commands.Verb(
      noun, "link", "Makes a signed link to a form for one e-mail address, for you to send.",
      "  consent form link signup --email ana@example.com --expires 30d",
      [&session, options] { return MakeLink(session, *options); });
  for (CLI::App* const verb : {show, remove, link}) {
    verb->add_option("form", options->form, "its id")->required();
  }
  link->add_option("--email", options->address, "the address that it is for")->required();
  link->add_option("--expires", options->expires,
                   "how long it opens the form, or until when; default: 30d");
}

}  // namespace ledger::cli
