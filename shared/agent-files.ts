/**
 * What an agent reads of the folder it starts in and does, rather than knows: settings, hooks, plugins, MCP servers, variables. A
 * repository brings them along, so a person decides. Texts for a model (AGENTS.md, CLAUDE.md, GEMINI.md, rules) are not among them.
 */
export interface AgentFile {
  /** At the top of the worktree, where agents start; `/` between its parts. A folder stands for all in it. */
  readonly path: string
  /** What it may do, after "it may". */
  readonly may: string
}

const SETTINGS = 'start programs and MCP servers, and change which server is asked and what is allowed'
const VARIABLES = 'set variables of agents: which server is asked, where settings are read'

const file = (may: string, ...paths: string[]): AgentFile[] => paths.map((path) => ({ path, may }))

/** By agent, as their manuals name them; one that is not here is held back nowhere. */
export const AGENT_FILES: readonly AgentFile[] = [
  // Claude Code
  ...file(SETTINGS, '.claude'),
  ...file('start MCP servers', '.mcp.json'),
  // Codex, and what several read
  ...file(SETTINGS, '.codex', '.agents'),
  // OpenCode; as a program made with Bun it also reads what Bun reads
  ...file(SETTINGS, '.opencode', 'opencode.json', 'opencode.jsonc', '.opencode.json', '.opencode.jsonc'),
  ...file('run programs before the agent itself', 'bunfig.toml', '.bunfig.toml'),
  // Gemini CLI, Qwen Code
  ...file(SETTINGS, '.gemini', '.qwen'),
  // Others of the registry
  ...file(SETTINGS, '.cursor', '.cline', '.clinerules', '.kilocode', '.kilo', 'kilo.json', 'kilo.jsonc', '.roo'),
  ...file(SETTINGS, '.goose', '.augment', '.factory', '.kimi', '.kimi-code', '.copilot', '.github/hooks'),
  ...file(SETTINGS, '.github/copilot', '.vibe', '.junie', '.amp', '.pi', '.omp', '.qoder', '.codebuddy', '.grok'),
  ...file(
    SETTINGS,
    'crush.json',
    '.crush.json',
    '.crush',
    '.aider.conf.yml',
    '.continue',
    '.kiro',
    '.devin',
    '.openhands',
  ),
  ...file(SETTINGS, 'fastagent.config.yaml', 'fastagent.secrets.yaml', 'stakpak.toml', '.stakpak'),
  ...file('start MCP servers', '.vscode/mcp.json', '.github/mcp.json', 'mcp.json', 'mcp_config.json'),
  ...file(VARIABLES, '.env', '.env.local', '.env.development', '.env.development.local'),
  ...file(VARIABLES, '.env.production', '.env.production.local', '.env.test', '.env.test.local', '.aider.env'),
]

/** Names are the same where a disk that ignores case, composition or invisible characters would open one for the other. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')
    .toLowerCase()

/** The entry that a repository path is, or lies in; null: none. */
export function agentFileOf(path: string): AgentFile | null {
  const folded = foldName(path)
  return AGENT_FILES.find((entry) => folded === entry.path || folded.startsWith(`${entry.path}/`)) ?? null
}
