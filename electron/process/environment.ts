export type Environment = Readonly<Record<string, string | undefined>>

/** Every process of a child inherits this variable; its value is the child's marker, by which leftovers are found. */
export const MARKER_VARIABLE = 'TRIPTYCH_CHILD'

/** What a program needs to find its files, its language, the network and the user's tool chains. Nothing here is a secret. */
const ALLOWED = [
  'PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP',
  'XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_RUNTIME_DIR',
  'HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy',
  'SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE REQUESTS_CA_BUNDLE GIT_SSL_CAINFO',
  'JAVA_HOME ANDROID_HOME GOPATH CARGO_HOME RUSTUP_HOME VOLTA_HOME PNPM_HOME PYENV_ROOT DOTNET_ROOT',
]
  .join(' ')
  .split(' ')

/** Without these most Windows programs do not start. */
const ALLOWED_WINDOWS = [
  'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERNAME USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA',
  'PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) COMMONPROGRAMFILES PROCESSOR_ARCHITECTURE NUMBER_OF_PROCESSORS',
]
  .join(' ')
  .split(' ')

/** Variables by which a system's loader and runtimes are given code, and Triptych's own. */
const STEERING = /^(?:TRIPTYCH_.*|TERM|LD_.*|DYLD_.*|NODE_OPTIONS|ELECTRON_RUN_AS_NODE)$/
/** The address of a proxy may hold a password. */
const PROXY = /_PROXY$/i

/** Whether a variable says how programs run, and not what they may know: a value of that kind turns up everywhere. */
export function isProgramVariable(name: string): boolean {
  const upper = name.toUpperCase()
  if (PROXY.test(name)) return false
  return STEERING.test(upper) || upper.startsWith('LC_') || [...ALLOWED, ...ALLOWED_WINDOWS].includes(upper)
}

/**
 * The environment of a child: the allowed part of `parent`, then `additions` over it. `undefined` values are left out.
 * `TERM` is always `dumb`, so that nobody draws.
 */
export function childEnvironment(
  parent: Environment,
  additions: Environment,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const windows = platform === 'win32'
  const names = new Set(windows ? [...ALLOWED, ...ALLOWED_WINDOWS] : ALLOWED)
  // Windows spells names as it likes ("Path"); the parent's spelling is kept.
  const allowed = (name: string): boolean => names.has(windows ? name.toUpperCase() : name) || name.startsWith('LC_')
  const kept = Object.entries(parent).filter(([name]) => allowed(name))
  const result: Record<string, string> = {}
  for (const [name, value] of [...kept, ['TERM', 'dumb'] as const, ...Object.entries(additions)]) {
    if (value !== undefined) result[name] = value
  }
  return result
}
