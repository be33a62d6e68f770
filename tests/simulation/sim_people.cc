// What comes from outside: people with their handsets, forms and imports, the shop's requests, and
// the front door that takes it all in. Its marketers are sim_marketer.cc.
#include <algorithm>
#include <string>
#include <utility>

#include "ledger/core/check.h"
#include "ledger/core/derive_ids.h"
#include "tests/simulation/sim_world.h"

namespace simulation {
namespace {

namespace v1 = consent::v1;

using ledger::TimeMs;

constexpr absl::Duration kAnswerWait = absl::Seconds(4);  // of a source for its 2xx
constexpr int kPlayMs = 35'000;                           // in which people act

std::string WordsOf(TextKind kind, Random& random) {
  switch (kind) {
    case TextKind::kStop:
      return random.Chance(0.7) ? "STOP" : "Please stop texting me";
    case TextKind::kStart:
      return "START";
    case TextKind::kYes:
      return random.Chance(0.7) ? "YES" : "y";
    case TextKind::kHelp:
      return "HELP";
    case TextKind::kChat:
      return "see you tomorrow";
    case TextKind::kUnsure:
      return "they should stop the pipeline";
  }
  return "";
}

// What a text means to a line without programs, from which nobody was asked anything.
TextKind MeaningElsewhere(TextKind kind) {
  return kind == TextKind::kStart || kind == TextKind::kYes ? TextKind::kChat : kind;
}

TextKind AnyKind(Random& random) {
  static constexpr TextKind kKinds[] = {
      TextKind::kStop, TextKind::kStop, TextKind::kStart, TextKind::kStart, TextKind::kStart,
      TextKind::kYes,  TextKind::kYes,  TextKind::kHelp,  TextKind::kChat,  TextKind::kUnsure};
  return kKinds[random.Below(std::size(kKinds))];
}

void SetTimes(v1::StepTimes& times, std::uint32_t step, TimeMs due, TimeMs deadline) {
  times.set_step(step);
  times.set_due_at_ms(due);
  times.set_deadline_ms(deadline);
}

}  // namespace

ledger::Event World::NewEvent(const Person& person, TimeMs occurred_ms, ledger::Fact fact) {
  ledger::Event event;
  event.account = kAccount;
  event.origin = ledger::Origin::kHttp;
  event.source = "shopify";
  event.publisher_id = "event " + std::to_string(++names_);
  event.occurred_at_ms = occurred_ms;
  event.id = *keys_.ExternalEventId(kAccount, event.source, event.publisher_id, person.contact,
                                    occurred_ms, "simulated");
  ledger::Personal personal;
  personal.number = person.number;
  event.sealed_number = *keys_.Seal(kAccount, person.contact, personal);
  event.fact = std::move(fact);
  return event;
}

void World::Post(const Person& person, ledger::Event event) {
  Mail mail;
  mail.due = time_.elapsed + random_.Millis(0, 150);
  mail.event = std::move(event);
  mail.contact = person.contact;
  mail.again = random_.Chance(0.1) ? 1 : 0;
  mails_.push_back(std::move(mail));
}

// One person's part: some do this and that, some play the scenes that laws are about.
void World::Script(std::size_t person) {
  const absl::Duration begin = time_.elapsed + random_.Millis(0, kPlayMs / 2);
  const auto plan = [&](absl::Duration due, Act act, TextKind kind = TextKind::kChat) {
    plans_.push_back({due, person, act, kind});
  };
  const auto soon = [&] { return random_.Millis(30, 2500); };
  switch (random_.Below(7)) {
    case 6:  // asks to join, maybe twice; says yes to the request, or stops before it comes
      plan(time_.elapsed + random_.Millis(0, 3000), Act::kText, TextKind::kStart);
      if (random_.Chance(0.3)) plan(begin, Act::kText, TextKind::kStart);
      if (random_.Chance(0.2)) plan(begin + soon(), Act::kText, TextKind::kStop);
      break;
    case 0:  // takes a STOP back; the gateway may bring it once more
      plan(begin, Act::kText, TextKind::kStop);
      plan(begin + soon(), Act::kText, TextKind::kStart);
      break;
    case 1:  // a web opt-out after a STOP, and then a form
      plan(begin, Act::kText, TextKind::kStop);
      plan(begin + absl::Seconds(1), Act::kWebOut);
      plan(begin + absl::Seconds(1) + soon(), Act::kFormIn);
      break;
    case 2:  // says two things at once
      plan(begin, Act::kText, TextKind::kStart);
      plan(begin + random_.Millis(5, 300), Act::kText, TextKind::kStop);
      break;
    default: {
      for (std::size_t i = random_.Below(5); i > 0; --i) {
        const auto act = static_cast<Act>(random_.Below(7));
        plan(time_.elapsed + random_.Millis(0, kPlayMs), random_.Chance(0.5) ? Act::kText : act,
             AnyKind(random_));
      }
      break;
    }
  }
  plan(time_.elapsed + random_.Millis(3000, kPlayMs), Act::kText,
       random_.Chance(0.5) ? TextKind::kHelp : AnyKind(random_));
  // What others do about this person.
  if (random_.Chance(0.15)) plan(begin + soon(), Act::kAdmin);
  if (random_.Chance(0.15)) plan(time_.elapsed + random_.Millis(0, kPlayMs), Act::kAsk);
  if (random_.Chance(0.06)) plan(time_.elapsed + random_.Millis(0, kPlayMs), Act::kErase);
  if (random_.Chance(0.3)) plan(time_.elapsed + random_.Millis(0, kPlayMs), Act::kTellZone);
  if (random_.Chance(0.06)) {
    // Whose number it is now may join for themselves.
    const absl::Duration changed = time_.elapsed + random_.Millis(0, kPlayMs);
    plan(changed, Act::kReassign);
    if (random_.Chance(0.5)) plan(changed + soon(), Act::kText, TextKind::kStart);
  }
  if (random_.Chance(0.1)) {
    const absl::Duration rejected = time_.elapsed + random_.Millis(0, kPlayMs);
    plan(rejected, Act::kReject);
    if (random_.Chance(0.7)) plan(rejected + random_.Millis(500, 8000), Act::kResolve);
  }
}

void World::PlanPeople() {
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (random_.Chance(0.8)) plans_.push_back({time_.elapsed, i, Act::kImport, {}});
    Script(i);
    if (random_.Chance(0.5)) {
      plans_.push_back({time_.elapsed + random_.Millis(1000, kPlayMs), i, Act::kRequest, {}});
    }
  }
  const TimeMs now = time_.now_ms();
  v1::ControlRecord ask = NewCommand();
  v1::CampaignScheduled& asks = *ask.mutable_campaign_scheduled();
  asks.set_campaign(kAskCampaign);
  asks.mutable_acknowledgment()->set_text("we have their consent");
  asks.mutable_acknowledgment()->set_actor("ann");
  const TimeMs ask_due = now + random_.Between(500, 6000);
  SetTimes(*asks.add_times(), 0, ask_due, ask_due + random_.Between(8000, 30000));
  v1::ControlRecord promo = NewCommand();
  v1::CampaignScheduled& promos = *promo.mutable_campaign_scheduled();
  promos.set_campaign(kPromoCampaign);
  *promos.mutable_acknowledgment() = asks.acknowledgment();
  for (std::uint32_t i = 0; i < kPromoSteps; ++i) {
    const TimeMs due = now + random_.Between(1000, 15000) + 8000 * i;
    SetTimes(*promos.add_times(), i, due, due + random_.Between(6000, 25000));
    oracle_.SeeStep(ledger::CampaignId(kPromoCampaign), i, due);
  }
  oracle_.SeeStep(ledger::CampaignId(kAskCampaign), 0, ask_due);
  control_.Append(std::move(ask), now);
  control_.Append(std::move(promo), now);
}

