// A route that the front door serves needs a row here: method, path, and what it answers. The test
// tests/ledger/door/api_document_test.cc fails for a route without one, for a row without a route,
// and for every answer in a test of the door that its row does not know.
#include <utility>

#include "ledger/openapi/operation.h"

namespace ledger::openapi {
namespace {

constexpr std::string_view kOptIn = R"({
  "source": "shop", "publisher_id": "order-17-optin", "occurred_at": "2026-03-01T12:00:00Z",
  "number": "(415) 555-0134",
  "opted_in": {"programs": [{"program": "marketing"}], "method": "OPT_IN_METHOD_CHECKOUT",
               "evidence": {"disclosure_version": "checkout-2026-03"}}})";

constexpr std::string_view kOptOut = R"({
  "source": "crm", "publisher_id": "ticket-4711", "number": "+14155550134",
  "opted_out": {"scope": {"reach": "REACH_MARKETING"}, "means": "OPT_OUT_MEANS_EMAIL"}})";

constexpr std::string_view kBadNumber = R"({
  "source": "shop", "publisher_id": "order-18-optout", "number": "415 555 0134 x5",
  "opted_out": {"scope": {"reach": "REACH_EVERYTHING"}, "means": "OPT_OUT_MEANS_WEB"}})";

constexpr std::string_view kLines =
    R"({"source":"crm","publisher_id":"1","number":"+14155550134","contact_listed":{"segment":"a"}}
{"source":"crm","publisher_id":"2","number":"13013","contact_listed":{"segment":"a"}}
)";

constexpr std::string_view kReceipt = R"({
  "event_id": "019ca9d1b2c3d4e5f60718293a4b5c6d", "partition": 2, "offset": "41",
  "contact_id": "k5tyq2m7d4x3v6b1n8r9c0f5ga"})";

constexpr std::string_view kRefusal = R"json({
  "type": "urn:consent:problem:has_extension", "title": "Unprocessable Content", "status": 422,
  "detail": "number: no telephone number can be read (has_extension)",
  "mend": "a number with an extension cannot be texted: enter the person's own mobile number",
  "field": "number", "value": "415 ••• •••4 x5"})json";

constexpr std::string_view kSomeRefused = R"json({
  "results": [
    {"index": 0,
     "receipt": {"event_id": "019ca9d1b2c3d4e5f60718293a4b5c6d", "partition": 2, "offset": "42",
                 "contact_id": "k5tyq2m7d4x3v6b1n8r9c0f5ga"}},
    {"index": 1,
     "problem": {
       "type": "urn:consent:problem:invalid_number", "title": "Unprocessable Content",
       "status": 422, "detail": "number: no telephone number can be read (short_code)",
       "mend": ")json"
    "a code of 3 to 6 digits is a sender, not a person: enter the person's mobile number"
    R"json(", "field": "events[1].number", "value": "•••••"}}],
  "admitted": 1, "refused": 1})json";

Operation PublishEvents() {
  return {
      "POST", "/v1/events", "publishEvents", "events", Caller::kPublisher,
      "Publish one event, or many",
      "The answer comes after the events are durable, never before. `publisher_id` is the "
      "idempotency key: the same id with the same content is the same event, however often and by "
      "whatever way it comes, and other content is another event. So after a 503, or no answer at "
      "all, send the same again. At most 10,000 events a request. JSON is strict: what the schema "
      "does not know, or a key twice in an object, is refused.",
      {},
      {{kJson, "IntakeEvent"},
       {kNdjson, "", "Many events: one IntakeEvent a line."},
       {kProtobuf, "",
        "A serialised consent.v1.IntakeEvent; with the parameter "
        "`messageType=consent.v1.IntakeBatch` many in one. The answer is protobuf, too."}},
      {{200, "Durable: a receipt, or for a batch a receipt for each event.", kJson, "Receipt"},
       {200, "", kJson, "IntakeBatchAnswer"},
       {200, "", kProtobuf},
       {207, "Of a batch some are durable and some are refused.", kJson, "IntakeBatchAnswer"},
       {207, "", kProtobuf},
       {400, "The body cannot be read; nothing of it was taken.", kProblemJson, "Problem"},
       {400, "", kProtobuf},
       {403, "The event names another account than the key's.", kProblemJson, "Problem"},
       {403, "", kProtobuf},
       {415, "A media type that this path does not take.", kProblemJson, "Problem"},
       {422, "Refused: `field` and `mend` say why; a repeat is refused again.", kProblemJson,
        "Problem"},
       {422, "", kJson, "IntakeBatchAnswer"},
       {422, "", kProtobuf},
       {503, "Not known to be durable: send the same again after Retry-After.", kProblemJson,
        "Problem"},
       {503, "", kJson, "IntakeBatchAnswer"},
       {503, "", kProtobuf}},
      {{"optIn", kJson, kOptIn, 200, kJson, kReceipt},
       {"optOut", kJson, kOptOut, 200, kJson, kReceipt},
       {"badNumber", kJson, kBadNumber, 422, kProblemJson, kRefusal},
       {"batch", kNdjson, kLines, 207, kJson, kSomeRefused}}};
}

