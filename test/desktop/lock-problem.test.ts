import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lockProblem } from '../../electron/desktop/lock-problem.ts'
import { makeTempFolder } from '../support/repository.ts'

test('where another Triptych may hold the lock there is nothing to say', () => {
  const home = makeTempFolder('home')
  expect(lockProblem(home)).toBeNull()
  expect(lockProblem(path.join(home, 'new'))).toBeNull()
})

test('a data folder that is a file, or in which nothing can be made, is told with what to do', () => {
  const file = path.join(makeTempFolder('home'), 'file')
  writeFileSync(file, '')
  expect(lockProblem(file)).toContain(file)
  const home = makeTempFolder('home')
  writeFileSync(path.join(home, 'electron'), 'in the way')
  expect(lockProblem(home)).toMatch(
    /cannot be written: .*Make it writable, or name another data folder in TRIPTYCH_HOME\.$/,
  )
  mkdirSync(path.join(home, 'other'))
  expect(lockProblem(path.join(home, 'other'))).toBeNull()
})
