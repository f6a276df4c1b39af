# dawson_add_test(lesion_match_test LIBS dawson::lesion [DISPLAY] [SLOW] [TIMEOUT s] [QT])
# One Qt Test executable from <name>.cpp. TIMEOUT, 600 unless given, ends what hangs: many times what a test takes,
# since machines differ by ten times and more. DISPLAY: runs under Xvfb (all that renders with VTK).
# Shared data, where present, is found through the environment variable DAWSON_SHARED_DATA.
function(dawson_add_test name)
    cmake_parse_arguments(ARG "DISPLAY;SLOW" "TIMEOUT" "LIBS;SOURCES" ${ARGN})
    add_executable(${name} ${name}.cpp ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${ARG_LIBS} dawson_qt_flags dawson_test_support Qt6::Test)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REGEX REPLACE "/.*" "" label "${folder}")
    if(ARG_DISPLAY)
        set(label render)
        add_test(NAME ${name} COMMAND xvfb-run -a -s "-screen 0 1920x1200x24" $<TARGET_FILE:${name}>)
    else()
        add_test(NAME ${name} COMMAND ${name})
    endif()
    if(ARG_SLOW)
        list(APPEND label slow)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 600)
    endif()
    set(home ${CMAKE_CURRENT_BINARY_DIR}/${name}_home)
    file(MAKE_DIRECTORY ${home})
    # The machine's language decides no test; those of a language choose it themselves.
    set(environment "LC_ALL=C.UTF-8" "HOME=${home}" "XDG_CONFIG_HOME=${home}/.config" "XDG_DATA_HOME=${home}/.local/share"
        "DAWSON_WORKER=${CMAKE_BINARY_DIR}/bin/dawson-worker" "DAWSON_RESOURCES=${CMAKE_SOURCE_DIR}/resources"
        "QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000" # Qt's own of five minutes would come first
        "DAWSON_SHARED_DATA=${CMAKE_SOURCE_DIR}/../shared/data"
        "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/library_leaks.txt:print_suppressions=0")
    if(ARG_DISPLAY)
        # The OpenGL driver leaks and is unloaded before the sanitizer looks, so it cannot be named in a list.
        list(APPEND environment "ASAN_OPTIONS=detect_leaks=0")
    else()
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${label}" TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}")
    if(ARG_DISPLAY)
        # xvfb-run looks for a free display number; two at once may find the same.
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK display)
    endif()
endfunction()
