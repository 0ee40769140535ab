/** The stored words. Closed sets: the database checks each of them. They are never renamed; a new need is a new word. */
export const AGENT_ROLES = ['strategy', 'implementation', 'checker'] as const
export type AgentRole = (typeof AGENT_ROLES)[number]

export const RUN_STATUSES = [
  'planning',
  'awaiting_approval',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const FINAL_RUN_STATUSES = ['completed', 'failed', 'cancelled'] as const
export type FinalRunStatus = (typeof FINAL_RUN_STATUSES)[number]

export const RUN_CONTROLS = ['run', 'pause', 'cancel'] as const
export type RunControl = (typeof RUN_CONTROLS)[number]

export const TASK_STATUSES = ['pending', 'in_progress', 'completed', 'blocked', 'abandoned'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

export const ATTEMPT_STATUSES = ['running', 'completed', 'failed', 'blocked', 'interrupted'] as const
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]

export const ATTEMPT_PHASES = ['implement', 'scope', 'verify', 'check', 'settle'] as const
export type AttemptPhase = (typeof ATTEMPT_PHASES)[number]

export const APPROVAL_SOURCES = ['human', 'policy', 'strategy', 'checker'] as const
export type ApprovalSource = (typeof APPROVAL_SOURCES)[number]

export const APPROVAL_VERDICTS = ['approved', 'changes_requested', 'rejected'] as const
export type ApprovalVerdict = (typeof APPROVAL_VERDICTS)[number]

export const GATE_KINDS = [
  'plan',
  'permission',
  'scope',
  'task',
  'blocked',
  'budget',
  'login',
  'mcp_server',
  'final',
] as const
export type GateKind = (typeof GATE_KINDS)[number]

export const GATE_STATES = ['open', 'decided', 'void'] as const
export type GateState = (typeof GATE_STATES)[number]

export const POLICIES = ['supervised', 'review_at_end', 'every_task', 'unattended'] as const
export type PolicyName = (typeof POLICIES)[number]

export const PLAN_REASONS = ['first', 'blocked', 'review', 'changes_requested'] as const
export type PlanReason = (typeof PLAN_REASONS)[number]

export const PLAN_STATES = ['proposed', 'accepted', 'superseded'] as const
export type PlanState = (typeof PLAN_STATES)[number]

/** What a verification step did before any work of its plan; `not_tried`: there was no time left to find out. */
export const BASELINE_MARKS = ['passed', 'failed', 'cannot_run', 'not_tried'] as const
export type BaselineMark = (typeof BASELINE_MARKS)[number]

export const DELIVERY_STATES = ['none', 'chosen', 'done'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export const TURN_KINDS = ['plan', 'replan', 'implement', 'check', 'review'] as const
export type TurnKind = (typeof TURN_KINDS)[number]

/** How a turn ended. `limited`, `login` and `stopped` are no failure of anybody; `interrupted` is a crash of ours or the agent's. */
export const TURN_STATES = ['running', 'finished', 'limited', 'login', 'stopped', 'failed', 'interrupted'] as const
export type TurnState = (typeof TURN_STATES)[number]

/** `next_turn`: put before the role's next prompt. `interrupt`: the prompt that runs is cancelled for it. */
export const MESSAGE_MODES = ['next_turn', 'interrupt'] as const
export type MessageMode = (typeof MESSAGE_MODES)[number]

export const SETUP_STATES = ['pending', 'done', 'failed', 'skipped'] as const
export type SetupState = (typeof SETUP_STATES)[number]

/** A return to a checkpoint: asked for, or decided while branch and worktree are still where they were. */
export const RESTORE_STATES = ['requested', 'files'] as const
export type RestoreState = (typeof RESTORE_STATES)[number]

/** What a person keeps of the form of a new run: to begin others with, or to go on with. */
export const FORM_KINDS = ['template', 'draft'] as const
export type FormKind = (typeof FORM_KINDS)[number]

/** A removed run: on its way into the trash, in it, on its way back, or being deleted for good. */
export const TRASH_STATES = ['removing', 'removed', 'returning', 'purging'] as const
export type TrashState = (typeof TRASH_STATES)[number]

export const CRITERION_STATUSES = ['met', 'not_met', 'unclear'] as const

/**
 * How the history was found to be another one than was marked outside the database. `shortened`: events are missing at its end.
 * `replaced`: others are in their place. `changed`: written to while no Triptych had it open. `unmarked`: the mark is gone, so that
 * nobody can tell. `restored`: a person put a backup in its place.
 */
export const HISTORY_LOSS_KINDS = ['shortened', 'replaced', 'changed', 'unmarked', 'restored'] as const
export type HistoryLossKind = (typeof HISTORY_LOSS_KINDS)[number]
