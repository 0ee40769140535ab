import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AgentSettings } from './agent-settings.ts'

/** How one agent is started, and what is odd about it. */
export interface AgentSpec {
  id: string
  name: string
  /** Who made the model behind it; agents of one family share blind spots. */
  family: string
  /** A bare name, looked up on PATH, or an absolute path. */
  command: string
  args: readonly string[]
  /** Set for it, unless `passed` brings another value. */
  env: Readonly<Record<string, string>>
  /** Names that are passed on from the application's environment if they are set there: its log-in and its configuration. */
  passed: readonly string[]
  /** `user`: the person's own home, for the agent's own log-in. `private`: a folder under the data folder. */
  home: 'user' | 'private'
  /** Prompts carry `_meta.triptych`, so that a script knows where it is. */
  turnFacts: boolean
  /** Its sessions survive the process. */
  resumable: boolean
  /** The argument before a model's name, where the model is chosen at the start. */
  modelFlag: string | null
  missingRemedy: string
  loginRemedy: string
}

const PLAIN = { env: {}, passed: [], home: 'user', turnFacts: false, resumable: true, modelFlag: null } as const

const DEMO: AgentSpec = {
  ...PLAIN,
  id: 'demo',
  name: 'Demo agent (scripted, no model)',
  family: 'demo',
  // Its source, or the program that the build makes of it: both lie in `demo/` beside this module.
  command: path.join(import.meta.dirname, 'demo', `agent${path.extname(import.meta.filename)}`),
  args: [],
  passed: ['TRIPTYCH_DEMO_SCRIPT', 'TRIPTYCH_DEMO_FAULT'],
  home: 'private',
  turnFacts: true,
  missingRemedy: 'The demo agent is part of Triptych; install Triptych again.',
  loginRemedy: 'The demo agent needs no log-in.',
}

/** Asked for every edit and command, because opencode's own default asks for nothing. */
const OPENCODE_CONFIG = {
  share: 'disabled',
  autoupdate: false,
  permission: { edit: 'ask', bash: 'ask', webfetch: 'ask' },
}

/** Launch lines and variables as verified with the versions named; see each agent's own manual for the rest. */
const PRESETS: readonly AgentSpec[] = [
  {
    ...PLAIN,
    id: 'opencode', // opencode-ai 1.18.33
    name: 'OpenCode',
    family: 'opencode',
    command: 'opencode',
    args: ['acp'],
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(OPENCODE_CONFIG),
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_SHARE: '1',
    },
    passed: [
      ...['OPENCODE_CONFIG', 'OPENCODE_CONFIG_DIR', 'OPENCODE_CONFIG_CONTENT', 'OPENCODE_API_KEY'],
      ...['OPENCODE_DISABLE_MODELS_FETCH', 'OPENCODE_DISABLE_DEFAULT_PLUGINS'],
    ],
    missingRemedy: 'Install it with `npm install --global opencode-ai`, then try again.',
    loginRemedy: 'Run `opencode auth login` in a terminal, then try again.',
  },
  {
    ...PLAIN,
    id: 'codex', // @agentclientprotocol/codex-acp 2.6.0
    name: 'Codex',
    family: 'openai',
    command: 'codex-acp',
    args: [],
    env: { NO_BROWSER: '1', INITIAL_AGENT_MODE: 'agent' },
    passed: ['CODEX_HOME', 'CODEX_PATH', 'CODEX_API_KEY', 'OPENAI_API_KEY'],
    missingRemedy: 'Install it with `npm install --global @agentclientprotocol/codex-acp`, then try again.',
    loginRemedy: 'Run `codex login` in a terminal, then try again.',
  },
  {
    ...PLAIN,
    id: 'claude', // @agentclientprotocol/claude-agent-acp 0.100.0
    name: 'Claude Code',
    family: 'anthropic',
    command: 'claude-agent-acp',
    args: [],
    // Tool search would hide our answer tool from the model until it looks for it.
    env: { NO_BROWSER: '1', ENABLE_TOOL_SEARCH: 'false', DISABLE_AUTOUPDATER: '1' },
    passed: ['CLAUDE_CONFIG_DIR', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'CLAUDE_CODE_OAUTH_TOKEN'],
    missingRemedy: 'Install it with `npm install --global @agentclientprotocol/claude-agent-acp`, then try again.',
    loginRemedy: 'Run `claude` in a terminal and type /login, then try again.',
  },
  {
    ...PLAIN,
    id: 'gemini', // @google/gemini-cli 0.61.0
    name: 'Gemini CLI',
    family: 'google',
    command: 'gemini',
    args: ['--acp', '--skip-trust'],
    env: { GEMINI_CLI_TRUST_WORKSPACE: 'true', GEMINI_CLI_NO_RELAUNCH: 'true' },
    passed: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'GOOGLE_CLOUD_PROJECT'],
    // Loading a session in the minute of its start fails and destroys it (google-gemini/gemini-cli#28693).
    resumable: false,
    modelFlag: '-m',
    missingRemedy: 'Install it with `npm install --global @google/gemini-cli`, then try again.',
    loginRemedy: 'Run `gemini` in a terminal and sign in, or set GEMINI_API_KEY, then try again.',
  },
]

/** All agents: the demo, the presets, then those of the settings. An entry with a preset's id changes that preset. */
export function agentSpecs(
  settings: AgentSettings,
  demoAgentFile: string = DEMO.command,
): Result<AgentSpec[], Refusal> {
  const specs = new Map([{ ...DEMO, command: demoAgentFile }, ...PRESETS].map((spec) => [spec.id, spec]))
  for (const [id, entry] of Object.entries(settings)) {
    const { command, name, args, env } = entry
    const base = specs.get(id)
    if (base === undefined && command === undefined) {
      return err({
        code: 'settings_invalid',
        message: `settings.json: agents.${id}.command is missing, and ${id} is no agent that Triptych knows.`,
        remedy: `Add "command" to agents.${id}, or remove the entry.`,
      })
    }
    specs.set(id, {
      ...(base ?? ownSpec(id)),
      ...(command === undefined ? {} : { command }),
      ...(name === undefined ? {} : { name }),
      ...(args === undefined ? {} : { args }),
      env: { ...base?.env, ...env },
      // What a person writes into the settings goes before what happens to be in the environment.
      passed: (base?.passed ?? []).filter((passed) => env?.[passed] === undefined),
    })
  }
  return ok([...specs.values()])
}

const ownSpec = (id: string): AgentSpec => ({
  ...PLAIN,
  id,
  name: id,
  family: id,
  command: id,
  args: [],
  missingRemedy: `Check agents.${id}.command in settings.json.`,
  loginRemedy: `Log in with ${id}'s own command in a terminal, then try again.`,
})
