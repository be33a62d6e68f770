#include "ledger/imports/dialect_table.h"

#include <utility>

namespace ledger::imports {
namespace {

// Klaviyo lets its users choose columns, and names one pair for each channel and kind of message:
// "SMS Marketing Consent", "SMS Marketing Consent Timestamp". Transactional consent is no consent
// to marketing, so it is not read.
bool IsSms(std::string_view name) {
  return name.starts_with("sms") && name.find("transactional") == std::string_view::npos;
}
bool IsSmsConsent(std::string_view name) { return IsSms(name) && name.ends_with(" consent"); }
bool IsSmsConsentTime(std::string_view name) {
  return IsSms(name) && name.ends_with(" consent timestamp");
}
bool IsEmailConsent(std::string_view name) {
  return name.starts_with("email") &&
         (name.ends_with(" consent") || name.ends_with(" consent timestamp"));
}

// "SMS Phone Number", "SMS phone": Mailchimp's spelling varies.
bool IsSmsPhone(std::string_view name) {
  const std::size_t sms = name.find("sms");
  return sms != std::string_view::npos && name.find("phone", sms) != std::string_view::npos;
}

std::vector<Column> ShopifyColumns(std::string_view country, std::string_view address_phone) {
  std::vector<Column> columns = {
      {Field::kPhone, true, {"phone"}},
      {Field::kConsent, true, {"accepts sms marketing"}},
      {Field::kFirstName, false, {"first name"}},
      {Field::kLastName, false, {"last name"}},
      {Field::kCountry, true, {country}},
  };
  if (!address_phone.empty()) columns.push_back({Field::kAddressPhone, true, {address_phone}});
  return columns;
}

// Columns that Shopify writes and nobody here reads.
std::vector<std::string_view> ShopifyUnread() {
  return {"email",
          "accepts email marketing",
          "default address company",
          "default address address1",
          "default address address2",
          "default address city",
          "default address province code",
          "default address zip",
          "total spent",
          "total orders",
          "note",
          "tax exempt",
          "tags",
          "accepts whatsapp marketing"};
}

std::vector<std::string_view> Shopify2021Unread() {
  return {"customer id", "email",         "accepts email marketing", "accepts marketing",
          "company",     "address1",      "address2",                "city",
          "province",    "province code", "country",                 "zip",
          "total spent", "total orders",  "tags",                    "note",
          "tax exempt"};
}

DialectSpec Shopify(Dialect dialect, std::string_view name, std::vector<Column> columns,
                    std::vector<std::string_view> marks, std::vector<std::string_view> ignored) {
  return {.dialect = dialect,
          .name = name,
          .source = "shopify",
          .point_of_sale = true,
          .columns = std::move(columns),
          .marks = std::move(marks),
          .ignored = std::move(ignored)};
}

DialectSpec Klaviyo() {
  return {.dialect = Dialect::kKlaviyo,
          .name = "Klaviyo profile export",
          .source = "klaviyo",
          .no_is_opt_out = true,
          .columns = {{Field::kPhone, true, {"phone number"}},
                      {Field::kConsent, false, {}, IsSmsConsent},
                      {Field::kOptedInAt, false, {}, IsSmsConsentTime},
                      {Field::kMethod, false, {"$consent_method"}},
                      {Field::kFirstName, false, {"first name"}},
                      {Field::kLastName, false, {"last name"}},
                      {Field::kCountry, false, {"country"}},
                      {Field::kIpAddress, false, {"ip address"}}},
          .marks = {"klaviyo id", "email marketing consent", "sms marketing consent"},
          .ignored = {"email", "organization", "title", "address", "address 2", "city",
                      "state / region", "zip code", "latitude", "longitude", "source",
                      "historic customer lifetime value", "predicted customer lifetime value",
                      "total customer lifetime value", "historic number of orders",
                      "predicted number of orders", "average days between orders",
                      "average order value", "churn risk prediction", "first active",
                      "last active", "profile created on", "date added", "last open",
                      "last click", "email suppressions"},
          .ignores = IsEmailConsent};
}

DialectSpec Mailchimp() {
  return {.dialect = Dialect::kMailchimp,
          .name = "Mailchimp audience export",
          .source = "mailchimp",
          .no_is_opt_out = true,
          .speech = Speech::kFileName,
          .columns = {{Field::kPhone, false, {}, IsSmsPhone},
                      {Field::kOtherPhone, false, {"phone number", "phone"}},
                      {Field::kFirstName, false, {"first name"}},
                      {Field::kLastName, false, {"last name"}},
                      {Field::kCountry, false, {"cc"}}},
          .marks = {"leid", "euid", "member_rating"},
          .ignored = {"email address", "address", "birthday", "optin_time", "optin_ip",
                      "confirm_time", "confirm_ip", "latitude", "longitude", "gmtoff", "dstoff",
                      "timezone", "region", "last_changed", "notes", "tags", "unsub_time",
                      "unsub_campaign_title", "unsub_campaign_id", "unsub_reason",
                      "unsub_reason_other", "clean_time", "clean_campaign_title",
                      "clean_campaign_id"}};
}

DialectSpec Square() {
  return {.dialect = Dialect::kSquare,
          .name = "Square customer directory",
          .source = "square",
          .point_of_sale = true,
          .speech = Speech::kContactOnly,
          .columns = {{Field::kPhone, true, {"phone number"}},
                      {Field::kFirstName, false, {"first name"}},
                      {Field::kLastName, false, {"last name"}}},
          .marks = {"square customer id", "instant profile"},
          .ignored = {"reference id", "email address", "nickname", "company name",
                      "street address 1", "street address 2", "city", "state", "postal code",
                      "birthday", "memo", "creation source", "first visit", "last visit",
                      "transaction count", "lifetime spend", "email subscription status",
                      "blocked from online booking"}};
}

DialectSpec Clover() {
  return {.dialect = Dialect::kClover,
          .name = "Clover customers",
          .source = "clover",
          .point_of_sale = true,
          .speech = Speech::kNoChannel,
          .columns = {{Field::kPhone, true, {"phone number", "phone numbers", "phone"}},
                      {Field::kConsent, true, {"marketing allowed", "marketingallowed"}},
                      {Field::kFirstName, false, {"first name"}},
                      {Field::kLastName, false, {"last name"}},
                      {Field::kName, false, {"name"}}},
          .ignored = {"customer id", "email address", "email addresses", "email", "address",
                      "customer since"}};
}

DialectSpec Twilio() {
  return {.dialect = Dialect::kTwilio,
          .name = "Twilio message log",
          .source = "twilio",
          .no_is_opt_out = true,
          .speech = Speech::kMessages,
          .columns = {{Field::kFrom, true, {"from"}},
                      {Field::kTo, true, {"to"}},
                      {Field::kBody, true, {"body"}},
                      {Field::kDirection, true, {"direction"}},
                      {Field::kSentAt, true, {"sentdate", "date_sent", "datesent"}},
                      {Field::kErrorCode, false, {"errorcode", "error_code"}}},
          .ignored = {"status", "apiversion", "api_version", "numsegments", "num_segments",
                      "accountsid", "account_sid", "sid", "price", "priceunit", "price_unit",
                      "date_created", "date_updated", "messaging_service_sid", "num_media", "flags",
                      "error_message", "uri", "subresource_uris", "start"}};
}

DialectSpec Generic() {
  return {.dialect = Dialect::kGeneric,
          .name = "generic CSV or NDJSON",
          .source = "csv",
          .underscores = true,
          .no_is_opt_out = true,
          .columns = {{Field::kPhone, true, {"phone", "phone_number", "msisdn", "mobile", "cell"}},
                      {Field::kConsent, true, {"opted_in"}},
                      {Field::kName, false, {"name"}},
                      {Field::kFirstName, false, {"first_name"}},
                      {Field::kLastName, false, {"last_name"}},
                      {Field::kCountry, false, {"country", "country_code"}},
                      {Field::kOptedInAt, false, {"opted_in_at"}},
                      {Field::kMethod, false, {"source", "method"}},
                      {Field::kDisclosure, false, {"consent_text"}},
                      {Field::kIpAddress, false, {"ip"}}},
          .ignored = {"list"}};
}

}  // namespace

const std::vector<DialectSpec>& Dialects() {
  static const auto* const kDialects = new std::vector<DialectSpec>{
      Shopify(Dialect::kShopify, "Shopify customers export",
              ShopifyColumns("default address country code", "default address phone"),
              {"customer id"}, ShopifyUnread()),
      Shopify(Dialect::kShopifyTemplate, "Shopify import template",
              ShopifyColumns("default address country code", "default address phone"), {},
              ShopifyUnread()),
      Shopify(Dialect::kShopify2021, "Shopify customers export of 2021-22",
              ShopifyColumns("country code", ""), {}, Shopify2021Unread()),
      Klaviyo(),
      Mailchimp(),
      Square(),
      Clover(),
      Twilio(),
      Generic(),
  };
  return *kDialects;
}

}  // namespace ledger::imports
