#include "ledger/twilio/error_code.h"

namespace ledger {

// Not here on purpose, for they speak of the moment, the carrier, the words or our own set-up:
// 20429 too many requests, 21408 country not enabled, 21612 no route from this line, 30003 handset
// off or out of reach, 30004 blocked, 30007 filtered, 30008 unknown, 30034 line not registered.
TwilioError MeaningOfTwilioError(int code) {
  switch (code) {
    case 21610:  // the recipient is unsubscribed
      return {.provider_opt_out = true};
    case 21211:  // To is no telephone number
    case 21265:  // To is a short code
    case 21614:  // To is no mobile number
    case 21635:  // To is a landline
    case 30005:  // the handset is unknown: the number may no longer exist
    case 30006:  // a landline, or a carrier that cannot be reached
      return {.permanent = true};
    case 30036:  // the validity period is over
      return {.expired = true};
    default:
      return {};
  }
}

}  // namespace ledger
