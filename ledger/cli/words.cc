// consent keyword, consent template: what texts mean and say.
#include <memory>
#include <utility>

#include "ledger/cli/arguments.h"
#include "ledger/cli/command_line.h"
#include "ledger/cli/named.h"
#include "ledger/cli/template_view.h"
#include "ledger/commands/template_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

namespace v1 = consent::v1;

struct KeywordOptions {
  std::string rule;
  std::vector<std::string> words;
  std::string response_template;
  std::string response;
  std::string program;
  bool remove = false;
};

struct TemplateOptions {
  std::string key;
  std::string language = "en";
  std::string text;
};

struct ShowTemplateOptions {
  std::string key;
  std::string language;
  std::string program;
};

v1::ControlRecord TemplateRecord(const AccountId& account, const std::string& key,
                                 const std::string& language, const std::string& text) {
  v1::ControlRecord record;
  record.set_account(account.value());
  v1::TemplateDefined& defined = *record.mutable_template_defined();
  defined.set_key(key);
  defined.set_language(language);
  defined.set_text(text);
  return record;
}

// Whether what the flags name is there.
absl::Status CheckNamed(const Account& account, const KeywordOptions& options) {
  if (options.remove) {
    if (account.keyword_rules.contains(options.rule)) return absl::OkStatus();
    return absl::NotFoundError("account " + account.id.value() + " has no keyword rule '" +
                               options.rule + "'; see: consent keyword list");
  }
  if (!options.program.empty()) RETURN_IF_ERROR(ProgramOf(account, options.program).status());
  return options.response_template.empty() ? absl::OkStatus()
                                           : CheckTemplateOf(account, options.response_template);
}

absl::StatusOr<int> AddKeyword(Session& session, const KeywordOptions& options) {
  if (options.words.empty() != options.remove) {
    return absl::InvalidArgumentError(
        options.remove ? "--word says nothing with --remove: the rule goes with all of its keywords"
                       : "--word is missing: say what people text, for example --word HOURS");
  }
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  RETURN_IF_ERROR(CheckNamed(*account, options));
  const AccountId id = account->id;
  std::vector<v1::ControlRecord> records;
  std::string key = options.response_template;
  if (!options.response.empty()) {
    if (!key.empty()) {
      return absl::InvalidArgumentError("--response and --response-template: give one of them");
    }
    key = "keyword_" + options.rule;
    records.push_back(TemplateRecord(id, key, "en", options.response));
  }
  v1::ControlRecord& record = records.emplace_back();
  record.set_account(id.value());
  v1::KeywordRuleDefined& defined = *record.mutable_keyword_rule_defined();
  defined.set_rule(options.rule);
  for (const std::string& word : options.words) defined.add_words(word);
  defined.set_response_template(key);
  defined.set_opt_in_program(options.program);
  defined.set_removed(options.remove);
  ASSIGN_OR_RETURN(const Offset offset, session.CommandAll(std::move(records)));
  const std::string status = options.remove ? "removed" : "defined";
  session.output().Print("keyword " + options.rule + ": " + status,
                         {{"rule", options.rule}, {"status", status}, {"control_offset", offset}});
  return kExitOk;
}

// Every word that does something by itself: the rules', and those that join a program.
absl::StatusOr<int> ListKeywords(Session& session) {
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  Table table({"KEYWORD", "RULE", "OPTS-IN", "RESPONSE", "LINE"});
  Json array = Json::array();
  const auto add = [&](const std::string& word, const std::string& rule,
                       const std::string& program, const std::string& response) {
    const auto found = account->programs.find(ProgramId(program));
    const std::string line =
        found == account->programs.end() ? "<all>" : found->second.definition.line();
    table.Add({word, rule, program, response, line});
    array.push_back({{"keyword", word},
                     {"rule", rule},
                     {"opt_in", program},
                     {"response_template", response},
                     {"line", line}});
  };
  for (const auto& [id, program] : account->programs) {
    if (program.definition.join_keyword().empty()) continue;
    add(program.definition.join_keyword(), "", id.value(), "");
  }
  for (const auto& [id, rule] : account->keyword_rules) {
    for (const std::string& word : rule.words()) {
      add(word, id, rule.opt_in_program(), rule.response_template());
    }
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

absl::StatusOr<int> SetTemplate(Session& session, const TemplateOptions& options) {
  if (!IsLanguage(options.language)) {
    return absl::InvalidArgumentError("--language: '" + options.language +
                                      "' is none of ISO 639-1; write two small letters, as in en");
  }
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  const auto present = account->templates.find({options.key, options.language});
  const bool same = present != account->templates.end() && present->second.text == options.text;
  const AccountId id = account->id;
  if (!same) {
    RETURN_IF_ERROR(
        session.Command(TemplateRecord(id, options.key, options.language, options.text)).status());
  }
  session.output().Print(
      "template " + options.key + " (" + options.language + "): " + (same ? "already so" : "set"),
      {{"template", options.key},
       {"language", options.language},
       {"status", same ? "already_set" : "set"}});
  return kExitOk;
}

// The templates of `key` (empty: all) in `language` (empty: each), as they read on a handset.
absl::StatusOr<std::vector<TemplateView>> ViewTemplates(Session& session, const std::string& key,
                                                        const std::string& language,
                                                        const std::string& program) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const ControlState> control, session.Control());
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  const Program* chosen = nullptr;
  if (!program.empty()) {
    ASSIGN_OR_RETURN(chosen, ProgramOf(*account, program));
  }
  std::vector<TemplateView> views;
  for (const auto& [name, words] : account->templates) {
    if ((!key.empty() && name.first != key) || (!language.empty() && name.second != language)) {
      continue;
    }
    views.push_back(ViewOf(*control, *account, name, words,
                           chosen == nullptr ? ProgramOfTemplate(*account, name.first) : chosen));
  }
  return views;
}

