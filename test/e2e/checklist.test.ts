/** Electron's security checklist, read from what is shipped; and what shows that it would notice. */
import { describe, expect, test } from 'vitest'
import { type BuiltApp, readBuiltApp, textOf } from './checklist/built-app.ts'
import { CHECKLIST } from './checklist/checklist.ts'
import { MUTANTS, type Mutant } from './checklist/mutants.ts'

const app = readBuiltApp()

test("every point of Electron's list is there, once", () => {
  expect(CHECKLIST.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

describe('what is shipped', () => {
  test.each(CHECKLIST)('$number: $title', ({ findings }) => {
    expect(findings(app)).toEqual([])
  })
})

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const named = MUTANTS.map((mutant) => ({
  ...mutant,
  what: `${oneLine(mutant.from)} → ${oneLine(mutant.to) || 'nothing'}`,
}))

/** Fails where the text is not there any more: then the mutant would be caught by nothing. */
function mutated({ file, from, to }: Mutant): BuiltApp {
  const text = textOf(app, file)
  expect(text.split(from).length - 1, `how often ${file} has ${JSON.stringify(from)}`).toBe(1)
  return new Map([...app, [file, text.replace(from, () => to)]])
}

describe('a mutant is caught', () => {
  test.each(named)('by $point: $what', ({ point, ...mutant }) => {
    const changed = mutated({ point, ...mutant })
    const found = CHECKLIST.find(({ number }) => number === point)?.findings(changed) ?? []
    expect(found).not.toEqual([])
    for (const finding of found) expect(finding).toMatch(/^\S.* .*\.$/)
  })

  test('every point has at least one', () => {
    expect(CHECKLIST.filter(({ number }) => !MUTANTS.some(({ point }) => point === number))).toEqual([])
  })
})
