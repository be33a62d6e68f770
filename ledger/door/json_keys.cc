#include "ledger/door/json_keys.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"

namespace ledger {
namespace {

using Json = nlohmann::json;

// Walks the text without building anything; returns false to stop.
class KeyWatch final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(Json::number_integer_t) override { return true; }
  bool number_unsigned(Json::number_unsigned_t) override { return true; }
  bool number_float(Json::number_float_t, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return true;
  }
  bool end_object() override {
    keys_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool key(std::string& name) override {
    std::string one = absl::AsciiStrToLower(name);
    one.erase(std::remove(one.begin(), one.end(), '_'), one.end());
    if (keys_.back().insert(std::move(one)).second) return true;
    why_ = "a key stands twice in one object";
    return false;
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    why_ = "it is no valid JSON";
    return false;
  }
  [[nodiscard]] const std::string& why() const { return why_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string why_;
};

}  // namespace

std::string WhyNotStrictJson(std::string_view text) {
  KeyWatch watch;
  static_cast<void>(Json::sax_parse(text.begin(), text.end(), &watch));
  return watch.why();
}

}  // namespace ledger
