import { expect, test } from 'vitest'
import { drawFrom } from '../random.ts'
import { CUTS, Disk, readWriteLog } from './write-log.ts'

const write = (offset: number, text: string) =>
  ({ kind: 'write', file: 'f', offset, bytes: Buffer.from(text) }) as const

test('what was flushed is there after every cut; what was not may be', () => {
  const disk = new Disk()
  disk.apply(write(0, 'safe'))
  disk.apply({ kind: 'flush', file: 'f' })
  disk.apply(write(4, 'lost'))
  disk.apply(write(8, 'gone'))
  const draw = drawFrom(1)
  const images = CUTS.map((cut) => Array.from({ length: 50 }, () => disk.image(cut, draw).get('f')?.toString() ?? ''))
  for (const image of images.flat()) expect(image.slice(0, 4)).toBe('safe')
  const kinds = images.map((list) => new Set(list).size)
  // Nothing of it; a prefix of two writes; any of them; any sector of them.
  expect(kinds).toEqual([1, 3, 4, 4])
})

test('a file is cut and made longer with zeros', () => {
  const disk = new Disk()
  disk.apply(write(0, 'abcdef'))
  disk.apply({ kind: 'truncate', file: 'f', size: 2 })
  disk.apply({ kind: 'truncate', file: 'f', size: 4 })
  disk.apply({ kind: 'flush', file: 'f' })
  expect(disk.image('none', drawFrom(1)).get('f')).toEqual(Buffer.from('ab\0\0'))
})

test('calls are read as strace writes them, and one that is cut short or failed is not passed over', () => {
  const log = [
    'pwrite64(21</db>, "\\x61\\x62", 2, 512) = 2',
    'fdatasync(21</db>) = 0',
    'write(9</told>, "\\x31\\x0a", 2) = 2',
    'write(9</other>, "\\x31"..., 99) = 99',
    'ftruncate(21</db>, 0) = 0',
  ].join('\n')
  expect(readWriteLog(log, ['/db'], '/told')).toEqual([
    { kind: 'write', file: '/db', offset: 512, bytes: Buffer.from('ab') },
    { kind: 'flush', file: '/db' },
    { kind: 'told', text: '1\n' },
    { kind: 'truncate', file: '/db', size: 0 },
  ])
  for (const line of ['pwrite64(21</db>, "\\x61"..., 4096, 0) = 4096', 'fsync(21</db>) = -1 EIO (Input/output error)'])
    expect(() => readWriteLog(line, ['/db'], '/told')).toThrow(/^Not/)
})
