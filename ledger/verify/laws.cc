#include "ledger/verify/laws.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "ledger/core/derive_ids.h"
#include "ledger/core/reason_words.h"

namespace ledger::verify {
namespace {

// The dispatcher refuses an intent whose clock differs more from the log's.
constexpr TimeMs kClockMs = 60'000;

bool IsIn(const SegmentFilter& filter, const std::set<SegmentName>& segments) {
  switch (filter.kind) {
    case SegmentFilter::Kind::kAll:
      return true;
    case SegmentFilter::Kind::kNamed:
      return segments.contains(SegmentName(filter.name));
    case SegmentFilter::Kind::kPrefix:
      return std::any_of(segments.begin(), segments.end(),
                         [&](const SegmentName& s) { return s.value().starts_with(filter.name); });
  }
  return false;
}

// Whether nothing that stays keeps the step from texting somebody of `account`.
bool IsInAudience(const StepAudience& step, const AccountId& account, const PlainConsent& plain,
                  TimeMs now_ms) {
  if (account != step.step.campaign.account || !IsIn(step.filter, plain.segments())) return false;
  return step.message_class == MessageClass::kOptInRequest
             ? plain.IsAskable(step.program, step.ask_limit, now_ms)
             : plain.IsReachable(step.program);
}

bool IsCampaignStep(const Grant& grant) { return !grant.step.campaign.campaign.value().empty(); }

}  // namespace

void Laws::Break(Law law, const Observed& observed, std::string what) {
  std::optional<ContactId> contact;
  if (!observed.record.about_partition) contact = observed.record.contact;
  report_.breaches.push_back(
      {law, observed.partition, observed.record.offset, contact, "", std::move(what)});
}

void Laws::Observe(const Observed& observed) {
  if (observed.effect.reason == Reason::kDuplicate) ++report_.duplicates;
  ObserveAudience(observed);  // as it was before the record ...
  ObserveRecord(observed);
  ObserveAudience(observed);  // ... and after it
}

void Laws::ObserveRecord(const Observed& observed) {
  const auto* event = std::get_if<Event>(&observed.record.content);
  if (event == nullptr) {
    if (observed.record.about_partition) return;
    PerContact& contact = contacts_[observed.record.contact];
    contact.partition = observed.partition;
    ++report_.undecodable;
    return contact.plain.Note(observed);
  }
  if (const auto* finished = std::get_if<StepFinished>(&event->fact);
      finished != nullptr && observed.effect.disposition == Disposition::kApplied) {
    CheckForgotten(observed, *event, *finished);
  }
  if (observed.effect.disposition == Disposition::kApplied) ObservePartition(observed, *event);
  if (observed.record.about_partition || observed.effect.reason == Reason::kDuplicate) return;
  PerContact& contact = contacts_[observed.record.contact];
  contact.partition = observed.partition;
  const bool replied = std::holds_alternative<KeywordReplied>(event->fact);
  const bool refused = std::holds_alternative<EventRejected>(event->fact);
  const bool names = replied || !event->sealed_number.empty();
  if (names && contact.account.value().empty()) contact.account = event->account;
  if (const auto* intent = std::get_if<SendIntended>(&event->fact)) {
    ObserveIntent(observed, *event, *intent);
  } else if (const auto* concluded = std::get_if<SendConcluded>(&event->fact)) {
    ++report_.outcomes[concluded->outcome];
    const bool attempted = concluded->outcome != SendOutcome::kWithdrawn;
    ObserveOutcome(observed, concluded->intent, attempted);
    if (const auto at = by_intent_.find(concluded->intent);
        at != by_intent_.end() && observed.effect.reason == Reason::kNone) {
      Grant& grant = grants_[at->second];
      grant.outcome = concluded->outcome;
      const bool taken = grant.outcome == SendOutcome::kAccepted ||
                         grant.outcome == SendOutcome::kQueued;
      if (taken && grant.taken_ms == kNoTime) grant.taken_ms = observed.record.appended_at_ms;
      if (open_[observed.partition].erase(at->second) > 0) {
        grant.settled_ms = observed.record.appended_at_ms;
      }
      if (!attempted) taken_.erase(grant.message);
    }
  } else if (const auto* reported = std::get_if<DeliveryReported>(&event->fact)) {
    ++report_.deliveries[reported->delivery];
    ObserveOutcome(observed, reported->intent, true);
    if (const auto at = by_intent_.find(reported->intent); at != by_intent_.end()) {
      Grant& grant = grants_[at->second];
      if (grant.delivery != Delivery::kDelivered) grant.delivery = reported->delivery;
      const bool delivered = reported->delivery == Delivery::kDelivered;
      if (delivered && grant.taken_ms == kNoTime) grant.taken_ms = observed.record.appended_at_ms;
    }
  } else if (replied || (refused && event->origin == Origin::kWebhook)) {  // a publisher's is none
    ++contact.replies;
  }
  const std::size_t before = contact.plain.revocations().size();
  contact.plain.Note(observed);
  report_.revocations += contact.plain.revocations().size() - before;
}

void Laws::ObservePartition(const Observed& observed, const Event& event) {
  ActiveStep& active = active_[observed.partition];
  const auto note_halt = [&](const CampaignId& campaign, Offset revision, bool halted) {
    Halt& halt = active.halts[{event.account, campaign}];
    if (revision > halt.revision) halt = {revision, halted};
  };
  if (std::holds_alternative<DispatcherClaimed>(event.fact)) {
    active.epoch = observed.record.offset;
    EndEpoch(observed);
  } else if (const auto* halted = std::get_if<Halted>(&event.fact)) {
    note_halt(halted->campaign, halted->revision, true);
  } else if (const auto* resumed = std::get_if<Resumed>(&event.fact)) {
    note_halt(resumed->campaign, resumed->revision, false);
  }
}

void Laws::ObserveIntent(const Observed& observed, const Event& event, const SendIntended& intent) {
  const bool granted = observed.effect.disposition == Disposition::kGranted;
  if (!granted && observed.effect.disposition != Disposition::kDenied) return;
  if (granted != (observed.judged == Reason::kNone) || observed.judged != observed.effect.reason) {
    Break(Law::kVerdict, observed,
          "the fold says " + std::string(ReasonName(observed.effect.reason)) + ", the table says " +
              std::string(ReasonName(observed.judged)));
  }
  if (granted) {
    TakeGrant(observed, event, intent);
  } else {
    ++report_.denied[observed.effect.reason];
    if (intent.message_class == MessageClass::kOptOutConfirmation &&
        observed.effect.reason == Reason::kTooLate) {
      contacts_[observed.record.contact].confirmed_too_late.insert(intent.message);
    }
    if (!intent.because.campaign.value().empty()) {
      ++StepOf({{event.account, intent.because.campaign}, intent.because.step})
            .denied[observed.effect.reason];
    }
  }
}

void Laws::TakeGrant(const Observed& observed, const Event& event, const SendIntended& intent) {
  ++report_.granted;
  PerContact& contact = contacts_[observed.record.contact];
  CheckGrantPlainly(observed, event.account, intent);
  if (const auto at = taken_.find(intent.message); at != taken_.end()) {
    Break(Law::kAtMostOnce, observed,
          "the message is granted again; the grant at offset " +
              std::to_string(grants_[at->second].offset) + " was never withdrawn");
  }
  Grant grant;
  grant.partition = observed.partition;
  grant.offset = observed.record.offset;
  grant.at_ms = observed.record.appended_at_ms;
  grant.contact = observed.record.contact;
  grant.account = event.account;
  grant.message = intent.message;
  grant.intent = intent.intent;
  grant.message_class = intent.message_class;
  grant.program = intent.program;
  grant.origin = intent.because.origin;
  grant.step = {{event.account, intent.because.campaign}, intent.because.step};
  grant.body_sha256 = intent.body_sha256;
  if (intent.validity_ms > 0) {
    grant.latest_ms = grant.at_ms + intent.age_limit_ms + intent.validity_ms;
  }
  taken_[intent.message] = grants_.size();
  by_intent_[intent.intent] = grants_.size();
  contact.grants.push_back(grants_.size());
  open_[observed.partition].insert(grants_.size());
  grants_.push_back(std::move(grant));
}

// The table of section 6, read a second time from what is known here.
void Laws::CheckGrantPlainly(const Observed& observed, const AccountId& account,
                             const SendIntended& intent) {
  const TimeMs now_ms = observed.fold.state.time_ms;
  const PerContact& contact = contacts_[observed.record.contact];
  if (const auto why = contact.plain.WhyForbidden(intent, now_ms)) {
    Break(Law::kNoGrantAfterStop, observed,
          "a text of class " + std::string(MessageClassName(intent.message_class)) +
              " is granted, though " + *why);
  }
  if (intent.deadline_ms != kNoTime && now_ms >= intent.deadline_ms) {
    Break(Law::kVerdict, observed, "a text is granted after its deadline");
  }
  if (intent.epoch != active_[observed.partition].epoch) {
    Break(Law::kVerdict, observed,
          "a text is granted to epoch " + std::to_string(intent.epoch) +
              ", but the latest claim is " + std::to_string(active_[observed.partition].epoch));
  }
  if (std::abs(now_ms - intent.planned_at_ms) > kClockMs) {
    Break(Law::kVerdict, observed, "a text is granted to a dispatcher with another clock");
  }
  if (IsAnswer(intent.message_class)) return;
  CheckNotHalted(observed, account, intent);
  // Texts of informational programs go out at any hour, requests to opt in to them do not.
  const bool any_hour = intent.program.category == Category::kInformational &&
                        intent.message_class != MessageClass::kOptInRequest;
  if (any_hour) return;
  if (!intent.window.has_value()) {
    Break(Law::kVerdict, observed, "a text that needs a window is granted without one");
  } else if (now_ms < intent.window->open_ms ||
             now_ms + intent.age_limit_ms + intent.validity_ms > intent.window->close_ms) {
    Break(Law::kVerdict, observed, "a text is granted outside its window");
  }
}

void Laws::CheckNotHalted(const Observed& observed, const AccountId& account,
                          const SendIntended& intent) {
  const auto& halts = active_[observed.partition].halts;
  for (const CampaignId& campaign : {CampaignId(), intent.because.campaign}) {
    const auto halt = halts.find({account, campaign});
    if (halt == halts.end()) continue;
    if (halt->second.halted) Break(Law::kVerdict, observed, "a text is granted during a halt");
    if (intent.revision < halt->second.revision) {
      Break(Law::kVerdict, observed, "a text is granted to one who did not know the last command");
    }
    if (campaign == intent.because.campaign) break;
  }
}

void Laws::ObserveOutcome(const Observed& observed, const IntentId& intent, bool attempted) {
  if (by_intent_.contains(intent) || !attempted) return;
  Break(Law::kOutcomeOfGrant, observed,
        "an outcome says that a text was attempted, but its intent was never granted");
}

// What an older epoch left open is unknown from here on.
void Laws::EndEpoch(const Observed& observed) {
  for (const std::size_t at : open_[observed.partition]) {
    grants_[at].settled_ms = observed.record.appended_at_ms;
  }
  open_[observed.partition].clear();
}

Report Laws::TakeReport() {
  FindUnknown();
  return std::move(report_);
}

// Notes who is not in a running step's audience throughout; asked before and after each record.
void Laws::ObserveAudience(const Observed& observed) {
  if (observed.record.about_partition || steps_.empty()) return;
  ActiveStep& active = active_[observed.partition];
  active.interrupted.resize(steps_.size());
  const TimeMs now_ms = observed.fold.state.time_ms;
  const PerContact& contact = contacts_[observed.record.contact];
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const StepAudience& step = steps_[i];
    if (step.due_ms == kNoTime || now_ms < step.due_ms) continue;
    if (observed.fold.state.finished.contains(step.step)) continue;
    if (active.interrupted[i].contains(observed.record.contact)) continue;
    if (!IsInAudience(step, contact.account, contact.plain, now_ms)) {
      active.interrupted[i].insert(observed.record.contact);
    }
  }
}

