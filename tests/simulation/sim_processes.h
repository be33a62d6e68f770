// The workers of a run: the real code, each with an appender, a clock and a view of the control
// topic of its own. To destroy one is to kill it.
#pragma once

#include <memory>
#include <string>

#include "dispatcher/dispatcher.h"
#include "keyword-handler/handler.h"
#include "ledger/outbox/event_outbox.h"
#include "tests/simulation/sim_gateway.h"
#include "tests/simulation/sim_projector.h"
#include "tests/simulation/sim_setup.h"

namespace simulation {

// What the processes of a run share.
struct Surroundings {
  SimLog& log;
  SimTime& time;
  Random& random;
  const Faults& faults;
  SimControl& control;
  SimProjector& projector;
  Carrier& carrier;
  Oracle& oracle;
  const ledger::KeyRing& keys;
};

// A process that appends: the front door and the command line are no more than that here.
class SimProcess {
 public:
  SimProcess(const Surroundings& around, int writer, absl::Duration skew)
      : around_(around),
        writer_(writer),
        clock_(around.time, skew),
        appender_(around.log, around.time, around.random, around.faults, writer),
        outbox_(appender_, around.log.partitions()) {
    around.control.Follow(control_, around.control.size());
  }
  virtual ~SimProcess() { appender_.Die(); }
  SimProcess(const SimProcess&) = delete;
  SimProcess& operator=(const SimProcess&) = delete;

  // One turn. Not OK: the process must end.
  absl::Status Step() {
    if (asleep_until_ > around_.time.elapsed) return absl::OkStatus();
    if (!around_.faults.on || around_.random.Chance(0.3)) around_.control.Follow(control_, 1);
    appender_.Poll(absl::ZeroDuration());
    return Turn();
  }
  void SleepUntil(absl::Duration until) { asleep_until_ = until; }
  void WakeUp() { asleep_until_ = absl::ZeroDuration(); }

  [[nodiscard]] SimAppender& appender() { return appender_; }
  [[nodiscard]] ledger::EventOutbox& outbox() { return outbox_; }
  [[nodiscard]] const ledger::ControlState& control() const { return control_; }
  [[nodiscard]] int writer() const { return writer_; }
  [[nodiscard]] bool skewed() const {
    return clock_.Now() != around_.time.start + around_.time.elapsed;
  }
  [[nodiscard]] virtual bool IsQuiet() const { return outbox_.pending() == 0; }

 protected:
  virtual absl::Status Turn() { return outbox_.Pump(clock_.Monotonic()); }

  const Surroundings around_;
  const int writer_;
  SimClock clock_;
  SimAppender appender_;
  ledger::EventOutbox outbox_;
  ledger::ControlState control_;
  absl::Duration asleep_until_ = absl::ZeroDuration();
};

class HandlerProcess : public SimProcess {
 public:
  HandlerProcess(const Surroundings& around, int writer, absl::Duration skew)
      : SimProcess(around, writer, skew),
        stream_(around.projector, clock_, around.random, around.faults,
                [](const ledger::WorkItem&) {}),
        handler_({outbox_, stream_, clock_, control_, around.keys}) {}

 protected:
  absl::Status Turn() override { return handler_.RunOnce(absl::ZeroDuration()); }

 private:
  SimStream stream_;
  keyword_handler::Handler handler_;
};

class DispatcherProcess : public SimProcess {
 public:
  DispatcherProcess(const Surroundings& around, int writer, absl::Duration skew,
                    const dispatcher::Conduct& conduct)
      : SimProcess(around, writer, skew),
        shard_(conduct.shard),
        stream_(around.projector, clock_, around.random, around.faults,
                [this](const ledger::WorkItem& item) {
                  if (const auto* hold = std::get_if<ledger::HoldBack>(&item.what)) {
                    around_.oracle.SeeHoldBack(writer_, hold->contact, item.offset);
                  }
                }),
        queries_(around.projector),
        gateway_(around.carrier, around.oracle, around.time, around.random, around.faults, writer),
        dispatcher_(conduct,
                    {outbox_, stream_, queries_, gateway_, clock_, control_, around.keys}) {}
  [[nodiscard]] std::uint32_t shard() const { return shard_; }
  [[nodiscard]] bool IsQuiet() const override {
    return SimProcess::IsQuiet() && dispatcher_.InFlight() == 0 && dispatcher_.OpenIntents() == 0 &&
           dispatcher_.Owed() == 0;
  }

 protected:
  absl::Status Turn() override { return dispatcher_.RunOnce(absl::ZeroDuration()); }

 private:
  const std::uint32_t shard_;
  SimStream stream_;
  SimQueries queries_;
  SimGateway gateway_;
  dispatcher::Dispatcher dispatcher_;
};

}  // namespace simulation
