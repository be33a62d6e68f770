#include "ledger/commands/template_check.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/commands/folded_words.h"
#include "ledger/control/default_templates.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kLanguages[] = {"en", "fr", "es"};
constexpr std::ptrdiff_t kPhoneDigitsMin = 7;

// Whether words of `of` count in a text of `language`: "fr-CA" is French, and what nobody knows may
// be any.
bool IsOf(std::string_view language, std::string_view of) {
  const std::string_view root = language.substr(0, 2);
  const bool known = std::find(std::begin(kLanguages), std::end(kLanguages), root) !=
                     std::end(kLanguages);
  return of.empty() || !known || root == of;
}

bool IsWord(const std::string& word, std::string_view pattern) {
  if (!pattern.ends_with('*')) return word == pattern;
  pattern.remove_suffix(1);
  return word.starts_with(pattern);
}

// Where `phrase` stands in `words`, or their end. `open`: its last word may end with `*`.
Words::const_iterator Find(const Words& words, const Words& phrase, bool open) {
  return std::search(words.begin(), words.end(), phrase.begin(), phrase.end(),
                     [&](const std::string& word, const std::string& wanted) {
                       const bool last = &wanted == &phrase.back();
                       return IsWord(word, open && last ? wanted + "*" : wanted);
                     });
}

bool Says(const Words& words, std::string_view phrase) {
  const Words wanted = FoldedWords(phrase);
  return !wanted.empty() && Find(words, wanted, phrase.ends_with('*')) != words.end();
}

bool Says(const Words& words, std::string_view language, TextPart part) {
  const auto all = AllPartWords();
  return std::any_of(all.begin(), all.end(), [&](const PartWords& known) {
    return known.part == part && IsOf(language, known.language) && Says(words, known.words);
  });
}

bool NamesContact(const Account& account, const Words& words, std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  return Says(words, "{help}") || digits >= kPhoneDigitsMin ||
         text.find('@') != std::string_view::npos || text.find("://") != std::string_view::npos ||
         Says(words, "www") || Says(words, account.definition.help_contact());
}

bool Has(TextPart part, const Account& account, const Words& words, std::string_view language,
         std::string_view text) {
  const bool brand = Says(words, "{brand}") || Says(words, account.definition.name());
  switch (part) {
    case TextPart::kBrand:
      return brand;
    case TextPart::kBrandOrProgram:
      return brand || Says(words, "{program}");
    case TextPart::kContact:
      return NamesContact(account, words, text);
    case TextPart::kName:
      // A name may be of signs alone, which are no words.
      return Says(words, account.definition.name()) ||
             text.find(account.definition.name()) != std::string_view::npos;
    case TextPart::kMarketing:
    case TextPart::kNoCondition:
    case TextPart::kYes:
    case TextPart::kStop:
    case TextPart::kHelp:
    case TextPart::kFrequency:
    case TextPart::kFees:
    case TextPart::kNoMore:
      break;
  }
  return Says(words, language, part);
}

// The words that promote or name a trade, as people wrote them, each once. The business' own name
// promotes nothing.
std::vector<std::string> Offers(TextRole role, const Account& account, std::string_view language,
                                Words words) {
  const Words brand = FoldedWords(account.definition.name());
  while (!brand.empty()) {
    const auto at = Find(words, brand, false);
    if (at == words.end()) break;
    words.erase(at, at + static_cast<std::ptrdiff_t>(brand.size()));
  }
  std::vector<std::string> found;
  for (const OfferWords& known : AllOfferWords()) {
    if (known.trade ? !MustNotNameTrade(role) : !MustNotPromote(role)) continue;
    if (!IsOf(language, known.language)) continue;
    const Words wanted = FoldedWords(known.words);
    const auto at = Find(words, wanted, known.words.ends_with('*'));
    if (at == words.end()) continue;
    std::string offer = *at;
    for (std::size_t i = 1; i < wanted.size(); ++i) {
      offer += " " + *(at + static_cast<std::ptrdiff_t>(i));
    }
    if (std::find(found.begin(), found.end(), offer) == found.end()) found.push_back(offer);
  }
  return found;
}

}  // namespace

std::string CheckWords(TextRole role, const Account& account, std::string_view language,
                       std::string_view text) {
  const Words words = FoldedWords(text);
  std::string missing;
  for (const TextPart part : PartsOf(role)) {
    if (Has(part, account, words, language, text)) continue;
    absl::StrAppend(&missing, missing.empty() ? "" : "; ", ToAbsl(PartName(part)),
                    ToAbsl(PartExample(part, language)));
  }
  if (!missing.empty()) {
    return absl::StrCat("as ", ToAbsl(RoleName(role)), " it does not say ", missing);
  }
  std::string offers;
  for (const std::string& offer : Offers(role, account, language, words)) {
    absl::StrAppend(&offers, offers.empty() ? "" : ", ", "\"", offer, "\"");
  }
  if (offers.empty()) return "";
  return absl::StrCat("as ", ToAbsl(RoleName(role)), " it must not promote anything",
                      MustNotNameTrade(role) ? " nor name a regulated trade" : "",
                      "; take out: ", offers);
}

