// Random events of every kind, from a seed. Every field of every fact gets a value: the structured
// bindings below stop compiling when a fact gains a field, so nothing can be forgotten.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/core/event.h"

namespace ledger::testing {

class RandomEvent {
 public:
  explicit RandomEvent(std::uint64_t seed) : random_(seed) {}

  // Returns an event whose fact is the `kind`-th of the variant.
  Event OfKind(std::size_t kind) {
    Event event;
    auto& [id, account, origin, source, publisher_id, at, number, details, fact] = event;
    Fill(id, account, source, publisher_id, at, number, details);
    origin = static_cast<Origin>(Below(8));
    fact = MakeFact(kind, std::make_index_sequence<std::variant_size_v<Fact>>());
    return event;
  }
  [[nodiscard]] std::uint64_t Below(std::uint64_t limit) { return random_() % limit; }

 private:
  template <std::size_t... I>
  Fact MakeFact(std::size_t kind, std::index_sequence<I...> /*kinds*/) {
    Fact fact;
    ((I == kind ? (void)Fill(fact.emplace<I>()) : (void)0), ...);
    return fact;
  }

  template <typename... T>
  void Fill(T&... values) {
    (One(values), ...);
  }

  // Plain values. Sometimes empty, for that is a case of its own.
  void One(std::string& value) {
    static const std::vector<std::string> texts = {"", "a", "shopify", "Café 😀 ñ", "a\nb\"c,d"};
    const std::uint64_t pick = Below(texts.size() + 1);
    value = pick < texts.size() ? texts[pick] : std::string(Below(400), 'x');
  }
  void One(std::int64_t& value) {
    const std::uint64_t pick = Below(8);
    value = pick == 0   ? -1
            : pick == 1 ? 0
                        : static_cast<std::int64_t>(random_() >> (1 + Below(62)));
  }
  void One(std::int32_t& value) { value = static_cast<std::int32_t>(Below(1U << 31)); }
  void One(std::uint32_t& value) { value = static_cast<std::uint32_t>(random_() >> Below(64)); }
  void One(std::uint64_t& value) { value = random_() >> Below(64); }
  void One(bool& value) { value = Below(2) == 1; }
  template <std::size_t N>
  void One(std::array<std::uint8_t, N>& value) {
    for (std::uint8_t& byte : value) byte = static_cast<std::uint8_t>(Below(256));
  }
  template <typename Tag>
  void One(StrongId<std::string, Tag>& value) {
    std::string raw;
    One(raw);
    value = StrongId<std::string, Tag>(raw);
  }
  template <typename Tag>
  void One(Id128<Tag>& value) {
    typename Id128<Tag>::Bytes bytes{};
    One(bytes);
    bytes[0] |= 1;
    value = Id128<Tag>(bytes);
  }
  template <typename T>
  void One(std::vector<T>& value) {
    value.resize(Below(4));
    for (T& item : value) One(item);
  }
  template <typename T>
  void One(std::optional<T>& value) {
    value.reset();
    if (Below(2) == 1) One(value.emplace());
  }

  // Enums: from `least` to `most`. Where "not given" is not decodable, from 1.
  template <typename Enum>
  void Between(Enum& value, std::uint64_t least, Enum most) {
    value = static_cast<Enum>(least + Below(static_cast<std::uint64_t>(most) - least + 1));
  }
  void One(Category& value) { Between(value, 0, Category::kInformational); }
  void One(Reach& value) { Between(value, 1, Reach::kEverything); }
  void One(MessageClass& value) { Between(value, 1, MessageClass::kCustomReply); }
  void One(EvidenceGrade& value) { Between(value, 0, EvidenceGrade::kD); }
  void One(OptInMethod& value) { Between(value, 1, OptInMethod::kVoice); }
  void One(OptOutMeans& value) { Between(value, 1, OptOutMeans::kProvider); }
  void One(Permission& value) { Between(value, 1, Permission::kBadNumber); }
  void One(ReassignmentAnswer& value) { Between(value, 1, ReassignmentAnswer::kNoData); }
  void One(ProviderAction& value) { Between(value, 0, ProviderAction::kHelp); }
  void One(ReplyClass& value) { Between(value, 1, ReplyClass::kInbox); }
  void One(Consequence& value) { Between(value, 1, Consequence::kHold); }
  void One(SendOutcome& value) { Between(value, 1, SendOutcome::kWithdrawn); }
  void One(Delivery& value) { Between(value, 1, Delivery::kExpired); }
  void One(Reason& value) { Between(value, 40, Reason::kRevoked); }

  // Structs.
  void One(ProgramRef& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(RevocationScope& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(Evidence& v) {
    auto& [a, b, c, d, e] = v;
    Fill(a, b, c, d, e);
  }
  void One(AnswerDue& v) {
    auto& [a, b, c, d] = v;
    Fill(a, b, c, d);
  }
  void One(Because& v) {
    auto& [a, b, c, d] = v;
    Fill(a, b, c, d);
  }
  void One(Window& v) {
    auto& [a, b, c, d] = v;
    Fill(a, b, c, d);
  }
  void One(Cap& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(ReasonCount& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }

  // Facts.
  void One(ContactImported& v) {
    auto& [a, b, c, d, e, f, g, h, i, j] = v;
    Fill(a, b, c, d, e, f, g, h, i, j);
  }
  void One(OptedIn& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(OptedOut& v) {
    auto& [a, b, c, d, e, f, g] = v;
    Fill(a, b, c, d, e, f, g);
  }
  void One(PermissionSet& v) {
    auto& [a, b, c, d, e] = v;
    Fill(a, b, c, d, e);
  }
  void One(NumberReassigned& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(ReassignmentQueried& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(NumberDeactivated& v) {
    auto& [a] = v;
    Fill(a);
  }
  void One(ZoneTold& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(ContactListed& v) {
    auto& [a] = v;
    Fill(a);
  }
  void One(ContactUnlisted& v) {
    auto& [a] = v;
    Fill(a);
  }
  void One(ContactErased& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(EventRejected& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(BlockResolved& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(KeywordReplied& v) {
    auto& [a, b, c, d, e] = v;
    Fill(a, b, c, d, e);
  }
  void One(ReplyDecided& v) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = v;
    Fill(a, b, c, d, e, f, g, h, i, j, k, l);
  }
  void One(MessageRequested& v) {
    auto& [a, b, c, d, e, f, g, h, i, j] = v;
    Fill(a, b, c, d, e, f, g, h, i, j);
  }
  void One(SendIntended& v) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q] = v;
    Fill(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q);
  }
  void One(SendConcluded& v) {
    auto& [a, b, c, d, e, f, g] = v;
    Fill(a, b, c, d, e, f, g);
  }
  void One(DeliveryReported& v) {
    auto& [a, b, c, d, e, f] = v;
    Fill(a, b, c, d, e, f);
  }
  void One(DispatcherClaimed& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }
  void One(Halted& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(Resumed& v) {
    auto& [a, b] = v;
    Fill(a, b);
  }
  void One(StepFinished& v) {
    auto& [a, b, c, d] = v;
    Fill(a, b, c, d);
  }
  void One(RulesActivated& v) {
    auto& [a] = v;
    Fill(a);
  }
  void One(TruncationAccepted& v) {
    auto& [a, b, c] = v;
    Fill(a, b, c);
  }

  std::mt19937_64 random_;
};

}  // namespace ledger::testing
