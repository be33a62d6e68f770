#include "ledger/door/event_body.h"

#include <google/protobuf/util/json_util.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ledger/admission/limits.h"
#include "ledger/admission/rejected.h"
#include "ledger/core/strings.h"
#include "ledger/door/json_keys.h"

namespace ledger {
namespace {

namespace v1 = consent::v1;
using OneEvent = std::variant<v1::IntakeEvent, std::string>;

constexpr char kBatchType[] = "consent.v1.IntakeBatch";
constexpr char kEventType[] = "consent.v1.IntakeEvent";

OneEvent FromJson(std::string_view text) {
  if (text.size() > kIntakeEventBytesMax) return "the event is too large";
  if (const std::string why = WhyNotStrictJson(text); !why.empty()) {
    return absl::StrCat("not the JSON of ", kEventType, ": ", why);
  }
  v1::IntakeEvent event;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(text.data(), text.size()), &event, options);
  if (status.ok()) return event;
  // The library's words may quote what it read: digits are hidden, and the text is cut.
  return absl::StrCat("not the JSON of ", kEventType, ": ",
                      MaskValue({status.message().data(), status.message().size()}));
}

OneEvent FromProtobuf(std::string_view bytes) {
  if (bytes.size() > kIntakeEventBytesMax) return "the event is too large";
  v1::IntakeEvent event;
  if (event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return event;
  return absl::StrCat("not a serialised ", kEventType, ", or a text in it is not valid UTF-8");
}

// The value of the parameter `messageType` of a content type; empty: there is none.
std::string MessageType(const std::vector<std::string>& parameters) {
  for (std::size_t i = 1; i < parameters.size(); ++i) {
    const std::pair<std::string, std::string> pair =
        absl::StrSplit(absl::StripAsciiWhitespace(parameters[i]), absl::MaxSplits('=', 1));
    if (absl::AsciiStrToLower(pair.first) != "messagetype") continue;
    std::string value = pair.second;
    if (value.size() >= 2 && value.front() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return "";
}

absl::Status CheckCount(std::size_t count) {
  if (count <= kBatchEventsMax) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(count, " events in one request, at most ",
                                                 kBatchEventsMax, "; divide the batch"));
}

absl::StatusOr<EventBody> ReadProtobuf(const std::string& type, std::string_view body) {
  EventBody read{BodyFormat::kProtobuf, type == kBatchType, {}};
  if (!type.empty() && type != kBatchType && type != kEventType) {
    return absl::UnimplementedError(
        absl::StrCat("messageType ", MaskValue(type), "; use ", kEventType, " or ", kBatchType));
  }
  if (!read.batch) {
    read.events.push_back(FromProtobuf(body));
    return read;
  }
  v1::IntakeBatch batch;
  if (!batch.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return absl::InvalidArgumentError(
        absl::StrCat("the body is not a serialised ", kBatchType,
                     ", or a text in it is not valid UTF-8; nothing of it was taken"));
  }
  const absl::Status count = CheckCount(static_cast<std::size_t>(batch.events_size()));
  if (!count.ok()) return count;
  for (v1::IntakeEvent& event : *batch.mutable_events()) read.events.emplace_back(std::move(event));
  return read;
}

absl::StatusOr<EventBody> ReadLines(std::string_view body) {
  EventBody read{BodyFormat::kJson, true, {}};
  for (const absl::string_view line : absl::StrSplit(ToAbsl(body), '\n')) {
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    const absl::Status count = CheckCount(read.events.size() + 1);
    if (!count.ok()) return count;
    read.events.push_back(FromJson(ToStd(line)));
  }
  return read;
}

}  // namespace

absl::StatusOr<EventBody> ReadEventBody(std::string_view content_type, std::string_view body) {
  const std::vector<std::string> parameters = absl::StrSplit(ToAbsl(content_type), ';');
  const std::string type = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parameters.front()));
  if (type == "application/json") {
    EventBody read{BodyFormat::kJson, false, {}};
    read.events.push_back(FromJson(body));
    return read;
  }
  if (type == "application/x-ndjson" || type == "application/ndjson") return ReadLines(body);
  if (type == "application/x-protobuf" || type == "application/protobuf") {
    return ReadProtobuf(MessageType(parameters), body);
  }
  return absl::UnimplementedError(
      absl::StrCat("Content-Type \"", MaskValue(content_type),
                   "\"; use application/x-protobuf, application/json or application/x-ndjson"));
}

}  // namespace ledger
