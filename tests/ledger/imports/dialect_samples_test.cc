// A small export of each program, as it writes it, and what becomes of every row.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "tests/ledger/imports/plan_words.h"

namespace ledger::imports {
namespace {

const std::string kSamples = std::string(CONSENT_SOURCE_DIR) + "/tests/ledger/imports/samples/";

// Stands for the keyword-handler's tables, which live above this folder.
InboundMeaning ReadBody(std::string_view body) {
  const std::string word = absl::AsciiStrToLower(std::string(body));
  if (word.starts_with("stop")) return InboundMeaning::kStop;
  return word == "start" ? InboundMeaning::kStart : InboundMeaning::kNothing;
}

ImportPlan Sample(const std::string& file, bool attested = false) {
  auto plan = Plan(kSamples + file, {.default_region = "US",
                                     .now = 1'780'000'000'000,
                                     .read_inbound = ReadBody,
                                     .attested = attested});
  CAPTURE(file, plan.status().ToString());
  REQUIRE(plan.ok());
  return *std::move(plan);
}

using Told = std::vector<std::string>;

TEST_CASE("Klaviyo: the SMS columns speak, the e-mail columns do not") {
  const ImportPlan plan = Sample("klaviyo.csv");
  CHECK(plan.dialect() == Dialect::kKlaviyo);
  CHECK(WordsOf(plan) == Told{"import C +14155550101", "opt_out +14155550102",
                               "no_source_consent", "no_source_consent",
                               "import C +14155550105"});
  const auto contact = std::get<ImportedContact>(OutcomesOf(plan)[0]);
  CHECK(contact.opted_in_at == 1'709'287'205'000);
  CHECK(contact.segments == Told{"importUsers-api-sms-klaviyo"});
  CHECK(std::get<ImportedContact>(OutcomesOf(plan)[4]).opted_in_at == kNoTime);  // 1990-01-01
  CHECK(plan.warnings().empty());
}

TEST_CASE("Klaviyo: without an SMS column people are known and no more") {
  CHECK(WordsOf(Sample("klaviyo_email_only.csv")) ==
        Told{"import D +14155550101", "import D +14155550102"});
}

TEST_CASE("Mailchimp: the file's name says it, for the SMS phone; other phones are grade D") {
  const ImportPlan plan = Sample("mailchimp.zip");
  CHECK(plan.dialect() == Dialect::kMailchimp);
  CHECK(WordsOf(plan) == Told{"import C +14155550121", "import D +14155550122",
                               "contradicted_by_row 5", "opt_out +14155550124",
                               "opt_out +14155550123", "import D +14155550125"});
  const auto line = std::get<RejectLine>(OutcomesOf(plan)[2]);
  CHECK(line.file == "subscribed_members_export_1a2b.csv");
  CHECK(line.line == 4);
  CHECK(std::get<ImportedContact>(OutcomesOf(plan)[0]).opted_in_at == kNoTime);  // of the e-mail
}

TEST_CASE("Square: people are known and no more, whatever their e-mail status is") {
  const ImportPlan plan = Sample("square.csv");
  CHECK(WordsOf(plan) == Told{"import D +14155550131", "import D +14155550132", "missing_phone",
                               "duplicate_of_row 1"});
  CHECK(std::get<ImportedContact>(OutcomesOf(plan)[0]).segments ==
        Told{"importUsers-pos-sms-square"});
  CHECK(WordsOf(Sample("square.csv", true))[0] == "import D +14155550131");
}

TEST_CASE("Clover: a boolean without a channel is grade D, and its no a lack of a yes") {
  const ImportPlan plan = Sample("clover.csv");
  CHECK(WordsOf(plan) ==
        Told{"import D +14155550141", "no_source_consent", "no_source_consent"});
  CHECK(std::get<RejectLine>(OutcomesOf(plan)[1]).says_no);
  CHECK_FALSE(std::get<RejectLine>(OutcomesOf(plan)[2]).says_no);
}

TEST_CASE("Twilio log: replayed by SentDate; a stop counts always, a START behind it if attested") {
  // Newest first: 0114 refused with 21610; 0115 asks; 0112 stop, then START; 0113 START, then stop;
  // 0111 stop, START, stop.
  CHECK(WordsOf(Sample("twilio_log.csv")) ==
        Told{"stopped +14155550114", "no_consent_word", "needs_attestation 7",
              "stopped +14155550113", "no_consent_word", "stopped +14155550111",
              "stopped +14155550112", "contradicted_by_row 4", "contradicted_by_row 6",
              "duplicate_of_row 6"});
  CHECK(WordsOf(Sample("twilio_log.csv", true)) ==
        Told{"stopped +14155550114", "no_consent_word", "import A +14155550112",
              "stopped +14155550113", "no_consent_word", "stopped +14155550111",
              "taken_back_by_row 3", "contradicted_by_row 4", "contradicted_by_row 6",
              "duplicate_of_row 6"});
  const ImportPlan plan = Sample("twilio_log.csv");
  CHECK(std::get<ImportedOptOut>(OutcomesOf(plan)[0]).detail == "21610");
  CHECK(std::get<ImportedOptOut>(OutcomesOf(plan)[5]).said_at == 1'714'644'000'000);
}

TEST_CASE("Twilio Bulk Export: gzip of NDJSON, the same messages in the other order") {
  const ImportPlan plan = Sample("twilio_bulk.json.gz");
  CHECK(plan.dialect() == Dialect::kTwilio);
  CHECK(WordsOf(plan) ==
        Told{"duplicate_of_row 5", "contradicted_by_row 5", "contradicted_by_row 7",
              "stopped +14155550112", "stopped +14155550111", "no_consent_word",
              "stopped +14155550113", "needs_attestation 4", "no_consent_word",
              "stopped +14155550114"});
  CHECK(plan.warnings().empty());
}

TEST_CASE("Twilio log: without a reader of texts every inbound text is a stop") {
  const auto plan = Plan(kSamples + "twilio_log.csv", {});
  REQUIRE(plan.ok());
  CHECK(WordsOf(*plan)[1] == "stopped +14155550115");
}

// The outcomes of a message log of these rows.
Told Messages(const std::string& rows, bool attested = true) {
  const std::string bytes = "From,To,Body,SentDate,Direction,ErrorCode\n" + rows;
  auto plan = ImportPlan::Make(
      [bytes]() -> absl::StatusOr<std::unique_ptr<InputFiles>> {
        return OneFile(MakeMemorySource(bytes), "");
      },
      {.now = 1'780'000'000'000, .read_inbound = ReadBody, .attested = attested});
  REQUIRE(plan.ok());
  return WordsOf(*plan);
}

std::string Text(const std::string& line, const std::string& body, const std::string& day) {
  return "+14155550111," + line + "," + body + ",2024-05-" + day + ",inbound,\n";
}

TEST_CASE("Twilio log: a START takes back a stop to its own line, and to no other") {
  const std::string a = "+14155550100";
  const std::string b = "+14155550200";
  // Other line: the stop stands, attested or not.
  const std::string other = Text(a, "STOP", "01") + Text(b, "START", "02");
  CHECK(Messages(other) == Told{"stopped +14155550111", "contradicted_by_row 1"});
  CHECK(Messages(other, false) == Told{"stopped +14155550111", "contradicted_by_row 1"});
  // Newest first, as the console writes it.
  CHECK(Messages(Text(b, "START", "02") + Text(a, "STOP", "01")) ==
        Told{"contradicted_by_row 2", "stopped +14155550111"});
  // The same line, however it is written.
  const std::string same = Text(a, "STOP", "01") + Text("(415) 555-0100", "START", "02");
  CHECK(Messages(same) == Told{"taken_back_by_row 2", "import A +14155550111"});
  CHECK(Messages(same, false) == Told{"stopped +14155550111", "needs_attestation 1"});
  // One of two stops is taken back: the other is the event, though it is the older one.
  CHECK(Messages(Text(a, "STOP", "01") + Text(b, "STOP", "02") + Text(b, "START", "03")) ==
        Told{"stopped +14155550111", "duplicate_of_row 1", "contradicted_by_row 1"});
  CHECK(Messages(Text(a, "STOP", "01") + Text(b, "STOP", "02") + Text(b, "START", "03") +
                 Text(a, "START", "04")) ==
        Told{"taken_back_by_row 4", "taken_back_by_row 4", "duplicate_of_row 4",
             "import A +14155550111"});
  // A service's refusal is of a line of its own, and so is another channel.
  CHECK(Messages("MG0123,+14155550111,Sale,2024-05-01,outbound-api,21610\n" +
                 Text(a, "START", "02")) ==
        Told{"stopped +14155550111", "contradicted_by_row 1"});
  CHECK(Messages("whatsapp:+14155550111,whatsapp:" + a + ",STOP,2024-05-01,inbound,\n" +
                 Text(a, "START", "02")) ==
        Told{"stopped +14155550111", "contradicted_by_row 1"});
}

TEST_CASE("Twilio log: a stop to nobody knows which line is taken back by nothing") {
  CHECK(Messages(Text("", "STOP", "01") + Text("", "START", "02")) ==
        Told{"stopped +14155550111", "contradicted_by_row 1"});
  // More lines than the index tells apart.
  std::string rows;
  for (int line = 0; line < 5000; ++line) rows += Text("L" + std::to_string(line), "START", "01");
  rows += Text("L4999", "STOP", "02") + Text("L4999", "START", "03");
  CHECK(Messages(rows)[5000] == "stopped +14155550111");
  CHECK(Messages(rows)[5001] == "contradicted_by_row 5001");
}

TEST_CASE("Twilio log: a stop without a time is later than every START, and equal times stop") {
  const std::string line = ",+14155550100,";
  CHECK(Messages("+14155550111" + line + "START,2024-05-01,inbound,\n+14155550111" + line +
              "STOP,,inbound,\n") == Told{"contradicted_by_row 2", "stopped +14155550111"});
  CHECK(Messages("+14155550111" + line + "START,,inbound,\n+14155550111" + line +
              "STOP,2024-05-01,inbound,\n") ==
        Told{"contradicted_by_row 2", "stopped +14155550111"});
  CHECK(Messages("+14155550111" + line + "START,2024-05-01,inbound,\n+14155550111" + line +
              "STOP,2024-05-01,inbound,\n") ==
        Told{"contradicted_by_row 2", "stopped +14155550111"});
  // START on another channel is no text; a stop there is a stop.
  CHECK(Messages("whatsapp:+14155550111" + line +
                 "START,2024-05-01,inbound,\nwhatsapp:+14155550112" + line +
                 "STOP,2024-05-01,inbound,\n+14155550113" + line +
                 "STOP,2024-05-01,sideways,\n") ==
        Told{"no_consent_word", "stopped +14155550112", "no_source_consent"});
}

TEST_CASE("Generic CSV: grades follow the evidence; numbers in area codes of 2023 are live") {
  CHECK(WordsOf(Sample("generic.csv")) ==
        Told{"import A +14155550151", "import B +14155550152", "import C +14155550153",
              "opt_out +14155550154", "import C +12745550155", "import C +13295550156",
              "import C +19425550157"});
}

TEST_CASE("Generic NDJSON: keys in any order; what is doubled, nested or broken gives no consent") {
  const ImportPlan plan = Sample("generic.ndjson");
  CHECK(WordsOf(plan) == Told{"import A +14155550161", "opt_out +14155550162",
                               "no_source_consent", "bad_json", "no_source_consent", "bad_json",
                               "import C +14155550167"});
  CHECK(std::get<RejectLine>(OutcomesOf(plan)[3]).line == 4);
  CHECK(std::get<ImportedContact>(OutcomesOf(plan)[6]).line == 8);
}

}  // namespace
}  // namespace ledger::imports
