// @ts-check
import { findCommand, hasHeader } from './host.mjs';

/** @typedef {import('./host.mjs').Host} Host */
/**
 * @typedef {'build' | 'test' | 'bench' | 'browsers' | 'pictures' | 'recording' | 'image' | 'containers'} Purpose what a
 *   command does: `npm run build` (and `npm start`), `npm test`, `npm run bench`, `npm run test:browsers`, `npm run
 *   screenshots`, `npm run recording`, `npm run image`, `npm run test:image`
 */
/** @typedef {{ text: string, downloads: boolean }} Fallback `text` completes the sentence "If there is no such package, …" */
/**
 * A tool or library that comes from outside npm.
 *
 * @typedef {object} Requirement
 * @property {string} name for people
 * @property {Purpose | readonly Purpose[]} purpose which commands need it; `build`: all of them
 * @property {string[]} packages Debian packages; `a | b`: the first one that the system offers
 * @property {Fallback} [fallback] what happens when the system does not offer it; without a fallback it is needed
 * @property {(host: Host) => boolean} present whether it is there already
 */

/** @param {...string} names */
const command =
  (...names) =>
  (/** @type {Host} */ host) =>
    findCommand(host, ...names) !== undefined;

/** @param {string} name */
const header = (name) => (/** @type {Host} */ host) => hasHeader(host, name);

/** The names that a C++ compiler may have, the preferred one first. @param {Host} host */
export function compilerNames(host) {
  const [own] = (host.env.CXX ?? '').split(' ');
  return own ? [own] : ['c++', 'g++', 'clang++'];
}

// The C++ of the project is formatted and checked by version 14. Other versions differ in details.
export const CLANG_FORMAT = ['clang-format-14', 'clang-format'];
export const CLANG_TIDY = ['clang-tidy-14', 'clang-tidy'];
export const CPPCHECK = ['cppcheck'];
export const BROWSERS = ['chromium', 'google-chrome', 'google-chrome-stable'];

export const NGINX_BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** Debian keeps it outside the PATH of ordinary accounts. @param {Host} host */
export function findNginx(host) {
  return findCommand(host, 'nginx', '/usr/sbin/nginx');
}

/** Debian keeps the server outside the PATH, by version. @param {Host} host */
export function findPostgres(host) {
  const debian = Array.from({ length: 20 }, (_, index) => `/usr/lib/postgresql/${index + 13}/bin/postgres`);
  return findCommand(host, 'postgres', ...debian);
}

/** @param {Host} host */
export function findBrowser(host) {
  return host.env.PRESCORE_CHROMIUM || findCommand(host, ...BROWSERS);
}

/** Not Ubuntu's `firefox`, which only starts a snap. @param {Host} host */
export function findFirefox(host) {
  return findCommand(host, 'firefox-esr', '/usr/lib/firefox/firefox');
}

/** The small browser that WebKitGTK's driver starts. @param {Host} host */
export function findWebKit(host) {
  const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((arch) => [
    `${arch}/webkit2gtk-4.1`,
    `${arch}/webkit2gtk-4.0`,
  ]);
  return findCommand(host, ...folders.map((folder) => `/usr/lib/${folder}/MiniBrowser`));
}

/**
 * @param {Host} host
 * @returns {boolean} whether the C++ tests can be built; for WebAssembly that takes GoogleTest's sources
 */
export function hasGoogleTest(host) {
  return host.exists('/usr/src/googletest/CMakeLists.txt');
}

/** Whether Clang is installed with the library that drives fuzz targets. @param {Host} host */
function canFuzz(host) {
  const clang = findCommand(host, 'clang++');
  const library = `libclang_rt.fuzzer-${host.arch === 'x64' ? 'x86_64' : 'aarch64'}.a`;
  return clang !== undefined && host.exists(host.output(clang, [`-print-file-name=${library}`]));
}

/** The native Closure Compiler of npm is for x64 only; elsewhere it runs on Java. @param {Host} host */
function canRunClosureCompiler(host) {
  return host.arch === 'x64' || command('java')(host);
}

