#include "ledger/cli/publish_answer.h"

#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr int kNotReadable = 400;
constexpr int kNoKey = 401;
constexpr int kNotFound = 404;
constexpr int kTooLarge = 413;
constexpr int kTooMany = 429;
constexpr int kBroken = 500;  // and all above
constexpr int kComeAgain = 503;

// A member as text; empty: it is not there.
std::string Member(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name)) return "";
  const Json& member = object[name];
  return member.is_string() ? member.get<std::string>() : member.dump();
}

std::string Join(const std::string& first, const std::string& mark, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + mark + second;
}

}  // namespace

absl::Status WhyNothing(int status, const Json& answer) {
  // The front door speaks of headers; whoever stands at the command line gave a file.
  const std::string mend = status == kNoKey
                               ? "is --api-key-file (CONSENT_API_KEY_FILE) the account's, and was "
                                 "the front door restarted since it was made?"
                               : Member(answer, "mend");
  const std::string why = Join(
      Join("the front door answered " + std::to_string(status), ": ", Member(answer, "detail")),
      "; ", mend);
  if (status == kComeAgain || status == kTooMany) {
    return absl::UnavailableError(why + "; nothing has a receipt, try again later");
  }
  if (status == kNotReadable || status == kTooLarge) return absl::InvalidArgumentError(why);
  if (status == kNotFound) return absl::NotFoundError(why);
  return status < kBroken ? absl::FailedPreconditionError(why) : absl::InternalError(why);
}

absl::StatusOr<PublishAnswer> ReadPublishAnswer(int status, std::string_view body) {
  const Json answer = Json::parse(body, nullptr, false);
  if (!answer.is_object() || !answer.contains("results") || !answer["results"].is_array()) {
    return WhyNothing(status, answer);
  }
  Table table({"EVENT", "STATUS", "PARTITION", "OFFSET", "WHY", "MEND"});
  std::size_t durable = 0;
  for (const Json& result : answer["results"]) {
    const std::string event = Member(result, "index");
    if (result.contains("receipt")) {
      const Json& receipt = result["receipt"];
      table.Add({event, "durable", Member(receipt, "partition"), Member(receipt, "offset"), "-",
                 "-"});
      ++durable;
    } else {
      const Json problem = result.value("problem", Json::object());
      const std::string why = Join(Member(problem, "field"), ": ", Member(problem, "detail"));
      const bool again = Member(problem, "status") == std::to_string(kComeAgain);
      table.Add(
          {event, again ? "again" : "refused", "-", "-", why, Member(problem, "mend")});
    }
  }
  const std::size_t events = answer["results"].size();
  const std::string text = table.Text() + std::to_string(durable) + " of " +
                           std::to_string(events) + " events are durable\n";
  const int code = durable == events      ? kExitOk
                   : status == kComeAgain ? kExitTemporary
                                          : kExitRefused;
  return PublishAnswer{text, answer, code};
}

}  // namespace ledger::cli
