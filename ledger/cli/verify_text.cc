#include "ledger/cli/verify_text.h"

#include <algorithm>
#include <string_view>

#include "ledger/cli/contact_text.h"
#include "ledger/cli/deadline_text.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"

namespace ledger::cli {
namespace {

using verify::Breach;
using verify::Report;
using verify::StepReport;

// People read the beginning; -o json has all.
constexpr std::size_t kListedMax = 20;

std::string_view OutcomeName(SendOutcome outcome) {
  switch (outcome) {
    case SendOutcome::kAccepted:
      return "accepted";
    case SendOutcome::kQueued:
      return "queued";
    case SendOutcome::kRejected:
      return "rejected";
    case SendOutcome::kUnknown:
      return "unknown";
    case SendOutcome::kWithdrawn:
      return "withdrawn";
    case SendOutcome::kUnknownValue:
      break;
  }
  return "unclear";
}

std::string Line(std::string_view what, std::uint64_t count) {
  std::string line(what);
  line.resize(std::max<std::size_t>(line.size() + 1, 28), ' ');
  return line + std::to_string(count) + "\n";
}

Json CountsJson(const std::map<Reason, std::uint64_t>& counts) {
  Json json = Json::object();
  for (const auto& [reason, count] : counts) json[std::string(ReasonName(reason))] = count;
  return json;
}

std::string StepText(const StepReport& step, bool witness) {
  std::string text = step.name + ", message " + std::to_string(step.step.step + 1) + ": " +
                     std::to_string(step.granted) + " granted";
  if (step.first_grant_ms != kNoTime) {
    text += ", from " + ShowTime(step.first_grant_ms) + " to " + ShowTime(step.last_grant_ms);
  }
  text += "\n  " + std::to_string(step.stops.size()) + " stops between its first and last grant";
  std::uint64_t before = 0;
  std::uint64_t after = 0;
  std::uint64_t received = 0;
  for (const verify::StopBetween& stop : step.stops) {
    before += stop.granted_before ? 1 : 0;
    after += stop.granted_after ? 1 : 0;
    received += stop.received ? 1 : 0;
  }
  if (!step.stops.empty()) {
    text += ": " + std::to_string(before) + " had the text granted before, " +
            std::to_string(after) + " after";
    if (witness) text += "; " + std::to_string(received) + " handsets received it";
  }
  return text + "\n";
}

std::string WitnessText(const Report& report) {
  std::string text = "\nagainst the handsets' record\n";
  text += Line("  texts received", report.texts_received);
  text += Line("  texts sent by handsets", report.texts_sent);
  text += Line("  granted, never seen", report.granted_unseen);
  text += Line("  delivered, never seen", report.delivered_unseen);
  text += "  longest after a stop      " +
          (report.longest_after_stop_ms < 0
               ? std::string("none came after a stop")
               : std::to_string(report.longest_after_stop_ms) +
                     " ms between the stop's durable append and a later text") +
          "\n";
  for (std::size_t i = 0; i < std::min(report.in_flight.size(), kListedMax); ++i) {
    const verify::InFlight& flight = report.in_flight[i];
    text += "  in flight at a stop       contact " + ContactKey(flight.contact) + ", partition " +
            std::to_string(flight.partition) + ": granted at offset " +
            std::to_string(flight.grant) + ", stop at " + std::to_string(flight.revocation) +
            ", received " + std::to_string(flight.later_ms) + " ms after it\n";
  }
  if (report.in_flight.size() > kListedMax) {
    text += "  ... and " + std::to_string(report.in_flight.size() - kListedMax) + " more\n";
  }
  return text;
}

Json BreachJson(const Breach& breach) {
  Json json = {{"law", LawName(breach.law)}, {"what", breach.what}};
  json["contact"] = breach.contact.has_value() ? Json(ContactKey(*breach.contact)) : Json();
  json["number"] = breach.masked_number.empty() ? Json() : Json(breach.masked_number);
  json["partition"] = breach.partition < 0 ? Json() : Json(breach.partition);
  json["offset"] = breach.offset == kNoOffset ? Json() : Json(breach.offset);
  return json;
}

Json StepJson(const StepReport& step) {
  Json stops = Json::array();
  for (const verify::StopBetween& stop : step.stops) {
    stops.push_back({{"contact", ContactKey(stop.contact)},
                     {"partition", stop.partition},
                     {"offset", stop.offset},
                     {"at", JsonTime(stop.at_ms)},
                     {"granted_before", stop.granted_before},
                     {"granted_after", stop.granted_after},
                     {"received", stop.received}});
  }
  return {{"account", step.step.campaign.account.value()},
          {"campaign", step.step.campaign.campaign.value()},
          {"name", step.name},
          {"step", step.step.step},
          {"granted", step.granted},
          {"denied", CountsJson(step.denied)},
          {"first_grant_at", JsonTime(step.first_grant_ms)},
          {"last_grant_at", JsonTime(step.last_grant_ms)},
          {"stops_between", step.stops.size()},
          {"stops", stops}};
}

std::uint64_t OpenAt(const Report& report, TimeMs moment) {
  return static_cast<std::uint64_t>(
      std::count_if(report.spans.begin(), report.spans.end(), [&](const verify::GrantSpan& span) {
        return span.granted_ms <= moment &&
               (span.settled_ms == kNoTime || span.settled_ms > moment);
      }));
}

Json WitnessJson(const Report& report) {
  Json in_flight = Json::array();
  for (const verify::InFlight& flight : report.in_flight) {
    in_flight.push_back({{"contact", ContactKey(flight.contact)},
                         {"partition", flight.partition},
                         {"grant", flight.grant},
                         {"revocation", flight.revocation},
                         {"later_ms", flight.later_ms}});
  }
  return {{"texts_received", report.texts_received},
          {"texts_sent", report.texts_sent},
          {"granted_unseen", report.granted_unseen},
          {"delivered_unseen", report.delivered_unseen},
          {"longest_after_stop_ms",
           report.longest_after_stop_ms < 0 ? Json() : Json(report.longest_after_stop_ms)},
          {"in_flight", in_flight}};
}

}  // namespace

std::string OpenAtText(const Report& report, const std::vector<TimeMs>& moments) {
  std::string text;
  for (const TimeMs moment : moments) {
    text += ShowTime(moment) + "  " + std::to_string(OpenAt(report, moment)) +
            " texts were granted and not concluded\n";
  }
  return text;
}

Json OpenAtJson(const Report& report, const std::vector<TimeMs>& moments) {
  Json array = Json::array();
  for (const TimeMs moment : moments) {
    array.push_back({{"at_ms", moment}, {"open", OpenAt(report, moment)}});
  }
  return array;
}

std::string VerifyText(const Report& report) {
  std::string text = "the whole log, folded again\n";
  text += Line("  records", report.records);
  text += Line("  repeats, ignored", report.duplicates);
  text += Line("  undecodable records", report.undecodable);
  text += Line("  contacts", report.contacts);
  text += Line("  blocked contacts", report.blocked_contacts);
  text += Line("  revocations", report.revocations);
  text += Line("  intents granted", report.granted);
  for (const auto& [reason, count] : report.denied) {
    text += Line("  denied, " + std::string(ReasonName(reason)), count);
  }
  for (const auto& [outcome, count] : report.outcomes) {
    text += Line("  concluded " + std::string(OutcomeName(outcome)), count);
  }
  for (const auto& [delivery, count] : report.deliveries) {
    text += Line("  reported " + std::string(DeliveryName(delivery)), count);
  }
  text += Line("  grants without an outcome", report.open_grants);
  text += Line("  unknown, never sent again", report.unknown.size());
  for (std::size_t i = 0; i < std::min(report.unknown.size(), kListedMax); ++i) {
    const verify::UnknownAttempt& attempt = report.unknown[i];
    text +=
        "    contact " + ContactKey(attempt.contact) + ", partition " +
        std::to_string(attempt.partition) + ": granted at offset " + std::to_string(attempt.grant) +
        (report.has_witness
             ? attempt.received ? ", the handset received it" : ", the handset did not receive it"
             : "") +
        "\n";
  }
  text += Line("  closings of steps checked", report.steps_checked);
  text += Line("  replies that wait", report.waiting.size());
  for (std::size_t i = 0; i < std::min(report.waiting.size(), kListedMax); ++i) {
    const verify::WaitingReply& reply = report.waiting[i];
    text += "    contact " + ContactKey(reply.contact) + ", partition " +
            std::to_string(reply.partition) + " offset " + std::to_string(reply.offset) +
            ", since " + ShowTime(reply.received_at_ms) +
            (reply.review ? ", for a person to look at" : "") + "\n";
  }
  text += Line("  open though overdue", report.overdue.size());
  for (std::size_t i = 0; i < std::min(report.overdue.size(), kListedMax); ++i) {
    const verify::Overdue& overdue = report.overdue[i];
    text += "    partition " + std::to_string(overdue.partition) +
            (overdue.offset == kNoOffset ? "" : " offset " + std::to_string(overdue.offset)) +
            (overdue.contact.has_value() ? ", contact " + ContactKey(*overdue.contact) : "") +
            ": " + overdue.what + ", since " + ShowTime(overdue.since_ms) + "\n";
  }
  text += DeadlinesText(report.deadlines);
  if (!report.steps.empty()) text += "\ncampaigns\n";
  for (const StepReport& step : report.steps) text += StepText(step, report.has_witness);
  if (report.has_witness) text += WitnessText(report);
  text += "\n";
  if (report.breaches.empty()) {
    return text + "Every law holds" +
           (report.has_witness ? "" : " in the log; compare with handsets: --against RECORD") +
           ".\n";
  }
  text += std::to_string(report.breaches.size()) + " breaches\n";
  for (std::size_t i = 0; i < std::min(report.breaches.size(), kListedMax); ++i) {
    text += "  " + Describe(report.breaches[i]) + "\n";
  }
  if (report.breaches.size() > kListedMax) text += "  ... all of them: -o json\n";
  return text;
}

Json VerifyJson(const Report& report) {
  Json json = {{"status", report.breaches.empty() ? "holds" : "broken"},
               {"records", report.records},
               {"duplicates", report.duplicates},
               {"undecodable", report.undecodable},
               {"contacts", report.contacts},
               {"blocked_contacts", report.blocked_contacts},
               {"revocations", report.revocations},
               {"granted", report.granted},
               {"denied", CountsJson(report.denied)},
               {"open_grants", report.open_grants},
               {"steps_checked", report.steps_checked}};
  Json unknown = Json::array();
  for (const verify::UnknownAttempt& attempt : report.unknown) {
    unknown.push_back({{"account", attempt.account.value()},
                       {"contact", ContactKey(attempt.contact)},
                       {"partition", attempt.partition},
                       {"grant", attempt.grant},
                       {"received", report.has_witness ? Json(attempt.received) : Json()}});
  }
  json["unknown"] = unknown;
  json["deadlines"] = DeadlinesJson(report.deadlines);
  Json outcomes = Json::object();
  for (const auto& [outcome, count] : report.outcomes) {
    outcomes[std::string(OutcomeName(outcome))] = count;
  }
  json["outcomes"] = outcomes;
  Json deliveries = Json::object();
  for (const auto& [delivery, count] : report.deliveries) {
    deliveries[std::string(DeliveryName(delivery))] = count;
  }
  json["deliveries"] = deliveries;
  Json waiting = Json::array();
  for (const verify::WaitingReply& reply : report.waiting) {
    waiting.push_back({{"account", reply.account.value()},
                       {"contact", ContactKey(reply.contact)},
                       {"partition", reply.partition},
                       {"offset", reply.offset},
                       {"reply", Hex(reply.event.view())},
                       {"received_at", JsonTime(reply.received_at_ms)},
                       {"review", reply.review}});
  }
  json["waiting"] = waiting;
  Json overdue = Json::array();
  for (const verify::Overdue& one : report.overdue) {
    overdue.push_back(
        {{"account", one.account.value()},
         {"contact", one.contact.has_value() ? Json(ContactKey(*one.contact)) : Json()},
         {"partition", one.partition},
         {"offset", one.offset == kNoOffset ? Json() : Json(one.offset)},
         {"since", JsonTime(one.since_ms)},
         {"what", one.what}});
  }
  json["overdue"] = overdue;
  Json steps = Json::array();
  for (const StepReport& step : report.steps) steps.push_back(StepJson(step));
  json["steps"] = steps;
  if (report.has_witness) json["witness"] = WitnessJson(report);
  Json breaches = Json::array();
  for (const Breach& breach : report.breaches) breaches.push_back(BreachJson(breach));
  json["breaches"] = breaches;
  return json;
}

}  // namespace ledger::cli
