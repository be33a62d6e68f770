// The first thing that is wrong with an input, collected while its fields are read: the reading
// code needs no branches, and one complaint at a time is what a person can mend.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/admission/rejected.h"
#include "ledger/core/phone_number.h"

namespace ledger {

class Complaints {
 public:
  [[nodiscard]] bool ok() const { return !first_.has_value(); }

  // Notes that `field` is wrong; `value` is masked here. Only the first call counts.
  void Add(RejectReason reason, std::string_view field, std::string_view what,
           std::string_view mend, std::string_view value = {}) {
    AddMasked(reason, field, what, mend, MaskValue(value));
  }
  // The same for a telephone number or what should be one: its outer digits are shown.
  void AddNumber(RejectReason reason, std::string_view field, std::string_view what,
                 std::string_view mend, std::string_view cell) {
    AddMasked(reason, field, what, mend, MaskPhoneText(cell));
  }

  // REQUIRES: !ok().
  [[nodiscard]] Rejected Take() { return *std::exchange(first_, std::nullopt); }

 private:
  void AddMasked(RejectReason reason, std::string_view field, std::string_view what,
                 std::string_view mend, std::string value) {
    if (first_) return;
    Rejected& rejected = first_.emplace();
    rejected.reason = reason;
    rejected.field = std::string(field);
    rejected.detail = rejected.field + (field.empty() ? "" : ": ") + std::string(what);
    rejected.value = std::move(value);
    rejected.mend = std::string(mend);
  }

  std::optional<Rejected> first_;
};

}  // namespace ledger