std::vector<TextRole> RolesOf(const Account& account, const Campaigns& campaigns,
                              std::string_view key) {
  std::vector<TextRole> roles;
  const auto add = [&](TextRole role, std::string_view named) {
    if (named != key || std::find(roles.begin(), roles.end(), role) != roles.end()) return;
    roles.push_back(role);
  };
  add(TextRole::kOptInRequest, kOptInRequestTemplate);
  if (key.starts_with(absl::StrCat(kOptInRequestTemplate, "_"))) add(TextRole::kOptInRequest, key);
  add(TextRole::kOptInConfirmation, kOptInConfirmationTemplate);
  add(TextRole::kHelp, kHelpTemplate);
  for (const char* const named : {kOptOutConfirmationTemplate, kOptOutMarketingTemplate,
                                  kOptOutProgramTemplate, kOptOutProgramsTemplate}) {
    add(TextRole::kOptOutConfirmation, named);
  }
  for (const auto& [id, program] : account.programs) {
    add(TextRole::kOptInRequest, program.definition.request_template());
    add(TextRole::kOptInConfirmation, program.definition.confirmation_template());
    add(TextRole::kHelp, program.definition.help_template());
    add(TextRole::kOptOutConfirmation, program.definition.opt_out_template());
  }
  for (const auto& [id, rule] : account.keyword_rules) {
    if (rule.opt_in_program().empty()) continue;
    add(TextRole::kOptInConfirmation, rule.response_template());
  }
  for (const auto& [id, campaign] : campaigns) {
    if (campaign.account != account.id || campaign.archived ||
        campaign.definition.message_class() != consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST) {
      continue;
    }
    for (const StepState& step : campaign.steps) {
      add(TextRole::kOptInRequest, step.definition.template_key());
    }
  }
  return roles;
}

bool HasRole(const Account& account, const Campaigns& campaigns, std::string_view key,
             TextRole role) {
  const std::vector<TextRole> roles = RolesOf(account, campaigns, key);
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string CheckTemplateIn(TextRole role, const Account& account, const std::string& key) {
  for (auto at = account.templates.lower_bound({key, ""});
       at != account.templates.end() && at->first.first == key; ++at) {
    const std::string& language = at->first.second;
    const std::string why = CheckWords(role, account, language, at->second.text);
    if (!why.empty()) return absl::StrCat("template '", key, "' (", language, "): ", why);
  }
  return "";
}

std::string CheckRename(const Account& before, const Account& after, const Campaigns& campaigns) {
  const auto broken = [&](TextRole role, std::string_view language, std::string_view text,
                          const std::string& where) {
    const std::string why = CheckWords(role, after, language, text);
    if (why.empty() || !CheckWords(role, before, language, text).empty()) return std::string();
    return absl::StrCat("under the new name, ", where, ": ", why,
                        "; change it first, so that it is right under both names");
  };
  std::string why;
  for (const auto& [name, words] : after.templates) {
    for (const TextRole role : RolesOf(after, campaigns, name.first)) {
      why = broken(role, name.second, words.text,
                   absl::StrCat("template '", name.first, "' (", name.second, ")"));
      if (!why.empty()) return why;
    }
  }
  for (const auto& [id, campaign] : campaigns) {
    if (campaign.account != after.id || campaign.archived ||
        campaign.definition.message_class() != consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST) {
      continue;
    }
    for (const StepState& step : campaign.steps) {
      if (!step.definition.template_key().empty()) continue;
      why = broken(TextRole::kOptInRequest, "", step.definition.text(),
                   absl::StrCat("campaign '", campaign.definition.name(), "'"));
      if (!why.empty()) return why;
    }
  }
  for (const auto& [id, form] : after.forms) {
    if (form.definition.removed()) continue;
    why = broken(DisclosureRole(after, form.definition), form.definition.language(),
                 form.definition.disclosure_text(), absl::StrCat("form '", id, "'"));
    if (!why.empty()) return why;
  }
  return "";
}

TextRole DisclosureRole(const Account& account, const consent::v1::FormDefined& form) {
  const bool marketing =
      std::any_of(form.programs().begin(), form.programs().end(), [&](const std::string& program) {
        return account.programs.at(ProgramId(program)).ref().category != Category::kInformational;
      });
  return marketing ? TextRole::kMarketingDisclosure : TextRole::kDisclosure;
}

}  // namespace ledger
