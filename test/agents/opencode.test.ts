/**
 * The whole main job with an agent that nobody here wrote: OpenCode's own binary, its own protocol, its own tools. Only the model
 * is a script on loopback; it is told apart by the first line of our prompts.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { probeSandbox } from '../../electron/sandbox/probe.ts'
import { type FakeAction, type FakeModel, type FakeTurn, startFakeModel } from '../support/fake-model.ts'
import { makeRepository, makeTempFolder, plainGitEnv, snapshot, type TestRepository } from '../support/repository.ts'
import { type Finished, openTerminal, type Terminal, triptych } from '../support/terminal.ts'

const PROGRAM = path.resolve(import.meta.dirname, 'node_modules/opencode-linux-x64/bin/opencode')
const missing = existsSync(PROGRAM) ? null : `OpenCode has no package for ${process.platform}-${process.arch} here`

/** Every character that a shell, a prompt or a JSON text could trip over. */
const GOAL = 'Greet "everyone"\nin {{name}}\'s style: `$HOME` \\n $(touch pwned) — 🎉 {"a": 1} %s'

if (missing === null) describe('opencode', wholeJob)
else test('opencode', ({ skip }) => skip(missing))

function wholeJob(): void {
  let model: FakeModel
  let repository: TestRepository
  let terminal: Terminal
  let finished: Finished
  let before: Record<string, string>

  beforeAll(async () => {
    model = await startFakeModel({ script })
    repository = makeLibrary()
    terminal = openTerminal(makeTempFolder('terminal'))
    writeSettings(terminal, model.url)
    before = checkout(repository)
    finished = await triptych(
      terminal,
      ...['run', '--repo', repository.root, '--goal', GOAL, '--agent', 'opencode', '--policy', 'unattended', '--json'],
    )
  }, 400_000)
  afterAll(() => model.close())

  test('ends completed and verified', () => {
    const result = lines(finished.stdout).at(-1)
    expect(result, finished.stderr).toMatchObject({ type: 'result', status: 'completed', exitCode: 0, unverified: 0 })
    expect(finished.exitCode).toBe(0)
  })

  test('agents, set-up and verification were sandboxed where this machine can, and the run says which', async () => {
    const used = lines(finished.stdout).filter(({ kind }) => kind === 'sandbox_used')
    const isSandboxed = (await probeSandbox()).kind === 'bubblewrap'
    expect(used.map(({ payload }) => payload)).toEqual([{ isSandboxed }])
  })

  test('the plugin and the server that the repository brought along were held back; OpenCode by itself runs them', async () => {
    const held = lines(finished.stdout).filter(({ kind }) => kind === 'agent_files_held_back')
    expect(held.map(({ payload }) => payload)).toEqual([{ paths: ['.opencode', 'opencode.json'] }])
    const { branch } = resultSchema.parse(lines(finished.stdout).at(-1))
    const files = repository.git('ls-tree', '-r', '--name-only', branch).split('\n')
    expect(files).toEqual(expect.arrayContaining(['.opencode/plugin/planted.js', 'opencode.json']))
    expect(files.filter((file) => file.startsWith('planted'))).toEqual([])
    const control = path.join(makeTempFolder('control'), 'clone')
    repository.git('clone', '-q', repository.root, control)
    expect(await leavesTrace(control)).toBe(true)
  })

  test('the tests needed installed packages: set-up was proposed from the lock file and run', () => {
    const setup = lines(finished.stdout).find(({ kind }) => kind === 'setup_finished')
    expect(setup?.payload).toMatchObject({ command: 'npm ci', exitCode: 0 })
  })

  test('the delivered branch holds the change, and its tests pass in a fresh checkout', () => {
    const { branch } = resultSchema.parse(lines(finished.stdout).at(-1))
    const fresh = path.join(makeTempFolder('fresh'), 'clone')
    repository.git('clone', '-q', '--branch', branch, repository.root, fresh)
    expect(readFileSync(path.join(fresh, 'greet-all.js'), 'utf8')).toContain('greetAll')
    const env = { ...plainGitEnv(), npm_config_cache: path.join(fresh, '.cache') }
    execFileSync('npm', ['ci', '--offline', '--silent'], { cwd: fresh, env })
    execFileSync(process.execPath, ['--test'], { cwd: fresh, env })
  })

  test('the evidence is on disk: the log of the verification that the application ran', () => {
    const verified = lines(finished.stdout).find(({ kind }) => kind === 'verification_finished')
    expect(verified?.payload).toMatchObject({ label: 'v1', command: 'node --test', exitCode: 0 })
    const runs = path.join(terminal.home, 'runs')
    const logs = Object.keys(snapshot(runs)).filter((file) => file.endsWith('verification_log.log'))
    expect(logs.length).toBeGreaterThan(0)
    expect(readFileSync(path.join(runs, logs[0] ?? ''), 'utf8')).toContain('greets everyone')
  })

  test('the goal came through unchanged, and nothing of it was run', () => {
    const prompt = model.requests.find(({ turn }) => turn?.kind === 'plan')?.messages.at(-1)?.text
    expect(prompt).toContain(GOAL)
    expect(existsSync(path.join(repository.root, 'pwned'))).toBe(false)
  })

  test('plan, implement, check and both reviews went through the tools of the application', () => {
    const called = model.requests.flatMap(({ turn, action }) =>
      turn && 'call' in action && action.call ? [`${turn.role} ${turn.kind} ${action.call.tool}`] : [],
    )
    expect(called).toEqual([
      expect.stringMatching(/^strategy plan .*submit_plan$/),
      expect.stringMatching(/^implementation implement .*write$/),
      expect.stringMatching(/^implementation implement .*report_result$/),
      expect.stringMatching(/^checker check .*submit_verdict$/),
      expect.stringMatching(/^strategy review .*submit_verdict$/),
      expect.stringMatching(/^checker review .*submit_verdict$/),
    ])
  })

  test("the person's checkout is as it was", () => {
    expect(checkout(repository)).toEqual(before)
  })
}

