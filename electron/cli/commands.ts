import type { RunConfig } from '../../shared/config.ts'
import type { AgentRole, ApprovalVerdict, PolicyName } from '../../shared/words.ts'
import type { AgentWish } from '../choose-agents.ts'

/** A command line that was understood. What it names (runs, gates, branches) is looked up later. */
export type Command =
  | RunCommand
  | { name: 'resume'; run: string; json: boolean }
  | { name: 'runs'; json: boolean }
  | { name: 'show' | 'checkpoints'; run: string; json: boolean }
  | { name: 'return'; checkpoint: string; agreed: boolean }
  | { name: 'fork'; checkpoint: string }
  | { name: 'remove' | 'put-back'; run: string }
  | { name: 'trash'; json: boolean }
  | DecideCommand
  | { name: 'control'; action: 'pause' | 'cancel'; run: string }
  | SteerCommand
  | SecretCommand
  | DoctorCommand
  | ServeCommand
  | { name: 'shell'; run: string; path: boolean }
  | { name: 'acknowledge' }
  | { name: 'backups'; json: boolean }
  | { name: 'restore'; backup: string; agreed: boolean }
  | ExportCommand
  | VerifyCommand
  | { name: 'help'; topic: CommandName | null }
  | { name: 'version' }

export interface RunCommand {
  name: 'run'
  repo: string
  goal: TextSource
  /** Files that go along, in this order. */
  attach: string[]
  base: string | null
  agents: AgentWish
  policy: PolicyName | null
  deliver: DeliveryWish | null
  /** null: what is proposed for the repository. */
  setup: string[] | null
  /** Of the limits that differ from the settings'. */
  limits: Readonly<Record<string, number | null>>
  sandbox: RunConfig['sandbox'] | null
  /** The settings for agents that the repository brings along are trusted as they are now. */
  trustAgentFiles: boolean
  json: boolean
}

export interface DoctorCommand {
  name: 'doctor'
  /** The agent that is tried with one small turn; null: none is. */
  try: string | null
  json: boolean
}

export interface ServeCommand {
  name: 'serve'
  /** 0: any that is free. */
  port: number
  open: boolean
}

export interface DecideCommand {
  name: 'decide'
  verdict: ApprovalVerdict
  gate: string
  hash: string
  message: string
  deliver: DeliveryWish | null
  /** The new limit of a `budget` gate. */
  limit: number | null
  /** The answer to a `permission` gate holds for identical requests of the run. */
  remember: boolean
}

/** `variable`: a name; its value comes from standard input. */
export type SecretCommand =
  | { name: 'secret'; action: 'list'; json: boolean }
  | { name: 'secret'; action: 'set' | 'remove'; agent: string; variable: string }

export interface SteerCommand {
  name: 'steer'
  run: string
  role: AgentRole
  message: TextSource
  interrupt: boolean
}

/** At least one of the places; both null: a new folder in the working folder. */
export interface ExportCommand {
  name: 'export'
  run: string
  to: string | null
  html: string | null
  json: boolean
}

export interface VerifyCommand {
  name: 'verify'
  folder: string
  /** A report that lies elsewhere. */
  html: string | null
  /** What `export` told. */
  hash: string | null
  json: boolean
}

export type TextSource = { from: 'text'; text: string } | { from: 'file'; path: string } | { from: 'stdin' }

export type DeliveryWish = { kind: 'branch' } | { kind: 'patch' } | { kind: 'ff'; branch: string }

/** What is wrong with a command line: what, and what to do next. */
export interface UsageError {
  message: string
  remedy: string
}

export interface OptionSpec {
  /** How the value is called in help; null: a flag. */
  value: string | null
  repeated?: true
  help: string
}

export interface CommandSpec {
  summary: string
  /** What it takes besides options, as help shows it; null: nothing. */
  operand: string | null
  options: Readonly<Record<string, OptionSpec>>
  /** Paragraphs after the options. */
  notes: readonly string[]
  examples: readonly string[]
}

const JSON_OPTION: OptionSpec = {
  value: null,
  help: 'Standard output is JSON lines only; people’s text goes to standard error',
}
const DELIVER: OptionSpec = {
  value: 'branch|patch|ff:<branch>',
  help: 'branch: keep the run’s own branch; patch: also write a patch file; ff:<branch>: fast-forward a branch that is not checked out',
}
const DECISION = {
  hash: { value: '<hash>', help: 'What you reviewed; `show` prints it. The answer is refused if it has changed since' },
} as const
const REMEMBER: OptionSpec = {
  value: null,
  help: 'For a permission: answer identical requests of this run in the same way, without asking',
}
const MESSAGE: OptionSpec = { value: '<text>', help: 'Why; agents read it' }

