// The one main() of every test binary: Catch2 is compiled here once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