const lineSchema = z.looseObject({ type: z.string(), kind: z.string().optional(), payload: z.unknown().optional() })
const resultSchema = z.looseObject({ branch: z.string() })
const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)))

/** Everything but what the application adds to the repository: objects, its branch and its own refs. */
const checkout = (repository: TestRepository) =>
  snapshot(repository.root, (file) => /^\.git\/(objects|logs|refs)(\/|$)|^\.git\/packed-refs$/.test(file))

/** A library whose test imports a package that only an installation brings; the package is a tarball beside it. */
/** What a repository may bring along for OpenCode: it leaves a file in the folder where the agent starts. */
const PLUGIN =
  "import { writeFileSync } from 'node:fs'\nwriteFileSync('planted-plugin', '')\nexport const Planted = async () => ({})\n"

/** The control: OpenCode as a person starts it there does load the plugin. */
async function leavesTrace(root: string): Promise<boolean> {
  const env = {
    PATH: process.env['PATH'],
    HOME: makeTempFolder('person'),
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    // It installs what plugins are written with before it loads them; refused at once, it loads them all the same.
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_fetch_retries: '0',
  }
  const child = spawn(PROGRAM, ['acp'], { cwd: root, env, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const initialize = { protocolVersion: 1, clientCapabilities: {} }
  const calls = [
    { jsonrpc: '2.0', id: 0, method: 'initialize', params: initialize },
    { jsonrpc: '2.0', id: 1, method: 'session/new', params: { cwd: root, mcpServers: [] } },
  ]
  for (const call of calls) child.stdin.write(`${JSON.stringify(call)}\n`)
  const trace = path.join(root, 'planted-plugin')
  for (let tries = 0; tries < 600 && !existsSync(trace); tries++) await sleep(100)
  child.kill('SIGKILL')
  await ended
  return existsSync(trace)
}

function makeLibrary(): TestRepository {
  const packed = makeTempFolder('package')
  writeFileSync(
    path.join(packed, 'package.json'),
    '{"name":"salute","version":"1.0.0","type":"module","main":"index.js"}',
  )
  writeFileSync(path.join(packed, 'index.js'), "export const salute = (name) => 'Hello, ' + name\n")
  const env = { ...plainGitEnv(), npm_config_cache: path.join(packed, '.cache') }
  execFileSync('npm', ['pack', '--silent'], { cwd: packed, env })
  const repository = makeRepository({
    'package.json': '{"name":"greeter","type":"module","dependencies":{"salute":"file:salute-1.0.0.tgz"}}\n',
    'salute-1.0.0.tgz': readFileSync(path.join(packed, 'salute-1.0.0.tgz')),
    '.gitignore': 'node_modules/\n',
    'greet.js': "export { salute } from 'salute'\n",
    'greet.test.js': GREET_TEST,
    '.opencode/plugin/planted.js': PLUGIN,
    'opencode.json': '{"mcp":{"planted":{"type":"local","command":["touch","planted-server"],"enabled":true}}}\n',
  })
  execFileSync('npm', ['install', '--package-lock-only', '--silent'], { cwd: repository.root, env })
  repository.commit('Lock file')
  return repository
}

const GREET_TEST = `import assert from 'node:assert'
import test from 'node:test'
import { salute } from './greet.js'

test('greets everyone', () => assert.equal(salute('Ada'), 'Hello, Ada'))
`

function writeSettings({ home }: Terminal, modelUrl: string): void {
  const config = {
    model: 'fake/fake-model',
    small_model: 'fake/fake-model',
    enabled_providers: ['fake'],
    share: 'disabled',
    autoupdate: false,
    provider: {
      fake: {
        npm: '@ai-sdk/openai-compatible',
        options: { baseURL: modelUrl, apiKey: 'dummy' },
        models: { 'fake-model': { tool_call: true, limit: { context: 128_000, output: 8_192 } } },
      },
    },
    permission: { edit: 'ask', bash: 'ask', webfetch: 'deny' },
  }
  const env = { OPENCODE_CONFIG_CONTENT: JSON.stringify(config), OPENCODE_DISABLE_DEFAULT_PLUGINS: '1' }
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ agents: { opencode: { command: PROGRAM, env } } }))
}

