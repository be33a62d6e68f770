// A template as it will read on a handset: its places filled in, what it costs, what it is used
// for, and whether it says what it must. Pure.
#pragma once

#include <string>
#include <vector>

#include "ledger/cli/output.h"
#include "ledger/commands/template_words.h"
#include "ledger/control/control_state.h"
#include "ledger/texts/text_size.h"

namespace ledger::cli {

struct TemplateView {
  std::string key;
  std::string language;
  std::uint32_t version = 0;
  std::string text;
  std::string program;  // for which it is filled in; empty: the account has none
  std::string preview;
  TextSize size;         // of the preview
  std::string beyond;    // the characters that make it UCS-2, each once
  std::vector<TextRole> roles;
  std::string wrong;  // what it does not say, or says too much, in these roles; empty: nothing
};

// The program that a preview is filled in for: the first that names the template, else that of a
// keyword rule that does, else the first of the account; null: it has none.
[[nodiscard]] const Program* ProgramOfTemplate(const Account& account, std::string_view key);

// The template `words` of the account, under its key and language, filled in for `program` (may be
// null).
[[nodiscard]] TemplateView ViewOf(const ControlState& control, const Account& account,
                                  const std::pair<std::string, std::string>& name,
                                  const Template& words, const Program* program);

// "GSM-7" or "UCS-2".
[[nodiscard]] std::string_view EncodingName(const TextSize& size);

[[nodiscard]] std::string TemplateText(const TemplateView& view);
[[nodiscard]] Json TemplateJson(const TemplateView& view);

}  // namespace ledger::cli
