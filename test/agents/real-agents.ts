import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { AgentEntry } from '../../shared/settings/agent-settings.ts'
import type { FakeCall, FakeTurn } from '../support/fake-model.ts'

/** An agent that nobody here wrote: where it is, how it is led to the scripted model, and how a model uses its tools. */
export interface RealAgent {
  /** Of the catalog. */
  id: string
  /** As people know it. */
  name: string
  /** Name and version of what is installed; the version is in the lock file. */
  packages: readonly string[]
  /** Part of `npm test`; the others run in `npm run agents` only. */
  short: boolean
  program: string
  /** Chosen for every turn; null: its own choice, which is the scripted model. */
  model: string | null
  /** Does what `settings.json` would do for this agent, in a home of its own. `origin` is that of the scripted model. */
  configure(home: string, origin: string): AgentEntry
  write(turn: FakeTurn, file: string, content: string): FakeCall
  shell(command: string): FakeCall
  /** A command for which this agent asks, whatever its mode. */
  askedShell(command: string): FakeCall
  /** A session goes on in a new process. */
  resumes: boolean
}

const HERE = import.meta.dirname
const SHORT = path.join(HERE, 'node_modules')
const MORE = path.join(HERE, 'more/node_modules')

export const opencode: RealAgent = {
  id: 'opencode',
  name: 'OpenCode',
  packages: ['opencode-linux-x64'],
  short: true,
  program: path.join(SHORT, 'opencode-linux-x64/bin/opencode'),
  model: null,
  configure(_home, origin) {
    const config = openCodeConfig(`${origin}/v1`)
    return { env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(config), OPENCODE_DISABLE_DEFAULT_PLUGINS: '1' } }
  },
  write: (turn, file, content) => ({ tool: 'write', arguments: { filePath: absolute(turn, file), content } }),
  shell: (command) => ({ tool: 'bash', arguments: { command, description: 'Run a command' } }),
  askedShell: (command) => opencode.shell(command),
  resumes: true,
}

/** Its provider is the scripted model; a price makes it tell what it has cost. */
export function openCodeConfig(baseURL: string): object {
  const model = { tool_call: true, limit: { context: 128_000, output: 8_192 }, cost: { input: 1, output: 2 } }
  return {
    ...{ model: 'fake/fake-model', small_model: 'fake/fake-model', enabled_providers: ['fake'] },
    ...{ share: 'disabled', autoupdate: false },
    provider: {
      fake: {
        npm: '@ai-sdk/openai-compatible',
        options: { baseURL, apiKey: 'dummy' },
        models: { 'fake-model': model },
      },
    },
    permission: { edit: 'ask', bash: 'ask', webfetch: 'deny' },
  }
}

export const codex: RealAgent = {
  id: 'codex',
  name: 'Codex',
  packages: ['@agentclientprotocol/codex-acp', '@openai/codex'],
  short: true,
  program: path.join(SHORT, '@agentclientprotocol/codex-acp/dist/index.js'),
  model: null,
  configure(home, origin) {
    const folder = path.join(home, '.codex')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'config.toml'), codexConfig(`${origin}/v1`))
    return { env: { CODEX_HOME: folder, FAKE_API_KEY: 'dummy', MODEL_PROVIDER: 'fake' } }
  },
  // It has no tool for files with a model that it does not know.
  write: (_turn, file, content) => codex.shell(`printf %s ${quoted(content)} > ${quoted(file)}`),
  shell: (command) => ({ tool: 'exec_command', arguments: { cmd: command, yield_time_ms: 30_000 } }),
  askedShell: (command) => ({
    tool: 'exec_command',
    arguments: { cmd: command, sandbox_permissions: 'require_escalated', justification: 'May the test write a file?' },
  }),
  resumes: true,
}

const codexConfig = (baseUrl: string): string => `model = "fake-model"
model_provider = "fake"
check_for_update_on_startup = false

[analytics]
enabled = false

[features]
plugins = false
apps = false
remote_plugin = false
plugin_discovery_prefetch = false

[model_providers.fake]
name = "fake"
base_url = "${baseUrl}"
wire_api = "responses"
env_key = "FAKE_API_KEY"
requires_openai_auth = false
`

export const claude: RealAgent = {
  id: 'claude',
  name: 'Claude Code',
  packages: ['@agentclientprotocol/claude-agent-acp', '@anthropic-ai/claude-agent-sdk'],
  short: false,
  program: path.join(MORE, '@agentclientprotocol/claude-agent-acp/dist/index.js'),
  model: null,
  configure: (home, origin) => ({
    env: {
      ANTHROPIC_BASE_URL: origin,
      ANTHROPIC_API_KEY: 'dummy',
      CLAUDE_CONFIG_DIR: path.join(home, '.claude'),
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
    },
  }),
  write: (turn, file, content) => ({ tool: 'Write', arguments: { file_path: absolute(turn, file), content } }),
  shell: (command) => ({ tool: 'Bash', arguments: { command, description: 'Run a command' } }),
  askedShell: (command) => claude.shell(command),
  resumes: true,
}

export const gemini: RealAgent = {
  id: 'gemini',
  name: 'Gemini CLI',
  packages: ['@google/gemini-cli'],
  short: false,
  program: path.join(MORE, '@google/gemini-cli/bundle/gemini.js'),
  // Left to itself it asks a model which model to ask.
  model: 'gemini-2.5-pro',
  configure(home, origin) {
    mkdirSync(path.join(home, '.gemini'), { recursive: true })
    writeFileSync(path.join(home, '.gemini/settings.json'), JSON.stringify(GEMINI_SETTINGS))
    return { env: { GEMINI_API_KEY: 'dummy', GOOGLE_GEMINI_BASE_URL: origin } }
  },
  write: (turn, file, content) => ({ tool: 'write_file', arguments: { file_path: absolute(turn, file), content } }),
  shell: (command) => ({
    tool: 'run_shell_command',
    arguments: { command, description: 'Run a command', is_background: false },
  }),
  askedShell: (command) => gemini.shell(command),
  resumes: false,
}

const GEMINI_SETTINGS = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  general: { enableAutoUpdate: false },
}

export const REAL_AGENTS: readonly RealAgent[] = [opencode, codex, claude, gemini]

const manifestSchema = z.object({ name: z.string(), version: z.string() })

/** "name version" of each package of the agent; none where it is not installed. */
export function installedVersions({ packages, short }: RealAgent): string[] {
  const manifests = packages.map((name) => path.join(short ? SHORT : MORE, name, 'package.json')).filter(existsSync)
  return manifests.map((file) => {
    const { name, version } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return `${name} ${version}`
  })
}

/** Why the agent cannot be run here; null if it can. */
export const whyMissing = ({ name, program }: RealAgent): string | null =>
  existsSync(program) ? null : `${name} is not installed, or has no package for ${process.platform}-${process.arch}`

function absolute({ cwd }: FakeTurn, file: string): string {
  if (cwd === null) throw new Error('The agent did not tell its working directory')
  return path.join(cwd, file)
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