/** What the model does, by role and kind of turn and by how many tools it has called. */
function script(turn: FakeTurn, step: number): FakeAction {
  switch (`${turn.role} ${turn.kind}`) {
    case 'strategy plan':
      return step === 0 ? submit('submit_plan', PLAN) : { text: 'The plan is submitted.' }
    case 'implementation implement':
      if (step === 0) return write(turn, 'greet-all.js', GREET_ALL)
      return step === 1 ? submit('report_result', { outcome: 'done', summary: 'Added greetAll.' }) : { text: 'Done.' }
    case 'checker check':
      return step === 0 ? submit('submit_verdict', verdict(['v1', 'diff:greet-all.js:3'])) : { text: 'Judged.' }
    case 'strategy review':
    case 'checker review':
      return step === 0 ? submit('submit_verdict', verdict(['t1.v1', 'diff'])) : { text: 'Judged.' }
    default:
      throw new Error(`No script for ${turn.role} ${turn.kind}`)
  }
}

const submit = (tool: string, answer: Record<string, unknown>): FakeAction => ({
  text: 'I submit it. ',
  call: { tool, arguments: answer },
})

function write({ cwd }: FakeTurn, file: string, content: string): FakeAction {
  if (cwd === null) throw new Error('The agent did not tell its working directory')
  return { text: `I write ${file}. `, call: { tool: 'write', arguments: { filePath: path.join(cwd, file), content } } }
}

const PLAN = {
  summary: 'One new function with a test.',
  tasks: [
    {
      title: 'Greet everyone',
      objective: 'greetAll(names) in greet-all.js greets each name.',
      acceptanceCriteria: ['greetAll greets each name in order'],
      verificationSteps: ['node --test'],
      allowedPaths: ['greet-all.js', 'greet-all.test.js'],
    },
  ],
  risks: [],
  questions: [],
}
const verdict = (evidence: string[]) => ({
  summary: 'It holds.',
  criteria: [{ criterion: 1, status: 'met', reason: 'The test ran.', evidence }],
})
const GREET_ALL = `import { salute } from './greet.js'

export const greetAll = (names) => names.map(salute)
`
