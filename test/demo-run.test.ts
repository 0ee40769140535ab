import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isDemoRepository, nodeScript, startDemoRun, withOwnNodeFirst } from '../electron/demo-run.ts'
import { err, type Refusal } from '../shared/result.ts'
import { temporaryFolder } from './store/support.ts'

const REFUSAL: Refusal = { code: 'no_space', message: 'The disk is full.', remedy: 'Free some of it.' }

test('a demo that is refused leaves no repository behind', async () => {
  const home = temporaryFolder()
  const asked: string[] = []
  const startRun = async ({ repoPath }: { repoPath: string }) => {
    expect(isDemoRepository(home, repoPath)).toBe(true)
    expect(existsSync(path.join(repoPath, 'src'))).toBe(true)
    expect(path.basename(repoPath)).toBe('tally')
    asked.push(repoPath)
    return err(REFUSAL)
  }
  expect(await startDemoRun({ home, startRun }, 'supervised')).toEqual(err(REFUSAL))
  expect([asked.length, readdirSync(path.join(home, 'demo'))]).toEqual([1, []])
})

test('only sample repositories get our own Node first; the rest of the environment stays', () => {
  const home = temporaryFolder()
  expect(isDemoRepository(home, '/code/demo/1234')).toBe(false)
  expect(isDemoRepository(home, path.join(home, 'demo'))).toBe(false)
  expect(isDemoRepository(home, path.join(home, 'demo', '1234'))).toBe(true)
  const own = path.dirname(process.execPath)
  expect(withOwnNodeFirst({ PATH: '/old', LANG: 'C' }, home)).toEqual({
    PATH: `${own}${path.delimiter}/old`,
    LANG: 'C',
  })
  expect(withOwnNodeFirst({}, home)).toEqual({ PATH: own })
})

const UNIX_SCRIPT = `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec '/opt/Ada'\\''s/triptych' "$@"\n`

test.each([
  { platform: 'linux', program: "/opt/Ada's/triptych", script: { name: 'node', text: UNIX_SCRIPT } },
  { platform: 'darwin', program: "/opt/Ada's/triptych", script: { name: 'node', text: UNIX_SCRIPT } },
  {
    platform: 'win32',
    program: 'C:\\100% Ada\\Triptych.exe',
    script: { name: 'node.cmd', text: '@set ELECTRON_RUN_AS_NODE=1\r\n@"C:\\100%% Ada\\Triptych.exe" %*\r\n' },
  },
] as const)('the program stands in for Node on $platform', ({ platform, program, script }) => {
  expect(nodeScript(program, platform)).toEqual(script)
})
