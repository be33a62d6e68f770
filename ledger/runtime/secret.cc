#include "ledger/runtime/secret.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "ledger/core/strings.h"

namespace ledger {
namespace {

constexpr std::size_t kSecretBytesMax = 64 * 1024;

}  // namespace

absl::StatusOr<Secret> ReadSecretFile(std::string_view path) {
  std::ifstream file{std::string(path), std::ios::binary};
  std::string value(kSecretBytesMax + 1, '\0');
  if (file) file.read(value.data(), static_cast<std::streamsize>(value.size()));
  if (!file.is_open() || file.bad() || (file.fail() && !file.eof())) {
    return absl::InvalidArgumentError(absl::StrCat("cannot read the secret file '", ToAbsl(path),
                                                   "': ", std::strerror(errno),
                                                   "; give the path of a readable file"));
  }
  value.resize(static_cast<std::size_t>(file.gcount()));
  if (value.size() > kSecretBytesMax) {
    return absl::InvalidArgumentError(absl::StrCat("the secret file '", ToAbsl(path),
                                                   "' is larger than ", kSecretBytesMax,
                                                   " bytes; is it the right file?"));
  }
  if (value.ends_with('\n')) value.pop_back();
  if (value.ends_with('\r')) value.pop_back();
  if (value.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the secret file '", ToAbsl(path), "' is empty; write the secret into it"));
  }
  return Secret(std::move(value));
}

}  // namespace ledger
