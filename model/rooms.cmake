# A room is a folder of model/src with a library of its own: src/csv is the library prescore_csv. Its headers are found
# as "csv/...", and only by targets that link the library: each has an include folder that holds nothing but a link to
# the room. So an include of a room that a target does not link fails to compile (tests/model/rooms).

# prescore_add_room([SHIPPED] SOURCES one.cpp... PUBLIC targets... PRIVATE targets...), called in a room's own folder.
# PUBLIC: what the room's headers include; PRIVATE: what its sources include besides.
# GENERATED is a folder with more of the room's headers, in a folder named like the room.
# SHIPPED: WebAssembly modules link the room. Its sources are not joined there, so that a module takes only what it uses.
function(prescore_add_room)
  cmake_parse_arguments(room "SHIPPED" "GENERATED" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  file(RELATIVE_PATH folder ${PRESCORE_ROOMS_FOLDER} ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "_" name ${folder})
  set(include ${PRESCORE_ROOMS_INCLUDE}/${name})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${include}/${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include}/${folder} SYMBOLIC)

  add_library(prescore_${name} STATIC ${room_SOURCES})
  target_include_directories(prescore_${name} PUBLIC ${include} ${room_GENERATED})
  target_link_libraries(prescore_${name} PUBLIC ${room_PUBLIC} PRIVATE ${room_PRIVATE} prescore_warnings)
  if(EMSCRIPTEN)
    # What reads foreign bytes throws. Modules that link a room are optimised across it.
    target_compile_options(prescore_${name} PRIVATE -O3 -flto -fwasm-exceptions)
    if(NOT room_SHIPPED)
      set_target_properties(prescore_${name} PROPERTIES UNITY_BUILD ON)
    endif()
  endif()
endfunction()

# prescore_small_in_pages(one.cpp...): sources of the calling room that run once a file, so that in a module that ships to
# a page their size counts and their speed does not.
function(prescore_small_in_pages)
  if(EMSCRIPTEN)
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -Os)
  endif()
endfunction()

# prescore_add_headers(target header): a library of headers only, such as nlohmann/json.hpp, that the system has.
# Emscripten must not see the rest of /usr/include, so it gets a folder of its own.
function(prescore_add_headers target header package)
  find_path(${target}_folder ${header} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${target}_folder)
    message(FATAL_ERROR "${header} is missing. Install it with: apt-get install ${package}.")
  endif()
  cmake_path(GET header PARENT_PATH folder)
  set(include ${PROJECT_BINARY_DIR}/model/include/${target})
  file(MAKE_DIRECTORY ${include})
  file(CREATE_LINK ${${target}_folder}/${folder} ${include}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${include})
endfunction()
