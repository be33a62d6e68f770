#include "tests/support/sample_events.h"

#include <utility>

namespace ledger::testing {
namespace {

constexpr TimeMs kNoon = 1'790'000'000'000;  // 2026-09-21

template <typename Id>
Id Sample(std::uint8_t seed) {
  typename Id::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(seed + i);
  return Id(bytes);
}

const ProgramRef kMarketing{ProgramId("marketing"), Category::kMarketing};
const ProgramRef kShipping{ProgramId("shipping"), Category::kInformational};

Evidence SomeEvidence() {
  return {.disclosure_version = "checkout-2026-03",
          .disclosure_sha256 = std::string(64, 'a'),
          .url = "https://shop.example/checkout",
          .signature_sha256 = std::string(64, 'b'),
          .actor = "alice"};
}

SendIntended SomeIntent() {
  SendIntended intent{
      .intent = Sample<IntentId>(1),
      .message = Sample<MessageId>(2),
      .message_class = MessageClass::kCampaign,
      .program = kMarketing,
      .because = {.campaign = CampaignId("autumn"), .step = 1, .step_due_ms = kNoon, .origin = 12},
      .line = LineId("+15550100"),
      .epoch = 4,
      .revision = 9,
      .planned_at_ms = kNoon + 1,
      .deadline_ms = kNoon + 2,
      .age_limit_ms = 5000,
      .validity_ms = 600'000,
      .window = Window{.open_ms = kNoon - 5,
                       .close_ms = kNoon + 5,
                       .zone = "America/New_York",
                       .tzdata = "2025b"},
      .cap = {.max = 3, .period_ms = 86'400'000},
      .ask_limit = 2,
      .pending_term_ms = 2'592'000'000,
      .body_sha256 = {}};
  for (std::size_t i = 0; i < intent.body_sha256.size(); ++i) {
    intent.body_sha256[i] = static_cast<std::uint8_t>(200 + i);
  }
  return intent;
}

std::vector<std::pair<std::string, Fact>> ConsentFacts() {
  return {
      {"contact_imported",
       ContactImported{.source = "shopify",
                       .import_id = std::string(64, 'c'),
                       .row = 17,
                       .grade = EvidenceGrade::kB,
                       .programs = {kMarketing, kShipping},
                       .segments = {SegmentName("importUsers-pos-sms-shopify")},
                       .attestation = "written permission from their own devices",
                       .actor = "bob"}},
      {"opted_in",
       OptedIn{
           .programs = {kMarketing}, .method = OptInMethod::kCheckout, .evidence = SomeEvidence()}},
      {"opted_out", OptedOut{.scope = {.reach = Reach::kPrograms, .programs = {kShipping}},
                             .means = OptOutMeans::kProvider,
                             .actor = "carol",
                             .detail = "21610"}},
      {"permission_set", PermissionSet{.program = kMarketing,
                                       .permission = Permission::kStopped,
                                       .actor = "dave",
                                       .reason = "asked at the till",
                                       .evidence = SomeEvidence()}},
      {"number_reassigned",
       NumberReassigned{.database = "rnd/2026-09", .date_used_ms = kNoon - 1000}},
      {"reassignment_queried",
       ReassignmentQueried{.database = "rnd/2026-09",
                           .answer = ReassignmentAnswer::kNo,
                           .date_used_ms = kNoon - 1000}},
      {"number_deactivated", NumberDeactivated{.source = "carrier-a/2026-09-20"}},
      {"zone_told",
       ZoneTold{.tzid = "America/Chicago", .source = "shipping address", .actor = "gina"}},
      {"contact_listed", ContactListed{.segment = SegmentName("gold")}},
      {"contact_unlisted", ContactUnlisted{.segment = SegmentName("gold")}},
      {"contact_erased", ContactErased{.actor = "erin", .reason = "request 88"}},
      {"event_rejected",
       EventRejected{.rejected_partition = 3, .rejected_offset = 0, .reason = "unknown_value"}},
      {"block_resolved",
       BlockResolved{.position = 21, .actor = "frank", .reason = "known duplicate"}},
  };
}

std::vector<std::pair<std::string, Fact>> ReplyAndSendingFacts() {
  return {
      {"keyword_replied", KeywordReplied{.line = LineId("+15550100"),
                                         .gateway = "kannel",
                                         .gateway_id = "b3a1",
                                         .gateway_time_ms = kNoon - 3,
                                         .provider_action = ProviderAction::kStop}},
      {"reply_decided",
       ReplyDecided{.reply_offset = 30,
                    .reply_event = Sample<EventId>(3),
                    .reply_class = ReplyClass::kRevoke,
                    .matched_rule = "exact/STOP",
                    .policy_version = "us-2026-10",
                    .consequence = Consequence::kRevoke,
                    .programs = {kMarketing},
                    .revocation = {.reach = Reach::kMarketing, .programs = {}},
                    .expired_ask_counts = true,
                    .answers = {{.message_class = MessageClass::kOptOutConfirmation,
                                 .program = kMarketing,
                                 .template_key = "opt_out_confirmation",
                                 .language = "fr"}},
                    .line = LineId("+15550100"),
                    .actor = "grace"}},
      {"message_requested", MessageRequested{.message = Sample<MessageId>(4),
                                             .message_class = MessageClass::kSingle,
                                             .program = kShipping,
                                             .line = LineId("555000"),
                                             .template_key = "order_shipped",
                                             .deadline_ms = kNoon + 60'000,
                                             .requester = "shop"}},
      {"send_intended", SomeIntent()},
      {"send_concluded", SendConcluded{.intent = Sample<IntentId>(5),
                                       .message = Sample<MessageId>(6),
                                       .outcome = SendOutcome::kRejected,
                                       .provider_id = "p-1",
                                       .detail = "400",
                                       .permanent = true,
                                       .provider_opt_out = true}},
      {"delivery_reported", DeliveryReported{.intent = Sample<IntentId>(7),
                                             .message = Sample<MessageId>(8),
                                             .delivery = Delivery::kFailed,
                                             .detail = "4775",
                                             .permanent = true,
                                             .provider_opt_out = true}},
  };
}

std::vector<std::pair<std::string, Fact>> PartitionFacts() {
  return {
      {"dispatcher_claimed", DispatcherClaimed{.shard = 1, .shards = 2, .instance = "d-1"}},
      {"halted", Halted{.campaign = CampaignId("autumn"), .revision = 40}},
      {"resumed", Resumed{.campaign = CampaignId("autumn"), .revision = 41}},
      {"step_finished", StepFinished{.campaign = CampaignId("autumn"),
                                     .step = 1,
                                     .epoch = 4,
                                     .counts = {{.reason = Reason::kStopped, .count = 12},
                                                {.reason = Reason::kNone, .count = 900}}}},
      {"rules_activated", RulesActivated{.version = 1}},
      {"truncation_accepted",
       TruncationAccepted{.lost_from = 100, .lost_to = 120, .actor = "heidi"}},
  };
}

}  // namespace

std::vector<SampleEvent> SampleEvents() {
  std::vector<SampleEvent> samples;
  for (auto& facts : {ConsentFacts(), ReplyAndSendingFacts(), PartitionFacts()}) {
    for (const auto& [name, fact] : facts) {
      samples.push_back({.name = name,
                         .event = {.id = Sample<EventId>(90),
                                   .account = AccountId("acme"),
                                   .origin = Origin::kImport,
                                   .source = "shopify",
                                   .publisher_id = "c-7",
                                   .occurred_at_ms = kNoon - 7,
                                   .sealed_number = std::string("\x0a\x00\xff", 3),
                                   .sealed_details = std::string("\x12\x00\xfe", 3),
                                   .fact = fact}});
    }
  }
  return samples;
}

}  // namespace ledger::testing
