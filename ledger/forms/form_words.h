// What the pages say in each language. Texts hold {brand}, {line}, {programs}, {scope} and {yes};
// the page escapes what stands for them.
#pragma once

#include <string_view>

namespace ledger {

struct FormWords {
  std::string_view language;  // ISO 639-1
  std::string_view yes;       // the answer that the opt-in request asks for

  std::string_view number, number_hint, name, email, optional_mark;
  std::string_view programs, agree, signature, signature_hint, leave_empty;
  std::string_view submit, stop_link;

  std::string_view mend_below, text_changed, come_again, look_again;
  std::string_view number_missing, number_wrong, name_missing, email_missing, email_wrong;
  std::string_view programs_missing, agree_missing, signature_missing, too_long;

  std::string_view double_title, double_next, double_hours;  // the page after a double form
  std::string_view auto_title, auto_next;                    // the page after an auto form
  std::string_view any_time, stopped, start_button;

  std::string_view stop_title, stop_intro, scope, scope_everything, scope_marketing, scope_program;
  std::string_view marketing_program, informational_program;  // what has no name of its own
  std::string_view stop_submit, stopped_title, stopped_done, scope_unknown, stopped_back;

  std::string_view not_found, closed, link_needed, link_expired, link_forged;
  std::string_view too_many, too_large, not_readable, not_ready, not_set_up;
};

// "en", "fr" or "es"; any other language is answered in English.
[[nodiscard]] const FormWords& WordsOf(std::string_view language);

// The first of our languages in the value of an Accept-Language header, in its order; else "en".
[[nodiscard]] std::string_view PreferredLanguage(std::string_view accept_language);

}  // namespace ledger
