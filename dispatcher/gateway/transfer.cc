#include "dispatcher/gateway/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/core/check.h"

namespace dispatcher {
namespace {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct MultiDeleter {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

// One call under way. libcurl holds its address.
struct Transfer {
  std::uint64_t id = 0;
  TransferRequest request;
  std::size_t read = 0;  // of the body
  bool begun = false;    // the request passed the gate: a byte may have left
  bool repeated = false;
  bool withheld = false;  // the gate was closed to it: it may not begin any more
  bool too_long = false;
  std::size_t answer_bytes_max = 0;
  std::string answer;
  std::string error = std::string(CURL_ERROR_SIZE, '\0');
  std::unique_ptr<curl_slist, ListDeleter> headers;
  Easy easy;
};

// Called when the connection stands, before each request: a second one would be a repeat.
int Gate(void* user, char* /*to*/, char* /*from*/, int /*to_port*/, int /*from_port*/) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  if (transfer->begun) {
    transfer->repeated = true;
    return CURL_PREREQFUNC_ABORT;
  }
  if (transfer->request.may_begin && !transfer->request.may_begin()) {
    transfer->withheld = true;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer->begun = true;
  return CURL_PREREQFUNC_OK;
}

std::size_t ReadBody(char* to, std::size_t size, std::size_t count, void* user) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  const std::string& body = transfer->request.body;
  const std::size_t bytes = std::min(size * count, body.size() - transfer->read);
  std::memcpy(to, body.data() + transfer->read, bytes);
  transfer->read += bytes;
  return bytes;
}

// The body can be read once: without going back to its start, no request can be made again.
int RefuseToRewind(void* /*user*/, curl_off_t /*offset*/, int /*origin*/) noexcept {
  return CURL_SEEKFUNC_FAIL;
}

std::size_t TakeAnswer(char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto* transfer = static_cast<Transfer*>(user);
  if (transfer->answer.size() + size * count > transfer->answer_bytes_max) {
    transfer->too_long = true;
    return 0;
  }
  transfer->answer.append(data, size * count);
  return size * count;
}

// Clamped, for 0 would mean "no limit" to libcurl.
long Milliseconds(absl::Duration duration) {
  return static_cast<long>(
      absl::ToInt64Milliseconds(std::clamp(duration, absl::Milliseconds(1), absl::Hours(1))));
}

template <typename T>
void Set(Transfer& transfer, CURLoption option, T value) {
  LEDGER_CHECK(curl_easy_setopt(transfer.easy.get(), option, value) == CURLE_OK);
}

void SetUp(Transfer& transfer) {
  const TransferRequest& request = transfer.request;
  Set(transfer, CURLOPT_URL, request.url.c_str());
  Set(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
  if (!request.ca_file.empty()) Set(transfer, CURLOPT_CAINFO, request.ca_file.c_str());
  Set(transfer, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  Set(transfer, CURLOPT_NOPROXY, "*");
  Set(transfer, CURLOPT_FOLLOWLOCATION, 0L);
  Set(transfer, CURLOPT_NOSIGNAL, 1L);
  Set(transfer, CURLOPT_TCP_NODELAY, 1L);
  Set(transfer, CURLOPT_TCP_KEEPALIVE, 1L);
  Set(transfer, CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(request.connect_timeout));
  Set(transfer, CURLOPT_TIMEOUT_MS, Milliseconds(request.timeout));
  Set(transfer, CURLOPT_ERRORBUFFER, transfer.error.data());
  Set(transfer, CURLOPT_PRIVATE, static_cast<void*>(&transfer));
  Set(transfer, CURLOPT_PREREQFUNCTION, &Gate);
  Set(transfer, CURLOPT_PREREQDATA, static_cast<void*>(&transfer));
  Set(transfer, CURLOPT_WRITEFUNCTION, &TakeAnswer);
  Set(transfer, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  const auto add_header = [&](const std::string& line) {
    LEDGER_CHECK(line.find_first_of("\r\n") == std::string::npos);
    curl_slist* longer = curl_slist_append(transfer.headers.get(), line.c_str());
    LEDGER_CHECK(longer != nullptr);
    static_cast<void>(transfer.headers.release());
    transfer.headers.reset(longer);
  };
  for (const std::string& line : request.headers) add_header(line);
  add_header("Expect:");  // no pause before the body, and no second try after a 417
  Set(transfer, CURLOPT_HTTPHEADER, transfer.headers.get());
  if (!request.post) return;
  Set(transfer, CURLOPT_POST, 1L);
  Set(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  Set(transfer, CURLOPT_READFUNCTION, &ReadBody);
  Set(transfer, CURLOPT_READDATA, static_cast<void*>(&transfer));
  Set(transfer, CURLOPT_SEEKFUNCTION, &RefuseToRewind);
}

TransferResult ResultOf(Transfer& transfer, CURLcode code) {
  TransferResult result;
  result.id = transfer.id;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    result.fate = TransferResult::Fate::kAnswered;
    result.status = static_cast<int>(status);
    result.body = std::move(transfer.answer);
    return result;
  }
  result.fate =
      transfer.begun ? TransferResult::Fate::kUnknown : TransferResult::Fate::kNothingSent;
  if (transfer.too_long) {
    result.detail = absl::StrCat("the answer is longer than ", transfer.answer_bytes_max, " bytes");
  } else if (transfer.repeated || code == CURLE_SEND_FAIL_REWIND) {
    result.detail = "the connection ended before an answer";
  } else if (transfer.withheld) {
    result.withdrawn = true;
    result.detail = "it may not begin any more";
  } else {
    result.detail = transfer.error[0] != '\0' ? transfer.error.c_str() : curl_easy_strerror(code);
  }
  return result;
}

}  // namespace

class Transfers::Engine {
 public:
  explicit Engine(const TransferLimits& limits) : limits_(limits) {
    static std::once_flag once;
    std::call_once(once, [] { LEDGER_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
    multi_.reset(curl_multi_init());
    LEDGER_CHECK(multi_ != nullptr);
    const auto connections = static_cast<long>(limits.connections_max);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  }

  ~Engine() {
    for (auto& [id, transfer] : transfers_) {
      curl_multi_remove_handle(multi_.get(), transfer->easy.get());
    }
  }

  std::uint64_t Start(TransferRequest request) {
    if (transfers_.size() >= limits_.connections_max) {
      EndUnsent(++last_id_, "no connection is free");
      return last_id_;
    }
    auto transfer = std::make_unique<Transfer>();
    transfer->id = ++last_id_;
    transfer->request = std::move(request);
    transfer->answer_bytes_max = limits_.answer_bytes_max;
    if (idle_.empty()) {
      transfer->easy.reset(curl_easy_init());
      LEDGER_CHECK(transfer->easy != nullptr);
    } else {
      transfer->easy = std::move(idle_.back());
      idle_.pop_back();
    }
    SetUp(*transfer);
    LEDGER_CHECK(curl_multi_add_handle(multi_.get(), transfer->easy.get()) == CURLM_OK);
    const std::uint64_t id = transfer->id;
    transfers_.emplace(id, std::move(transfer));
    return id;
  }

  // The gate is passed inside Poll() only, so what has not passed it cannot do so meanwhile.
  void Withdraw(std::uint64_t id, std::string_view why) {
    const auto at = transfers_.find(id);
    if (at == transfers_.end() || at->second->begun) return;
    EndUnsent(id, why).withdrawn = true;
    End(*at->second);
  }

  std::vector<TransferResult> Poll(absl::Duration wait) {
    std::vector<TransferResult> ended = Move();
    if (!ended.empty() || wait <= absl::ZeroDuration()) return ended;
    const auto wait_ms =
        static_cast<int>(std::clamp<std::int64_t>(absl::ToInt64Milliseconds(wait), 1, 1'000'000));
    LEDGER_CHECK(curl_multi_poll(multi_.get(), nullptr, 0, wait_ms, nullptr) == CURLM_OK);
    return Move();
  }

  std::size_t InFlight() const { return transfers_.size() + unsent_.size(); }

 private:
  std::vector<TransferResult> Move() {
    int running = 0;
    LEDGER_CHECK(curl_multi_perform(multi_.get(), &running) == CURLM_OK);
    std::vector<TransferResult> ended = std::exchange(unsent_, {});
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      Transfer* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      ended.push_back(ResultOf(*transfer, code));
      End(*transfer);
    }
    return ended;
  }

  // The next Poll() tells that nothing of the call left.
  TransferResult& EndUnsent(std::uint64_t id, std::string_view why) {
    TransferResult& result = unsent_.emplace_back();
    result.id = id;
    result.fate = TransferResult::Fate::kNothingSent;
    result.detail = std::string(why);
    return result;
  }

  // Keeps the handle for another call.
  void End(Transfer& transfer) {
    curl_multi_remove_handle(multi_.get(), transfer.easy.get());
    curl_easy_reset(transfer.easy.get());
    idle_.push_back(std::move(transfer.easy));
    const std::uint64_t id = transfer.id;
    transfers_.erase(id);
  }

  const TransferLimits limits_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;  // ends after the handles below
  std::vector<Easy> idle_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Transfer>> transfers_;
  std::vector<TransferResult> unsent_;  // calls that ended without a byte, by our own will
  std::uint64_t last_id_ = 0;
};

Transfers::Transfers(const TransferLimits& limits) : engine_(std::make_unique<Engine>(limits)) {}
Transfers::~Transfers() = default;

std::uint64_t Transfers::Start(TransferRequest request) {
  return engine_->Start(std::move(request));
}

void Transfers::Withdraw(std::uint64_t id, std::string_view why) { engine_->Withdraw(id, why); }

std::vector<TransferResult> Transfers::Poll(absl::Duration wait) { return engine_->Poll(wait); }

std::size_t Transfers::InFlight() const { return engine_->InFlight(); }

}  // namespace dispatcher
