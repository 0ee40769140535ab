import fc from 'fast-check'
import { expect, test } from 'vitest'
import { branchName, checkpointRef, shortId, slug } from '../shared/names.ts'
import { makeRepository } from './support/repository.ts'

const RUN = '0123abcd-4567-4000-8000-000000000000'

test.each([
  ['Add a dark mode', 'add-a-dark-mode'],
  ['  Fix #12: "quotes" & {braces}\nand lines  ', 'fix-12-quotes-braces-and-lines'],
  ['Überall 🎉 größer', 'berall-gr-er'],
  ['🎉', 'run'],
  ['', 'run'],
  ['../../etc/passwd.lock', 'etc-passwd-lock'],
  ['x'.repeat(60), 'x'.repeat(40)],
  [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
])('%j becomes %s', (goal, expected) => {
  expect(slug(goal)).toBe(expected)
})

test('branch names', () => {
  expect(shortId(RUN)).toBe('0123abcd')
  expect(branchName('Add a dark mode', RUN, false)).toBe('triptych/add-a-dark-mode-0123abcd')
  expect(branchName('Add a dark mode', RUN, true)).toBe('triptych-add-a-dark-mode-0123abcd')
  expect(checkpointRef(RUN, 0)).toBe(`refs/triptych/${RUN}/0`)
})

test('a slug of any goal is short, and made of lower case letters, digits and single dashes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (goal) => {
      expect(slug(goal)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(slug(goal).length).toBeLessThanOrEqual(40)
    }),
  )
})

test('the second form is possible where a branch called triptych is, the first is not', () => {
  const repository = makeRepository()
  repository.git('branch', 'triptych')
  expect(() => repository.git('branch', branchName('x', RUN, false))).toThrow()
  repository.git('branch', branchName('x', RUN, true))
})
