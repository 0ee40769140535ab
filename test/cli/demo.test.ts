/** `npm run demo` after set-up: the whole main job on the sample, with nothing but the demo agent. */
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'
import { commandsOf, tryCommand } from '../documents/try-command.ts'
import { makeTempFolder, runGit } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'

/** One: `npm run demo`. */
const COMMANDS = commandsOf('test/cli/demo.test.ts')

test('ends with a verified branch, says who was not asked what, and how to look at it', async () => {
  const { env, home } = openTerminal(makeTempFolder('demo'))
  const output = (await Promise.all(COMMANDS.map((command) => tryCommand(command, { cwd: ROOT, env })))).join('\n')
  expect(output.match(/policy "unattended" answers: approved\. A person would be asked/g)).toHaveLength(3)
  expect(output).toMatch(/attempt 1 not accepted \(verify:v1=1\)/)
  expect(output).toMatch(/attempt 2 not accepted \(agent:missing-dependency\)\. The task is blocked/)
  const [, branch = '', root = ''] = /The result is the branch (\S+) in (\S+)/.exec(output) ?? []
  expect(root.startsWith(path.join(home, 'demo'))).toBe(true)
  expect(runGit(root, ['diff', '--name-only', 'main', branch]).split('\n')).toContain('src/csv.ts')
  expect(runGit(root, ['status', '--porcelain'])).toBe('')
  expect(output).toMatch(/npm run -s triptych -- show [0-9a-f]{8}\n/)
}, 120_000)
