import { expect, test } from 'vitest'
import { hexLines, signatureOf } from '../../../renderer/viewers/hex.ts'

test('bytes are shown sixteen in a line, with what is text of them', () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('PK\u0003\u0004 hello, world!'), 0x7f, 0xff])
  expect(hexLines(bytes)).toEqual([
    { offset: '00000000', hex: '50 4b 03 04 20 68 65 6c  6c 6f 2c 20 77 6f 72 6c', text: 'PK.. hello, worl' },
    { offset: '00000010', hex: '64 21 7f ff', text: 'd!..' },
  ])
  expect(hexLines(new Uint8Array())).toEqual([])
})

test.each([
  [[0x50, 0x4b, 3, 4], /^ZIP/],
  [[0x7f, 0x45, 0x4c, 0x46, 2], /^ELF/],
  [[0x23, 0x21, 0x2f], /^script/],
])('the first bytes %j tell what it is', (bytes, name) => expect(signatureOf(Uint8Array.from(bytes))).toMatch(name))

test('what is not known is not guessed', () => {
  expect(signatureOf(Uint8Array.from([1, 2, 3]))).toBeNull()
  expect(signatureOf(new Uint8Array())).toBeNull()
})
