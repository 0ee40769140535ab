import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPlaces, lineOf, pathKey } from '../../electron/json-place.ts'

const TEXT = `{
  "retention": {
    "days": 3
  }, "permissions": { "allow": [
    { "command": "a\\"}" },
    { "kind": "read" } ] },
  "policy": "supervised",
  "policy": "unattended"
}`

test.each([
  [['retention'], 2],
  [['retention', 'days'], 3],
  [['permissions', 'allow', 1, 'kind'], 6],
  [['policy'], 8],
])('%j is in line %i', (path, line) => {
  const { fault, offsets } = jsonPlaces(TEXT)
  expect(fault).toBeNull()
  expect(lineOf(TEXT, offsets.get(pathKey(path)) ?? -1)).toBe(line)
})

test.each([
  ['{ "a": 1,\n  }', 2],
  ['{\n  "a": 1\n  "b": 2\n}', 3],
  ['{\r\n  a: 1 }', 2],
  ['{}\n\n x', 3],
  ['{ "a": "\n" }', 1],
  ['', 1],
])('%j cannot be from line %i on', (text, line) => {
  const { fault } = jsonPlaces(text)
  expect(fault).not.toBeNull()
  expect(lineOf(text, fault ?? 0)).toBe(line)
})

test('deep nesting ends the reading, not the program', () => {
  expect(jsonPlaces('['.repeat(100_000)).fault).toBe(101)
})

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('whatever JavaScript takes for JSON has no fault, and nothing else', () => {
  const json = fc.json({ maxDepth: 5 })
  const broken = fc
    .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', '\\', '\n', '0', 'e', '\u0001'))
    .map(([text, at, piece]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + piece + text.slice(place + 1)
    })
  fc.assert(
    fc.property(fc.oneof(json, broken), (text) => {
      expect(jsonPlaces(text).fault === null).toBe(isJson(text))
    }),
    { numRuns: 2_000 },
  )
})
