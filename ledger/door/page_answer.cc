#include "ledger/door/page_answer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/core/utf8.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/html.h"
#include "ledger/http/url.h"

namespace ledger {
namespace {

constexpr std::size_t kUserAgentBytesMax = 500;
constexpr absl::Duration kPageRetryAfter = absl::Minutes(1);

}  // namespace

http::HttpResponse PageResponse(int status, std::string html) {
  http::HttpResponse response = {
      .status = status,
      .content_type = "text/html; charset=utf-8",
      .headers = {{"Content-Security-Policy", std::string(ContentPolicy())},
                  {"Referrer-Policy", "no-referrer"},
                  {"X-Content-Type-Options", "nosniff"},
                  {"Cache-Control", "no-store"}},
      .body = std::move(html)};
  if (status == 429 || status == 503) {
    response.headers.emplace_back("Retry-After",
                                  absl::StrCat(absl::ToInt64Seconds(kPageRetryAfter)));
  }
  return response;
}

http::HttpResponse NoticeResponse(int status, const FormWords& words, std::string_view notice,
                                  std::string_view brand) {
  return PageResponse(status, RenderNotice(words, brand, notice));
}

const FormWords& WordsFor(const http::HttpRequest& request) {
  if (const auto asked = request.query.Find("lang")) return WordsOf(*asked);
  return WordsOf(PreferredLanguage(request.headers.Find("Accept-Language").value_or("")));
}

const Account* AccountOfPage(const http::HttpRequest& request, const ControlState& state) {
  return state.FindAccount(AccountId(request.path_values.at("account")));
}

SentForm ReadSentForm(const http::HttpRequest& request, const FormWords& words) {
  if (request.body.size() > kFormBytesMax) {
    return {std::nullopt, NoticeResponse(413, words, words.too_large)};
  }
  if (!http::IsForm(request)) return {std::nullopt, NoticeResponse(415, words, words.not_readable)};
  const auto parameters = http::ParseParameters(request.body);
  std::optional<FormInput> input;
  if (parameters) input = ReadFormInput(*parameters);
  if (!input) return {std::nullopt, NoticeResponse(400, words, words.not_readable)};
  return {std::move(input), {}};
}

bool ComesFromOtherSite(const http::HttpRequest& request) {
  const auto site = request.headers.Find("Sec-Fetch-Site");
  return site && *site != "same-origin";
}

std::string UserAgentOf(const http::HttpRequest& request) {
  const std::string_view header = request.headers.Find("User-Agent").value_or("");
  return MendUtf8(header.substr(0, kUserAgentBytesMax));
}

}  // namespace ledger
