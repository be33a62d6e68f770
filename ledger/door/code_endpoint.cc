#include "ledger/door/code_endpoint.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/control/definitions.h"
#include "ledger/forms/form_page.h"
#include "ledger/forms/keyword_address.h"
#include "ledger/http/problem.h"
#include "ledger/qr/qr_code.h"

namespace ledger {
namespace {

http::HttpResponse PictureOf(const std::string& address, CodeEndpoint::Picture picture) {
  const absl::StatusOr<QrCode> code = MakeQrCode(address);
  if (!code.ok()) return http::StatusResponse(code.status());
  const bool svg = picture == CodeEndpoint::Picture::kSvg;
  absl::StatusOr<std::string> bytes = svg ? QrSvg(*code) : QrPng(*code);
  if (!bytes.ok()) return http::StatusResponse(bytes.status());
  return {.status = 200,
          .content_type = svg ? "image/svg+xml" : "image/png",
          .headers = {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-cache"}},
          .body = *std::move(bytes)};
}

}  // namespace

void CodeEndpoint::ShowForm(const http::HttpRequest& request, Picture picture,
                            const http::Responder& respond) const {
  const FormWords& words = WordsFor(request);
  const auto state = control_.Snapshot();
  if (state == nullptr) return respond(NoticeResponse(503, words, words.not_ready));
  const Account* account = AccountOfPage(request, *state);
  const Form* form =
      account == nullptr ? nullptr : state->FindForm(account->id, request.path_values.at("form"));
  if (form == nullptr || form->definition.removed()) {
    return respond(NoticeResponse(404, words, words.not_found));
  }
  respond(PictureOf(absl::StrCat(settings_.forms_url,
                                 FormPath(account->id, form->definition.form()), "?via=qr"),
                    picture));
}

void CodeEndpoint::ShowKeyword(const http::HttpRequest& request,
                               const http::Responder& respond) const {
  const std::optional<AccountId> id = callers_.Publisher(request);
  if (!id) return respond(http::Unauthorized());
  const auto state = control_.Snapshot();
  const Account* account = state == nullptr ? nullptr : state->FindAccount(*id);
  if (account == nullptr) {
    return respond(http::UnavailableResponse("not_ready", "the front door is still starting",
                                             absl::Seconds(1)));
  }
  const std::string keyword(request.query.Find("keyword").value_or(""));
  const std::string line(request.query.Find("line").value_or(""));
  const std::string_view format = request.query.Find("format").value_or("svg");
  if (keyword.empty() || keyword.size() > kKeywordBytesMax) {
    return respond(http::StatusResponse(absl::InvalidArgumentError(
        absl::StrCat("keyword: give the word to text, of at most ", kKeywordBytesMax, " bytes"))));
  }
  if (format != "svg" && format != "png") {
    return respond(
        http::StatusResponse(absl::InvalidArgumentError("format: neither svg nor png")));
  }
  const absl::StatusOr<std::string> address = KeywordAddress(*state, *id, keyword, line);
  if (!address.ok()) return respond(http::StatusResponse(address.status()));
  respond(PictureOf(*address, format == "svg" ? Picture::kSvg : Picture::kPng));
}

}  // namespace ledger