absl::StatusOr<int> ListTemplates(Session& session) {
  ASSIGN_OR_RETURN(const std::vector<TemplateView> views, ViewTemplates(session, "", "", ""));
  Table table({"TEMPLATE", "LANGUAGE", "VERSION", "ENCODING", "UNITS", "SEGMENTS", "CHECK",
               "PREVIEW"});
  Json array = Json::array();
  for (const TemplateView& view : views) {
    table.Add({view.key, view.language, std::to_string(view.version),
               std::string(EncodingName(view.size)), std::to_string(view.size.units),
               std::to_string(view.size.segments),
               view.roles.empty()   ? "<none>"
               : view.wrong.empty() ? "ok"
                                    : "wrong",
               view.preview});
    array.push_back(TemplateJson(view));
  }
  session.output().PrintList(table, array);
  return kExitOk;
}

absl::StatusOr<int> ShowTemplate(Session& session, const ShowTemplateOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<TemplateView> views,
                   ViewTemplates(session, options.key, options.language, options.program));
  if (views.empty()) {
    return absl::NotFoundError(
        "template " + options.key + (options.language.empty() ? "" : " in " + options.language) +
        ": there is none; `consent template list` names them");
  }
  std::string text;
  Json array = Json::array();
  for (const TemplateView& view : views) {
    text += (text.empty() ? "" : "\n") + TemplateText(view);
    array.push_back(TemplateJson(view));
  }
  if (session.output().format() == Format::kTable) {
    session.output().Print(text, array);
  } else {
    session.output().PrintList(Table({}), array);
  }
  return kExitOk;
}

}  // namespace

void AddKeywordCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<KeywordOptions>();
  CLI::App* const noun = commands.Noun("keyword", "What texting a word does.");
  commands.Verb(noun, "list", "Lists all keywords, those that join a program too.",
                "  consent keyword list", [&session] { return ListKeywords(session); });
  CLI::App* const verb =
      commands.Verb(noun, "add", "Defines a keyword rule, changes it, or takes it away.",
                    "  consent keyword add text-me --word \"TEXT ME\" --opt-in marketing\n"
                    "  consent keyword add hours --word HOURS --response \"We open at 9.\"",
                    [&session, options] { return AddKeyword(session, *options); });
  verb->add_option("rule", options->rule, "its id")->required()->check(NotBlank);
  verb->add_option("--word", options->words, "the word or words; once for each keyword")
      ->allow_extra_args(false)
      ->check(NotBlank);
  verb->add_option("--opt-in", options->program, "the program that it opts in to");
  verb->add_option("--response", options->response, "the answer's words, in English");
  verb->add_option("--response-template", options->response_template, "the answer's template");
  verb->add_flag("--remove", options->remove, "take the rule away");
}

void AddTemplateCommands(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<TemplateOptions>();
  CLI::App* const noun = commands.Noun("template", "What texts say.");
  CLI::App* const verb = commands.Verb(
      noun, "set", "Sets the words of a template in one language.",
      "  consent template set help --text \"{brand}: help at {help}. Reply STOP to end.\"",
      [&session, options] { return SetTemplate(session, *options); });
  verb->add_option("template", options->key, "its key")->required();
  verb->add_option("--text", options->text,
                   "{brand}, {program}, {help}, {line}, {keyword} are filled in")
      ->required();
  verb->add_option("--language", options->language, "ISO 639-1; default: en");
  commands.Verb(noun, "list", "Lists all templates as they read on a handset.",
                "  consent template list", [&session] { return ListTemplates(session); });
  const auto shown = std::make_shared<ShowTemplateOptions>();
  CLI::App* const show =
      commands.Verb(noun, "show", "Shows a template filled in, with its size and its check.",
                    "  consent template show help --language fr",
                    [&session, shown] { return ShowTemplate(session, *shown); });
  show->add_option("template", shown->key, "its key")->required();
  show->add_option("--language", shown->language, "ISO 639-1; default: each that it has");
  show->add_option("--program", shown->program,
                   "to fill it in for; default: one that uses it");
}

}  // namespace ledger::cli
