/** No prompt is longer than this, whatever a run has been through. In UTF-16 units, like every figure here. */
export const PROMPT_MAX_CHARS = 60_000

/** A brief goes before another prompt, so it is shorter. */
export const BRIEF_MAX_CHARS = 20_000

/** What a person says to a role goes into one of these prompts on top of it. */
export const MESSAGES_MAX_CHARS = 24_000

/**
 * The most each part may take. For every prompt the caps of its parts and its own words add up to less than
 * `PROMPT_MAX_CHARS`; in `check` and `review` the diff takes what the other parts leave, at least 10,000.
 */
export const CAPS = {
  goal: { plan: 20_000, replan: 14_000, task: 6_000, review: 12_000, brief: 4_000 },
  guidance: 12_000,
  comments: 8_000,
  notices: 2_000,
  overview: 8_000,
  objective: 8_000,
  criteria: 9_000,
  steps: 4_000,
  paths: 2_500,
  tasks: { listed: 60, chars: 8_000 },
  completedTasks: { listed: 20, chars: 3_000 },
  attempts: { listed: 12, chars: 8_000, text: 2_000 },
  report: 3_000,
  changedPaths: 2_500,
  evidence: { check: 8_000, review: 10_000, again: 6_000 },
  proposal: 8_000,
  headSummary: 2_000,
  objections: { listed: 20, chars: 5_000 },
  decisions: { listed: 12, chars: 3_000 },
  messages: { listed: 12, chars: 3_000 },
  problem: 4_000,
  /** Any one item of a list. */
  item: 9_000,
  /** A longer line of a log or a diff is cut. */
  line: 600,
} as const
