import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { textsIn } from '../support/stray-texts.ts'
import { textKeys } from '../support/text-keys.ts'

const ELECTRON = path.resolve(import.meta.dirname, '../../electron')
const TEXTS = 'desktop/texts.ts'

/** The desktop shell: the files that import electron, and what decides for them; but not the door, which answers calls with records and errors. */
const sources = [
  ...readdirSync(ELECTRON),
  ...readdirSync(path.join(ELECTRON, 'desktop')).map((name) => `desktop/${name}`),
]
  .filter((file) => file.endsWith('.ts') && file !== TEXTS && file !== 'ipc.ts')
  .map((file) => ({ file, code: readFileSync(path.join(ELECTRON, file), 'utf8') }))
  .filter(({ file, code }) => file.startsWith('desktop/') || /from '(?:electron|\.\/desktop\/[^']+)'/.test(code))

test('all English of the desktop shell is in electron/desktop/texts.ts', () => {
  expect(sources.length).toBeGreaterThan(20)
  const strays = sources.flatMap(({ file, code }) => textsIn(code, false).map(({ text }) => `${file}: ${text}`))
  expect(strays).toEqual([])
})

test('each text is used, in the file that is named above it or, where none is, in several', () => {
  const keys = textKeys(readFileSync(path.join(ELECTRON, TEXTS), 'utf8'))
  expect(keys.length).toBeGreaterThan(40)
  const unused = keys.filter(({ key, user }) => {
    const use = new RegExp(`\\bTEXT\\.${key}\\b`)
    const users = sources.filter(({ file, code }) => (user === '' || path.basename(file) === user) && use.test(code))
    return users.length < (user === '' ? 2 : 1)
  })
  expect(unused).toEqual([])
})
