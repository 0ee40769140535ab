import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  agentSignature,
  checkSignature,
  failedSignature,
  scopeSignature,
  verifySignature,
} from '../../electron/engine/signature.ts'
import type { StepEvidence } from '../../shared/evidence.ts'

const step = (label: string, exitCode: number | null, timedOut = false): StepEvidence => ({
  label,
  command: 'npm test',
  exitCode,
  timedOut,
  durationMs: 1,
  log: 'sha256:0',
  logArtifactId: 'log',
  logLines: 0,
  logTail: '',
  baseline: null,
})

test.each([
  { name: 'verify: one failing step', actual: verifySignature([step('v1', 0), step('v2', 1)]), wanted: 'verify:v2=1' },
  {
    name: 'verify: several, in order',
    actual: verifySignature([step('v1', 2), step('v2', 0), step('v3', 127)]),
    wanted: 'verify:v1=2,v3=127',
  },
  {
    name: 'verify: time-out, also where an exit code was seen',
    actual: verifySignature([step('v1', null, true), step('v2', 0, true)]),
    wanted: 'verify:v1=timeout,v2=timeout',
  },
  { name: 'verify: ended by a signal', actual: verifySignature([step('v1', null)]), wanted: 'verify:v1=killed' },
  { name: 'check: sorted as numbers, once each', actual: checkSignature([10, 2, 2]), wanted: 'check:2,10' },
  {
    name: 'scope: sorted',
    actual: scopeSignature(['src/b.ts', 'package.json']),
    wanted: 'scope:package.json,src/b.ts',
  },
  {
    name: 'agent: slug',
    actual: agentSignature('  Missing_Credential: API key! '),
    wanted: 'agent:missing-credential-api-key',
  },
  { name: 'agent: other scripts stay apart', actual: agentSignature('Нет доступа'), wanted: 'agent:нет-доступа' },
  { name: 'agent: nothing left', actual: agentSignature('!!!'), wanted: 'agent:unnamed' },
  { name: 'failed: nothing said', actual: failedSignature(' \n'), wanted: 'failed:no detail' },
])('$name', ({ actual, wanted }) => {
  expect(actual).toBe(wanted)
})

describe('what differs each time is replaced', () => {
  test.each([
    ['starting\nError: port 4312 in use after 1.5s', 'failed:Error: port <n> in use after <time>'],
    ['Error: no such file /tmp/x-81/a.ts:12:7', 'failed:Error: no such file <path>:<n>:<n>'],
    ['Error: no such file C:\\Users\\me\\a.ts', 'failed:Error: no such file <path>'],
    [
      '2026-08-01T10:11:12.345Z fatal: bad object 9fceb02d0ae598e95dc970b74767f19372d61af8',
      'failed:<time> fatal: bad object <hex>',
    ],
    ['panic at 0x7fff5c id 6f1c1f9e-6d3c-4a53-9f7e-2f8a1a0b9c3d', 'failed:panic at <hex> id <hex>'],
    ['10:22:01 agent exited  with 137', 'failed:<time> agent exited with <n>'],
    ['all is well\nsecond line', 'failed:all is well'],
  ])('%s', (text, wanted) => {
    expect(failedSignature(text)).toBe(wanted)
  })

  test('the same failure on another day, in another folder, has the same signature', () => {
    const at = (folder: string, time: string, id: string) => `${time} Error: ${folder}/test/a.test.ts failed (${id})`
    expect(failedSignature(at('/tmp/run-1', '2026-01-02', 'deadbeef01'))).toBe(
      failedSignature(at('/home/me/w', '2027-11-30', '0123abcdef')),
    )
  })
})

describe('long details', () => {
  const paths = (last: string) => ['a'.repeat(30), 'b'.repeat(30), last]

  test('keep 48 characters and 8 hex of the whole', () => {
    expect(scopeSignature(paths('x'))).toMatch(/^scope:a{30},b{17}[0-9a-f]{8}$/)
    expect(scopeSignature(paths('x'))).not.toBe(scopeSignature(paths('y')))
  })

  test('60 characters are not long', () => {
    expect(scopeSignature(['p'.repeat(60)])).toBe(`scope:${'p'.repeat(60)}`)
    expect(scopeSignature(['p'.repeat(61)])).toMatch(/^scope:p{48}[0-9a-f]{8}$/)
  })

  test('any text gives a short, well-formed, repeatable signature', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        for (const sign of [agentSignature, failedSignature]) {
          expect([...sign(text)].length).toBeLessThanOrEqual('failed:'.length + 60)
          expect(sign(text).isWellFormed()).toBe(true)
          expect(sign(text)).toBe(sign(text))
        }
      }),
    )
  })
})
