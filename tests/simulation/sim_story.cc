#include "tests/simulation/sim_story.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/codec/record_codec.h"
#include "ledger/core/strings.h"

namespace simulation {
namespace {

template <typename Id>
std::string Short(const Id& id) {
  return absl::BytesToHexString(ledger::ToAbsl(id.view().substr(0, 4)));
}

struct Words {
  std::string operator()(const ledger::SendIntended& f) const {
    return absl::StrCat("intent ", Short(f.intent), " message ", Short(f.message), " class ",
                        static_cast<int>(f.message_class), " ", f.because.campaign.value(), "/",
                        f.because.step, " origin ", f.because.origin, " epoch ", f.epoch,
                        " revision ", f.revision);
  }
  std::string operator()(const ledger::SendConcluded& f) const {
    return absl::StrCat("concluded ", Short(f.intent), " message ", Short(f.message), " outcome ",
                        static_cast<int>(f.outcome), " ", f.detail);
  }
  std::string operator()(const ledger::DeliveryReported& f) const {
    return absl::StrCat("report on ", Short(f.intent), " ", static_cast<int>(f.delivery));
  }
  std::string operator()(const ledger::KeywordReplied& f) const {
    return absl::StrCat("text '", f.gateway_id, "' at ", f.gateway_time_ms % 1'000'000);
  }
  std::string operator()(const ledger::ReplyDecided& f) const {
    return absl::StrCat("decided ", f.reply_offset, " consequence ",
                        static_cast<int>(f.consequence), " ", f.matched_rule, " ", f.actor);
  }
  std::string operator()(const ledger::Halted& f) const {
    return absl::StrCat("halted '", f.campaign.value(), "' revision ", f.revision);
  }
  std::string operator()(const ledger::Resumed& f) const {
    return absl::StrCat("resumed '", f.campaign.value(), "' revision ", f.revision);
  }
  std::string operator()(const ledger::StepFinished& f) const {
    return absl::StrCat("finished ", f.campaign.value(), "/", f.step, " epoch ", f.epoch);
  }
  std::string operator()(const ledger::DispatcherClaimed& f) const {
    return absl::StrCat("claimed by ", f.instance);
  }
  std::string operator()(const ledger::OptedIn&) const { return "opted in by form"; }
  std::string operator()(const ledger::OptedOut& f) const {
    return absl::StrCat("opted out, means ", static_cast<int>(f.means), " reach ",
                        static_cast<int>(f.scope.reach));
  }
  std::string operator()(const ledger::ContactImported& f) const {
    return absl::StrCat("imported, grade ", static_cast<int>(f.grade));
  }
  std::string operator()(const ledger::MessageRequested& f) const {
    return absl::StrCat("requested ", Short(f.message), " deadline ", f.deadline_ms % 1'000'000);
  }
  std::string operator()(const ledger::ZoneTold& f) const { return "told zone " + f.tzid; }
  std::string operator()(const ledger::NumberReassigned&) const { return "reassigned"; }
  template <typename Other>
  std::string operator()(const Other&) const {
    return "other";
  }
};

}  // namespace

void TellPartition(const SimLog& log, ledger::PartitionId p, const SimProjector& projector,
                   std::vector<std::string>& story) {
  ledger::Offset offset = 0;
  for (const Landed& landed : log.Of(p)) {
    const ledger::Record record =
        ledger::Decode(offset, landed.appended_at_ms, landed.key, landed.value);
    std::string line =
        absl::StrCat(p, "@", offset, " t=", landed.appended_at_ms % 1'000'000, " by ",
                     landed.writer, record.about_partition ? "" : " " + Short(record.contact), " ");
    const auto* event = std::get_if<ledger::Event>(&record.content);
    absl::StrAppend(&line, event == nullptr ? "undecodable" : std::visit(Words(), event->fact));
    const auto stored = projector.is_up()
                            ? projector.store(p).LoadEvent(offset)
                            : absl::StatusOr<projector::StoredEvent>(absl::NotFoundError("down"));
    if (stored.ok()) {
      absl::StrAppend(&line, " -> ", static_cast<int>(stored->disposition), " reason ",
                      static_cast<int>(stored->reason));
    }
    story.push_back(std::move(line));
    ++offset;
  }
}

}  // namespace simulation
