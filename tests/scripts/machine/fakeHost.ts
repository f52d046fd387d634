import type { Host } from '../../../scripts/machine/host.mjs';

const FUZZER = '/usr/lib/clang/libclang_rt.fuzzer-x86_64.a';

/** A machine that holds these files and nothing else; those in a `bin` folder can be run. */
export function fakeHost(files: string[], more: Partial<Host> = {}): Host {
  return {
    platform: 'linux',
    arch: 'x64',
    isRoot: true,
    env: { PATH: '/usr/bin' },
    exists: (path) => files.includes(path),
    isExecutable: (path) => files.includes(path) && /\/s?bin\//.test(path),
    output: (command) => (command.endsWith('/clang++') ? FUZZER : ''),
    ...more,
  };
}

/** What a Debian has on which `npm test` was run. */
export const COMPLETE = [
  '/usr/bin/apt-get',
  '/usr/bin/cmake',
  '/usr/bin/ninja',
  '/usr/bin/c++',
  '/usr/bin/emcc',
  '/usr/include/nlohmann/json.hpp',
  '/usr/include/CLI/CLI.hpp',
  '/usr/include/kainjow/mustache.hpp',
  '/usr/include/openssl/evp.h',
  '/usr/include/zlib.h',
  '/usr/include/boost/beast.hpp',
  '/usr/bin/curl-config',
  '/usr/include/soci/soci.h',
  '/usr/include/postgresql/libpq-fe.h',
  '/usr/include/sqlite3.h',
  '/usr/include/prometheus/registry.h',
  '/usr/bin/sqlite3',
  '/usr/bin/systemd-analyze',
  '/usr/share/ca-certificates/mozilla',
  '/usr/lib/postgresql/15/bin/postgres',
  '/usr/bin/faketime',
  '/usr/bin/curl',
  '/usr/bin/openssl',
  '/usr/src/googletest/CMakeLists.txt',
  '/usr/bin/clang-format-14',
  '/usr/bin/clang-tidy-14',
  '/usr/bin/cppcheck',
  '/usr/bin/clang++',
  FUZZER,
  '/usr/sbin/nginx',
  '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/bin/chromium',
];
