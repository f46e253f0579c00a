# How HiGHS is compiled (`.cargo/config.toml` names this file): several sources at a time, since most of the time goes into the
# headers that they share. With MSVC an object of several sources can have more sections than it may.
if(NOT CMAKE_HOST_WIN32)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)
endif()
