import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Ground, PATCH_FILE } from './ground.ts'

/** One way in which a repository can bring along a program, or lead git to one. */
export interface Vector {
  readonly name: string
  plant(ground: Ground): void
  /** What plain git is asked in the control, the last of which must leave the trace; each in the checkout, or in the folder named first. */
  readonly proof: readonly Proof[]
  /** Why no git that is old enough to be installed here may run it; the control does not count then. */
  readonly unproven?: string
}

export type Proof =
  | readonly string[]
  /** In a folder of the checkout. */
  | { readonly in: string; readonly args: readonly string[] }
  /** As a person sees it, in a terminal. */
  | { readonly terminal: string }

const STATUS = ['status']
const COMMIT = ['commit', '-q', '--allow-empty', '-m', 'Plain']
const CREDENTIAL = ['credential', 'fill']

const set = (name: string, values: (ground: Ground) => Record<string, string>, ...proof: Proof[]): Vector => ({
  name,
  plant: (ground) => ground.config(values(ground)),
  proof,
})

const hook = (name: string, ...proof: Proof[]): Vector => ({
  name: `hook ${name}`,
  plant: (ground) => ground.write(`.git/hooks/${name}`, `#!/bin/sh\n${ground.trace()}\n`, 0o755),
  proof,
})

const AM: readonly Proof[] = [
  ['reset', '-q', '--hard', 'main~1'],
  ['am', '-q', PATCH_FILE],
]
const CLEAN_CHECKOUT: Proof = ['checkout', '-q', '-f', 'main']
/** `main` and `other` conflict in both files. */
const MERGE: readonly Proof[] = [CLEAN_CHECKOUT, ['merge', '-q', '-m', 'Merge', 'other']]
const MERGE_CLEANLY: readonly Proof[] = [CLEAN_CHECKOUT, ['merge', '-q', '-X', 'ours', '-m', 'Merge', 'other']]

const HOOKS: readonly Vector[] = [
  hook('pre-commit', COMMIT),
  hook('prepare-commit-msg', COMMIT),
  hook('commit-msg', COMMIT),
  hook('post-commit', COMMIT),
  hook('post-checkout', ['checkout', '-q', '-f', 'other']),
  hook('reference-transaction', COMMIT),
  hook('post-index-change', ['add', '-A']),
  hook('pre-merge-commit', ...MERGE_CLEANLY),
  hook('post-merge', ...MERGE_CLEANLY),
  hook('pre-rebase', CLEAN_CHECKOUT, ['rebase', '-q', 'other']),
  hook('post-rewrite', ['commit', '-q', '--amend', '-m', 'Amended']),
  hook('applypatch-msg', ...AM),
  hook('pre-applypatch', ...AM),
  hook('post-applypatch', ...AM),
  hook('pre-push', ['push', '-q', 'origin', 'main:pushed']),
  hook('pre-receive', ['push', '-q', '.', 'main:pushed']),
]

const DRIVERS: readonly Vector[] = [
  set('filter clean', (g) => ({ 'filter.evil.clean': g.trace('cat') }), ['add', '-A']),
  set('filter smudge', (g) => ({ 'filter.evil.smudge': g.trace('cat') }), ['checkout', '-q', '-f', 'other']),
  set('filter process', (g) => ({ 'filter.proc.process': g.trace('false') }), ['add', '-A']),
  set('textconv', (g) => ({ 'diff.evil.textconv': g.trace('cat') }), ['diff']),
  set('diff command', (g) => ({ 'diff.evil.command': g.trace() }), ['diff']),
  set('diff external', (g) => ({ 'diff.external': g.trace() }), ['diff']),
  set('merge driver', (g) => ({ 'merge.evil.driver': g.trace('false') }), ...MERGE),
  {
    name: 'driver in info/attributes',
    plant(ground) {
      ground.write('.git/info/attributes', 'plain.txt filter=more\n')
      ground.config({ 'filter.more.clean': ground.trace('cat') })
      ground.write('plain.txt', 'changed in the checkout\n')
    },
    proof: [['add', '-A']],
  },
  {
    name: 'core.attributesFile',
    plant(ground) {
      ground.write('.git/planted/attributes', 'plain.txt filter=more\n')
      const file = path.join(ground.root, '.git/planted/attributes')
      ground.config({ 'core.attributesFile': file, 'filter.more.clean': ground.trace('cat') })
      ground.write('plain.txt', 'changed in the checkout\n')
    },
    proof: [['add', '-A']],
  },
]

