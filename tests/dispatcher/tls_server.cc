#include "tests/dispatcher/tls_server.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "ledger/core/check.h"
#include "tests/dispatcher/raw_server.h"

namespace dispatcher {
namespace {

// Its own authority; good for an hour.
X509* MakeCertificate(EVP_PKEY* key) {
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  for (const auto& [nid, value] : {std::pair(NID_subject_alt_name, "IP:127.0.0.1"),
                                   std::pair(NID_basic_constraints, "CA:TRUE")}) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    LEDGER_CHECK(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  LEDGER_CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
  return certificate;
}

std::string WriteFile(X509* certificate) {
  char path[] = "/tmp/consent-test-ca-XXXXXX";
  const int fd = mkstemp(path);
  LEDGER_CHECK(fd >= 0);
  std::FILE* file = fdopen(fd, "w");
  LEDGER_CHECK(PEM_write_X509(file, certificate) == 1);
  std::fclose(file);
  return path;
}

}  // namespace

TlsServer::TlsServer(int answers, std::string answer)
    : answers_(answers), answer_(std::move(answer)), context_(SSL_CTX_new(TLS_server_method())) {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  LEDGER_CHECK(key != nullptr);
  X509* certificate = MakeCertificate(key);
  LEDGER_CHECK(SSL_CTX_use_certificate(context_.get(), certificate) == 1);
  LEDGER_CHECK(SSL_CTX_use_PrivateKey(context_.get(), key) == 1);
  ca_file_ = WriteFile(certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  listener_ = ListenOnLoopback(&port_);
  acceptor_ = std::jthread([this] { Accept(); });
}

TlsServer::~TlsServer() {
  ending_ = true;
  acceptor_.join();
  close(listener_);
  std::remove(ca_file_.c_str());
}

std::string TlsServer::Url(const std::string& path) const {
  return "https://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> TlsServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void TlsServer::Accept() {
  std::vector<std::jthread> connections;
  while (!ending_) {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, 20) <= 0) continue;
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd >= 0) connections.emplace_back([this, fd] { Serve(fd); });
  }
}

void TlsServer::Serve(int fd) {
  const timeval patience{.tv_sec = 2, .tv_usec = 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  SSL* ssl = SSL_new(context_.get());
  SSL_set_fd(ssl, fd);
  std::string buffer;
  for (int answered = 0; SSL_accept(ssl) == 1;) {
    const std::size_t whole = WholeRequest(buffer);
    if (whole == 0) {
      char bytes[4096];
      const int got = SSL_read(ssl, bytes, sizeof(bytes));
      if (got <= 0) break;
      buffer.append(bytes, static_cast<std::size_t>(got));
      continue;
    }
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(buffer.substr(0, whole));
    }
    buffer.erase(0, whole);
    if (++answered > answers_) break;
    SSL_write(ssl, answer_.data(), static_cast<int>(answer_.size()));
  }
  SSL_free(ssl);
  close(fd);
}

}  // namespace dispatcher