/** @type {Requirement[]} */
export const REQUIREMENTS = [
  { name: 'CMake', purpose: 'build', packages: ['cmake'], present: command('cmake') },
  { name: 'Ninja', purpose: 'build', packages: ['ninja-build'], present: command('ninja') },
  {
    name: 'a C++20 compiler',
    purpose: 'build',
    packages: ['g++'],
    present: (host) => command(...compilerNames(host))(host),
  },
  { name: 'Emscripten', purpose: 'build', packages: ['emscripten'], present: command('emcc') },
  {
    name: 'Java (for the Closure Compiler)',
    purpose: 'build',
    packages: ['default-jre-headless'],
    present: canRunClosureCompiler,
  },
  {
    name: 'nlohmann/json',
    purpose: 'build',
    packages: ['nlohmann-json3-dev'],
    present: header('nlohmann/json.hpp'),
  },
  { name: 'CLI11', purpose: 'build', packages: ['libcli11-dev'], present: header('CLI/CLI.hpp') },
  {
    name: 'Mustache (kainjow)',
    purpose: 'build',
    packages: ['libkainjow-mustache-dev'],
    present: header('kainjow/mustache.hpp'),
  },
  { name: 'OpenSSL', purpose: 'build', packages: ['libssl-dev'], present: header('openssl/evp.h') },
  { name: 'zlib', purpose: 'build', packages: ['zlib1g-dev'], present: header('zlib.h') },
  { name: 'Boost', purpose: 'build', packages: ['libboost-dev'], present: header('boost/beast.hpp') },
  { name: 'SOCI', purpose: 'build', packages: ['libsoci-dev'], present: header('soci/soci.h') },
  {
    name: "PostgreSQL's client library",
    purpose: 'build',
    packages: ['libpq-dev'],
    present: (host) => hasHeader(host, 'postgresql/libpq-fe.h') || hasHeader(host, 'libpq-fe.h'),
  },
  { name: 'SQLite', purpose: 'build', packages: ['libsqlite3-dev'], present: header('sqlite3.h') },
  {
    name: 'prometheus-cpp',
    purpose: 'build',
    packages: ['prometheus-cpp-dev'],
    present: header('prometheus/registry.h'),
  },
  { name: 'the command sqlite3', purpose: 'test', packages: ['sqlite3'], present: command('sqlite3') },
  {
    name: 'systemd-analyze',
    purpose: 'test',
    packages: ['systemd'],
    present: command('systemd-analyze'),
  },
  {
    name: 'PostgreSQL',
    purpose: ['test', 'bench'],
    packages: ['postgresql'],
    present: (host) => findPostgres(host) !== undefined,
  },
  { name: 'faketime', purpose: 'test', packages: ['faketime'], present: command('faketime') },
  { name: 'curl', purpose: 'test', packages: ['curl'], present: command('curl') },
  { name: 'the command openssl', purpose: ['test', 'containers'], packages: ['openssl'], present: command('openssl') },
  {
    name: 'GoogleTest',
    purpose: 'test',
    packages: ['googletest'],
    present: hasGoogleTest,
  },
  {
    name: 'clang-format',
    purpose: 'test',
    packages: ['clang-format-14 | clang-format'],
    present: command(...CLANG_FORMAT),
  },
  {
    name: 'clang-tidy',
    purpose: 'test',
    packages: ['clang-tidy-14 | clang-tidy'],
    present: command(...CLANG_TIDY),
  },
  { name: 'cppcheck', purpose: 'test', packages: ['cppcheck'], present: command(...CPPCHECK) },
  {
    name: 'the font of the pictures in tests',
    purpose: ['test', 'pictures', 'recording'],
    packages: ['fonts-dejavu-core'],
    present: (host) => host.exists('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'),
  },
  {
    name: 'nginx',
    purpose: ['test', 'image', 'containers'],
    packages: ['nginx'],
    present: (host) => findNginx(host) !== undefined,
  },
  {
    name: "nginx's module for Brotli",
    purpose: 'test',
    packages: ['libnginx-mod-http-brotli-static'],
    fallback: { text: 'the tests do without it', downloads: false },
    present: (host) => host.exists(NGINX_BROTLI),
  },
  {
    name: "nginx's module for Brotli, which the image of the site has",
    purpose: ['image', 'containers'],
    packages: ['libnginx-mod-http-brotli-static'],
    present: (host) => host.exists(NGINX_BROTLI),
  },
  {
    name: 'certificates of public authorities',
    purpose: ['test', 'image', 'containers'],
    packages: ['ca-certificates'],
    present: (host) => host.exists('/usr/share/ca-certificates/mozilla'),
  },
  { name: 'podman', purpose: 'containers', packages: ['podman'], present: command('podman') },
  { name: 'buildah', purpose: 'containers', packages: ['buildah'], present: command('buildah') },
  { name: 'runc', purpose: 'containers', packages: ['runc'], present: command('runc', '/usr/sbin/runc') },
  {
    name: 'the first process of a pod (catatonit)',
    purpose: 'containers',
    packages: ['catatonit'],
    present: command('catatonit', '/usr/libexec/podman/catatonit', '/usr/bin/catatonit'),
  },
  {
    name: 'networks of containers, with names',
    purpose: 'containers',
    packages: ['netavark', 'aardvark-dns', 'iptables'],
    present: (host) => command('/usr/lib/podman/netavark')(host) && command('iptables', '/usr/sbin/iptables')(host),
  },
  {
    name: 'mmdebstrap, which makes base images',
    purpose: 'containers',
    packages: ['mmdebstrap'],
    present: command('mmdebstrap'),
  },
  {
    name: 'Clang with libFuzzer and the sanitizers',
    purpose: 'test',
    packages: ['clang', 'libclang-rt-dev | libclang-rt-14-dev'],
    present: canFuzz,
  },
  {
    name: 'Chromium',
    purpose: ['test', 'browsers', 'pictures', 'recording'],
    packages: ['chromium'],
    fallback: { text: 'Playwright downloads a Chromium of its own from its server', downloads: true },
    present: (host) => (findBrowser(host) ?? host.downloadedBrowser) !== undefined,
  },
  {
    name: 'img2webp, the encoder of the recording',
    purpose: 'recording',
    packages: ['webp'],
    present: command('img2webp'),
  },
  {
    name: 'Firefox',
    purpose: 'browsers',
    packages: ['firefox-esr | firefox'],
    present: (host) => findFirefox(host) !== undefined,
  },
  {
    name: 'WebKitGTK with its driver',
    purpose: 'browsers',
    packages: ['webkit2gtk-driver', 'libwebkit2gtk-4.1-0'],
    present: (host) => findWebKit(host) !== undefined && command('WebKitWebDriver')(host),
  },
  { name: 'a virtual screen (Xvfb)', purpose: 'browsers', packages: ['xvfb'], present: command('Xvfb') },
  {
    name: 'Google Benchmark',
    purpose: 'bench',
    packages: ['libbenchmark-dev'],
    present: header('benchmark/benchmark.h'),
  },
];

/**
 * @param {Host} host
 * @param {Purpose} purpose what the command does; every command builds
 * @returns {Requirement[]} the missing ones
 */
export function missingRequirements(host, purpose) {
  return REQUIREMENTS.filter((requirement) => {
    const purposes = [requirement.purpose].flat();
    return (purposes.includes('build') || purposes.includes(purpose)) && !requirement.present(host);
  });
}
