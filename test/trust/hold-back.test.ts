import { execFileSync } from 'node:child_process'
import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { hashOfSet, MAX_FILES } from '../../electron/trust/file-set.ts'
import { giveBack, holdBack } from '../../electron/trust/hold-back.ts'
import { readRegular, readSet } from '../../electron/trust/on-disk.ts'
import { readTrust, type Trust, trusts, writeTrust } from '../../electron/trust/trusted-repositories.ts'
import { AGENT_FILES, agentFileOf } from '../../shared/agent-files.ts'
import { link, makeTempFolder, snapshot, writeFileTree } from '../support/repository.ts'

const nobody = async (): Promise<boolean> => false

function makePlace(files: Record<string, string> = {}) {
  const folder = makeTempFolder('held')
  const worktree = path.join(folder, 'worktree')
  mkdirSync(worktree)
  writeFileTree(worktree, files)
  return { worktree, aside: path.join(folder, 'aside') }
}

test('every entry of the table is held back, and comes back as it was', async () => {
  const { worktree, aside } = makePlace({ 'src/a.ts': 'x', '.github/workflows/ci.yml': 'x', 'AGENTS.md': 'x' })
  for (const [index, { path: name }] of AGENT_FILES.entries()) {
    writeFileTree(worktree, { [index % 2 === 0 && !name.includes('.vscode') ? `${name}/deep/file` : name]: name })
  }
  const before = snapshot(worktree)
  const held = await holdBack(worktree, aside, nobody)
  expect(held).toEqual(AGENT_FILES.map((file) => file.path).sort())
  expect(Object.keys(snapshot(worktree)).filter((file) => agentFileOf(file) !== null)).toEqual([])
  expect(Object.keys(snapshot(worktree))).toContain('src/a.ts')
  await giveBack(worktree, aside)
  expect(snapshot(worktree)).toEqual(before)
  expect(await holdBack(worktree, aside, async () => true)).toEqual([])
})

test('other spellings that a disk may take for the same are the same', async () => {
  const names = ['.Claude', '.MCP.json', '.cl\u200baude', '.ＥＮＶ', '.VSCode/MCP.json']
  const { worktree, aside } = makePlace(Object.fromEntries(names.map((name) => [name, 'x'])))
  expect(await holdBack(worktree, aside, nobody)).toEqual(names.sort())
})

test('links are held back themselves, also one in the place of a folder above', async () => {
  const { worktree, aside } = makePlace()
  const outside = makeTempFolder('outside')
  writeFileTree(outside, { 'mcp.json': 'x', 'settings.json': 'x' })
  link(worktree, '.vscode', outside)
  link(worktree, '.claude', outside)
  link(worktree, '.env', path.join(outside, 'gone'))
  expect(await holdBack(worktree, aside, nobody)).toEqual(['.claude', '.env', '.vscode'])
  await giveBack(worktree, aside)
  expect(lstatSync(path.join(worktree, '.vscode')).isSymbolicLink()).toBe(true)
  expect(Object.keys(snapshot(outside))).toEqual(['mcp.json', 'settings.json'])
})

test('what the agent put there stays; nothing goes through what it put in the way; a second time changes nothing', async () => {
  const { worktree, aside } = makePlace({
    '.claude/settings.json': 'old',
    '.claude/x.md': 'x',
    '.vscode/mcp.json': 'old',
  })
  await holdBack(worktree, aside, nobody)
  const outside = makeTempFolder('outside')
  rmSync(path.join(worktree, '.vscode'), { recursive: true })
  symlinkSync(outside, path.join(worktree, '.vscode'))
  writeFileTree(worktree, { '.claude/settings.json': 'new' })
  await giveBack(worktree, aside)
  await giveBack(worktree, aside)
  expect(Object.keys(snapshot(worktree))).toEqual(['.claude', '.claude/settings.json', '.claude/x.md', '.vscode'])
  expect(await readRegular(path.join(worktree, '.claude/settings.json'), 10)).toEqual(Buffer.from('new'))
  expect(snapshot(outside)).toEqual({})
})

test('what a killed application left aside comes back before the next turn, also where the worktree is gone', async () => {
  const { worktree, aside } = makePlace({ '.mcp.json': 'x' })
  await holdBack(worktree, aside, nobody)
  expect(await holdBack(worktree, aside, nobody)).toEqual(['.mcp.json'])
  rmSync(worktree, { recursive: true })
  await giveBack(worktree, aside)
  mkdirSync(worktree)
  expect(await holdBack(worktree, aside, nobody)).toEqual([])
})

test('a file is read by its descriptor: no link, no pipe, no more than asked', async () => {
  const { worktree } = makePlace({ plain: '12345', '.claude/a': '1', '.claude/b/c': '2' })
  link(worktree, 'link', 'plain')
  execFileSync('mkfifo', [path.join(worktree, 'pipe'), path.join(worktree, '.claude/pipe')])
  expect(await readRegular(path.join(worktree, 'plain'), 5)).toEqual(Buffer.from('12345'))
  expect(await readRegular(path.join(worktree, 'plain'), 4)).toBeNull()
  expect(await readRegular(path.join(worktree, 'pipe'), 5)).toBeNull()
  await expect(readRegular(path.join(worktree, 'link'), 5)).rejects.toThrow('ELOOP')
  expect(hashOfSet(await readSet(worktree, '.claude'))).toBeNull()
  rmSync(path.join(worktree, '.claude/pipe'))
  const hash = hashOfSet(await readSet(worktree, '.claude'))
  expect(hash).toMatch(/^sha256:/)
  writeFileSync(path.join(worktree, '.claude/b/c'), '3')
  expect(hashOfSet(await readSet(worktree, '.claude'))).not.toBe(hash)
  writeFileTree(worktree, Object.fromEntries(Array.from({ length: MAX_FILES }, (_, n) => [`.claude/m/${n}`, ''])))
  expect(await readSet(worktree, '.claude')).toBeNull()
})

test('trust is the word for one place, one history and one content, and is told where it cannot be read', () => {
  const home = makeTempFolder('home')
  const root = '/code/shop'
  const [first, other] = ['a'.repeat(40), 'b'.repeat(40)]
  const trust: Trust = {
    path: root,
    roots: [first],
    files: { '.mcp.json': 'sha256:1' },
    trustedAt: '2026-01-01T00:00:00Z',
  }
  expect(readTrust(home, root)).toEqual({ ok: true, value: null })
  expect(writeTrust(home, root, trust).ok).toBe(true)
  expect(readTrust(home, root)).toEqual({ ok: true, value: trust })
  expect(readTrust(home, '/code/shop2')).toEqual({ ok: true, value: null })
  const file = { path: '.mcp.json', hash: 'sha256:1' }
  expect(trusts(trust, [first], file)).toBe(true)
  expect(trusts(trust, [other], file)).toBe(false)
  expect(trusts(trust, [first, other], file)).toBe(false)
  expect(trusts(trust, [first], { ...file, hash: 'sha256:2' })).toBe(false)
  expect(trusts(trust, [first], { ...file, hash: null })).toBe(false)
  expect(trusts(trust, [first], { path: 'toString', hash: 'sha256:1' })).toBe(false)
  expect(trusts(null, [first], file)).toBe(false)
  expect(writeTrust(home, root, null).ok).toBe(true)
  expect(readTrust(home, root)).toEqual({ ok: true, value: null })
  writeFileSync(path.join(home, 'trusted-repositories.json'), '{"v":1')
  expect(readTrust(home, root)).toMatchObject({ ok: false, error: { code: 'trust_invalid' } })
  expect(writeTrust(home, root, trust)).toMatchObject({ ok: false })
})