void World::StepPeople() {
  const std::size_t count = plans_.size();  // what they do may make others act
  for (std::size_t i = 0; i < count; ++i) {
    if (plans_[i].due <= time_.elapsed) Do(Plan(plans_[i]));
  }
  std::erase_if(plans_, [this](const Plan& plan) { return plan.due <= time_.elapsed; });
}

void World::Do(const Plan& plan) {
  const Person& person = people_[plan.person];
  const TimeMs now = time_.now_ms();
  switch (plan.act) {
    case Act::kText: {
      Mail mail;
      ledger::InboundText& text = mail.text.emplace();
      text.account = kAccount;
      const bool elsewhere = random_.Chance(0.12);
      text.line = (elsewhere ? kOtherLine : kLine).value();
      text.from = person.number;
      text.words = WordsOf(plan.kind, random_);
      text.gateway = "kannel";
      text.id = "text " + std::to_string(++names_);
      text.time_ms = now;
      oracle_.SeeTextSent(text.id, elsewhere ? MeaningElsewhere(plan.kind) : plan.kind);
      mail.contact = person.contact;
      mail.due = time_.elapsed +
                 (random_.Chance(0.12) ? random_.Millis(500, 6000) : random_.Millis(0, 100));
      mail.again = random_.Chance(0.25) ? 1 : 0;
      mails_.push_back(std::move(mail));
      break;
    }
    case Act::kWebOut: {
      ledger::RevocationScope scope{ledger::Reach::kPrograms, {kMarketing}};
      if (random_.Chance(0.3)) scope = {ledger::Reach::kMarketing, {}};
      if (random_.Chance(0.3)) scope = {ledger::Reach::kEverything, {}};
      Post(person,
           NewEvent(person, now, ledger::OptedOut{scope, ledger::OptOutMeans::kWeb, "", ""}));
      break;
    }
    case Act::kProviderOut:
      Post(person,
           NewEvent(
               person, now,
               ledger::OptedOut{
                   {ledger::Reach::kEverything, {}}, ledger::OptOutMeans::kProvider, "", "21610"}));
      break;
    case Act::kFormIn:
    case Act::kLateFormIn: {
      const TimeMs claim = plan.act == Act::kFormIn ? now : now - random_.Between(1, 20000);
      ledger::OptedIn opted_in{{kMarketing}, ledger::OptInMethod::kWebForm, {}};
      opted_in.evidence.disclosure_version = "v1";
      if (random_.Chance(0.4)) opted_in.programs.push_back(kOrders);
      Post(person, NewEvent(person, claim, std::move(opted_in)));
      break;
    }
    case Act::kImport: {
      ledger::ContactImported imported;
      imported.source = "shopify";
      imported.import_id = std::string(64, '0');
      imported.row = static_cast<std::int64_t>(plan.person) + 1;
      imported.grade = random_.Chance(0.6) ? ledger::EvidenceGrade::kA : ledger::EvidenceGrade::kC;
      imported.programs = {kMarketing};
      Post(person, NewEvent(person, now, std::move(imported)));
      break;
    }
    case Act::kReject:
      Post(person, NewEvent(person, now, ledger::EventRejected{0, 1, "number_ambiguous"}));
      break;
    case Act::kResolve:
      Post(person, NewEvent(person, now, ledger::BlockResolved{ledger::kNoOffset, "ann", "read"}));
      break;
    case Act::kErase:
      Post(person, NewEvent(person, now, ledger::ContactErased{"dpo", "asked for"}));
      break;
    case Act::kReassign:
      Post(person, NewEvent(person, now, ledger::NumberReassigned{"rnd", now}));
      break;
    case Act::kTellZone:
      TellZone(person);
      break;
    case Act::kAdmin: {
      static constexpr ledger::Permission kEdits[] = {
          ledger::Permission::kOptIn, ledger::Permission::kOptIn, ledger::Permission::kOptOut,
          ledger::Permission::kStopped, ledger::Permission::kBadNumber};
      ledger::PermissionSet edit{
          kMarketing, kEdits[random_.Below(std::size(kEdits))], "ann", "", {}};
      edit.evidence.disclosure_version = "v1";
      Post(person, NewEvent(person, now, std::move(edit)));
      break;
    }
    case Act::kAsk:
    case Act::kRequest: {
      ledger::MessageRequested request;
      const bool asks = plan.act == Act::kAsk;
      request.message_class =
          asks ? ledger::MessageClass::kOptInRequest : ledger::MessageClass::kSingle;
      request.program = !asks && random_.Chance(0.5) ? kOrders : kMarketing;
      request.line = kLine;
      request.deadline_ms = now + random_.Between(3000, 40000);
      request.requester = "shopify";
      request.message =
          ledger::RequestMessageId(kAccount, "shopify", std::to_string(names_), person.contact);
      ledger::Event event = NewEvent(person, now, std::move(request));
      ledger::Personal words;
      words.text = asks ? "Reply YES to agree." : "It is on its way.";
      event.sealed_details = *keys_.Seal(kAccount, person.contact, words);
      Post(person, std::move(event));
      break;
    }
  }
}

