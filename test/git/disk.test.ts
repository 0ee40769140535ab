import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { makeFoldersAbove, removeInside } from '../../electron/git/disk.ts'
import { link, makeTempFolder, snapshot, writeFileTree } from '../support/repository.ts'

const DISK = path.resolve(import.meta.dirname, '../../electron/git/disk.ts')

test('removes what is named and the folders that are empty then; nothing through a link', async () => {
  const [root, outside] = [makeTempFolder(), makeTempFolder()]
  writeFileTree(outside, { 'a/x': 'x', y: 'y' })
  writeFileTree(root, { 'b/c/x': 'x', 'b/y': 'y', 'd/e/f/x': 'x' })
  link(root, 'link', outside)
  link(root, 'to-remove', outside)
  for (const entry of ['link/y', 'link/a/x', 'to-remove', 'b/c/x', 'd/e/f/x', 'not/there'])
    await removeInside(root, entry)
  expect(Object.keys(snapshot(root))).toEqual(['b', 'b/y', 'link'])
  expect(Object.keys(snapshot(outside))).toEqual(['a', 'a/x', 'y'])
})

/** Root may write everywhere. */
const NOBODY = 65_534

test.skipIf(process.platform === 'win32')(
  'a tree with folders that cannot be written is removed by their owner',
  () => {
    const [root, outside] = [makeTempFolder(), makeTempFolder()]
    writeFileTree(outside, { 'kept/x': 'x' })
    writeFileTree(root, { 'tree/a/b/x': 'x', 'tree/y': 'y' })
    link(root, 'tree/link', outside)
    const places = ['.', 'tree', 'tree/a', 'tree/a/b', 'tree/a/b/x', 'tree/y'].map((place) => path.join(root, place))
    if (process.getuid?.() === 0) {
      // Who is nobody must get there.
      chmodSync(path.dirname(root), 0o711)
      for (const place of places) chownSync(place, NOBODY, NOBODY)
    }
    for (const place of ['tree/a/b', 'tree/a']) chmodSync(path.join(root, place), 0o500)
    const tree = path.join(root, 'tree')
    const script = `
    const { removeTree } = await import(${JSON.stringify(pathToFileURL(DISK).href)})
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY}) }
    await removeTree(${JSON.stringify(tree)})`
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: {}, stdio: 'pipe' })
    expect([existsSync(tree), existsSync(path.join(outside, 'kept/x'))]).toEqual([false, true])
  },
)

test('makes folders, in place of links and files', async () => {
  const [root, outside] = [makeTempFolder(), makeTempFolder()]
  link(root, 'link', outside)
  writeFileTree(root, { file: 'x' })
  await makeFoldersAbove(root, 'link/a/x')
  await makeFoldersAbove(root, 'file/x')
  expect(lstatSync(path.join(root, 'link')).isDirectory()).toBe(true)
  expect(existsSync(path.join(root, 'link/a'))).toBe(true)
  expect(lstatSync(path.join(root, 'file')).isDirectory()).toBe(true)
  expect(snapshot(outside)).toEqual({})
  mkdirSync(path.join(root, 'kept/inner'), { recursive: true })
  await makeFoldersAbove(root, 'kept/inner/x')
  expect(Object.keys(snapshot(path.join(root, 'kept')))).toEqual(['inner'])
})