const PROGRAMS: readonly Vector[] = [
  set('alias', (g) => ({ 'alias.st': `!${g.trace()}` }), ['st']),
  set('core.editor', (g) => ({ 'core.editor': g.trace() }), ['commit', '--allow-empty']),
  set('sequence.editor', (g) => ({ 'sequence.editor': g.trace() }), CLEAN_CHECKOUT, ['rebase', '-i', 'HEAD~1']),
  set('core.askPass', (g) => ({ 'core.askPass': g.program('askpass', 'echo x') }), CREDENTIAL),
  set('core.sshCommand', (g) => ({ 'core.sshCommand': g.trace('false') }), ['ls-remote', 'ssh://127.0.0.1/x']),
  set('core.gitProxy', (g) => ({ 'core.gitProxy': g.program('proxy', 'false') }), ['ls-remote', 'git://127.0.0.1/x']),
  set('credential helper', (g) => ({ 'credential.helper': `!${g.trace()}` }), CREDENTIAL),
  set('credential helper of a URL', (g) => ({ 'credential.http://127.0.0.1.helper': `!${g.trace()}` }), CREDENTIAL),
  set('core.fsmonitor', (g) => ({ 'core.fsmonitor': g.trace('false') }), STATUS),
  {
    name: 'core.hooksPath',
    plant(ground) {
      ground.config({ 'core.hooksPath': path.dirname(ground.program('post-index-change')) })
    },
    proof: [['add', '-A']],
  },
  set('trailer command', (g) => ({ 'trailer.by.command': g.trace('echo x') }), ['interpret-trailers', '.gitignore']),
  set('trailer cmd', (g) => ({ 'trailer.by.cmd': g.trace('echo x') }), [
    ...['interpret-trailers', '--trailer', 'by=x', '.gitignore'],
  ]),
  set('gpg program', (g) => ({ 'gpg.program': g.program('gpg', 'false'), 'commit.gpgSign': 'true' }), COMMIT),
  {
    name: 'gpg program of a signed commit',
    plant(ground) {
      const plain = ground.git('cat-file', 'commit', 'HEAD')
      const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n'
      ground.write('.git/signed', plain.replace('\n\n', `\n${signature}\n`))
      const id = ground.git('hash-object', '-t', 'commit', '-w', '.git/signed')
      for (const branch of ['main', 'target']) ground.git('update-ref', `refs/heads/${branch}`, id)
      ground.config({ 'gpg.program': ground.program('gpg', 'false'), 'log.showSignature': 'true' })
    },
    proof: [['log', '-1']],
  },
  set(
    'gpg key command',
    (g) => ({ 'gpg.format': 'ssh', 'gpg.ssh.defaultKeyCommand': g.trace('false'), 'commit.gpgSign': 'true' }),
    COMMIT,
  ),
  set('archive format', (g) => ({ 'tar.evil.command': g.trace('cat') }), ['archive', '--format=evil', 'HEAD']),
  set('interactive.diffFilter', (g) => ({ 'interactive.diffFilter': g.trace('cat') }), {
    terminal: 'git add -p a.evil',
  }),
  set('core.pager', (g) => ({ 'core.pager': g.trace('cat') }), { terminal: 'git log -1' }),
  set('pager of a command', (g) => ({ 'pager.log': g.trace('cat') }), { terminal: 'git log -1' }),
  set('difftool', (g) => ({ 'difftool.evil.cmd': g.trace() }), ['difftool', '-y', '-t', 'evil', 'HEAD']),
  set('mergetool', (g) => ({ 'mergetool.evil.cmd': g.trace() }), ...MERGE, ['mergetool', '-y', '-t', 'evil']),
  {
    name: 'hook in the configuration',
    plant: (ground) =>
      ground.config({ 'hook.planted.event': 'reference-transaction', 'hook.planted.command': ground.trace() }),
    proof: [COMMIT],
    unproven: 'exists since git 2.54',
  },
]

const REMOTES: readonly Vector[] = [
  set('receivepack', (g) => ({ 'remote.origin.receivepack': g.trace('git-receive-pack') }), [
    ...['push', '-q', 'origin', 'main:pushed'],
  ]),
  set('uploadpack', (g) => ({ 'remote.origin.uploadpack': g.trace('git-upload-pack') }), ['fetch', '-q', 'origin']),
  set(
    'remote vcs',
    (g) => ({
      'remote.origin.vcs': 'ext',
      'remote.origin.url': g.program('vcs', 'false'),
      'protocol.ext.allow': 'always',
    }),
    ['fetch', '-q', 'origin'],
  ),
  set('ext:: remote', (g) => ({ 'remote.origin.url': `ext::${g.program('ext')}`, 'protocol.ext.allow': 'always' }), [
    ...['fetch', '-q', 'origin'],
  ]),
  set(
    'url rewritten to ext::',
    (g) => ({ [`url.ext::${g.program('ext')}.insteadOf`]: g.origin, 'protocol.allow': 'always' }),
    ['fetch', '-q', 'origin'],
  ),
  {
    name: 'command of borrowed refs',
    plant(ground) {
      ground.write('.git/objects/info/alternates', `${path.join(ground.origin, 'objects')}\n`)
      ground.config({ 'core.alternateRefsCommand': ground.trace() })
      const side = ['commit-tree', '-m', 'New there', 'main^{tree}']
      ground.git(
        '--git-dir',
        ground.origin,
        'update-ref',
        'refs/heads/new',
        ground.git('--git-dir', ground.origin, ...side),
      )
    },
    proof: [['fetch', '-q', 'origin']],
  },
  {
    name: 'lazy fetch of a missing object',
    plant(ground) {
      // A tree that names a file which is not here: git fetches it from the "promisor".
      const tree = ['100644 blob 1234567890123456789012345678901234567890\tmissing', ''].join('\n')
      ground.write('.git/tree', tree)
      ground.config({
        'core.repositoryFormatVersion': '1',
        'extensions.partialClone': 'origin',
        'remote.origin.promisor': 'true',
        'remote.origin.url': `ext::${ground.program('ext')}`,
        'protocol.ext.allow': 'always',
      })
    },
    proof: [['cat-file', '-p', '1234567890123456789012345678901234567890']],
  },
]

