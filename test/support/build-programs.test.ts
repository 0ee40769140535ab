import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { removeLeftovers } from './build-programs.ts'
import { makeTempFolder } from './repository.ts'

test('what killed test runs built is removed with the next start; what belongs to one that lives is not', () => {
  const out = makeTempFolder('out')
  for (const name of ['main', 'test-programs-7-a1B2c3', 'test-programs-8-a1B2c3', 'test-programs-Xy12Z9'])
    mkdirSync(path.join(out, name, 'demo'), { recursive: true })
  removeLeftovers(out, (pid) => pid === 8)
  expect(readdirSync(out).sort()).toEqual(['main', 'test-programs-8-a1B2c3'])
})
