import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FROM_TEXTS, SETTING_NOTES } from '../../shared/settings/notes.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts'

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../docs/settings.md'), 'utf8')

/** As the page writes it. */
function defaultText(key: string): string {
  const value = key.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), DEFAULT_SETTINGS)
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``
}

test('the page on settings has every setting, as the application has it', () => {
  const rows = Object.entries(SETTING_NOTES).map(
    ([key, { what, from }]) => `| \`${key}\` | ${defaultText(key)} | ${what} | ${FROM_TEXTS[from]} |`,
  )
  expect(PAGE.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows)
})
