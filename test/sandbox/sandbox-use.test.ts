import { expect, test } from 'vitest'
import type { SandboxProbe } from '../../electron/sandbox/probe.ts'
import { runSandbox } from '../../electron/sandbox/run-sandbox.ts'
import { confinementOf, sandboxCheck } from '../../electron/sandbox/sandbox-use.ts'

const NONE: SandboxProbe = { kind: 'none', reason: 'bubblewrap is not installed.', remedy: 'Install it.' }
const NESTS: SandboxProbe = { kind: 'bubblewrap', program: '/usr/bin/bwrap', version: '0.8.0', nests: true, limits: [] }
const FLAT: SandboxProbe = { ...NESTS, nests: false }

const KNOWN = [
  { id: 'plain', sandbox: true, ownSandbox: false },
  { id: 'taken', sandbox: false, ownSandbox: false },
  { id: 'own', sandbox: true, ownSandbox: true },
]
const roles = (id: string) => ({ strategy: { id: 'plain' }, implementation: { id }, checker: { id: 'plain' } })

test.each([
  ['auto', NESTS, 'plain', true, /^Sandboxed by bubblewrap 0\.8\.0: files confined, network not\.$/],
  ['auto', NONE, 'plain', false, /^Not sandboxed because bubblewrap is not installed\.$/],
  ['off', NESTS, 'plain', false, /^Not sandboxed because the run was started with the sandbox off\.$/],
  [
    'auto',
    NESTS,
    'taken',
    false,
    /network not\. Agent taken is not, because settings\.json says so \(agents\.taken\.sandbox\)\.$/,
  ],
  ['auto', NESTS, 'own', true, /network not\.$/],
  ['auto', FLAT, 'own', false, /network not\. Agent own is not, because it makes a sandbox of its own, .*\.$/],
  ['auto', FLAT, 'plain', true, /network not\.$/],
] as const)('%s, %o, %s: sandboxed %s', (sandbox, probe, id, isSandboxed, sentence) => {
  const use = runSandbox({ sandbox, agents: roles(id) }, probe, KNOWN)
  expect(use).toEqual({ sentence: expect.stringMatching(sentence), isSandboxed, refusal: null })
})

test.each([
  [NESTS, 'plain', null],
  [NESTS, 'own', null],
  [NONE, 'plain', /there is none here: bubblewrap is not installed\./],
  [NESTS, 'taken', /agent taken would run without, because settings\.json says so/],
  [FLAT, 'own', /agent own would run without, because it makes a sandbox of its own/],
])('require, %o, %s', (probe, id, message) => {
  const { refusal } = runSandbox({ sandbox: 'require', agents: roles(id) }, probe, KNOWN)
  if (message === null) expect(refusal).toBeNull()
  else expect(refusal).toMatchObject({ code: 'no_sandbox', message: expect.stringMatching(message) })
})

test('a command is confined wherever something can be; what there is is told before a run is thought of', () => {
  expect(confinementOf('auto', FLAT)).toEqual({ kind: 'sandbox', by: FLAT })
  expect(confinementOf('off', FLAT).kind).toBe('none')
  expect(sandboxCheck(FLAT)).toMatchObject({ level: 'ok', remedy: null })
  expect(sandboxCheck(NONE)).toMatchObject({ level: 'warning', remedy: expect.stringMatching(/^Install it\. /) })
})
