# Writes the bytes of the file FROM into the C++ source TO, as SPACE::NAME and its size, SPACE::NAMESize.
file(READ ${FROM} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n"
       bytes "${bytes}")
file(WRITE ${TO} "#include <cstddef>\n
namespace ${SPACE} {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Size;
const unsigned char ${NAME}[] = {\n${bytes}};
const std::size_t ${NAME}Size = sizeof(${NAME});
}  // namespace ${SPACE}
")
