// Protobuf's own complaints about foreign bytes, which it writes to stderr in a form of its own.
// Our logs are JSON lines, and what is wrong is told by whoever parses.
#pragma once

#include <google/protobuf/stubs/logging.h>

namespace ledger {

// Keeps protobuf from writing to stderr, for the whole process. Call once, at the start of main().
inline void SilenceProtobufLog() { google::protobuf::SetLogHandler(nullptr); }

}  // namespace ledger