void World::React(const ledger::ContactId& contact, const dispatcher::OutboundText& text) {
  if (!faults_.on || !random_.Chance(0.5)) return;
  const auto person = std::find_if(people_.begin(), people_.end(),
                                   [&](const Person& p) { return p.contact == contact; });
  Plan plan;
  plan.due = time_.elapsed + random_.Millis(5, 3000);
  plan.person = static_cast<std::size_t>(person - people_.begin());
  const bool asked = text.text.find("YES") != std::string::npos;
  plan.kind = asked && random_.Chance(0.7) ? TextKind::kYes : AnyKind(random_);
  plans_.push_back(plan);
}

void World::Hand(std::size_t at) {
  Mail& mail = mails_[at];
  const auto acknowledge = [this, at, writer = door_->writer()](const ledger::EventId& id) {
    return [this, at, id, writer](const ledger::Appended&) {
      if (door_ == nullptr || door_->writer() != writer) return;
      oracle_.SeeAcknowledged(id);
      Mail& known = mails_[at];
      known.acknowledged = true;
      if (known.again > 0) known.due = time_.elapsed + random_.Millis(200, 9000);
    };
  };
  mail.due = time_.elapsed + kAnswerWait;
  if (mail.acknowledged) --mail.again;
  if (mail.event.has_value()) {
    AskSynced(mail);
    door_->outbox().AddForContact(mail.contact, *mail.event, acknowledge(mail.event->id));
    return;
  }
  const SimDirectory directory(door_->control());
  const auto admission =
      ledger::AdmitText(*mail.text, "none", {directory, keys_, time_.start + time_.elapsed});
  LEDGER_CHECK(admission.ok());
  const auto* admitted = std::get_if<ledger::Admitted>(&*admission);
  LEDGER_CHECK(admitted != nullptr);
  door_->outbox().AddForContact(admitted->contact, admitted->event,
                                acknowledge(admitted->event.id));
}

void World::StepDoor() {
  if (door_ == nullptr) return;
  for (std::size_t i = 0; i < mails_.size(); ++i) {
    const bool open = !mails_[i].acknowledged || mails_[i].again > 0;
    if (open && mails_[i].due <= time_.elapsed) Hand(i);
  }
  for (const ReportMail& mail : carrier_.reports) {
    if (mail.due > time_.elapsed) continue;
    const SimDirectory directory(door_->control());
    const auto admission =
        ledger::AdmitReport(mail.report, kAccount, {directory, keys_, time_.start + time_.elapsed});
    LEDGER_CHECK(admission.ok() && std::holds_alternative<ledger::Admitted>(*admission));
    const auto& admitted = std::get<ledger::Admitted>(*admission);
    door_->outbox().AddForContact(admitted.contact, admitted.event);
  }
  std::erase_if(carrier_.reports,
                [this](const ReportMail& mail) { return mail.due <= time_.elapsed; });
  if (faults_.on && random_.Chance(0.05)) ResolveReviews();
  Guard(door_);
}

}  // namespace simulation