void Laws::CheckForgotten(const Observed& observed, const Event& event,
                          const StepFinished& finished) {
  const StepKey key{{event.account, finished.campaign}, finished.step};
  const auto at = std::find_if(steps_.begin(), steps_.end(),
                               [&](const StepAudience& step) { return step.step == key; });
  const TimeMs now_ms = observed.fold.state.time_ms;
  if (at == steps_.end() || at->due_ms == kNoTime || now_ms < at->due_ms) return;
  // Derived segments are counted in the projection only.
  if (at->filter.kind == SegmentFilter::Kind::kNamed && at->filter.name.starts_with('~')) return;
  ++report_.steps_checked;
  ActiveStep& active = active_[observed.partition];
  active.interrupted.resize(steps_.size());
  const auto& interrupted = active.interrupted[static_cast<std::size_t>(at - steps_.begin())];
  for (const auto& [id, contact] : contacts_) {
    if (contact.partition != observed.partition || interrupted.contains(id)) continue;
    if (!IsInAudience(*at, contact.account, contact.plain, now_ms)) continue;
    const auto message = observed.fold.messages.find(
        CampaignMessageId(key.campaign.account, key.campaign.campaign, key.step, id));
    const bool settled =
        message != observed.fold.messages.end() &&
        (message->second.state != AttemptState::kFree || IsFinal(message->second.last_denial));
    if (settled) continue;
    const Reason last =
        message == observed.fold.messages.end() ? Reason::kNone : message->second.last_denial;
    report_.breaches.push_back(
        {Law::kNobodyForgotten, observed.partition, observed.record.offset, id, "",
         "step " + std::to_string(key.step) + " of campaign " + key.campaign.campaign.value() +
             " was closed, though this person was in its audience throughout and has neither an "
             "attempt nor a reason that stays" +
             (last == Reason::kNone ? ""
                                    : " (last denied: " + std::string(ReasonName(last)) + ")")});
  }
}

