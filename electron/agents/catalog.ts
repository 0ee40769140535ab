import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AgentEntry, AgentSettings } from '../../shared/settings/agent-settings.ts'
import type { OwnFolder } from '../sandbox/own-folder.ts'
import type { LoginTraces } from './login-traces.ts'
import { type KeyUse, type Preset, TRIED_PRESETS } from './presets.ts'
import { REGISTRY_PRESETS } from './registry-presets.ts'

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
  /** The agent's own word for a mode that changes no files, or asks before; set for strategy and checker. Null: none is known. */
  readOnlyMode: string | null
  /** `acp`: speaks the Agent Client Protocol. `command`: any program that takes a prompt and prints an answer. */
  driver: 'acp' | 'command'
  /** Of a `command`: where its prompt is; a file's path stands where the arguments say `{promptFile}`. */
  prompt: 'stdin' | 'file'
  /** Of a `command`: its whole output is the answer as JSON, or text with the answer in its last fenced JSON block. */
  output: 'text' | 'json'
  /** null: the demo agent, or a person's own. */
  preset: PresetFacts | null
  /** What it may write besides the worktree, its own home and a folder for temporary files; made before it starts. */
  state: readonly OwnFolder[]
  /** The same, as the person added it: existing whole paths, or below the home as `~/…`. */
  writable: readonly string[]
  /** false: the person wants it to run without the sandbox. */
  sandbox: boolean
  /** It makes a sandbox of its own, and runs no command where it cannot. */
  ownSandbox: boolean
  missingRemedy: string
  loginRemedy: string
}

/** What is known of an agent that people install themselves. */
export interface PresetFacts {
  /** The version that was tried with Triptych; null: none was. */
  verified: string | null
  npmPackage: string | null
  /** The command of the agent itself, where `command` is only its ACP adapter. */
  adapterOf: string | null
  login: LoginTraces | null
  keyUse: KeyUse | null
}

const PLAIN = {
  env: {},
  passed: [],
  home: 'user',
  turnFacts: false,
  resumable: true,
  modelFlag: null,
  readOnlyMode: null,
  driver: 'acp',
  prompt: 'stdin',
  output: 'text',
  preset: null,
  state: [],
  writable: [],
  sandbox: true,
  ownSandbox: false,
} as const

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

/** The first that is installed plays where nobody chose, so the tried ones come first. */
const PRESETS: readonly AgentSpec[] = [...TRIED_PRESETS, ...REGISTRY_PRESETS].map(specOf)

/** Every variable that a preset may be given from the application's environment. */
export const PASSED_VARIABLES: readonly string[] = [...new Set(PRESETS.flatMap(({ passed }) => passed))]

function specOf(preset: Preset): AgentSpec {
  const { id, name, family, command, args, distribution, verified, logIn } = preset
  const npmPackage = 'npm' in distribution ? distribution.npm : null
  return {
    ...PLAIN,
    ...{ id, name, family, command, args },
    env: preset.env ?? {},
    passed: preset.passed ?? [],
    resumable: preset.resumable ?? true,
    modelFlag: preset.modelFlag ?? null,
    readOnlyMode: preset.readOnlyMode ?? null,
    state: preset.state,
    ownSandbox: preset.ownSandbox ?? false,
    preset: {
      ...{ verified, npmPackage },
      adapterOf: preset.adapterOf ?? null,
      login: preset.login ?? null,
      keyUse: preset.keyUse ?? null,
    },
    missingRemedy: 'npm' in distribution ? installLine(distribution.npm) : `Install it: ${distribution.elsewhere}`,
    loginRemedy: `To log in, ${logIn}; then try again.`,
  }
}

function installLine(npmPackage: string): string {
  return `Install it with \`npm install --global ${npmPackage}\`, then try again.`
}

/** All agents: the demo, the presets, then those of the settings. An entry with a preset's id changes that preset. */
export function agentSpecs(
  settings: AgentSettings,
  demoAgentFile: string = DEMO.command,
): Result<AgentSpec[], Refusal> {
  const specs = new Map([{ ...DEMO, command: demoAgentFile }, ...PRESETS].map((spec) => [spec.id, spec]))
  for (const [id, entry] of Object.entries(settings)) {
    const base = specs.get(id)
    if (base === undefined && entry.command === undefined) {
      return err({
        code: 'settings_invalid',
        message: `settings.json: agents.${id}.command is missing, and ${id} is no agent that Triptych knows.`,
        remedy: `Add "command" to agents.${id}, or remove the entry.`,
      })
    }
    specs.set(id, withEntry(base ?? ownSpec(id), entry))
  }
  return ok([...specs.values()])
}

function withEntry(base: AgentSpec, entry: AgentEntry): AgentSpec {
  const { command, name, args, env, family, driver, prompt, output, readOnlyMode, writable, sandbox } = entry
  return {
    ...base,
    ...(command === undefined ? {} : { command, missingRemedy: checkCommand(base.id) }),
    ...(name === undefined ? {} : { name }),
    ...(args === undefined ? {} : { args }),
    ...(family === undefined ? {} : { family }),
    ...(driver === undefined ? {} : { driver }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(output === undefined ? {} : { output }),
    ...(readOnlyMode === undefined ? {} : { readOnlyMode }),
    ...(writable === undefined ? {} : { writable }),
    // Who says `true` of an agent that would not be confined wants it all the same.
    ...(sandbox === undefined ? {} : { sandbox, ownSandbox: false }),
    env: { ...base.env, ...env },
    // What a person writes into the settings goes before what happens to be in the environment.
    passed: base.passed.filter((passed) => env?.[passed] === undefined),
  }
}

const checkCommand = (id: string): string => `Check agents.${id}.command in settings.json: no such program was found.`

const ownSpec = (id: string): AgentSpec => ({
  ...PLAIN,
  id,
  name: id,
  family: id,
  command: id,
  args: [],
  missingRemedy: checkCommand(id),
  loginRemedy: `Log in with ${id}'s own command in a terminal, then try again.`,
})
