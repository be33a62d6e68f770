// A page as bytes: escaping, the frame around every page, and the policy that browsers hold it to.
// Whatever comes from outside passes through Escape() or Fill().
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ledger {

// `text` for an element or an attribute in double quotes.
[[nodiscard]] std::string Escape(std::string_view text);

// One of our own texts with each `{name}` replaced by its value, escaped.
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
[[nodiscard]] std::string Fill(std::string_view text, const Values& values);

// A whole page. `body` is HTML already; `title` and `brand` are not.
[[nodiscard]] std::string HtmlPage(std::string_view language, std::string_view title,
                                   std::string_view brand, std::string_view body);

// The Content-Security-Policy of every page: its one stylesheet by hash, forms to itself, nothing
// else from anywhere, in no frame.
[[nodiscard]] std::string_view ContentPolicy();

}  // namespace ledger
