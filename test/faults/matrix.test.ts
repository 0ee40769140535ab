import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { plainTitle, testedFaults } from './fault-titles.ts'
import { FAMILIES, FAULTS } from './matrix.ts'
import { NOT_TESTED } from './not-tested.ts'
import { upperBound } from './page.ts'
import { SECTIONS } from './sections.ts'
import { STILL_MISSING } from './still-missing.ts'

const PROJECT = path.resolve(import.meta.dirname, '../..')
const DOCS = path.join(PROJECT, 'docs')

test('every fault is a test by its number, or a line that says why not, and never both', () => {
  const tested = testedFaults(PROJECT, SECTIONS)
  const numbers = FAULTS.map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: 69 }, (_, index) => index + 1))
  const excused = NOT_TESTED.map(({ fault }) => fault)
  expect(new Set(excused).size).toBe(excused.length)
  expect(numbers.filter((number) => !tested.has(number) && !excused.includes(number))).toEqual(STILL_MISSING)
  expect(excused.filter((number) => tested.has(number))).toEqual([])
  expect([...tested.keys(), ...excused].filter((number) => !numbers.includes(number))).toEqual([])
})

test('the families hold each fault once', () => {
  expect(
    FAMILIES.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  ).toEqual(FAULTS.map(({ number }) => number))
})

test('the bound of "0 in N" is the exact one', () => {
  expect(upperBound(1)).toBeCloseTo(0.95, 12)
  expect(upperBound(59)).toBeLessThan(0.05)
  expect(upperBound(58)).toBeGreaterThan(0.05)
  expect(upperBound(10_000)).toBeCloseTo(3 / 10_000, 5)
})

test('a section has a name of its own, and a title that is more than its faults', () => {
  expect(new Set(SECTIONS.map(({ name }) => name)).size).toBe(SECTIONS.length)
  for (const section of SECTIONS) {
    expect(section.name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(plainTitle(section)).not.toBe('')
  }
})

test('the sections that the documents name are there', () => {
  const pages = readdirSync(DOCS).filter((file) => file.endsWith('.md'))
  const named = pages.flatMap((page) =>
    [...readFileSync(path.join(DOCS, page), 'utf8').matchAll(/npm run faults [^`\n]*--only ([\w,]+)/g)].flatMap(
      ([, names]) => names?.split(',') ?? [],
    ),
  )
  const names = SECTIONS.map(({ name }) => name)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !names.includes(name))).toEqual([])
})
