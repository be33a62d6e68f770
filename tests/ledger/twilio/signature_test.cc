// The published vectors of Twilio's libraries, and what must not pass.
#include "ledger/twilio/signature.h"

#include <catch2/catch.hpp>
#include <utility>

namespace ledger {
namespace {

using Form = std::vector<std::pair<std::string, std::string>>;

const char kHost[] = "https://mycompany.com";
const char kTarget[] = "/myapp.php?foo=1&bar=2";
const char kToken[] = "12345";
const char kSignature[] = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
const Form kCall = {{"CallSid", "CA1234567890ABCDE"},
                    {"Digits", "1234"},
                    {"From", "+14158675309"},
                    {"To", "+18005551212"},
                    {"Caller", "+14158675309"}};

http::Parameters Parameters(const Form& form) {
  http::Parameters parameters;
  for (const auto& [name, value] : form) parameters.Add(name, value);
  return parameters;
}

http::HttpRequest Request(const std::string& target, const std::string& signature) {
  http::HttpRequest request;
  request.method = "POST";
  request.target = target;
  request.headers.Add("X-Twilio-Signature", signature);
  return request;
}

TwilioVerdict Judge(const std::string& host, const std::string& signature, const Form& form,
                    const std::string& token = kToken) {
  return JudgeTwilio(Request(kTarget, signature), Parameters(form), {host, {Secret(token)}});
}

TEST_CASE("TwilioSignature: the vectors of Twilio's own libraries") {
  const Form doubled = {{"Sid", "CA123"},
                        {"SidAccount", "AC123"},
                        {"Digits", "5678"},
                        {"Digits", "1234"},
                        {"Digits", "1234"}};
  const Form other_caller = {{"CallSid", "CA1234567890ABCDE"},
                             {"Caller", "+12349013030"},
                             {"From", "+12349013030"},
                             {"Digits", "1234"},
                             {"To", "+18005551212"}};
  const std::string url = std::string(kHost) + kTarget;
  CHECK(TwilioSignature(kToken, url, Parameters(kCall)) == kSignature);
  CHECK(TwilioSignature(kToken, "https://mycompany.com:443/myapp.php?foo=1&bar=2",
                        Parameters(kCall)) == "kvajT1Ptam85bY51eRf/AJRuM3w=");
  CHECK(TwilioSignature(kToken, "http://mycompany.com:80/myapp.php?foo=1&bar=2",
                        Parameters(kCall)) == "0ZXoZLH/DfblKGATFgpif+LLRf4=");
  CHECK(TwilioSignature(kToken, url, Parameters(doubled)) == "IK+Dwps556ElfBT0I3Rgjkr1wJU=");
  CHECK(TwilioSignature(kToken, url, Parameters(other_caller)) == "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
  const std::string zeros(32, '0');
  const std::string sid = "SM" + std::string(31, '0') + "1";
  const Form text = {{"AccountSid", "AC" + zeros},
                     {"ApiVersion", "2010-04-01"},
                     {"Body", "STOP"},
                     {"From", "+15551230001"},
                     {"MessageSid", sid},
                     {"MessagingServiceSid", "MG" + std::string(31, '0') + "1"},
                     {"NumMedia", "0"},
                     {"NumSegments", "1"},
                     {"OptOutType", "STOP"},
                     {"SmsMessageSid", sid},
                     {"SmsSid", sid},
                     {"SmsStatus", "received"},
                     {"To", "+15559870002"}};
  CHECK(TwilioSignature("0123456789abcdef0123456789abcdef",
                        "https://hooks.example.com/twilio/inbound",
                        Parameters(text)) == "/WmjQaBeooTWp3ev6yu+IS0APrE=");
}

TEST_CASE("JudgeTwilio: an address is accepted with its port and without") {
  CHECK(Judge(kHost, kSignature, kCall) == TwilioVerdict::kSigned);
  CHECK(Judge("https://mycompany.com:443", kSignature, kCall) == TwilioVerdict::kSigned);
  CHECK(Judge(kHost, "kvajT1Ptam85bY51eRf/AJRuM3w=", kCall) == TwilioVerdict::kSigned);
  CHECK(Judge("http://mycompany.com", "0ZXoZLH/DfblKGATFgpif+LLRf4=", kCall) ==
        TwilioVerdict::kSigned);
  CHECK(Judge("https://mycompany.com:8443", kSignature, kCall) == TwilioVerdict::kSigned);
  CHECK(Judge("http://mycompany.com", kSignature, kCall) == TwilioVerdict::kWrongSignature);
  CHECK(Judge("https://other.com", kSignature, kCall) == TwilioVerdict::kWrongSignature);
}

TEST_CASE("JudgeTwilio: a prefix of the address is part of it") {
  const http::Parameters form = Parameters(kCall);
  const std::string signature = TwilioSignature(kToken, "https://a.example/in/x?y=%20z", form);
  CHECK(JudgeTwilio(Request("/x?y=%20z", signature), form,
                    {"https://a.example/in", {Secret(kToken)}}) == TwilioVerdict::kSigned);
  CHECK(JudgeTwilio(Request("/x?y=+z", signature), form,
                    {"https://a.example/in", {Secret(kToken)}}) == TwilioVerdict::kWrongSignature);
}

TEST_CASE("JudgeTwilio: every parameter is covered, untrimmed, known or not") {
  Form changed = kCall;
  changed.emplace_back("New", "parameter");
  CHECK(Judge(kHost, kSignature, changed) == TwilioVerdict::kWrongSignature);
  changed = kCall;
  changed.pop_back();
  CHECK(Judge(kHost, kSignature, changed) == TwilioVerdict::kWrongSignature);
  changed = kCall;
  changed[1].second = "1234 ";
  CHECK(Judge(kHost, kSignature, changed) == TwilioVerdict::kWrongSignature);
  const std::string url = std::string(kHost) + kTarget;
  CHECK(Judge(kHost, TwilioSignature(kToken, url, Parameters(changed)), changed) ==
        TwilioVerdict::kSigned);
}

TEST_CASE("JudgeTwilio: without the header or without a token nobody is Twilio") {
  http::HttpRequest bare;
  bare.target = kTarget;
  CHECK(JudgeTwilio(bare, Parameters(kCall), {kHost, {Secret(kToken)}}) ==
        TwilioVerdict::kNoSignature);
  CHECK(JudgeTwilio(Request(kTarget, kSignature), Parameters(kCall), {kHost, {}}) ==
        TwilioVerdict::kNoToken);
  for (const char* wrong :
       {"", "=", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "RSOYDt4T1cUTdK1PDd93/VVr8B8=="}) {
    CHECK(Judge(kHost, wrong, kCall) == TwilioVerdict::kWrongSignature);
  }
  CHECK(Judge(kHost, kSignature, kCall, "12346") == TwilioVerdict::kWrongSignature);
}

TEST_CASE("JudgeTwilio: while tokens are exchanged each of them counts") {
  const std::vector<Secret> tokens = ReadTwilioTokens(Secret("  new-token\r\n\n12345\n"));
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].Reveal() == "new-token");
  CHECK(JudgeTwilio(Request(kTarget, kSignature), Parameters(kCall), {kHost, tokens}) ==
        TwilioVerdict::kSigned);
  CHECK(ReadTwilioTokens(Secret(" \n\n")).empty());
}

TEST_CASE("JudgeTwilio: a body of JSON is covered by its digest in the query") {
  const std::string digest = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
  http::HttpRequest request =
      Request(std::string(kTarget) + "&bodySHA256=" + digest, "a9nBmqA0ju/hNViExpshrM61xv4=");
  request.query.Add("bodySHA256", digest);
  request.body = R"({"property": "value", "boolean": true})";
  const TwilioWebhooks webhooks{kHost, {Secret(kToken)}};
  CHECK(JudgeTwilio(request, {}, webhooks) == TwilioVerdict::kSigned);
  request.body += " ";
  CHECK(JudgeTwilio(request, {}, webhooks) == TwilioVerdict::kWrongBodyDigest);
  http::HttpRequest without =
      Request(kTarget, TwilioSignature(kToken, std::string(kHost) + kTarget, {}));
  without.body = "{}";
  CHECK(JudgeTwilio(without, {}, webhooks) == TwilioVerdict::kWrongBodyDigest);
}

}  // namespace
}  // namespace ledger
