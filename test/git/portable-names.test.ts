import { expect, test } from 'vitest'
import { nameProblems, nameRefusal } from '../../electron/git/portable-names.ts'
import { refuseNames } from '../../electron/git/refuse-names.ts'
import { embeddedRepositories, leadsOut } from '../../electron/git/tree-facts.ts'
import { makeRepository } from '../support/repository.ts'

const HOME = 'C:\\Users\\Ada\\AppData\\Local\\Triptych\\worktrees\\00000000'
const codeOn = (platform: NodeJS.Platform, ...paths: string[]): string | null =>
  nameRefusal(nameProblems(paths, HOME, platform))?.code ?? null

const NAMES: [paths: string[], windows: string | null, mac: string | null, linux?: string][] = [
  [['README.md', 'src/a.ts'], null, null],
  [['README.md', 'readme.md'], 'name_collision', 'name_collision'],
  [['src/a.ts', 'SRC/b.ts'], 'name_collision', 'name_collision'],
  [['a/b', 'A'], 'name_collision', 'name_collision'],
  [['caf\u00e9', 'cafe\u0301'], null, 'name_collision'],
  [['stra\u00dfe', 'STRASSE'], 'name_collision', 'name_collision'],
  [['aux.c'], 'name_reserved', null],
  [['lib/CON'], 'name_reserved', null],
  [['com1.txt'], 'name_reserved', null],
  [['lpt\u00b9'], 'name_reserved', null],
  [['a:b'], 'name_reserved', null],
  [['what?.md'], 'name_reserved', null],
  [['trailing.'], 'name_reserved', null],
  [['trailing /x'], 'name_reserved', null],
  [['tab\there'], 'name_reserved', null],
  [['back\\slash'], 'name_reserved', null],
  [['console.ts', 'common/auxiliary.ts', 'com10.txt'], null, null],
  [[`deep/${'x'.repeat(210)}`], 'path_too_long', null],
  [[`deep/${'x'.repeat(180)}`], null, null],
  [['x'.repeat(256)], 'name_too_long', 'name_too_long', 'name_too_long'],
  [[`${'ä'.repeat(128)}/b`], null, 'name_too_long', 'name_too_long'],
  [['deep/'.repeat(250)], 'path_too_long', 'path_too_long'],
  [['deep/'.repeat(820)], 'path_too_long', 'path_too_long', 'path_too_long'],
]

test.each(NAMES)('%.60j: on Windows %s, on macOS %s, on Linux %s [fault 50]', (paths, windows, mac, linux) => {
  expect([codeOn('win32', ...paths), codeOn('darwin', ...paths), codeOn('linux', ...paths)]).toEqual([
    windows,
    mac,
    linux ?? null,
  ])
})

test('a refusal names what it is about, and what to do [fault 50]', async () => {
  const repository = makeRepository({ 'a.txt': '1', 'A.txt': '2', 'aux.c': 'x' })
  const info = { gitDir: `${repository.root}/.git`, checkoutGitDir: `${repository.root}/.git` }
  const head = repository.git('rev-parse', 'HEAD')
  expect(await refuseNames(info, head, '/home', 'linux')).toBeNull()
  expect(await refuseNames(info, head, '/home', 'darwin')).toEqual({
    code: 'name_collision',
    message: 'A.txt and a.txt are one name on this system, so a worktree cannot hold both.',
    remedy: 'Rename one of them, commit, and start from that commit.',
  })
})

test('an embedded repository is what git takes for one', () => {
  const bare = ['x.git/HEAD', 'x.git/config', 'x.git/objects/a', 'x.git/refs/b']
  expect(embeddedRepositories(bare)).toEqual(['x.git'])
  expect(embeddedRepositories(['HEAD', 'objects/x', 'refs/y'])).toEqual(['.'])
  expect(embeddedRepositories(['x/HEAD', 'x/objects.md', 'HEAD'])).toEqual([])
})

test.each([
  ['a', 'b', false],
  ['a/b/c', '../../x', false],
  ['a/b', '../../x', true],
  ['a', '..', true],
  ['a', '/etc', true],
  ['a', 'C:\\x', true],
  ['a', '..\\x', true],
  ['a', '..x', false],
])('the link %s → %s leads out: %s', (place, target, out) => {
  expect(leadsOut(place, target)).toBe(out)
})
