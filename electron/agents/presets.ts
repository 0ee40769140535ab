import { type OwnFolder, xdgFolders } from '../sandbox/own-folder.ts'
import type { LoginTraces } from './login-traces.ts'

/** One agent of the ACP registry (github.com/agentclientprotocol/registry), with what Triptych must know besides. Data only. */
export interface Preset {
  id: string
  name: string
  /** Who made the model behind it, or the agent where people choose the model. */
  family: string
  /** The version whose launch line was tried with Triptych; null: taken from the registry and the agent's manual, not tried. */
  verified: string | null
  /** An npm package, or where else it comes from. */
  distribution: { npm: string } | { elsewhere: string }
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Names of variables that are passed on where they are set: its log-in and its configuration. */
  passed?: readonly string[]
  /** How a person logs in: follows "To log in, ". */
  logIn: string
  login?: LoginTraces
  /** Where it keeps its log-in, its sessions and its settings: what it may write besides the worktree. */
  state: readonly OwnFolder[]
  /** It makes a sandbox of its own, and runs no command where it cannot. */
  ownSandbox?: true
  /** The command of the agent itself, where `command` is only its ACP adapter. */
  adapterOf?: string
  readOnlyMode?: string
  resumable?: false
  modelFlag?: string
  keyUse?: KeyUse
}

/** What else is set where the key is: some agents use a key only if they are told to. */
export interface KeyUse {
  key: string
  env: Readonly<Record<string, string>>
}

/**
 * Asked for every edit and command, because opencode's own default asks for nothing; in its plan mode edits are denied without
 * asking, because a rejected request ends its turn.
 */
const OPENCODE_CONFIG = {
  share: 'disabled',
  autoupdate: false,
  permission: { edit: 'ask', bash: 'ask', webfetch: 'ask' },
  agent: { plan: { permission: { edit: 'deny' } } },
}

/** Tried with Triptych, at the versions named. */
export const TRIED_PRESETS: readonly Preset[] = [
  {
    id: 'opencode',
    name: 'OpenCode',
    family: 'opencode',
    verified: '1.18.33',
    distribution: { npm: 'opencode-ai' },
    command: 'opencode',
    // It tries a provider that fails for ever, and says so in its log only.
    args: ['acp', '--print-logs', '--log-level', 'ERROR'],
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
    logIn: 'run `opencode auth login` in a terminal',
    login: {
      variables: ['OPENCODE_API_KEY'],
      folder: { variable: 'XDG_DATA_HOME', below: 'opencode', usual: '.local/share/opencode' },
      files: ['auth.json'],
      otherwise: 'unknown', // Its providers may need no log-in at all.
    },
    state: xdgFolders('opencode'),
    readOnlyMode: 'plan',
  },
  {
    id: 'codex',
    name: 'Codex',
    family: 'openai',
    verified: '2.6.0',
    distribution: { npm: '@agentclientprotocol/codex-acp' },
    command: 'codex-acp',
    args: [],
    // Its mode `agent` lets a model, not the person, decide what may leave the sandbox.
    env: { NO_BROWSER: '1', INITIAL_AGENT_MODE: 'workspace-write' },
    passed: ['CODEX_HOME', 'CODEX_PATH', 'CODEX_API_KEY', 'OPENAI_API_KEY'],
    logIn: 'run `codex login` in a terminal, or set CODEX_API_KEY',
    login: {
      variables: ['CODEX_API_KEY'],
      folder: { variable: 'CODEX_HOME', usual: '.codex' },
      files: ['auth.json'],
      otherwise: { unlessAnyOf: ['config.toml'], on: ['linux', 'darwin', 'win32'] },
    },
    state: [{ variable: 'CODEX_HOME', usual: '.codex' }],
    ownSandbox: true,
    adapterOf: 'codex',
    readOnlyMode: 'read-only',
    keyUse: { key: 'CODEX_API_KEY', env: { DEFAULT_AUTH_REQUEST: '{"methodId":"api-key"}' } },
  },
  {
    id: 'claude',
    name: 'Claude Code',
    family: 'anthropic',
    verified: '0.100.0',
    distribution: { npm: '@agentclientprotocol/claude-agent-acp' },
    command: 'claude-agent-acp',
    args: [],
    // Tool search would hide our answer tool from the model until it looks for it.
    // Without a bound it tries a provider that fails, or refuses its key, again for minutes without a word.
    env: { NO_BROWSER: '1', ENABLE_TOOL_SEARCH: 'false', DISABLE_AUTOUPDATER: '1', CLAUDE_CODE_MAX_RETRIES: '5' },
    passed: [
      ...['CLAUDE_CONFIG_DIR', 'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL'],
      ...['CLAUDE_CODE_OAUTH_TOKEN', 'CLAUDE_CODE_MAX_RETRIES'],
    ],
    logIn: 'run `claude` in a terminal and type /login, or set ANTHROPIC_API_KEY',
    login: {
      variables: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'],
      folder: { variable: 'CLAUDE_CONFIG_DIR', usual: '.claude' },
      files: ['.credentials.json'],
      // On macOS the log-in is in the keychain, which is not asked.
      otherwise: { unlessAnyOf: ['settings.json'], on: ['linux', 'win32'] },
    },
    // It does without writing the file .claude.json beside that folder, which it replaces: no mount allows that.
    state: [{ variable: 'CLAUDE_CONFIG_DIR', usual: '.claude' }],
    adapterOf: 'claude',
    // Asks before every change. Its plan mode asks a model instead of the person.
    readOnlyMode: 'default',
  },
  {
    id: 'gemini',
    name: 'Gemini CLI',
    family: 'google',
    verified: '0.61.0',
    distribution: { npm: '@google/gemini-cli' },
    command: 'gemini',
    args: ['--acp', '--skip-trust'],
    env: { GEMINI_CLI_TRUST_WORKSPACE: 'true', GEMINI_CLI_NO_RELAUNCH: 'true' },
    passed: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'GOOGLE_CLOUD_PROJECT'],
    logIn: 'run `gemini` in a terminal and sign in, or set GEMINI_API_KEY',
    login: {
      variables: ['GEMINI_API_KEY'],
      folder: { usual: '.gemini' },
      files: ['oauth_creds.json', 'gemini-credentials.json'],
      otherwise: { unlessAnyOf: ['settings.json', '.env'], on: ['linux', 'darwin', 'win32'] },
    },
    state: [{ usual: '.gemini' }],
    readOnlyMode: 'plan',
    // Loading a session in the minute of its start fails and destroys it (google-gemini/gemini-cli#28693).
    resumable: false,
    modelFlag: '-m',
  },
]
