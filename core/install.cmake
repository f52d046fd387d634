# cmake --install: the core as a package, for find_package(prescore) and for pkg-config. What it holds: docs/native.md.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/prescore)

install(TARGETS prescore_core EXPORT prescore-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT core
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/prescore DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT core)
install(EXPORT prescore-targets NAMESPACE prescore:: DESTINATION ${package_dir} COMPONENT core)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT core)

# Before version 1 a minor version may change the interface.
write_basic_package_version_file(prescore-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_package_config_file(prescore-config.cmake.in prescore-config.cmake INSTALL_DESTINATION ${package_dir})
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/prescore-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/prescore-config-version.cmake
  DESTINATION ${package_dir} COMPONENT core)

# Those who link without a C++ compiler must name C++'s library.
set(PRESCORE_CXX_LIBRARY stdc++)
if("c++" IN_LIST CMAKE_CXX_IMPLICIT_LINK_LIBRARIES)
  set(PRESCORE_CXX_LIBRARY c++)
endif()
file(RELATIVE_PATH PRESCORE_PREFIX_FROM_PC
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(prescore.pc.in prescore.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/prescore.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT core)
