# What every Dawson target is compiled with.
add_library(dawson_flags INTERFACE)
target_include_directories(dawson_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(dawson_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(DAWSON_WERROR)
    target_compile_options(dawson_flags INTERFACE -Werror)
endif()
if(DAWSON_SANITIZE)
    # GCC's flow analysis warns of uninitialised members that do not exist once the sanitizers' checks are in.
    target_compile_options(dawson_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -Wno-maybe-uninitialized)
    target_link_options(dawson_flags INTERFACE -fsanitize=address,undefined)
endif()

# Qt targets: keywords clash with torch and TBB, so only the chart folder has them.
add_library(dawson_qt_flags INTERFACE)
target_link_libraries(dawson_qt_flags INTERFACE dawson_flags)
target_compile_definitions(dawson_qt_flags INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_FOREACH
                                                     QT_DISABLE_DEPRECATED_BEFORE=0x060400)

find_program(DAWSON_CCACHE ccache)
if(DAWSON_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${DAWSON_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${DAWSON_CCACHE})
endif()

# dawson_add_library(image SOURCES a.cpp ... PUBLIC base PRIVATE lib ... [QT]) makes dawson_image, alias dawson::image.
function(dawson_add_library name)
    cmake_parse_arguments(ARG "QT" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(dawson_${name} STATIC ${ARG_SOURCES})
    add_library(dawson::${name} ALIAS dawson_${name})
    target_link_libraries(dawson_${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
    if(ARG_QT)
        set_target_properties(dawson_${name} PROPERTIES AUTOMOC ON)
        target_link_libraries(dawson_${name} PUBLIC dawson_flags PRIVATE dawson_qt_flags)
    else()
        target_link_libraries(dawson_${name} PUBLIC dawson_flags)
    endif()
endfunction()
