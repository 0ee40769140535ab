import { describe, expect, test } from 'vitest'
import { mayColour, programName } from '../../electron/cli/screen.ts'
import { checkNode, gitCheck } from '../../electron/doctor.ts'

describe('surroundings', () => {
  test('colour only in a terminal, and not where NO_COLOR is set', () => {
    expect([mayColour(true, {}), mayColour(false, {}), mayColour(true, { NO_COLOR: '1' })]).toEqual([
      true,
      false,
      false,
    ])
    expect([mayColour(true, { NO_COLOR: '' }), mayColour(true, { TERM: 'dumb' })]).toEqual([true, false])
  })
  test('lines to copy begin as the person began', () => {
    expect(programName({})).toBe('triptych')
    expect(programName({ npm_lifecycle_event: 'demo' })).toBe('npm run -s triptych --')
    expect(programName({ npm_lifecycle_event: 'npx' })).toBe('triptych')
  })
  test('too old a Node or git is an error with a remedy', () => {
    expect(checkNode('24.21.0')).toMatchObject({ level: 'ok', remedy: null })
    expect(checkNode('22.1.0')).toMatchObject({ level: 'error', remedy: expect.stringContaining('Node 24') })
    expect(gitCheck('git version 2.31.8')).toMatchObject({ level: 'error', remedy: expect.stringContaining('2.32') })
    expect(gitCheck('git version 2.45.1.windows.1')).toMatchObject({ level: 'ok' })
  })
})
