// What a person wrote, without what their phone or mail program put around it: markup, the text
// that they answer to, and the text that they reacted to ('Liked "... Reply STOP to end"').
//
// For revocations only: agreement is looked for in what arrived, to the letter (law 8).
#pragma once

#include <string>
#include <string_view>

namespace keyword_handler {

// Returns those words, or `raw` if there are no others in it. Total and linear; thread-safe.
[[nodiscard]] std::string OwnWords(std::string_view raw);

}  // namespace keyword_handler
