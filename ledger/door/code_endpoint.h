// QR codes to print, as SVG or PNG: of a form's address, which anybody may see, and of a keyword to
// text, for the business.
//
//   GET /f/{account}/{form}/qr.svg, qr.png
//   GET /v1/qr?keyword=JOIN[&line=+18335550100][&format=svg|png]
#pragma once

#include <utility>

#include "ledger/door/caller_check.h"
#include "ledger/door/control_view.h"
#include "ledger/door/page_answer.h"
#include "ledger/http/responder.h"

namespace ledger {

// Thread-safe. All must outlive it.
class CodeEndpoint {
 public:
  CodeEndpoint(FormSettings settings, const CallerCheck& callers, const ControlView& control)
      : settings_(std::move(settings)), callers_(callers), control_(control) {}

  enum class Picture { kSvg, kPng };
  void ShowForm(const http::HttpRequest& request, Picture picture,
                const http::Responder& respond) const;
  void ShowKeyword(const http::HttpRequest& request, const http::Responder& respond) const;

 private:
  const FormSettings settings_;
  const CallerCheck& callers_;
  const ControlView& control_;
};

}  // namespace ledger
