// The rows of the hosted pages, which people open in a browser, and of the links to them. See
// operations.cc.
#include "ledger/openapi/operation.h"

namespace ledger::openapi {
namespace {

constexpr Parameter kAccount = {"path", "account", "The business.", "acme"};
constexpr Parameter kFormId = {"path", "form", "The form's id.", "signup"};
constexpr Parameter kVia = {"query", "via", "`qr`: a code opened it.", "qr"};
constexpr Parameter kLanguage = {"query", "lang",
                                 "en, fr or es; without it the browser's language.", "en"};
constexpr Parameter kToken = {"query", "t", "The token of a link for an e-mail.", ""};

constexpr std::string_view kLinkWish =
    R"({"email": "ana@example.com", "expires_in_s": 2592000})";
constexpr std::string_view kLink = R"({
  "url": "https://text.acme.example/f/acme/signup?t=AbCd", "form": "signup",
  "expires_at": "2026-03-31T12:00:00.000Z"})";

// A page instead of a problem, or beside the problem that the server engine gives.
void AddPage(int status, std::string_view says, bool engine, std::vector<Answer>& answers) {
  answers.push_back({status, says, kHtml});
  if (engine) answers.push_back({status, "", kProblemJson, "Problem"});
}

std::vector<Answer> ShownPage(std::string_view says) {
  std::vector<Answer> answers = {{200, says, kHtml}};
  AddPage(404, "There is no such page.", false, answers);
  AddPage(503, "Still starting: come again.", true, answers);
  return answers;
}

std::vector<Answer> SentPage(std::string_view says) {
  std::vector<Answer> answers = {{200, says, kHtml}};
  AddPage(400, "A form that cannot be read.", true, answers);
  AddPage(404, "There is no such page.", false, answers);
  AddPage(413, "A form of more than 16 KiB.", true, answers);
  AddPage(415, "No form.", false, answers);
  AddPage(422, "The page again, with what is wrong beside each field.", false, answers);
  AddPage(429, "Too many from this address: come again after Retry-After.", false, answers);
  AddPage(503, "Not known to be durable: the page again, as it was filled in.", true, answers);
  return answers;
}

// What a form that is closed, or a link that does not hold, is answered.
std::vector<Answer> WithLinks(std::vector<Answer> answers) {
  AddPage(403, "The link is forged, or the form needs one.", false, answers);
  AddPage(410, "The form was removed, or the link is too old.", false, answers);
  return answers;
}

Operation ShowForm() {
  return {"GET", "/f/{account}/{form}", "showForm", "pages", Caller::kAnyone, "A sign-up form",
          "HTML that needs no scripts.",
          {kAccount, kFormId, kVia, kToken}, {}, WithLinks(ShownPage("The form."))};
}

Operation SendForm() {
  std::vector<Answer> answers = WithLinks(SentPage("It is durable; the page says what follows."));
  AddPage(409, "The page was changed, or open too long: the page again, to agree anew.", false,
          answers);
  AddPage(500, "The form asks for what its account no longer has.", true, answers);
  return {"POST", "/f/{account}/{form}", "sendForm", "pages", Caller::kAnyone,
          "A sign-up form, filled in",
          "The form that its page holds, with the token of the page: agreeing counts from when the "
          "page was shown, and the same page sent twice is one event.",
          {kAccount, kFormId, kVia, kToken}, {{kForm, "", "The fields of the page."}},
          std::move(answers)};
}

Operation ShowStop() {
  return {"GET", "/f/{account}/stop", "showStop", "pages", Caller::kAnyone,
          "The page to take consent back", "HTML that needs no scripts.",
          {kAccount, kLanguage}, {}, ShownPage("The page.")};
}

Operation SendStop() {
  return {"POST", "/f/{account}/stop", "sendStop", "pages", Caller::kAnyone,
          "Takes consent back",
          "Answered alike whether the number is known or not.",
          {kAccount, kLanguage},
          {{kForm, "", "`number`, and which texts are to end."}},
          SentPage("The revocation is durable.")};
}

Operation ShowCode(std::string_view path, std::string_view id, std::string_view media) {
  std::vector<Answer> answers = {{200, "The picture.", media}};
  AddPage(404, "There is no such form.", false, answers);
  AddPage(503, "Still starting: come again.", true, answers);
  return {"GET", path, id, "pages", Caller::kAnyone, "The QR code of a form's address", "",
          {kAccount, kFormId}, {}, std::move(answers)};
}

Operation ShowKeywordCode() {
  return {"GET", "/v1/qr", "showKeywordCode", "events", Caller::kPublisher,
          "The QR code of a keyword", "A phone that reads it has the text to the line ready.",
          {{"query", "keyword", "The word or words to text.", "START", true},
           {"query", "line", "The line; without it the account's only one.", ""},
           {"query", "format", "svg or png; without it svg.", "png"}},
          {},
          {{200, "The picture.", kSvg},
           {200, "", kPng},
           {400, "A parameter is missing or wrong.", kProblemJson, "Problem"},
           {404, "Nothing answers the keyword on the line, or it is no line of the account.",
            kProblemJson, "Problem"}}};
}

Operation MakeLink() {
  return {"POST", "/v1/forms/{form}/links", "makeFormLink", "events", Caller::kPublisher,
          "A signed link to a form, for one e-mail address",
          "Send it in an e-mail of your own. What the person agrees to is recorded with the "
          "address, which stands sealed in the link.",
          {kFormId}, {{kJson, "FormLinkWish"}},
          {{200, "The link.", kJson, "FormLink"},
           {400, "What is asked for is no address or no term.", kProblemJson, "Problem"},
           {404, "The account has no such form, or it was removed.", kProblemJson, "Problem"}},
          {{"link", kJson, kLinkWish, 200, kJson, kLink}}};
}

}  // namespace

std::vector<Operation> HostedPages() {
  return {ShowForm(),
          SendForm(),
          ShowCode("/f/{account}/{form}/qr.svg", "showCodeSvg", kSvg),
          ShowCode("/f/{account}/{form}/qr.png", "showCodePng", kPng),
          ShowStop(),
          SendStop(),
          MakeLink(),
          ShowKeywordCode()};
}

}  // namespace ledger::openapi
