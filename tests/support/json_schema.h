// A judge of JSON against the part of JSON Schema that our API's document uses.
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace ledger {

// Nothing is left unjudged: a word of JSON Schema that it does not know is a misfit.
class JsonSchema {
 public:
  using Json = nlohmann::ordered_json;

  // `document` holds what "#/..." points to, and must outlive this.
  explicit JsonSchema(const Json& document) : document_(document) {}

  // Why `value` does not fit, with its place; empty: it fits.
  std::string WhyNot(const Json& schema, const Json& value, const std::string& at = "$") const {
    for (const auto& [word, wanted] : schema.items()) {
      if (std::string why = Judge(schema, word, wanted, value, at); !why.empty()) return why;
    }
    return "";
  }

 private:
  std::string Judge(const Json& schema, const std::string& word, const Json& wanted,
                    const Json& value, const std::string& at) const {
    if (word == "$ref") {
      const std::string pointer = wanted.get<std::string>().substr(1);
      return WhyNot(document_.at(Json::json_pointer(pointer)), value, at);
    }
    if (word == "type") return HasType(wanted, value) ? "" : at + " is no " + wanted.dump();
    if (word == "enum") {
      return std::find(wanted.begin(), wanted.end(), value) != wanted.end()
                 ? ""
                 : at + " is none of " + wanted.dump();
    }
    if (word == "pattern") {
      return !value.is_string() || std::regex_search(value.get<std::string>(),
                                                     std::regex(wanted.get<std::string>()))
                 ? ""
                 : at + " is not like " + wanted.dump();
    }
    if (word == "oneOf") {
      const auto fits = std::count_if(wanted.begin(), wanted.end(), [&](const Json& one) {
        return WhyNot(one, value, at).empty();
      });
      return fits == 1 ? "" : at + " fits " + std::to_string(fits) + " of " + wanted.dump();
    }
    if (word == "required") {
      for (const Json& name : wanted) {
        if (!value.contains(name.get<std::string>())) return at + " lacks " + name.dump();
      }
      return "";
    }
    if (word == "items" || word == "properties") return Parts(word, wanted, value, at);
    if (word == "additionalProperties" && !wanted.get<bool>()) {
      for (const auto& [name, part] : value.items()) {
        if (!schema.at("properties").contains(name)) return at + " knows no " + name;
      }
      return "";
    }
    const bool says = word == "description" || word == "format" || word == "contentEncoding";
    return says ? "" : "the judge knows no '" + word + "'";
  }

  std::string Parts(const std::string& word, const Json& wanted, const Json& value,
                    const std::string& at) const {
    for (const auto& [name, part] : value.items()) {
      const bool list = word == "items";
      if (!list && !wanted.contains(name)) continue;
      std::string why = WhyNot(list ? wanted : wanted.at(name), part, at + "/" + name);
      if (!why.empty()) return why;
    }
    return "";
  }

  static bool HasType(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    return type == "number" && value.is_number();
  }

  const Json& document_;
};

}  // namespace ledger