void Laws::Finish(const Refold& refold) {
  report_.records = refold.records();
  report_.breaches.insert(report_.breaches.end(), refold.breaches().begin(),
                          refold.breaches().end());
  for (const Grant& grant : grants_) {
    const auto at = taken_.find(grant.message);
    const bool holds = at != taken_.end() && grants_[at->second].intent == grant.intent;
    if (holds && grant.outcome == SendOutcome::kUnknownValue &&
        grant.delivery == Delivery::kUnknown) {
      ++report_.open_grants;
    }
  }
  CheckReplies(refold);
  FindOverdue(refold);
  MeasureDeadlines();
  FillSteps();
}

void Laws::CheckReplies(const Refold& refold) {
  for (const auto& [partition, fold] : refold.partitions()) {
    report_.contacts += fold.contacts.size();
    for (const auto& [id, contact] : fold.contacts) {
      if (!contact.blocks.empty()) ++report_.blocked_contacts;
      for (const HeldReply& held : contact.held) {
        report_.waiting.push_back({contact.account, id, partition, held.at.position, held.event,
                                   held.at.time_ms, held.review});
      }
      const auto at = contacts_.find(id);
      if (at == contacts_.end()) continue;
      for (const PlainConsent::Reply& reply : at->second.plain.replies()) {
        const bool held = std::any_of(contact.held.begin(), contact.held.end(),
                                      [&](const HeldReply& h) { return h.event == reply.event; });
        if (held == !reply.decided || !contact.blocks.empty()) continue;
        report_.breaches.push_back(
            {Law::kEveryReplyAnswered, partition, reply.offset, id, "",
             held ? "the reply was decided, but still holds the person"
                  : "the reply was never decided, and does not hold the person"});
      }
    }
  }
  std::sort(report_.waiting.begin(), report_.waiting.end(),
            [](const WaitingReply& a, const WaitingReply& b) {
              return a.received_at_ms < b.received_at_ms;
            });
}

