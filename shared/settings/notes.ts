/** From when a changed setting goes. */
export type SettingFrom = 'at_once' | 'next_request' | 'next_turn' | 'new_runs' | 'next_sweep'

export const FROM_TEXTS: Readonly<Record<SettingFrom, string>> = {
  at_once: 'At once.',
  next_request: 'From the next request on, also in runs that work.',
  next_turn: 'From the next turn on, also in runs that work.',
  new_runs: 'For runs that are started from now on.',
  next_sweep: 'With the next sweep, within the hour.',
}

export interface SettingNote {
  /** One sentence: what it changes. */
  what: string
  from: SettingFrom
}

/** Every setting by its place in `settings.json`. No schema here, so that the page can have it. */
export const SETTING_NOTES = {
  agents: note('Agents of your own, and changes to those that Triptych knows, by id.', 'next_turn'),
  'roles.strategy': note('Who plans, where neither you nor the repository’s last run says otherwise.', 'new_runs'),
  'roles.implementation': note(
    'Who changes the code, where neither you nor the repository’s last run says otherwise.',
    'new_runs',
  ),
  'roles.checker': note('Who judges, where neither you nor the repository’s last run says otherwise.', 'new_runs'),
  policy: note('Which questions you are asked, and which the application answers.', 'new_runs'),
  'limits.attemptsPerTask': note('So often a task is tried before it counts as blocked.', 'new_runs'),
  'limits.replans': note(
    'So often strategy may plan anew after a task was blocked or the review objected.',
    'new_runs',
  ),
  'limits.parallelTasks': note('So many tasks are worked on at once; one is what there is.', 'new_runs'),
  'limits.turns': note('So many turns a run may have before you are asked.', 'new_runs'),
  'limits.turnIdleMinutes': note('A turn that says nothing for so many minutes is ended.', 'new_runs'),
  'limits.turnMinutes': note('A turn is ended after so many minutes, however busy it is.', 'new_runs'),
  'limits.permissionMinutes': note('A permission that nobody answers for so many minutes is refused.', 'new_runs'),
  'limits.verificationMinutes': note('A verification step is ended after so many minutes, and has failed.', 'new_runs'),
  'limits.sessionTurns': note('A role begins a fresh session, with a summary, after so many turns.', 'new_runs'),
  'limits.contextPercent': note(
    'A role begins a fresh session once so much of its context is in use, in per cent.',
    'new_runs',
  ),
  'limits.tokens': note('So many tokens a run may use before you are asked.', 'new_runs'),
  'limits.costMicros': note('So much a run may cost before you are asked.', 'new_runs'),
  'limits.wallMinutes': note(
    'So many minutes a run may work before you are asked; waiting does not count.',
    'new_runs',
  ),
  sandbox: note(
    'Whether agents and commands are confined to what is theirs, where this system can do that.',
    'new_runs',
  ),
  'permissions.allow': note('Requests of agents that are allowed without asking you.', 'next_request'),
  'permissions.reject': note(
    'Requests of agents that are rejected without asking you; they go before what is allowed.',
    'next_request',
  ),
  mcpServers: note('MCP servers of yours that agents are given once you trust them.', 'next_turn'),
  repositories: note('What a fresh worktree of a repository is set up with, by the repository’s path.', 'new_runs'),
  'retention.days': note('A run that ended so many days ago goes to the trash.', 'next_sweep'),
  'retention.gigabytes': note(
    'The oldest ended runs go to the trash until the rest fits in so many gigabytes.',
    'next_sweep',
  ),
  'retention.outputDays': note(
    'What agents said in turns that ended so many days ago is kept in their transcripts only.',
    'next_sweep',
  ),
  'appearance.theme': note('Light or dark, or as your desktop has it.', 'at_once'),
  'appearance.density': note('How much room rows take.', 'at_once'),
  'appearance.motion': note('Whether anything moves, or as your desktop has it.', 'at_once'),
  updates: note('When the program looks for its next version; it is installed only when you say so.', 'at_once'),
  'desktop.tray': note('Whether an icon in the tray shows what waits, also while a window is open.', 'at_once'),
  'desktop.sound': note('Whether a notification of a question is heard, too, as the system does it.', 'at_once'),
  'desktop.keepAwake': note('Whether the machine is kept from sleeping while a run works.', 'at_once'),
  'attention.notifications': note(
    'Whether your desktop tells you of a question while you look at something else.',
    'at_once',
  ),
} as const satisfies Readonly<Record<string, SettingNote>>
export type SettingKey = keyof typeof SETTING_NOTES

function note(what: string, from: SettingFrom): SettingNote {
  return { what, from }
}
