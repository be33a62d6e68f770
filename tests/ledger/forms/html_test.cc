#include "ledger/forms/html.h"

#include <catch2/catch.hpp>

namespace ledger {
namespace {

TEST_CASE("Html: what could end a text or an attribute is escaped", "[forms]") {
  CHECK(Escape("<script>\"'&") == "&lt;script&gt;&quot;&#39;&amp;");
  CHECK(Escape("Söhne, 50 %") == "Söhne, 50 %");
}

TEST_CASE("Html: values are filled in escaped and are not filled in again", "[forms]") {
  CHECK(Fill("{a} & {b}", {{"a", "<b>"}, {"b", "{a}"}}) == "&lt;b&gt; &amp; {a}");
  CHECK(Fill("{none}x{", {{"a", "1"}}) == "x{");
}

TEST_CASE("Html: a page names its language and its one stylesheet and loads nothing", "[forms]") {
  const std::string page = HtmlPage("fr", "a<b", "B&B", "<p>x</p>");
  using Catch::Contains;
  CHECK_THAT(page, Contains("<html lang=\"fr\">") && Contains("<title>a&lt;b</title>") &&
                       Contains("<h1>a&lt;b</h1>") && Contains("B&amp;B") && Contains("viewport"));
  CHECK_THAT(page, !Contains("<script") && !Contains("http://") && !Contains("https://") &&
                       !Contains("src=") && !Contains("<link"));
  CHECK_THAT(std::string(ContentPolicy()),
             Contains("default-src 'none'") && Contains("style-src 'sha256-") &&
                 Contains("form-action 'self'") && Contains("frame-ancestors 'none'") &&
                 Contains("base-uri 'none'") && !Contains("unsafe"));
}

}  // namespace
}  // namespace ledger
