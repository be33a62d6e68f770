#include "tests/bench/event_mix.h"

#include <algorithm>

#include "ledger/codec/record_codec.h"
#include "ledger/core/base32.h"
#include "ledger/core/derive_ids.h"
#include "ledger/core/partitioner.h"

namespace bench {
namespace {

using namespace ledger;  // NOLINT: a benchmark speaks of nothing else

const AccountId kAccount("demo");
const ProgramRef kMarketing{ProgramId("marketing"), Category::kMarketing};
const CampaignId kAsk("ask-2026-11");
const CampaignId kAutumn("autumn-2026");
const LineId kLine("+18335550100");
constexpr TimeMs kDay = 86'400'000;
constexpr std::size_t kSealedNumberSize = 62;  // key id, nonce, E.164, tag
constexpr std::size_t kSealedTextSize = 70;
constexpr Offset kClaim = 0;  // every partition begins with it

// Shares of the contacts.
constexpr double kSaysYes = 0.6;
constexpr double kStops = 0.04;
constexpr double kWebOptIn = 0.05;
constexpr double kWebOptOut = 0.02;

template <typename Id>
Id RandomId(std::mt19937_64& random) {
  typename Id::Bytes bytes;
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return Id(bytes);
}

std::string RandomText(std::mt19937_64& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

}  // namespace

// Grouped so that a send's conclusion and report follow its intent.
enum class EventMix::Kind : std::uint8_t {
  kClaim,
  kImport,
  kWebOptIn,
  kWebOptOut,
  kYes,
  kYesDecided,
  kStop,
  kStopDecided,
  kAskIntent,
  kAskConcluded,
  kAskReported,
  kThanksIntent,
  kThanksConcluded,
  kThanksReported,
  kFirstIntent,
  kFirstConcluded,
  kFirstReported,
  kSecondIntent,
  kSecondConcluded,
  kSecondReported,
  kGoodbyeIntent,
  kGoodbyeConcluded,
  kGoodbyeReported,
};

struct EventMix::Person {
  ContactId id;
  std::string key;
  PartitionId partition = 0;
  std::string sealed_number;
  EventId reply;  // the last one
  Offset reply_offset = kNoOffset;
};

EventMix::~EventMix() = default;

EventMix::EventMix(std::uint32_t contacts, std::int32_t partitions, TimeMs now_ms)
    : partitions_(partitions),
      now_ms_(now_ms),
      random_(contacts),
      next_(static_cast<std::size_t>(partitions), 0) {
  people_.resize(contacts);
  for (Person& person : people_) person.id = RandomId<ContactId>(random_);
  // Audiences are scanned in the order of ids; the import's order is another.
  std::sort(people_.begin(), people_.end(),
            [](const Person& a, const Person& b) { return a.id < b.id; });
  for (Person& person : people_) {
    person.key = ContactKey(person.id);
    person.partition = PartitionOf(person.key, partitions);
    person.sealed_number = RandomText(random_, kSealedNumberSize);
  }
  for (PartitionId p = 0; p < partitions; ++p) {
    steps_.push_back({-1, static_cast<std::uint32_t>(p), Kind::kClaim});
  }
  for (std::uint32_t i = 0; i < contacts; ++i) Plan(i);
  std::stable_sort(steps_.begin(), steps_.end(),
                   [](const Step& a, const Step& b) { return a.time < b.time; });
}

// An intent, and behind it what the gateway and the carrier say: `time` counts contacts.
void EventMix::PlanSend(std::uint32_t index, double time, Kind intent) {
  std::uniform_real_distribution<double> later(0, 200);
  const auto next = [](Kind kind, int by) {
    return static_cast<Kind>(static_cast<int>(kind) + by);
  };
  steps_.push_back({time, index, intent});
  time += 100 + later(random_);
  steps_.push_back({time, index, next(intent, 1)});
  steps_.push_back({time + 300 + 5 * later(random_), index, next(intent, 2)});
}

void EventMix::Plan(std::uint32_t index) {
  std::uniform_real_distribution<double> share(0, 1);
  const auto all = static_cast<double>(people_.size());
  const double place = index;
  steps_.push_back({share(random_) * all, index, Kind::kImport});
  const bool by_web = share(random_) < kWebOptIn;
  double time = all + place;
  if (by_web) {
    steps_.push_back({time, index, Kind::kWebOptIn});
  } else {
    PlanSend(index, time, Kind::kAskIntent);
    if (share(random_) >= kSaysYes) return;
    time += 2'000 + share(random_) * 20'000;
    steps_.push_back({time, index, Kind::kYes});
    steps_.push_back({time + 150, index, Kind::kYesDecided});
    PlanSend(index, time + 300, Kind::kThanksIntent);
  }
  time = 3 * all + 40'000 + place;
  PlanSend(index, time, Kind::kFirstIntent);
  if (share(random_) < kStops) {
    time += 3'000;
    steps_.push_back({time, index, Kind::kStop});
    steps_.push_back({time + 150, index, Kind::kStopDecided});
    PlanSend(index, time + 300, Kind::kGoodbyeIntent);
    return;
  }
  if (share(random_) < kWebOptOut) {
    steps_.push_back({time + 3'000, index, Kind::kWebOptOut});
    return;
  }
  PlanSend(index, time + all + 10'000, Kind::kSecondIntent);
}

SendIntended EventMix::Intend(Kind kind, const Person& person) {
  SendIntended intent;
  intent.program = kMarketing;
  intent.line = kLine;
  if (kind == Kind::kThanksIntent || kind == Kind::kGoodbyeIntent) {
    const bool thanks = kind == Kind::kThanksIntent;
    intent.message_class =
        thanks ? MessageClass::kOptInConfirmation : MessageClass::kOptOutConfirmation;
    intent.message =
        AnswerMessageId(person.reply, thanks ? "opt-in-confirmation" : "opt-out-confirmation");
    intent.because.origin = person.reply_offset;
  } else {
    const bool ask = kind == Kind::kAskIntent;
    intent.message_class = ask ? MessageClass::kOptInRequest : MessageClass::kCampaign;
    intent.because = {ask ? kAsk : kAutumn, kind == Kind::kSecondIntent ? 1U : 0U, now_ms_,
                      kNoOffset};
    intent.message =
        CampaignMessageId(kAccount, intent.because.campaign, intent.because.step, person.id);
  }
  intent.intent = MakeIntentId(intent.message, kClaim, 0);
  intent.epoch = kClaim;
  intent.revision = 7;
  intent.planned_at_ms = now_ms_;
  intent.deadline_ms = now_ms_ + kDay;
  intent.age_limit_ms = 5'000;
  intent.validity_ms = 600'000;
  intent.window = Window{now_ms_ - kDay, now_ms_ + kDay, "America/New_York", "2026a"};
  intent.cap = {10, kDay};
  intent.ask_limit = 2;
  intent.pending_term_ms = 30 * kDay;
  for (std::uint8_t& byte : intent.body_sha256) byte = 0x5a;
  return intent;
}

Event EventMix::Make(const Step& step, const Person& person) {
  Event event;
  event.account = kAccount;
  event.origin = Origin::kWorker;
  event.id = RandomId<EventId>(random_);
  const auto concluded = [&](Kind intent) {
    const SendIntended of = Intend(intent, person);
    event.fact =
        SendConcluded{of.intent, of.message, SendOutcome::kAccepted, "", "202", false, false};
  };
  const auto reported = [&](Kind intent) {
    const SendIntended of = Intend(intent, person);
    event.origin = Origin::kWebhook;
    event.source = "kannel";
    event.fact = DeliveryReported{of.intent, of.message, Delivery::kDelivered, "1", false, false};
  };
  const auto replied = [&] {
    event.origin = Origin::kWebhook;
    event.source = "kannel";
    event.occurred_at_ms = now_ms_;
    event.sealed_number = person.sealed_number;
    event.sealed_details = RandomText(random_, kSealedTextSize);
    event.fact =
        KeywordReplied{kLine, "kannel", "b3a1c1d2-7f60-4e1c", now_ms_, ProviderAction::kNone};
  };
  const auto decided = [&](bool yes) {
    ReplyDecided fact;
    fact.reply_offset = person.reply_offset;
    fact.reply_event = person.reply;
    fact.reply_class = yes ? ReplyClass::kConfirm : ReplyClass::kRevoke;
    fact.matched_rule = yes ? "exact/YES" : "exact/STOP";
    fact.policy_version = "us-2026-10";
    fact.consequence = yes ? Consequence::kConfirm : Consequence::kRevoke;
    if (!yes) fact.revocation.reach = Reach::kMarketing;
    fact.answers = {{yes ? MessageClass::kOptInConfirmation : MessageClass::kOptOutConfirmation,
                     kMarketing, yes ? "opt_in_confirmation" : "opt_out_confirmation", "en"}};
    fact.line = kLine;
    event.fact = std::move(fact);
  };
  switch (step.kind) {
    case Kind::kClaim:
      event.fact = DispatcherClaimed{0, 1, "bench"};
      break;
    case Kind::kImport:
      event.origin = Origin::kImport;
      event.source = "shopify";
      event.publisher_id = std::to_string(7'000'000'000'000 + step.contact);
      event.occurred_at_ms = now_ms_;
      event.sealed_number = person.sealed_number;
      event.fact = ContactImported{.source = "shopify",
                                   .import_id = std::string(64, 'c'),
                                   .row = step.contact + 1,
                                   .grade = EvidenceGrade::kC,
                                   .programs = {kMarketing},
                                   .segments = {SegmentName("importUsers-pos-sms-shopify")},
                                   .attestation = "",
                                   .actor = "owner"};
      break;
    case Kind::kWebOptIn:
      event.origin = Origin::kForm;
      event.source = "checkout";
      event.occurred_at_ms = now_ms_;
      event.sealed_number = person.sealed_number;
      event.fact = OptedIn{
          {kMarketing},
          OptInMethod::kCheckout,
          {"checkout-2026-03", std::string(64, 'a'), "https://shop.example/checkout", "", ""}};
      break;
    case Kind::kWebOptOut:
      event.origin = Origin::kHttp;
      event.source = "shop";
      event.fact = OptedOut{{Reach::kMarketing, {}}, OptOutMeans::kWeb, "", ""};
      break;
    case Kind::kYes:
    case Kind::kStop:
      replied();
      break;
    case Kind::kYesDecided:
    case Kind::kStopDecided:
      decided(step.kind == Kind::kYesDecided);
      break;
    case Kind::kAskIntent:
    case Kind::kThanksIntent:
    case Kind::kFirstIntent:
    case Kind::kSecondIntent:
    case Kind::kGoodbyeIntent:
      event.fact = Intend(step.kind, person);
      break;
    case Kind::kAskConcluded:
    case Kind::kThanksConcluded:
    case Kind::kFirstConcluded:
    case Kind::kSecondConcluded:
    case Kind::kGoodbyeConcluded:
      concluded(static_cast<Kind>(static_cast<int>(step.kind) - 1));
      break;
    case Kind::kAskReported:
    case Kind::kThanksReported:
    case Kind::kFirstReported:
    case Kind::kSecondReported:
    case Kind::kGoodbyeReported:
      reported(static_cast<Kind>(static_cast<int>(step.kind) - 2));
      break;
  }
  return event;
}

MixedRecord EventMix::Encode(const Step& step) {
  if (step.kind == Kind::kClaim) {
    const auto partition = static_cast<PartitionId>(step.contact);
    ++next_[step.contact];
    return {partition, std::string(kPartitionKey), ledger::Encode(Make(step, Person()))};
  }
  Person& person = people_[step.contact];
  const Event event = Make(step, person);
  const Offset offset = next_[static_cast<std::size_t>(person.partition)]++;
  if (step.kind == Kind::kYes || step.kind == Kind::kStop) {
    person.reply = event.id;
    person.reply_offset = offset;
  }
  return {person.partition, person.key, ledger::Encode(event)};
}

std::vector<MixedRecord> EventMix::Take() {
  std::vector<MixedRecord> records;
  records.reserve(steps_.size());
  for (const Step& step : steps_) records.push_back(Encode(step));
  return records;
}

}  // namespace bench
