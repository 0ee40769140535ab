import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FaultSection } from './section.ts'

/** Ends the title of a test or a section: `[fault 7]`, `[fault 16, 19]`. */
const MARK = /\s*\[fault (\d+(?:, \d+)*)\]$/
/** A title that ends with the mark, as the first argument of a call that is not told to be left out. */
const MARKED_TITLE = /(?<!\.(?:skip|todo))\(\s*(['"`])(?:(?!\1)[^\\]|\\.)*?\[fault (\d+(?:, \d+)*)\]\1/g

const numbersOf = (list: string): number[] => list.split(', ').map(Number)

/** A section's title without the numbers of its faults. */
export const plainTitle = ({ title }: Pick<FaultSection, 'title'>): string => title.replace(MARK, '')

/** Fault → where it is tested, sorted: test files relative to the project, and `npm run faults` with the section's name. */
export function testedFaults(
  project: string,
  sections: readonly Pick<FaultSection, 'name' | 'title'>[],
): Map<number, string[]> {
  const tested = new Map<number, Set<string>>()
  const note = (numbers: string, place: string) => {
    for (const number of numbersOf(numbers)) tested.set(number, (tested.get(number) ?? new Set()).add(place))
  }
  for (const { name, title } of sections) {
    const numbers = MARK.exec(title)?.[1]
    if (numbers !== undefined) note(numbers, `npm run faults -- --only ${name}`)
  }
  for (const file of testFiles(project)) {
    for (const [, , numbers] of readFileSync(path.join(project, file), 'utf8').matchAll(MARKED_TITLE)) {
      if (numbers !== undefined) note(numbers, file)
    }
  }
  return new Map([...tested].map(([number, places]) => [number, [...places].sort()]))
}

function testFiles(project: string): string[] {
  return readdirSync(path.join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.includes('/node_modules/'))
}
