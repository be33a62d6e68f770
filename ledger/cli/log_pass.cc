#include "ledger/cli/log_pass.h"

#include <memory>

#include "ledger/codec/record_codec.h"
#include "ledger/core/status_macros.h"
#include "ledger/core/topic_names.h"
#include "ledger/verify/refold.h"

namespace ledger::cli {

absl::StatusOr<std::map<PartitionId, Offset>> PassOverLog(
    Session& session, const AccountId& account, const OnEvent& on_event,
    const std::map<PartitionId, Offset>& from) {
  ASSIGN_OR_RETURN(const std::unique_ptr<LogReader> reader, session.NewReader(true));
  ASSIGN_OR_RETURN(auto end, reader->EndOffsets(kLedgerTopic, absl::Seconds(10)));
  std::uint64_t total = 0;
  for (const auto& [partition, next] : end) {
    const auto at = from.find(partition);
    total += static_cast<std::uint64_t>(next - (at == from.end() ? 0 : at->second));
  }
  const Output output = session.output();
  Progress progress(output, "reading the log", total);
  Decoder decoder;
  std::uint64_t done = 0;
  RETURN_IF_ERROR(verify::ReadAll(
      *reader, kLedgerTopic, end, session.clock(), kPatience,
      [&](const LogRecord& record) {
        if ((++done & 0xfff) == 0) progress.Update(done, session.clock().Monotonic());
        if (record.key == kPartitionKey || record.tombstone) return;
        const Record decoded =
            decoder.Decode(record.offset, record.appended_at_ms, record.key, record.value);
        const auto* event = std::get_if<Event>(&decoded.content);
        if (event == nullptr || event->account != account) return;
        on_event(decoded.contact, *event, record.appended_at_ms);
      },
      from));
  progress.Finish();
  return end;
}

}  // namespace ledger::cli
