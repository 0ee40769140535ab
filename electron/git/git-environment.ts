/** One configuration value that goes before everything a repository says. */
export type ConfigPair = readonly [key: string, value: string]

/** What a child git gets from our own environment. No `GIT_*` variable and no credential gets through. */
const PASSED_ON = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'PATHEXT']

const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  // Status and diff must not rewrite the user's index.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_EDITOR: 'true',
  GIT_SEQUENCE_EDITOR: 'true',
  GIT_PAGER: 'cat',
  GIT_ASKPASS: '/bin/false',
  SSH_ASKPASS: '/bin/false',
  // Nothing here needs a network; a missing object of a partial clone is an error and not a fetch.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  // The same commit must mean the same files whatever `refs/replace` says.
  GIT_NO_REPLACE_OBJECTS: '1',
}

/** Names are lower case but for the middle part, as git prints them. Later pairs win. */
const FIXED_CONFIG: readonly ConfigPair[] = [
  // Nothing from the repository runs.
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.sshCommand', '/bin/false'],
  ['core.gitProxy', ''],
  ['core.askPass', '/bin/false'],
  ['core.pager', 'cat'],
  ['core.alternateRefsCommand', ''],
  ['diff.external', ''],
  ['interactive.diffFilter', ''],
  ['credential.helper', ''],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
  ['log.showSignature', 'false'],
  ['merge.verifySignatures', 'false'],
  ['gpg.program', '/bin/false'],
  ['gpg.openpgp.program', '/bin/false'],
  ['gpg.x509.program', '/bin/false'],
  ['gpg.ssh.program', '/bin/false'],
  ['gpg.ssh.defaultKeyCommand', '/bin/false'],
  ['protocol.allow', 'never'],
  ['protocol.ext.allow', 'never'],
  ['safe.bareRepository', 'explicit'],
  // The person chose this repository; its directory is always given explicitly and nothing of it runs.
  ['safe.directory', '*'],
  ['submodule.recurse', 'false'],
  ['status.submoduleSummary', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // What is reported as done is on the disk.
  ['core.fsync', 'all'],
  ['core.fsyncMethod', 'fsync'],
  // The same files give the same tree, whatever the person's checkout is set to.
  ['core.autocrlf', 'false'],
  ['core.safecrlf', 'false'],
  ['core.sparseCheckout', 'false'],
  ['core.sparseCheckoutCone', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.splitIndex', 'false'],
  ['core.ignoreStat', 'false'],
  ['index.sparse', 'false'],
  ['i18n.commitEncoding', 'UTF-8'],
  ['core.attributesFile', '/dev/null'],
]
const POSIX_CONFIG: readonly ConfigPair[] = [
  ['core.fileMode', 'true'],
  ['core.symlinks', 'true'],
]

/** More planted drivers than this are an attack on the size of the environment, not a configuration. */
const MAX_OVERRIDES = 2_000

const RUNS_SOMETHING: readonly { readonly names: RegExp; readonly value: string }[] = [
  { names: /^filter\..+\.(clean|smudge|process)$/, value: '' },
  { names: /^filter\..+\.required$/, value: 'false' },
  { names: /^diff\..+\.(textconv|command)$/, value: '' },
  { names: /^merge\..+\.driver$/, value: '' },
  { names: /^alias\..+$/, value: '' },
  { names: /^pager\..+$/, value: 'false' },
  { names: /^submodule\..+\.update$/, value: 'none' },
  { names: /^remote\..+\.(vcs|proxy)$/, value: '' },
  { names: /^credential\..+\.helper$/, value: '' },
  { names: /^trailer\..+\.(command|cmd)$/, value: '' },
  { names: /^tar\..+\.command$/, value: '' },
  { names: /^(difftool|mergetool|browser|man)\..+\.(cmd|path)$/, value: '' },
]
/** Hooks in the configuration exist since git 2.54; `hook.<name>.enabled` is the switch that leaves git content. */
const CONFIGURED_HOOK = /^(hook\..+)\.[^.]+$/

const PLAIN_DIFF = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all']
/** What only an option can switch off. Git in a submodule drops all of our configuration, so it is kept from looking into one. */
const GUARDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['diff', 'diff-files', 'diff-index', 'diff-tree', 'format-patch', 'log', 'show'].map((name) => [name, PLAIN_DIFF]),
  ),
  blame: ['--no-textconv'],
  grep: ['--no-textconv'],
  status: ['--ignore-submodules=all'],
}

/** The arguments with what keeps this command from running anything; an option that is given all the same goes before. */
export function guarded([command = '', ...args]: readonly string[]): readonly string[] {
  return [command, ...(Object.hasOwn(GUARDS, command) ? (GUARDS[command] ?? []) : []), ...args]
}

export class TooManyPrograms extends Error {}

/** Overrides for every driver, alias and hook that the configuration names. Throws `TooManyPrograms` if there are absurdly many. */
export function driverOverrides(names: readonly string[]): ConfigPair[] {
  const overrides = new Map<string, string>()
  for (const name of names) {
    const rule = RUNS_SOMETHING.find(({ names: pattern }) => pattern.test(name))
    if (rule !== undefined) overrides.set(name, rule.value)
    const hook = CONFIGURED_HOOK.exec(name)?.[1]
    if (hook !== undefined) overrides.set(`${hook}.enabled`, 'false')
  }
  if (overrides.size > MAX_OVERRIDES) {
    throw new TooManyPrograms(
      `The repository's configuration names ${overrides.size} programs; at most ${MAX_OVERRIDES} can be switched off.`,
    )
  }
  return [...overrides]
}

/** The fixed part, in git's order of precedence: what comes later wins. */
export function fixedConfig(platform: NodeJS.Platform): readonly ConfigPair[] {
  return platform === 'win32' ? FIXED_CONFIG : [...FIXED_CONFIG, ...POSIX_CONFIG]
}

/** Values travel as `GIT_CONFIG_KEY_<n>`: unlike `-c`, a name may hold any character. */
export function gitEnvironment(
  own: NodeJS.ProcessEnv,
  config: readonly ConfigPair[],
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = own[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const pairs = config.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ])
  return { ...Object.fromEntries([...passed, ...pairs]), ...FIXED, GIT_CONFIG_COUNT: `${config.length}`, ...extra }
}
