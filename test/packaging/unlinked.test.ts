import { expect, test } from 'vitest'
import { unlinked } from './unlinked.ts'

const FILES: Record<string, string> = {
  'out/index.html': '<script src="./assets/index-AAAAAAAA.js"></script>',
  'out/assets/index-AAAAAAAA.js': 'import{a}from"./rows-BBBBBBBB.js";import(`./view-CCCCCCCC.js`);"not-a-chunk.js"',
  'out/assets/rows-BBBBBBBB.js': 'export{a}',
  'out/assets/view-CCCCCCCC.js': "import'./rows-BBBBBBBB.js'",
  'package.json': '{"main":"./a-DDDDDDDD.js"}',
}
const check = (files: Record<string, string>): string[] => unlinked(Object.keys(files), (file) => files[file] ?? '')

test('every chunk is asked for, and every one that is asked for is there', () => {
  expect(check(FILES)).toEqual([])
})

test('a stray chunk, also one that only another stray asks for', () => {
  const strays = { 'out/assets/old-EEEEEEEE.js': 'import"./older-FFFFFFFF.js"', 'out/assets/older-FFFFFFFF.js': '' }
  expect(check({ ...FILES, ...strays })).toEqual([
    'nothing asks for out/assets/old-EEEEEEEE.js',
    'nothing asks for out/assets/older-FFFFFFFF.js',
  ])
})

test('a chunk that is missing, told by each that asks for it', () => {
  const { 'out/assets/rows-BBBBBBBB.js': _, ...rest } = FILES
  expect(check(rest)).toEqual([
    'out/assets/index-AAAAAAAA.js asks for rows-BBBBBBBB.js, which is not there',
    'out/assets/view-CCCCCCCC.js asks for rows-BBBBBBBB.js, which is not there',
  ])
})

test('a chunk that was renamed is both', () => {
  const { 'out/assets/rows-BBBBBBBB.js': text = '', ...rest } = FILES
  expect(check({ ...rest, 'out/assets/rows-99999999.js': text })).toHaveLength(3)
})
