/** What `npm pack` makes, installed into an empty prefix: the command line and its server, without Electron and without a network. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSampleRepository, SAMPLE_GOAL } from '../../electron/agents/demo/sample-repository.ts'
import { findNode24, ROOT } from '../../scripts/child.mjs'
import { noteTried } from '../../scripts/tried.mjs'
import { localTargets } from '../documents/commands.ts'
import { commandsOf, tryCommand } from '../documents/try-command.ts'
import { NPM_PACKAGE, SHARED } from './expected-files.ts'
import { unlikeExpected } from './unlike-expected.ts'
import { unlinked } from './unlinked.ts'

const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'triptych-npm-')))
/** What `npm install --global` fills. */
const prefix = path.join(base, 'prefix')
const bin = path.join(prefix, 'bin', 'triptych')
const installed = path.join(prefix, 'lib', 'node_modules')
const NODE = findNode24() ?? process.execPath
/** Of the packed file. */
const MAX_BYTES = 1_500_000
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 3 }))

/** Nothing of this machine but its programs, Node 24 first among them. */
const environment = (node = path.dirname(NODE)): NodeJS.ProcessEnv => ({
  PATH: [node, path.dirname(bin), process.env['PATH'] ?? ''].join(path.delimiter),
  HOME: base,
  TRIPTYCH_HOME: path.join(base, 'data'),
})

/** Everything stays in the folder of the test, and nobody is asked. Its optional packages are Node itself, which is here. */
const NPM = {
  ...{ npm_config_prefix: prefix, npm_config_pack_destination: base, npm_config_loglevel: 'error' },
  ...{ npm_config_offline: 'true', npm_config_omit: 'optional', npm_config_audit: 'false', npm_config_fund: 'false' },
}

let files: string[] = []
beforeAll(async () => {
  const env = { ...environment(), ...NPM }
  const tryAll = async (commands: string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
    let said = ''
    for (const command of commands) said += await tryCommand(command, { cwd, env: { ...env, ...more } })
    return said
  }
  const said = await tryAll(['npm pack'], ROOT, { npm_config_json: 'true' })
  // `prepack` is that command.
  expect(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).scripts.prepack).toBe('npm run build')
  noteTried('npm run build')
  const packed: { filename: string; files: { path: string }[] }[] = JSON.parse(
    /^\[\n[\s\S]*?^\]$/m.exec(said)?.[0] ?? '[]',
  )
  files = packed[0]?.files.map((file) => file.path) ?? []
  const bytes = statSync(path.join(base, packed[0]?.filename ?? '')).size
  console.log(`npm package: ${(bytes / 1e6).toFixed(2)} MB, ${files.length} files`)
  expect(bytes).toBeLessThan(MAX_BYTES)
  const first = ['npm pack', 'npm run build']
  await tryAll(
    commandsOf('test/packaging/npm-package.test.ts').filter((command) => !first.includes(command)),
    base,
  )
})

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function start(args: string[], env: NodeJS.ProcessEnv): { child: ChildProcess; said: Ended; ended: Promise<Ended> } {
  const child = spawn(bin, args, { cwd: base, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text
  })
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ ...said, code })))
  return { child, said, ended }
}

const triptych = (args: string[], env = environment()): Promise<Ended> => start(args, env).ended

test('it holds exactly the files that are listed for it: the command, its bundle, the page and the documents', () => {
  expect(unlikeExpected(files, NPM_PACKAGE, SHARED)).toEqual([])
  expect(unlinked(files, (file) => readFileSync(path.join(installed, 'triptych', file), 'utf8'))).toEqual([])
})

test('what its documents link to is in it, but for pictures', () => {
  const missing = files
    .filter((file) => file.endsWith('.md') && !file.startsWith('out/'))
    .flatMap((file) =>
      localTargets(readFileSync(path.join(ROOT, file), 'utf8')).map((target) =>
        path.posix.join(path.posix.dirname(file), target),
      ),
    )
    .filter((target) => !files.includes(target) && !target.startsWith('docs/pictures'))
  expect(missing).toEqual([])
})

test('`triptych doctor` looks at this machine', async () => {
  const { code, stdout, stderr } = await triptych(['doctor'])
  expect(stderr).toBe('')
  expect(stdout).toContain(`Node ${execFileSync(NODE, ['--version'], { encoding: 'utf8' }).trim().slice(1)}`)
  expect(stdout).toContain('Demo agent')
  expect(code).toBe(0)
})

test('`triptych run` takes a run with the demo agent to its branch', async () => {
  const repository = path.join(base, 'sample')
  await makeSampleRepository(repository)
  const args = ['--repo', repository, '--goal', SAMPLE_GOAL, '--agent', 'demo', '--policy', 'unattended', '--json']
  const { code, stdout, stderr } = await triptych(['run', ...args])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('The demo agent plays a fixed script, written for the sample repository')
  const branches = execFileSync('git', ['-C', repository, 'branch', '--list', 'triptych/*'], { encoding: 'utf8' })
  expect(branches.trim().split('\n')).toHaveLength(1)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .at(-1),
  ).toMatchObject({ exitCode: 0 })
})

test('`triptych serve` shows the window to a browser', async () => {
  const { child, said, ended } = start(['serve'], environment())
  await expect.poll(() => said.stdout, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/)
  const address = said.stdout.split('\n')[0] ?? ''
  const first = await fetch(address, { redirect: 'manual' })
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(new URL('/', address), { headers: { cookie } })
  expect([first.status, page.status, await page.text()]).toEqual([303, 200, expect.stringContaining('id="root"')])
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
})

test('on an older Node it hands over to the Node 24 that came with it, or says what is missing', async (context) => {
  const old = oldNode()
  if (old === null) return context.skip('there is no Node older than 24 on PATH')
  const missing = await triptych(['--version'], environment(old))
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toMatch(/^triptych needs Node 24; this is v\d+/)
  const name = path.basename(path.dirname(path.dirname(NODE)))
  symlinkSync(path.join(ROOT, 'node_modules', name), path.join(installed, name))
  expect(await triptych(['--version'], environment(old))).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' })
})

/** The folder of the first `node` on PATH that is too old for us. */
function oldNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.find((each) => isOld(path.join(each, 'node'))) ?? null
}

function isOld(file: string): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false
  return Number.parseInt(execFileSync(file, ['--version'], { encoding: 'utf8' }).slice(1), 10) < 24
}
