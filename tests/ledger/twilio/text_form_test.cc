#include "ledger/twilio/text_form.h"

#include <catch2/catch.hpp>
#include <map>

#include "ledger/twilio/signature.h"

namespace ledger {
namespace {

using Fields = std::map<std::string, std::string>;

const std::string kSid = "SM" + std::string(32, '1');

Fields Start() {
  return {{"AccountSid", "AC" + std::string(32, '0')},
          {"ApiVersion", "2010-04-01"},
          {"Body", "START"},
          {"From", "+14155550134"},
          {"MessageSid", kSid},
          {"NumMedia", "0"},
          {"NumSegments", "1"},
          {"OptOutType", "START"},
          {"SmsMessageSid", kSid},
          {"SmsStatus", "received"},
          {"To", "+18335550100"}};
}

http::Parameters FormOf(const Fields& fields) {
  http::Parameters form;
  for (const auto& [name, value] : fields) form.Add(name, value);
  return form;
}

std::string SignatureOf(const Fields& fields) {
  return TwilioSignature("token", "https://text.acme.example/twilio/sms", FormOf(fields));
}

TEST_CASE("TwilioText: the form that Twilio sends is taken, with parameters that nobody knows") {
  CHECK(WhyNoTwilioText(FormOf(Start())) == "");
  Fields fields = Start();
  fields["FromCity"] = "SAN FRANCISCO";
  fields["ANewField"] = "\xff ";
  fields["Body"] = "what is OptOutType, and MessageSid?";
  CHECK(WhyNoTwilioText(FormOf(fields)) == "");
}

TEST_CASE("TwilioText: the letters of a signed call cannot be cut into another text") {
  const auto cut = [](const Fields& fields) {
    CHECK(SignatureOf(fields) == SignatureOf(Start()));  // the same letters, so the same signature
    return WhyNoTwilioText(FormOf(fields));
  };
  Fields other_id = Start();
  other_id["MessageSid"] += "NumMedia0";
  other_id.erase("NumMedia");
  CHECK_THAT(cut(other_id), Catch::StartsWith("MessageSid"));

  Fields no_id = Start();
  no_id.erase("MessageSid");
  no_id["MessageSi"] = "d" + kSid;
  CHECK_THAT(cut(no_id), Catch::StartsWith("MessageSid"));

  Fields hidden_id = Start();
  hidden_id.erase("MessageSid");
  hidden_id["From"] += "MessageSid" + kSid;
  CHECK_THAT(cut(hidden_id), Catch::StartsWith("MessageSid"));

  Fields other_content = Start();
  other_content.erase("OptOutType");
  other_content["NumSegments"] = "1OptOutTypeSTART";
  CHECK_THAT(cut(other_content), Catch::StartsWith("OptOutType"));

  Fields no_words = Start();
  no_words.erase("Body");
  no_words["ApiVersion"] += "BodySTART";
  CHECK_THAT(cut(no_words), Catch::StartsWith("ApiVersion"));

  Fields other_words = Start();
  other_words.erase("ApiVersion");
  other_words["AccountSid"] += "ApiVersion2010-04-01";
  CHECK_THAT(cut(other_words), Catch::StartsWith("ApiVersion"));

  Fields other_number = Start();
  other_number.erase("From");
  other_number["Fro"] = "m+14155550134";
  CHECK_THAT(cut(other_number), Catch::StartsWith("From"));
}

TEST_CASE("TwilioText: a body cannot be cut into a text of somebody else") {
  Fields mine = Start();
  mine["Body"] = "STARTFrom+12025550199MessageSidSM" + std::string(32, '2') + "To+18335550100Z";
  CHECK(WhyNoTwilioText(FormOf(mine)) == "");  // people write what they like
  Fields theirs = {{"AccountSid", mine["AccountSid"]},
                   {"ApiVersion", mine["ApiVersion"]},
                   {"Body", "START"},
                   {"From", "+12025550199"},
                   {"MessageSid", "SM" + std::string(32, '2')},
                   {"To", "+18335550100"}};
  std::string rest;
  for (auto at = mine.upper_bound("Body"); at != mine.end(); ++at) rest += at->first + at->second;
  theirs["Z"] = rest;
  CHECK(SignatureOf(theirs) == SignatureOf(mine));
  CHECK_THAT(WhyNoTwilioText(FormOf(theirs)), Catch::StartsWith("MessageSid"));
}

TEST_CASE("TwilioText: a body cannot put another number before a handset's own") {
  const auto stolen = [](const std::string& words, const Fields& end) {
    Fields mine = Start();
    mine["Body"] = words;
    mine["FromState"] = "CA";
    CHECK(WhyNoTwilioText(FormOf(mine)) == "");
    Fields theirs = mine;
    theirs["Body"] = "START";
    theirs["From"] = "+12025550199";
    theirs.erase("FromState");
    theirs.insert(end.begin(), end.end());
    CHECK(SignatureOf(theirs) == SignatureOf(mine));
    return WhyNoTwilioText(FormOf(theirs));
  };
  CHECK_THAT(stolen("STARTFrom+12025550199FromA", {{"FromA", "From+14155550134FromStateCA"}}),
             Catch::StartsWith("From "));
  CHECK_THAT(stolen("STARTFrom+12025550199HF", {{"HFF", "rom+14155550134FromStateCA"}}),
             Catch::StartsWith("From "));
  CHECK_THAT(stolen("STARTFrom+12025550199H", {{"HFrom", "+14155550134FromStateCA"}}),
             Catch::StartsWith("From "));
}

TEST_CASE("TwilioText: what hides on the border of two parameters is found") {
  const auto cut = [](const Fields& parts) {
    Fields fields = Start();
    fields.erase("OptOutType");
    fields.erase("NumSegments");
    fields.insert(parts.begin(), parts.end());
    CHECK(SignatureOf(fields) == SignatureOf(Start()));
    return WhyNoTwilioText(FormOf(fields));
  };
  CHECK_THAT(cut({{"NumSegments", "1"}, {"OptOutTyp", "eSTART"}}), Catch::StartsWith("OptOut"));
  CHECK_THAT(cut({{"NumSegments", "1Opt"}, {"OutType", "START"}}), Catch::StartsWith("OptOut"));
}

// What is read out of `words` when the end of them is cut into the parameters `tail`.
std::string CutWords(const std::string& words, const std::string& left, const Fields& tail) {
  Fields whole = Start();
  whole["Body"] = words;
  Fields cut = whole;
  cut["Body"] = left;
  cut.insert(tail.begin(), tail.end());
  CHECK(SignatureOf(cut) == SignatureOf(whole));
  CHECK(WhyNoTwilioText(FormOf(cut)) == "");
  return TwilioWords(FormOf(cut)).value_or("none");
}

TEST_CASE("TwilioWords: words whose end was cut off keep it in lines of their own") {
  CHECK(CutWords("START Everything later", "START ", {{"E", "verything later"}}) ==
        "START \nEverything later");
  CHECK(CutWords("NO. Do Come STOP", "NO. ", {{"Do", " Come STOP"}}) == "NO. \nDo Come STOP");
}

TEST_CASE("TwilioWords: words whose beginning was cut off keep it too") {
  Fields whole = Start();
  whole["Body"] = "yesterday I said noBodySTART";
  Fields cut = Start();
  cut["Bod"] = "yyesterday I said no";
  CHECK(SignatureOf(cut) == SignatureOf(whole));
  CHECK(TwilioWords(FormOf(cut)) == "START\nBodyyesterday I said no");
}

TEST_CASE("TwilioWords: what Twilio is known to sign beside the words is none of them") {
  Fields fields = Start();
  CHECK(TwilioWords(FormOf(fields)) == "START");
  fields["AddOns"] = "{\"status\":\"successful\"}";
  fields["ErrorCode"] = "11200";
  fields["ErrorUrl"] = "https://text.acme.example/twilio/sms";
  fields["FromCity"] = "SAN FRANCISCO";
  CHECK(TwilioWords(FormOf(fields)) == "START");
  fields["ErrorCode"] = " is what I see";
  CHECK(TwilioWords(FormOf(fields)) == "START\nErrorCode is what I see");
  fields = Start();
  fields["Body"] = "";
  CHECK(TwilioWords(FormOf(fields)) == "");
  fields.erase("Body");
  CHECK_FALSE(TwilioWords(FormOf(fields)).has_value());
}

TEST_CASE("TwilioText: nobody can name a text in front of its own sid") {
  // From "whatsapp:+1415..", whose profile is named "From+1202..MessageSidSM22..".
  Fields fields = Start();
  fields["Body"] = "STARTFromwhatsapp:+14155550134MessageSid" + kSid;
  fields["From"] = "+12025550199";
  fields["MessageSid"] = "SM" + std::string(32, '2');
  CHECK_THAT(WhyNoTwilioText(FormOf(fields)), Catch::StartsWith("the sids"));
}

TEST_CASE("TwilioText: a name that comes twice, and odd names, are refused") {
  http::Parameters twice = FormOf(Start());
  twice.Add("Body", "STOP");
  CHECK(WhyNoTwilioText(twice) == "Body comes twice");
  Fields odd = Start();
  odd["Zip code"] = "94105";
  CHECK(WhyNoTwilioText(FormOf(odd)) == "a name is no name of Twilio's");
}

}  // namespace
}  // namespace ledger
