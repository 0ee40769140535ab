import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { AGENT_ROLES } from '../../../shared/words.ts'

const read = (file: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../../renderer', file), 'utf8')
const ARCHES = [...read('ui/mark.tsx').matchAll(/'(M[^']+Z)'/g)].map(([, shape]) => shape ?? '')
const TERMINAL = / terminal: \(\s*<>\s*<path d="([^"]+)" \/>/.exec(read('ui/icon-shapes.tsx'))?.[1] ?? ''
/** The shapes of a mark's mask, and whether each is filled. */
const shapesOf = (name: string): { shape: string; isFilled: boolean }[] => {
  const css = new RegExp(`@utility source-${name} \\{[^}]*\\}`).exec(read('style.css'))?.[0] ?? ''
  return [...css.matchAll(/path ([^/]*)d='([^']+)'/g)].map(([, looks = '', shape = '']) => ({
    shape,
    isFilled: !looks.includes("fill='none'"),
  }))
}

test.each(AGENT_ROLES.map((role, place) => ({ role, place })))('the mask of $role is its mark', ({ role, place }) => {
  expect(ARCHES).toHaveLength(3)
  expect(shapesOf(role)).toEqual([
    { shape: ARCHES.filter((_, at) => at !== place).join(''), isFilled: false },
    { shape: ARCHES[place], isFilled: true },
  ])
})

test('the mask of everybody else is the icon of the terminal', () => {
  expect(TERMINAL).toMatch(/^m3/)
  expect(shapesOf('other')).toEqual([{ shape: TERMINAL, isFilled: false }])
})
