#include "tests/simulation/plain_reading.h"

#include <algorithm>

namespace simulation {
namespace {

bool Covers(const ledger::RevocationScope& scope, const ledger::ProgramRef& program) {
  if (scope.reach == ledger::Reach::kMarketing) {
    return program.category == ledger::Category::kMarketing;
  }
  if (scope.reach != ledger::Reach::kPrograms || scope.programs.empty()) return true;
  return std::find(scope.programs.begin(), scope.programs.end(), program) != scope.programs.end();
}

}  // namespace

bool PlainReading::Stands(const OptIn& opt_in, const ledger::ProgramRef& program,
                          bool against_handset) const {
  for (const Revocation& revocation : revocations_) {
    if (revocation.handset != against_handset || !Covers(revocation.scope, program)) continue;
    const bool later =
        opt_in.when.time > revocation.when.time && opt_in.when.at > revocation.when.at;
    if (!later) return false;
  }
  return true;
}

void PlainReading::NeverAsked(ledger::Offset ask) {
  for (auto& [program, opt_ins] : opt_ins_) {
    std::erase_if(opt_ins, [&](const OptIn& in) { return in.handset && in.when.at == ask; });
  }
}

bool PlainReading::EverRevoked(const ledger::ProgramRef& program) const {
  return std::any_of(revocations_.begin(), revocations_.end(),
                     [&](const Revocation& r) { return Covers(r.scope, program); });
}

bool PlainReading::EverAgreed(const ledger::ProgramId& program) const {
  const auto at = opt_ins_.find(program);
  return import_permits_.contains(program) || (at != opt_ins_.end() && !at->second.empty());
}

bool PlainReading::OwnerAgreed(const ledger::ProgramId& program) const {
  if (owner_since_ms_ == ledger::kNoTime) return EverAgreed(program);
  const auto at = opt_ins_.find(program);
  return at != opt_ins_.end() &&
         std::any_of(at->second.begin(), at->second.end(),
                     [&](const OptIn& in) { return in.when.time > owner_since_ms_; });
}

bool PlainReading::IsStopped(const ledger::ProgramRef& program) const {
  const auto at = opt_ins_.find(program.program);
  if (at != opt_ins_.end()) {
    for (const OptIn& in : at->second) {
      if (in.handset && Stands(in, program, true)) return false;
    }
  }
  return std::any_of(revocations_.begin(), revocations_.end(), [&](const Revocation& r) {
    return r.handset && Covers(r.scope, program);
  });
}

bool PlainReading::IsWilling(const ledger::ProgramRef& program) const {
  const auto at = opt_ins_.find(program.program);
  return at != opt_ins_.end() &&
         std::any_of(at->second.begin(), at->second.end(),
                     [&](const OptIn& in) { return Stands(in, program, false); });
}

bool PlainReading::IsOnlyStopped(const ledger::ProgramRef& program) const {
  const bool elsewhere =
      std::any_of(revocations_.begin(), revocations_.end(), [&](const Revocation& r) {
        return !r.handset && Covers(r.scope, program);
      });
  const bool imported = import_permits_.contains(program.program) && !elsewhere;
  return IsStopped(program) && OwnerAgreed(program.program) && (imported || IsWilling(program));
}

bool PlainReading::Wants(const ledger::ProgramRef& program) const {
  if (import_permits_.contains(program.program) && !EverRevoked(program)) return true;
  return IsWilling(program) && !IsStopped(program);
}

}  // namespace simulation
