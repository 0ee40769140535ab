/** `npm run demo` after set-up: the whole main job on the sample, with nothing but the demo agent. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { demoProgram } from '../support/programs.ts'
import { makeTempFolder, runGit } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'

test('ends with a verified branch, says who was not asked what, and how to look at it', async () => {
  const { env, home } = openTerminal(makeTempFolder('demo'), { npm_lifecycle_event: 'demo' })
  const child = spawn(process.execPath, [demoProgram()], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exitCode = new Promise((resolve) => child.once('close', resolve))
  const output = await text(child.stdout)
  expect(await exitCode, output).toBe(0)
  expect(output.match(/policy "unattended" answers: approved\. A person would be asked/g)).toHaveLength(3)
  expect(output).toMatch(/attempt 1 not accepted \(verify:v1=1\)/)
  expect(output).toMatch(/attempt 2 not accepted \(agent:missing-dependency\)\. The task is blocked/)
  const [, branch = '', root = ''] = /The result is the branch (\S+) in (\S+)/.exec(output) ?? []
  expect(root.startsWith(path.join(home, 'demo'))).toBe(true)
  expect(runGit(root, ['diff', '--name-only', 'main', branch]).split('\n')).toContain('src/csv.ts')
  expect(runGit(root, ['status', '--porcelain'])).toBe('')
  expect(output).toMatch(/npm run -s triptych -- show [0-9a-f]{8}\n/)
}, 120_000)
