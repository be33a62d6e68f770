// The hosted sign-up pages: GET and POST /f/{account}/{form}. A person who sends one is admitted
// like every publisher; the page that says so comes after the append is durable (law 4).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "consent/v1/intake.pb.h"
#include "ledger/door/admitter.h"
#include "ledger/door/append_queue.h"
#include "ledger/door/control_view.h"
#include "ledger/door/page_answer.h"
#include "ledger/door/post_limit.h"
#include "ledger/forms/form_page.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class FormEndpoint {
 public:
  FormEndpoint(LedgerTopic ledger, FormSettings settings, AppendQueue& queue,
               const ControlView& control, const Admitter& admitter)
      : ledger_(std::move(ledger)),
        settings_(std::move(settings)),
        queue_(queue),
        control_(control),
        admitter_(admitter) {}

  void Show(const http::HttpRequest& request, const http::Responder& respond) const;
  void Take(const http::HttpRequest& request, const http::Responder& respond);

 private:
  // A form that somebody opened, by a link in an e-mail or without.
  struct Opened {
    std::shared_ptr<const ControlState> state;  // what follows lives in it
    const Account* account = nullptr;
    const Form* form = nullptr;
    bool by_qr = false;
    std::string link_email;
    std::string agent;   // User-Agent
    std::string client;  // IP address
  };
  // What a page shows besides the form.
  struct Shown {
    int status = 200;
    FormInput input = {};
    FormErrors errors = {};
    std::string_view notice = {};
  };
  struct Judged;

  std::variant<Opened, http::HttpResponse> Open(const http::HttpRequest& request) const;
  http::HttpResponse Page(const Opened& opened, Shown shown) const;
  Judged Judge(const std::vector<consent::v1::IntakeEvent>& events) const;
  void Append(std::shared_ptr<const Opened> opened, FormInput input,
              std::vector<OutgoingRecord> records, const http::Responder& respond) const;

  const LedgerTopic ledger_;
  const FormSettings settings_;
  AppendQueue& queue_;
  const ControlView& control_;
  const Admitter& admitter_;
  PostLimit limit_;
};

}  // namespace ledger
