/* loader LIBRARY MODEL: opens the core as a shared object at run time, as other languages do. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "prescore/prescore.h"

/* C has no cast from a data pointer to a function pointer; POSIX promises that the bytes are the same. */
#define LOAD(function)                           \
  do {                                           \
    void* found = dlsym(library, #function);     \
    if (found == NULL) return 2;                 \
    memcpy(&function##_p, &found, sizeof found); \
  } while (0)

int main(int count, char** arguments) {
  static unsigned char bytes[1 << 20];
  uint32_t (*prescore_abi_version_p)(void);
  int32_t (*prescore_open_p)(const uint8_t*, size_t, struct PrescoreModel**, struct PrescoreModelError*);
  const char* (*prescore_programme_id_p)(const struct PrescoreModel*);
  void (*prescore_close_p)(struct PrescoreModel*);
  struct PrescoreModel* model = NULL;
  size_t size;
  FILE* file;
  void* library = count > 2 ? dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL) return 2;
  LOAD(prescore_abi_version);
  LOAD(prescore_open);
  LOAD(prescore_programme_id);
  LOAD(prescore_close);
  file = fopen(arguments[2], "rb");
  if (file == NULL) return 2;
  size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  if (prescore_abi_version_p() != PRESCORE_ABI_VERSION) return 3;
  if (prescore_open_p(bytes, size, &model, NULL) != PRESCORE_OK) return 4;
  printf("%s\n", prescore_programme_id_p(model));
  prescore_close_p(model);
  return dlclose(library) == 0 ? 0 : 5;
}
