#include "ledger/door/link_endpoint.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "ledger/core/strings.h"
#include "ledger/door/json_keys.h"
#include "ledger/forms/form_input.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/form_token.h"
#include "ledger/http/problem.h"

namespace ledger {
namespace {

using LinkJson = nlohmann::ordered_json;

constexpr std::int64_t kLinkSecondsDefault = 30LL * 24 * 3600;

struct LinkWish {
  std::string email;
  absl::Duration lifetime;
};

// Nothing: `wrong` says why.
std::optional<LinkWish> ReadWish(const std::string& body, std::string& wrong) {
  if (body.size() > kFormBytesMax) {
    wrong = "the body is too large";
    return std::nullopt;
  }
  wrong = WhyNotStrictJson(body);
  if (!wrong.empty()) return std::nullopt;
  const LinkJson json = LinkJson::parse(body, nullptr, false);
  if (!json.is_object()) {
    wrong = "the body is no JSON object";
    return std::nullopt;
  }
  for (const auto& [name, value] : json.items()) {
    if (name != "email" && name != "expires_in_s") {
      wrong = "there is a field besides email and expires_in_s";
      return std::nullopt;
    }
  }
  LinkWish wish;
  if (json.contains("email") && json["email"].is_string()) wish.email = json["email"];
  if (!LooksLikeEmail(wish.email)) {
    wrong = "email: is not an e-mail address";
    return std::nullopt;
  }
  std::int64_t seconds = kLinkSecondsDefault;
  if (json.contains("expires_in_s")) {
    const LinkJson& given = json["expires_in_s"];
    seconds = given.is_number_integer() ? given.get<std::int64_t>() : 0;
  }
  if (seconds < 1 || seconds > kLinkSecondsMax) {
    wrong = absl::StrCat("expires_in_s: not 1 to ", kLinkSecondsMax, " seconds");
    return std::nullopt;
  }
  wish.lifetime = absl::Seconds(seconds);
  return wish;
}

http::HttpResponse NoForm() {
  return http::ProblemResponse({404, "unknown_form",
                                "the account has no such form, or it was removed",
                                "`consent form list` names the forms"});
}

}  // namespace

void LinkEndpoint::MakeLink(const http::HttpRequest& request,
                            const http::Responder& respond) const {
  const std::optional<AccountId> account = callers_.Publisher(request);
  if (!account) return respond(http::Unauthorized());
  const auto state = control_.Snapshot();
  if (state == nullptr) {
    return respond(http::UnavailableResponse("not_ready", "the front door is still starting",
                                             absl::Seconds(1)));
  }
  const std::string& id = request.path_values.at("form");
  const Form* form = state->FindForm(*account, id);
  if (form == nullptr || form->definition.removed()) return respond(NoForm());
  std::string wrong;
  const std::optional<LinkWish> wish = ReadWish(request.body, wrong);
  if (!wish) {
    return respond(http::ProblemResponse(
        {400, "invalid_field", wrong,
         R"(send {"email": "ana@example.com", "expires_in_s": 2592000}; the second is optional)"}));
  }
  const absl::Time expires_at = admitter_.clock().Now() + wish->lifetime;
  const absl::StatusOr<std::string> token =
      MakeLinkToken(admitter_.keys(), *account, id, wish->email, expires_at);
  if (!token.ok()) return respond(http::StatusResponse(token.status()));
  const LinkJson answer = {
      {"url", absl::StrCat(settings_.forms_url, FormPath(*account, id), "?t=", *token)},
      {"form", id},
      {"expires_at", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", expires_at, absl::UTCTimeZone())}};
  respond({.status = 200,
           .content_type = "application/json",
           .headers = {{"Cache-Control", "no-store"}},
           .body = answer.dump() + "\n"});
}

}  // namespace ledger