Operation KannelText() {
  return {"GET", "/kannel/mo", "kannelText", "gateways", Caller::kGateway,
          "A text from a handset, from Kannel",
          "For a Kannel sms-service: `get-url = "
          "http://HOST/kannel/mo?key=KEY&from=%p&to=%P&raw=%b&id=%I&ts=%T&charset=%C&coding=%c`. "
          "A text that can never be taken is kept in the rejected topic, blocks its contact and is "
          "answered with 200, for Kannel would repeat it for days.",
          {{"query", "from", "The handset's number.", "+14155550134"},
           {"query", "to", "The line that it was sent to.", "13013"},
           {"query", "raw", "The words, as bytes.", "STOP"},
           {"query", "charset", "Of the words: `UTF-8`, or `UTF-16BE`.", "UTF-8"},
           {"query", "coding", "Kannel's data coding.", "0"},
           {"query", "id", "Kannel's id of the text; a repeat has the same.", "7b3f2a10"},
           {"query", "ts", "When the gateway got it: seconds since the Unix epoch.", "1772366400"}},
          {},
          {{200, "The text, or its rejection, is durable."}}};
}

Operation KannelReport() {
  return {"GET", "/kannel/dlr", "kannelReport", "gateways", Caller::kGateway,
          "A delivery report, from Kannel",
          "The dispatcher puts this address into each text's `dlr-url`.",
          {{"query", "d", "Kannel's %d: 1 delivered, 2 not delivered, 16 refused.", "8", true},
           {"query", "ref", "Names the attempt; made by the dispatcher.", "a1.b2"}},
          {},
          {{200, "The report is durable, or says nothing about the end."},
           {400, "`d` is no number.", kProblemJson, "Problem"}}};
}

constexpr std::string_view kTwilioText =
    "MessageSid=SM00000000000000000000000000000001&AccountSid=AC00000000000000000000000000000001&"
    "From=%2B14155550134&To=%2B18335550100&Body=Stop&OptOutType=STOP";
constexpr std::string_view kTwilioStatus =
    "MessageSid=SM00000000000000000000000000000001&MessageStatus=sent";
constexpr std::string_view kEmptyTwiml = R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)";

std::vector<Answer> TwilioAnswers(std::string_view durable) {
  return {{200, durable, kXml},
          {400, "A form that cannot be read.", kProblemJson, "Problem"},
          {403, "Not signed by Twilio for this address, or not in one way only.", kProblemJson,
           "Problem"},
          {413, "A form of more than 64 KiB.", kProblemJson, "Problem"},
          {415, "No form.", kProblemJson, "Problem"}};
}

Operation TwilioText() {
  return {"POST", "/twilio/sms", "twilioText", "gateways", Caller::kTwilio,
          "A text from a handset, from Twilio",
          "The messaging webhook of a number or service. Nothing is answered through TwiML: what "
          "goes out needs a grant. A text that can never be taken is kept in the rejected topic, "
          "blocks its contact and is answered with 200.",
          {},
          {{kForm, "",
            "Twilio's form; `From`, `To`, `Body`, `MessageSid` and `OptOutType` are read."}},
          TwilioAnswers("The text, or its rejection, is durable."),
          {{"stop", kForm, kTwilioText, 200, kXml, kEmptyTwiml}}};
}

Operation TwilioStatus() {
  return {"POST", "/twilio/status", "twilioStatus", "gateways", Caller::kTwilio,
          "What became of a text, from Twilio",
          "The dispatcher gives this address with each text. Repeats, and any order, do no harm.",
          {{"query", "ref", "Names the attempt; made by the dispatcher.", "a1.b2"}},
          {{kForm, "", "Twilio's form; `MessageStatus`, `ErrorCode` and `MessageSid` are read."}},
          TwilioAnswers("The report is durable, or says nothing about the end."),
          {{"sent", kForm, kTwilioStatus, 200, kXml, kEmptyTwiml}}};
}

}  // namespace

std::vector<Operation> Operations() {
  std::vector<Operation> operations = {PublishEvents()};
  for (Operation& page : HostedPages()) operations.push_back(std::move(page));
  const std::vector<Operation> others = {
      KannelText(),
      KannelReport(),
      TwilioText(),
      TwilioStatus(),
      {"GET", "/v1/health", "health", "service", Caller::kAnyone,
       "Whether the front door takes everything", "A 503 says what it waits for.", {}, {},
       {{200, "It does.", kJson, "Health"}}},
      {"GET", "/v1/openapi.json", "apiDocument", "service", Caller::kAnyone, "This document",
       "Made by the process that serves it, so it describes what runs.", {}, {},
       {{200, "OpenAPI 3.1.", kJson, "ApiDocument"}}}};
  operations.insert(operations.end(), others.begin(), others.end());
  return operations;
}

}  // namespace ledger::openapi
