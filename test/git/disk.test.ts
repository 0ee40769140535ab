import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeFoldersAbove, removeInside } from '../../electron/git/disk.ts'
import { link, makeTempFolder, snapshot, writeFileTree } from '../support/repository.ts'

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
