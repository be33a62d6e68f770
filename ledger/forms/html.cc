#include "ledger/forms/html.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/digest.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

// Text of at least 16 px keeps phones from zooming into a field; what is touched is 48 px high. All
// colours are at 7:1 or more.
constexpr char kStyle[] = R"(
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1a1a1a;font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}h2{font-size:1.25rem;margin:2.5rem 0 0}
.brand{margin:0;color:#444;font-weight:600}
label,legend{display:block;font-weight:600;padding:0}
fieldset{border:0;margin:1.25rem 0 0;padding:0}
.field{margin:1.25rem 0 0}.hint{margin:0;color:#444;font-size:.9375rem}
input[type=text],input[type=tel],input[type=email]{display:block;width:100%;min-height:3rem;
margin:.25rem 0 0;padding:.5rem .75rem;font:inherit;color:inherit;background:#fff;
border:2px solid #595959;border-radius:.375rem}
.choice{display:flex;gap:.75rem;align-items:flex-start;min-height:3rem;padding:.6rem 0}
.choice label{font-weight:400;flex:1}
.choice input{flex:none;width:1.5rem;height:1.5rem;margin:0}
.terms{margin:1.5rem 0 0;padding:1rem;background:#f2f2f2;border-radius:.375rem;white-space:pre-line}
button,.button{display:block;width:100%;min-height:3rem;margin:1.5rem 0 0;padding:.75rem;border:0;
border-radius:.375rem;background:#0b3d91;color:#fff;font:inherit;font-weight:600;text-align:center;
text-decoration:none}
.button{background:#fff;color:#0b3d91;border:2px solid #0b3d91}
:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.alert{margin:0 0 1rem;padding:.75rem 1rem;border-left:.375rem solid #8a0000;background:#fdf0f0}
.error{margin:.25rem 0 0;color:#8a0000;font-weight:600}
[aria-invalid=true]{border-color:#8a0000!important}
.foot{margin:2.5rem 0 0}a{color:#0b3d91}
.trap{position:absolute;left:-999rem;height:1px;overflow:hidden}
)";

}  // namespace

std::string Escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string Fill(std::string_view text, const Values& values) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += Escape(text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return out + Escape(text);
    const std::string_view name = text.substr(1, close - 1);
    for (const auto& [key, value] : values) {
      if (key == name) out += Escape(value);
    }
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string HtmlPage(std::string_view language, std::string_view title, std::string_view brand,
                     std::string_view body) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"", Escape(language),
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" "
      "content=\"noindex\">\n<title>",
      Escape(title), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<main>\n",
      brand.empty() ? "" : absl::StrCat("<p class=\"brand\">", Escape(brand), "</p>\n"), "<h1>",
      Escape(title), "</h1>\n", ToAbsl(body), "</main>\n</body>\n</html>\n");
}

std::string_view ContentPolicy() {
  static const auto& policy = *new std::string([] {
    const Sha256Digest digest = Sha256(kStyle);
    const absl::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
    return absl::StrCat("default-src 'none'; style-src 'sha256-", absl::Base64Escape(bytes),
                        "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }());
  return policy;
}

}  // namespace ledger
