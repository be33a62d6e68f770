// POST /v1/forms/{form}/links: a signed link to a form for one e-mail address, for the business to
// send. We send no e-mail ourselves.
#pragma once

#include <utility>

#include "ledger/door/admitter.h"
#include "ledger/door/caller_check.h"
#include "ledger/door/control_view.h"
#include "ledger/door/page_answer.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class LinkEndpoint {
 public:
  LinkEndpoint(FormSettings settings, const CallerCheck& callers, const ControlView& control,
               const Admitter& admitter)
      : settings_(std::move(settings)),
        callers_(callers),
        control_(control),
        admitter_(admitter) {}

  // Takes {"email": "..", "expires_in_s": 2592000}, answers {"url": "..", "expires_at": ".."}.
  void MakeLink(const http::HttpRequest& request, const http::Responder& respond) const;

 private:
  const FormSettings settings_;
  const CallerCheck& callers_;
  const ControlView& control_;
  const Admitter& admitter_;
};

}  // namespace ledger
