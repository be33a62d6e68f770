// What the hosted pages have in common over HTTP: headers, limits, the account of the address.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/control/control_state.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_words.h"
#include "ledger/http/http_message.h"

namespace ledger {

// How the pages are reached.
struct FormSettings {
  // Without a slash at the end: "https://text.acme.example". Stands in evidence, links and codes.
  std::string forms_url = "http://127.0.0.1:8080";
  std::vector<std::string> trusted_proxies = {};  // see client_address.h
};

// A filled-in form is some hundred bytes.
inline constexpr std::size_t kFormBytesMax = 16 * 1024;

// A page with the headers that keep it alone: no scripts, no third parties, no copies, no frame.
// 429 and 503 come with Retry-After.
[[nodiscard]] http::HttpResponse PageResponse(int status, std::string html);

// A page that says one thing.
[[nodiscard]] http::HttpResponse NoticeResponse(int status, const FormWords& words,
                                                std::string_view notice,
                                                std::string_view brand = {});

// The language that the person's browser, or `?lang=`, asks for.
[[nodiscard]] const FormWords& WordsFor(const http::HttpRequest& request);

// The account whose page is asked for; null: there is none.
[[nodiscard]] const Account* AccountOfPage(const http::HttpRequest& request,
                                           const ControlState& state);

// The input of a form that was sent. Otherwise the answer: 413, 415 or 400.
struct SentForm {
  std::optional<FormInput> input;
  http::HttpResponse refusal;
};
[[nodiscard]] SentForm ReadSentForm(const http::HttpRequest& request, const FormWords& words);

// Whether the browser says that another site's page sent this. Older browsers say nothing.
[[nodiscard]] bool ComesFromOtherSite(const http::HttpRequest& request);

// The User-Agent header as text of a bounded size.
[[nodiscard]] std::string UserAgentOf(const http::HttpRequest& request);

}  // namespace ledger
