// Many states by id, in memory: those in use as objects, the others as their bytes, which take a
// third of the room. Internal to the rebuild.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "absl/status/statusor.h"
#include "ledger/core/check.h"

namespace projector {

// `Encode` and `Decode` are the state's canonical bytes. Thread rule: one thread owns it.
template <typename Id, typename State, auto Encode, auto Decode>
class PackedStates {
 public:
  // A fresh state if there is none. The reference lives until Pack().
  State& Get(const Id& id) {
    const auto [at, fresh] = objects_.try_emplace(id);
    if (fresh && !bytes_.empty()) Unpack(id, at->second);
    return at->second;
  }
  // Brings what Get(id) will look at closer to the processor: first where to look, then what is
  // there.
  void PrefetchPlace(const Id& id) const { objects_.prefetch(id); }
  void PrefetchState(const Id& id) const {
    const auto at = objects_.find(id);
    if (at == objects_.end()) return;
    const char* const bytes = reinterpret_cast<const char*>(&at->second);
    for (std::size_t line = 0; line < sizeof(State); line += 64) __builtin_prefetch(bytes + line);
  }

  // Turns all objects into bytes if there are more than `limit`.
  void Pack(std::size_t limit) {
    if (objects_.size() <= limit) return;
    bytes_.reserve(bytes_.size() + objects_.size());
    for (const auto& [id, state] : objects_) bytes_.insert_or_assign(id, Encode(state));
    objects_.clear();
  }

  // Calls `see(id, state, bytes)` for all, in the order of their ids, until it fails.
  template <typename See>
  absl::Status ForEach(See see) const {
    struct Entry {
      Id id;
      const State* state;
      const std::string* bytes;
    };
    std::vector<Entry> entries;
    entries.reserve(objects_.size() + bytes_.size());
    for (const auto& [id, state] : objects_) entries.push_back({id, &state, nullptr});
    for (const auto& [id, bytes] : bytes_) entries.push_back({id, nullptr, &bytes});
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.id < b.id; });
    for (const Entry& entry : entries) {
      const absl::Status seen = entry.state != nullptr
                                    ? see(entry.id, *entry.state, Encode(*entry.state))
                                    : see(entry.id, Decoded(*entry.bytes), *entry.bytes);
      if (!seen.ok()) return seen;
    }
    return absl::OkStatus();
  }

 private:
  static State Decoded(const std::string& bytes) {
    auto state = Decode(bytes);
    LEDGER_CHECK(state.ok());  // they are ours, of this process
    return *std::move(state);
  }
  void Unpack(const Id& id, State& state) {
    const auto packed = bytes_.find(id);
    if (packed == bytes_.end()) return;
    state = Decoded(packed->second);
    bytes_.erase(packed);
  }

  absl::node_hash_map<Id, State> objects_;
  absl::flat_hash_map<Id, std::string> bytes_;
};

}  // namespace projector
