// X-Twilio-Signature: whether a call comes from Twilio. HMAC-SHA1, keyed by the account's auth
// token, over the public address exactly as Twilio called it and all parameters of the form, known
// or not, untrimmed; a body of JSON is covered by its digest in the query instead. Keeps law 8: no
// other proof gives a text handset origin.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/http/http_message.h"
#include "ledger/runtime/secret.h"

namespace ledger {

// The signature of a call of `url` with the decoded parameters of its form.
[[nodiscard]] std::string TwilioSignature(std::string_view auth_token, std::string_view url,
                                          const http::Parameters& form);

enum class TwilioVerdict {
  kSigned,
  kNoToken,          // none is set here: nobody can be Twilio
  kNoSignature,      // the header is missing
  kWrongSignature,   // another token, another address, or other content
  kWrongBodyDigest,  // the body is not the one of bodySHA256
};
inline constexpr std::size_t kTwilioVerdicts = 5;

// In words, for the log.
[[nodiscard]] std::string_view TwilioVerdictText(TwilioVerdict verdict);

// The tokens of a file: one a line, the one that we show to Twilio first.
[[nodiscard]] std::vector<Secret> ReadTwilioTokens(const Secret& file);

// How Twilio reaches us, and what it signs with.
struct TwilioWebhooks {
  std::string public_url;           // https://host[:port][/path], in front of our own paths
  std::vector<Secret> auth_tokens;  // each is accepted: two while they are exchanged
};

// Judges a call. `form` holds its decoded parameters; empty for a body of JSON.
[[nodiscard]] TwilioVerdict JudgeTwilio(const http::HttpRequest& request,
                                        const http::Parameters& form,
                                        const TwilioWebhooks& webhooks);

}  // namespace ledger
