# Writes the bytes of the file FROM into the C++ source TO, as ledger::openapi::kIntakeDescriptors.
file(READ ${FROM} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n"
       bytes "${bytes}")
file(WRITE ${TO} "#include \"ledger/openapi/message_schema.h\"\n
namespace ledger::openapi {
extern const unsigned char kIntakeDescriptors[] = {\n${bytes}};
extern const std::size_t kIntakeDescriptorsSize = sizeof(kIntakeDescriptors);
}  // namespace ledger::openapi
")