const SUBMODULES: readonly Vector[] = [
  set('submodule update command', (g) => ({ 'submodule.lib.update': `!${g.trace()}` }), [
    ...['-c', 'protocol.file.allow=always', 'submodule', 'update', '-f'],
  ]),
  {
    name: 'ext:: submodule',
    plant(ground) {
      const url = `ext::${ground.program('ext')}`
      ground.git('submodule', 'deinit', '-q', '-f', 'lib')
      rmSync(path.join(ground.root, '.git/modules'), { recursive: true })
      ground.config({ 'submodule.lib.url': url, 'submodule.lib.active': 'true', 'protocol.ext.allow': 'always' })
    },
    proof: [['-c', 'protocol.ext.allow=always', 'submodule', 'update']],
  },
  {
    name: 'configuration of a submodule',
    plant: (ground) =>
      ground.git('-C', path.join(ground.root, 'lib'), 'config', 'core.fsmonitor', ground.trace('false')),
    proof: [STATUS],
  },
]

/** What leads git to a configuration that is not the repository's own. */
const DETOURS: readonly Vector[] = [
  {
    name: 'included file',
    plant(ground) {
      ground.write('.git/planted/more', `[core]\n\tfsmonitor = "${ground.trace('false')}"\n`)
      ground.config({ 'include.path': 'planted/more' })
    },
    proof: [STATUS],
  },
  {
    name: 'file included on a condition',
    plant(ground) {
      ground.write('.git/planted/more', `[filter "evil"]\n\tclean = "${ground.trace('cat')}"\n`)
      ground.config({ [`includeIf.gitdir:${ground.root}/.path`]: 'planted/more' })
    },
    proof: [['add', '-A']],
  },
  {
    name: 'configuration of the worktree',
    plant(ground) {
      ground.config({ 'extensions.worktreeConfig': 'true' })
      ground.write('.git/config.worktree', `[filter "evil"]\n\tclean = "${ground.trace('cat')}"\n`)
    },
    proof: [['add', '-A']],
  },
  {
    name: 'embedded bare repository',
    plant(ground) {
      const bare = path.join(ground.root, 'bare')
      ground.git('init', '-q', '--bare', bare)
      ground.git('--git-dir', bare, 'config', 'core.fsmonitor', ground.trace('false'))
      ground.git('--git-dir', bare, 'config', 'core.bare', 'false')
      ground.git('--git-dir', bare, 'config', 'core.worktree', ground.root)
    },
    proof: [{ in: 'bare', args: STATUS }],
  },
  {
    name: 'repository in a folder',
    plant(ground) {
      const nested = path.join(ground.root, 'nested')
      ground.git('init', '-q', nested)
      ground.git('-C', nested, ...COMMIT)
      ground.git('-C', nested, 'config', 'core.fsmonitor', ground.trace('false'))
    },
    proof: [{ in: 'nested', args: STATUS }],
  },
  {
    name: '.git file that names another repository',
    plant(ground) {
      const other = plantElsewhere(ground)
      mkdirSync(path.join(ground.root, 'elsewhere'))
      writeFileSync(path.join(ground.root, 'elsewhere/.git'), `gitdir: ${other}\n`)
    },
    proof: [{ in: 'elsewhere', args: STATUS }],
  },
  {
    name: 'commondir that names another repository',
    plant(ground) {
      const other = plantElsewhere(ground)
      const spoofed = path.join(ground.root, 'spoofed')
      ground.git('init', '-q', spoofed)
      ground.git('-C', spoofed, ...COMMIT)
      writeFileSync(path.join(spoofed, '.git/commondir'), `${other}\n`)
    },
    proof: [{ in: 'spoofed', args: STATUS }],
  },
]

function plantElsewhere(ground: Ground): string {
  const other = path.join(path.dirname(ground.root), 'planted-repository')
  ground.git('init', '-q', other)
  ground.git('-C', other, ...COMMIT)
  ground.git('-C', other, 'config', 'core.fsmonitor', ground.trace('false'))
  return path.join(other, '.git')
}

/** Every one leaves a trace if what it plants is run. */
export const VECTORS: readonly Vector[] = [...HOOKS, ...DRIVERS, ...PROGRAMS, ...REMOTES, ...SUBMODULES, ...DETOURS]
