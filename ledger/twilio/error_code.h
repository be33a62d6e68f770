// What Twilio's error codes say about a number, wherever they stand: in the answer to a send or in
// a status callback. Pure. The codes are those of https://www.twilio.com/docs/api/errors.
#pragma once

namespace ledger {

struct TwilioError {
  bool permanent = false;         // the number cannot get texts: it is bad
  bool provider_opt_out = false;  // the person opted out at Twilio or at the carrier
  bool expired = false;           // it was not sent within its validity
};

// A code that is not known says nothing about the number.
[[nodiscard]] TwilioError MeaningOfTwilioError(int code);

}  // namespace ledger
