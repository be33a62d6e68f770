// A front door with a form, and a person with a phone before it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/door/client_address.h"
#include "ledger/door/post_limit.h"
#include "ledger/forms/form_token.h"
#include "ledger/http/url.h"
#include "tests/ledger/door/door_world.h"
#include "tests/support/disclosure.h"

namespace ledger {

inline void MakeAuto(consent::v1::FormDefined& form) {
  form.set_double_opt_in(false);
  form.set_auto_opt_in(true);
  form.set_signature_required(true);
}

class PageWorld : public DoorWorld {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  PageWorld() : DoorWorld(/*start=*/false) {
    forms.forms_url = "https://text.acme.example";
    MakeDoor();
    Start();
  }

  // Another line of the account, which no program texts from; the door knows it when it knows the
  // next form.
  void PutLine(const std::string& line) {
    consent::v1::ControlRecord record;
    record.set_account("acme");
    record.set_actor("test");
    record.set_issued_at_ms(++issued_);
    consent::v1::LineDefined& defined = *record.mutable_line_defined();
    defined.set_line(line);
    defined.set_gateway("kannel");
    defined.set_kind(consent::v1::LINE_KIND_SHORT_CODE);
    defined.set_texts_per_second(1);
    PutCommand(record);
  }

  // Defines "signup", a double form but for what `change` does, and waits until the door knows it.
  template <typename Change>
  void DefineForm(Change change) {
    consent::v1::ControlRecord record;
    record.set_account("acme");
    record.set_actor("test");
    record.set_issued_at_ms(++issued_);
    consent::v1::FormDefined& form = *record.mutable_form_defined();
    form.set_form("signup");
    form.set_kind(consent::v1::FORM_KIND_SIGN_UP);
    form.set_title("Join us");
    form.set_disclosure_text(testing::kDisclosure);
    form.set_disclosure_version("1");
    form.add_programs("marketing");
    form.set_double_opt_in(true);
    form.set_language("en");
    change(form);
    PutCommand(record);
    // The page's token is over the whole definition.
    const std::string before = shown_;
    for (int i = 0; i < 2000; ++i) {
      const http::HttpResponse page = Open("/f/acme/signup");
      shown_ = absl::StrCat(page.status, page.body.substr(0, page.body.find("name=\"page\"")));
      if (shown_ != before && page.status != 404) return;
      Sleep();
    }
    FAIL("the form did not come");
  }

  http::HttpResponse Open(const std::string& target) { return Call(Request("GET", target)); }
  http::HttpResponse OpenWithKey(const std::string& target) {
    http::HttpRequest request = Request("GET", target);
    request.headers.Add("Authorization", "Bearer " + acme_key.presented);
    return Call(std::move(request));
  }
  http::HttpResponse PostRaw(const std::string& target, const std::string& body,
                             const std::string& type = "application/x-www-form-urlencoded") {
    http::HttpRequest request = Request("POST", target);
    request.headers.Add("Content-Type", type);
    request.body = body;
    return Call(std::move(request));
  }
  http::HttpRequest Filled(const std::string& target, const Fields& fields) {
    http::HttpRequest request = Request("POST", target);
    request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
    for (const auto& [name, value] : fields) {
      absl::StrAppend(&request.body, request.body.empty() ? "" : "&", http::PercentEncode(name),
                      "=", http::PercentEncode(value));
    }
    return request;
  }
  http::HttpResponse Send(const std::string& target, const Fields& fields) {
    return Call(Filled(target, fields));
  }
  // Opens the page and sends it filled in; `fields` stand instead of what is right.
  http::HttpResponse Fill(const std::string& target, const Fields& fields) {
    std::map<std::string, std::string> all = {
        {"number", "(415) 555-0134"}, {"agree", "yes"}, {"page", TokenOf(Open(target))}};
    for (const auto& [name, value] : fields) all[name] = value;
    return Send(target, Fields(all.begin(), all.end()));
  }
  static std::string TokenOf(const http::HttpResponse& page) {
    const std::string mark = "name=\"page\" value=\"";
    const std::size_t at = page.body.find(mark);
    if (at == std::string::npos) return "";
    const std::size_t from = at + mark.size();
    return page.body.substr(from, page.body.find('"', from) - from);
  }
  http::HttpResponse MakeLink(const std::string& body, const std::string& form = "signup",
                              const std::optional<std::string>& key = std::nullopt) {
    http::HttpRequest request = Request("POST", "/v1/forms/" + form + "/links");
    request.headers.Add("Authorization", "Bearer " + key.value_or(acme_key.presented));
    request.body = body;
    return Call(std::move(request));
  }
  // What is sealed in a record beside the number.
  Personal Opened(const Record& record) const {
    const Event& event = std::get<Event>(record.content);
    const auto opened = keys.Open(event.account, record.contact, event.sealed_details);
    REQUIRE(opened.ok());
    return *opened;
  }

  std::string remote = "198.51.100.7:40000";

 private:
  void PutCommand(consent::v1::ControlRecord& record) {
    GiveCommandId(record);
    const auto put = log.Put(kDoorControl, 0, {record.account(), *EncodeControl(record), {}});
    static_cast<void>(put);
  }

  http::HttpRequest Request(const std::string& method, const std::string& target) const {
    http::HttpRequest request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (const std::size_t query = target.find('?'); query != std::string::npos) {
      request.query = *http::ParseParameters(target.substr(query + 1));
    }
    request.headers.Add("User-Agent", "Phone/1");
    request.remote = remote;
    return request;
  }

  std::int64_t issued_ = 1000;
  std::string shown_;
};

}  // namespace ledger
