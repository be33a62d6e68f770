#include "ledger/cli/evidence.h"

namespace ledger::cli {
namespace {

std::string_view MethodName(OptInMethod method) {
  switch (method) {
    case OptInMethod::kWebForm:
      return "web_form";
    case OptInMethod::kProfilePage:
      return "profile_page";
    case OptInMethod::kCheckout:
      return "checkout";
    case OptInMethod::kEmailLink:
      return "email_link";
    case OptInMethod::kQrForm:
      return "qr_form";
    case OptInMethod::kAdmin:
      return "admin";
    case OptInMethod::kApi:
      return "api";
    case OptInMethod::kVoice:
      return "voice";
    case OptInMethod::kUnknown:
      break;
  }
  return "";
}

void AddPart(std::string_view name, std::string_view value, Json& json) {
  if (!value.empty()) json[std::string(name)] = value;
}

Json ToJson(OptInMethod method, const Evidence& evidence) {
  Json json = nullptr;
  AddPart("method", MethodName(method), json);
  AddPart("disclosure_version", evidence.disclosure_version, json);
  AddPart("disclosure_sha256", evidence.disclosure_sha256, json);
  AddPart("url", evidence.url, json);
  AddPart("signature_sha256", evidence.signature_sha256, json);
  AddPart("actor", evidence.actor, json);
  return json;
}

// Where in which file it stands; null: in none.
template <typename FactOfRow>
Json OfRow(const FactOfRow& fact) {
  Json json = nullptr;
  AddPart("import_id", fact.import_id, json);
  if (fact.row != 0) json["row"] = fact.row;
  if (fact.mapping_version != 0) json["mapping_version"] = fact.mapping_version;
  return json;
}

Json OfImport(const ContactImported& fact) {
  Json json = OfRow(fact);
  const Json more = ToJson(OptInMethod::kUnknown, fact.evidence);
  if (!more.is_null()) json.update(more);
  return json;
}

Json OfFact(const Fact& fact) {
  if (const auto* imported = std::get_if<ContactImported>(&fact)) return OfImport(*imported);
  if (const auto* out = std::get_if<OptedOut>(&fact)) return OfRow(*out);
  if (const auto* in = std::get_if<OptedIn>(&fact)) return ToJson(in->method, in->evidence);
  if (const auto* ask = std::get_if<MessageRequested>(&fact)) {
    return ToJson(ask->method, ask->evidence);
  }
  if (const auto* set = std::get_if<PermissionSet>(&fact)) {
    return ToJson(OptInMethod::kUnknown, set->evidence);
  }
  return nullptr;
}

}  // namespace

Json EvidenceJson(const Fact& fact, TimeMs occurred_at_ms) {
  Json json = OfFact(fact);
  if (json.is_null() || occurred_at_ms == kNoTime) return json;
  json[std::holds_alternative<OptedOut>(fact) ? "left_at" : "agreed_at"] = JsonTime(occurred_at_ms);
  return json;
}

void AddSealed(const Personal& personal, Json& evidence) {
  AddPart("name", personal.name, evidence);
  AddPart("email", personal.email, evidence);
  AddPart("ip", personal.ip, evidence);
  AddPart("user_agent", personal.user_agent, evidence);
  AddPart("signature", personal.signature, evidence);
  const SourceRecord& record = personal.source_record;
  AddPart("word", record.word, evidence);
  AddPart("method", record.method, evidence);
  AddPart("disclosure", record.disclosure, evidence);
  AddPart("time", record.time, evidence);
}

std::string EvidenceLine(const Json& evidence) {
  std::string text;
  for (const auto& [name, value] : evidence.items()) {
    text += (text.empty() ? "" : ", ") + name + " " +
            value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text;
}

}  // namespace ledger::cli
