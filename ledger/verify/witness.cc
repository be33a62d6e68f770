#include "ledger/verify/witness.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "ledger/core/status_macros.h"

namespace ledger::verify {
namespace {

absl::Status Wrong(std::string_view path, std::int64_t line, std::string_view what) {
  return absl::InvalidArgumentError(
      std::string(path) + ":" + std::to_string(line) + ": " + std::string(what) +
      "; give the record that deploy/local/handset.py wrote with --record");
}

std::string TextAt(const nlohmann::json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

absl::StatusOr<HandsetText> ParseLine(std::string_view text, std::string_view path,
                                      std::int64_t line) {
  const nlohmann::json object = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!object.is_object()) return Wrong(path, line, "this is no JSON object");
  const auto time = object.find("t_ms");
  if (time == object.end() || !time->is_number_integer()) {
    return Wrong(path, line, "t_ms is missing or no whole number");
  }
  const std::string direction = TextAt(object, "dir");
  if (direction != "mt" && direction != "mo") {
    return Wrong(path, line, "dir is neither \"mt\" nor \"mo\"");
  }
  const bool received = direction == "mt";
  const char* const side = received ? "to" : "from";
  std::string number = TextAt(object, side);
  if (!number.empty() && number.front() != '+') number.insert(number.begin(), '+');
  absl::StatusOr<PhoneNumber> parsed = PhoneNumber::Parse(number);
  if (!parsed.ok()) {
    return Wrong(path, line,
                 std::string(side) + " is no number: " + std::string(parsed.status().message()));
  }
  if (!object.contains("text") || !object["text"].is_string()) {
    return Wrong(path, line, "text is missing");
  }
  return HandsetText{line, time->get<TimeMs>(), received, *std::move(parsed),
                     Sha256(TextAt(object, "text"))};
}

}  // namespace

absl::StatusOr<std::vector<HandsetText>> ParseRecord(std::string_view content,
                                                     std::string_view path) {
  std::vector<HandsetText> texts;
  std::int64_t number = 0;
  while (!content.empty()) {
    ++number;
    const std::size_t end = content.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(end + 1);
    if (line.empty()) continue;
    ASSIGN_OR_RETURN(HandsetText text, ParseLine(line, path, number));
    texts.push_back(std::move(text));
  }
  return texts;
}

absl::StatusOr<std::vector<HandsetText>> ReadRecord(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::InvalidArgumentError(path + ": cannot be read; does the file exist?");
  }
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  return ParseRecord(content, path);
}

}  // namespace ledger::verify