StepReport& Laws::StepOf(const StepKey& key) {
  const auto at = std::find_if(report_.steps.begin(), report_.steps.end(),
                               [&](const StepReport& report) { return report.step == key; });
  if (at != report_.steps.end()) return *at;
  StepReport& report = report_.steps.emplace_back();
  report.step = key;
  const auto known = std::find_if(steps_.begin(), steps_.end(),
                                  [&](const StepAudience& step) { return step.step == key; });
  report.name = known == steps_.end() ? key.campaign.campaign.value() : known->name;
  return report;
}

void Laws::FillSteps() {
  for (const Grant& grant : grants_) {
    if (!IsCampaignStep(grant) || grant.outcome == SendOutcome::kWithdrawn) continue;
    StepReport& step = StepOf(grant.step);
    ++step.granted;
    if (step.first_grant_ms == kNoTime || grant.at_ms < step.first_grant_ms) {
      step.first_grant_ms = grant.at_ms;
    }
    step.last_grant_ms = std::max(step.last_grant_ms, grant.at_ms);
  }
  for (StepReport& step : report_.steps) {
    if (step.first_grant_ms == kNoTime) continue;
    for (const auto& [id, contact] : contacts_) {
      if (contact.account != step.step.campaign.account) continue;
      for (const PlainConsent::Revocation& out : contact.plain.revocations()) {
        const bool between =
            step.first_grant_ms <= out.durable_ms && out.durable_ms <= step.last_grant_ms;
        if (!out.handset || !between) continue;
        StopBetween stop{id, contact.partition, out.position, out.durable_ms};
        for (const std::size_t place : contact.grants) {
          const Grant& grant = grants_[place];
          if (grant.step != step.step || grant.outcome == SendOutcome::kWithdrawn) continue;
          (grant.offset < out.position ? stop.granted_before : stop.granted_after) = true;
        }
        step.stops.push_back(stop);
      }
    }
    std::sort(step.stops.begin(), step.stops.end(),
              [](const StopBetween& a, const StopBetween& b) { return a.at_ms < b.at_ms; });
  }
  std::sort(
      report_.steps.begin(), report_.steps.end(),
      [](const StepReport& a, const StepReport& b) { return a.first_grant_ms < b.first_grant_ms; });
}

}  // namespace ledger::verify