/** Every command of this version, in the order of help. */
export const COMMANDS = {
  run: {
    summary: 'Start a run: a goal and a repository become a verified branch',
    operand: null,
    options: {
      repo: { value: '<dir>', help: 'The git repository, or a folder inside it. Its checkout is never touched' },
      goal: { value: '<text|@file>', help: 'What is to be done; @file reads a file, @- standard input' },
      attach: {
        value: '<file>',
        repeated: true,
        help: 'A file or an image that agents may read during each turn: at most 20, each of at most 10 MiB',
      },
      base: { value: '<ref>', help: 'Branch, tag or commit to start from; without it the checked-out commit' },
      agent: {
        value: '<id>|<role>=<id>',
        repeated: true,
        help: 'The agent of all roles, or of strategy, implementation or checker; without it as in the repository’s last run, or as settings.json says. `doctor` lists agents',
      },
      model: { value: '[<role>=]<name>', repeated: true, help: 'The model, in the agent’s own words' },
      mode: { value: '[<role>=]<name>', repeated: true, help: 'The mode, in the agent’s own words' },
      effort: {
        value: '[<role>=]<level>',
        repeated: true,
        help: 'How hard the model thinks, in the agent’s own words',
      },
      policy: {
        value: '<name>',
        help: 'supervised (default): you answer plan, permissions and result; review_at_end: permissions and result; every_task: each task too; unattended: nobody is asked',
      },
      deliver: DELIVER,
      setup: {
        value: '<command>',
        repeated: true,
        help: 'Prepares the fresh worktree; `none` for nothing. Without it: proposed from lock files',
      },
      limit: {
        value: '<name>=<n>',
        repeated: true,
        help: 'attemptsPerTask, replans, turns, turnIdleMinutes, turnMinutes, permissionMinutes, verificationMinutes, sessionTurns, contextPercent, tokens, costMicros, wallMinutes; `none` for no limit',
      },
      sandbox: {
        value: 'auto|require|off',
        help: 'auto (default): agents and commands are confined where this machine can do it; require: the run is refused where it cannot; off: they have your rights. `doctor` says what there is',
      },
      'trust-agent-files': {
        value: null,
        help: 'Agents may honour the settings, hooks, plugins and MCP servers that the repository brings along (.claude, .mcp.json, opencode.json, .env …), until they change. Without it they are held back. Look at them first: they run programs',
      },
      json: JSON_OPTION,
    },
    notes: [
      'In a terminal the run asks you. Without one (or with --json) an open question ends the command with exit code 3 and the exact line that answers it; `resume` goes on afterwards. Ctrl-C pauses the run.',
    ],
    examples: [
      'triptych run --repo . --goal "Add a --json flag to the report command"',
      'triptych run --repo ~/app --goal @goal.md --agent opencode --agent checker=gemini --model checker=gemini-2.5-pro',
      'triptych run --repo . --goal "Build the page in the sketch" --attach sketch.png --attach notes.md',
      'triptych run --repo . --goal "Fix the flaky date test" --policy unattended --json',
    ],
  },
  resume: {
    summary: 'Go on with a run that is paused or waits',
    operand: '<run>',
    options: { json: JSON_OPTION },
    notes: ['Clears a pause and the wait for a limit, then works as `run` does.'],
    examples: ['triptych resume 3f9c2a10'],
  },
  runs: {
    summary: 'List all runs, newest first',
    operand: null,
    options: { json: JSON_OPTION },
    notes: [],
    examples: ['triptych runs', 'triptych runs --json'],
  },
  show: {
    summary: 'One run: why it waits, tasks, evidence, open questions, result',
    operand: '<run>',
    options: { json: JSON_OPTION },
    notes: [],
    examples: ['triptych show 3f9c2a10'],
  },
  checkpoints: {
    summary: 'The checkpoints of a run: points to return to or to fork from',
    operand: '<run>',
    options: { json: JSON_OPTION },
    notes: [],
    examples: ['triptych checkpoints 3f9c2a10'],
  },
  return: {
    summary: 'Take a run back to one of its checkpoints; returning again undoes it',
    operand: '<checkpoint>',
    options: { yes: { value: null, help: 'Return without asking; what changes is printed all the same' } },
    notes: [
      'Prints what would change, then asks. The run is paused, the run as it was becomes a checkpoint, and files that no commit holds are kept in it. Your checkout is never touched. Without a terminal --yes is needed (exit code 3).',
    ],
    examples: ['triptych return 5d0a91c2', 'triptych return 5d0a91c2 --yes'],
  },
  fork: {
    summary: 'Begin a new run at a checkpoint, of a run that has ended too',
    operand: '<checkpoint>',
    options: {},
    notes: [
      'The new run has the same goal and settings, the tasks of then, and a branch and a worktree of its own. It starts paused; its agents begin fresh sessions.',
    ],
    examples: ['triptych fork 5d0a91c2'],
  },
  approve: {
    summary: 'Answer an open question with yes',
    operand: '<gate>',
    options: {
      ...DECISION,
      message: MESSAGE,
      deliver: DELIVER,
      limit: { value: '<n>', help: 'The new limit, for a question about a budget' },
      remember: REMEMBER,
    },
    notes: ['Works beside a running `triptych run`, which goes on by itself.'],
    examples: [
      'triptych approve 81b2c3d4 --hash sha256:…',
      'triptych approve 81b2c3d4 --hash sha256:… --deliver ff:develop',
    ],
  },
  reject: {
    summary: 'Answer an open question with no',
    operand: '<gate>',
    options: { ...DECISION, message: MESSAGE, remember: REMEMBER },
    notes: ['What no means depends on the question: `show` says it beside the question.'],
    examples: ['triptych reject 81b2c3d4 --hash sha256:… --message "Wrong module"'],
  },
  'request-changes': {
    summary: 'Send work back with what should be different',
    operand: '<gate>',
    options: { ...DECISION, message: MESSAGE },
    notes: ['--message is needed: the agents work from it.'],
    examples: ['triptych request-changes 81b2c3d4 --hash sha256:… --message "Keep the old name as an alias"'],
  },
  shell: {
    summary: 'A shell in the worktree of a run',
    operand: '<run>',
    options: {
      path: { value: null, help: 'Only print where the worktree is: cd "$(triptych shell <run> --path)" goes there' },
    },
    notes: [
      'The files are an agent’s, and what you run there has your rights. While an agent works, it works in the same files. `exit` leaves it.',
    ],
    examples: ['triptych shell 3f9c2a10', 'triptych shell 3f9c2a10 --path'],
  },
  steer: {
    summary: 'Tell a role something: for its next turn, or now',
    operand: '<run> <role>',
    options: {
      message: { value: '<text|@file>', help: 'What the agent is to know; @file reads a file, @- standard input' },
      interrupt: {
        value: null,
        help: 'Cancel what it does now and go on with the message; without it the next turn begins with it',
      },
    },
    notes: [
      'Works beside a running `triptych run`, or while nobody works on the run. <role>: strategy, implementation or checker.',
    ],
    examples: [
      'triptych steer 3f9c2a10 implementation --message "Keep the old name as an alias"',
      'triptych steer 3f9c2a10 implementation --interrupt --message @note.md',
    ],
  },
  pause: {
    summary: 'Stop a run where it is; `resume` goes on',
    operand: '<run>',
    options: {},
    notes: ['The turn that runs is ended; finished work is kept.'],
    examples: ['triptych pause 3f9c2a10'],
  },
  cancel: {
    summary: 'End a run for good; its branch stays',
    operand: '<run>',
    options: {},
    notes: [],
    examples: ['triptych cancel 3f9c2a10'],
  },
  remove: {
    summary: 'Put a run into the trash, for 14 days; its branch stays',
    operand: '<run>',
    options: {},
    notes: [
      'A run that works is paused first. Its worktree moves to the trash as it is, with files that no commit holds; after 14 days it is deleted with the run’s history. The branch is yours and stays.',
    ],
    examples: ['triptych remove 3f9c2a10'],
  },
  'put-back': {
    summary: 'Take a removed run out of the trash',
    operand: '<run>',
    options: {},
    notes: [],
    examples: ['triptych put-back 3f9c2a10'],
  },
  trash: {
    summary: 'List removed runs, and until when they can be put back',
    operand: null,
    options: { json: JSON_OPTION },
    notes: ['Where no other Triptych drives the data folder, what is past its time is deleted on the way.'],
    examples: ['triptych trash'],
  },
  export: {
    summary: 'Write a run as a folder that can be verified, and as one page',
    operand: '<run>',
    options: {
      to: {
        value: '<folder>',
        help: 'A new folder: records, events, every artifact, the report, and the hash of each',
      },
      html: { value: '<file>', help: 'The report alone: one HTML page without script that loads nothing' },
      json: JSON_OPTION,
    },
    notes: [
      'Without --to and --html a new folder in the working folder. Nothing is replaced, and nothing half-written stays behind. Works beside a running Triptych. The hash that is printed is worth keeping: `verify --hash` compares with it.',
      'The report leaves out where on this machine your folders are; records, events and logs in the folder are as they were stored.',
    ],
    examples: ['triptych export 3f9c2a10', 'triptych export 3f9c2a10 --to ~/evidence/csv --html ~/evidence/csv.html'],
  },
  verify: {
    summary: 'Compare an exported folder with its hashes, and its answers with what they were bound to',
    operand: '<folder>',
    options: {
      hash: { value: '<hash>', help: 'What `export` printed: tells a folder that was rewritten as a whole' },
      html: { value: '<file>', help: 'A report that lies elsewhere: is it whole, and about this folder?' },
      json: JSON_OPTION,
    },
    notes: ['Exit code 0 if nothing differs, 1 if something does; each difference is told. Needs no data folder.'],
    examples: ['triptych verify triptych-add-csv-export-3f9c2a10'],
  },
  secret: {
    summary: 'Variables that one agent gets and no other: its API key, for example',
    operand: 'list|set|remove [<agent> <NAME>]',
    options: { json: JSON_OPTION },
    notes: [
      '`set` asks for the value and does not show it, or reads it from standard input; never give it on the command line. Values are hidden in everything that is stored. The desktop application keeps them in the system’s key store, a terminal in secrets.json of the data folder, for you alone to read.',
    ],
    examples: ['triptych secret set claude ANTHROPIC_API_KEY', 'triptych secret remove claude ANTHROPIC_API_KEY'],
  },
  serve: {
    summary: 'The window in a browser of this machine',
    operand: null,
    options: {
      port: { value: '<n>', help: 'The port on 127.0.0.1; without it any that is free' },
      open: { value: null, help: 'Open the address in your browser' },
    },
    notes: [
      'Prints an address that opens one browser, once; after that it prints the address for another one. Nobody else on the network gets in. Ctrl-C ends it, and pauses the runs that it works on.',
    ],
    examples: ['triptych serve', 'triptych serve --port 4417 --open'],
  },
  backups: {
    summary: 'List the backups of the database, each checked',
    operand: null,
    options: { json: JSON_OPTION },
    notes: [
      'One is made when a run has ended, daily while the application is open, and before an update changes the database; the newest three of the first two kinds are kept, and three of the last.',
    ],
    examples: ['triptych backups'],
  },
  restore: {
    summary: 'Put a backup in the place of the database',
    operand: '<backup>',
    options: {
      yes: { value: null, help: 'Restore without asking, although the database that is there is sound' },
    },
    notes: [
      '<backup>: an id that `backups` shows, or `newest`. Refused while another Triptych drives the data folder. What was there before is moved aside, never deleted; runs that had not ended are paused.',
      'A damaged database is replaced at once. One that opens and passes its check is replaced only after a question; without a terminal --yes is needed (exit code 3).',
    ],
    examples: ['triptych restore newest', 'triptych restore newest --yes'],
  },
  acknowledge: {
    summary: 'Say that you know what is missing from the history, so that runs may go on',
    operand: null,
    options: {},
    notes: [
      'Where the database was found shorter than it was, or to be another one, every run is paused and nothing is driven until then. What is missing is told by every command.',
    ],
    examples: ['triptych acknowledge'],
  },
  doctor: {
    summary: 'Check this machine: Node, git, data folder, agents',
    operand: null,
    options: {
      try: {
        value: '<agent>',
        help: 'Send this agent one small turn (it uses your account) and show everything that was said',
      },
      json: JSON_OPTION,
    },
    notes: [
      'Exit code 0 unless something is an error. With --try: 0 if the agent answered, 6 if it is missing or not logged in, else 1.',
    ],
    examples: ['triptych doctor', 'triptych doctor --try opencode'],
  },
} as const satisfies Record<string, CommandSpec>
export type CommandName = keyof typeof COMMANDS

export const isCommandName = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word)
