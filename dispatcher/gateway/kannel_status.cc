#include "dispatcher/gateway/kannel_status.h"

namespace dispatcher {
namespace {

// Takes the text between the next <tag> and its </tag> off `xml`; the page nests no tag in itself.
bool TakeElement(std::string_view& xml, const std::string& tag, std::string_view* content) {
  const std::string open = "<" + tag + ">";
  const std::string close = "</" + tag + ">";
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return false;
  const std::size_t end = xml.find(close, begin);
  if (end == std::string_view::npos) return false;
  *content = xml.substr(begin + open.size(), end - begin - open.size());
  xml.remove_prefix(end + close.size());
  return true;
}

std::string_view Element(std::string_view xml, const std::string& tag) {
  std::string_view content;
  return TakeElement(xml, tag, &content) ? content : std::string_view();
}

}  // namespace

bool KannelStatus::IsUp(std::string_view route) const {
  if (!running || !has_smsbox) return false;
  return route.empty() ? !online.empty() : online.contains(std::string(route));
}

KannelStatus ReadKannelStatus(std::string_view xml) {
  KannelStatus status;
  if (xml.find("</gateway>") == std::string_view::npos) return status;
  status.running = Element(xml, "status").starts_with("running");
  std::string_view boxes = Element(xml, "boxes");
  std::string_view box;
  while (TakeElement(boxes, "box", &box)) {
    if (Element(box, "type") == "smsbox" && Element(box, "status").starts_with("on-line")) {
      status.has_smsbox = true;
    }
  }
  std::string_view links = Element(xml, "smscs");
  std::string_view link;
  while (TakeElement(links, "smsc", &link)) {
    if (Element(link, "status").starts_with("online")) {
      status.online.emplace(Element(link, "id"));
    }
  }
  return status;
}

}  // namespace dispatcher
