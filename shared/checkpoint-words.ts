import type { CheckpointRef, FilesDiffer, ForkPreview, ReturnPreview, TurnsUsage } from './views.ts'
import type { AgentRole, TaskStatus } from './words.ts'

/** What a return or a fork would do, as sentences: the window and the terminal say the same. Pure. */
export interface PreviewLine {
  text: string
  /** Lines of its own below it: titles, questions, paths. */
  items?: readonly string[]
}

const MAX_ITEMS = 12
const some = (items: readonly string[]): readonly string[] =>
  items.length <= MAX_ITEMS ? items : [...items.slice(0, MAX_ITEMS), `and ${items.length - MAX_ITEMS} more`]

export const checkpointName = ({ n }: Pick<CheckpointRef, 'n'>): string =>
  n === null ? 'a checkpoint' : `checkpoint ${n}`

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
const short = (commit: string | null): string => (commit === null ? 'nothing' : commit.slice(0, 7))
const words = (status: TaskStatus): string => status.replaceAll('_', ' ')

/** What returning to a checkpoint would change, the most important first. */
export function returnLines(preview: ReturnPreview): PreviewLine[] {
  if (preview.filesOnly) return [filesOnlyLine(preview), differLine(preview.differ), ...interruptedLines(preview), KEPT]
  return [
    ...branchLines(preview),
    differLine(preview.differ),
    ...(preview.beginsWithFiles ? [BEGINS_WITH_FILES] : []),
    ...planLines(preview.plan),
    ...taskLines(preview.tasks),
    ...attemptLines(preview),
    ...pathLines(preview.paths),
    ...questionLines(preview.questions),
    ...sessionLines(preview.sessions),
    ...spentLines(preview.spent),
    KEPT,
  ]
}

const KEPT: PreviewLine = {
  text: 'The run as it is now becomes a checkpoint first, with files that no commit holds: returning to that one undoes this. The run is paused until you resume it.',
}
const BEGINS_WITH_FILES: PreviewLine = {
  text: 'The next attempt begins with the files of this checkpoint, which are not accepted yet.',
}

const filesOnlyLine = ({ checkpoint }: ReturnPreview): PreviewLine => ({
  text: `${sentence(checkpointName(checkpoint))} was made by an earlier version and keeps files only: the next attempt begins with the files of commit ${short(checkpoint.commit)}. Tasks, plan and branch stay as they are.`,
})

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

function branchLines({ branch, head: { from, to } }: ReturnPreview): PreviewLine[] {
  if (branch === null || from === to) return [{ text: 'The run’s branch stays where it is.' }]
  return [{ text: `Branch ${branch} moves from ${short(from)} to ${short(to)}.` }]
}

function differLine(differ: FilesDiffer): PreviewLine {
  if (differ === null) return { text: 'Git could not tell how the files differ.' }
  if (differ.files === 0) return { text: 'No file differs from what is accepted now.' }
  const text = `${counted(differ.files, 'file')} ${differ.files === 1 ? 'differs' : 'differ'} from what is accepted now: ${differ.added} lines added, ${differ.removed} removed.`
  return { text, items: some(differ.paths) }
}

function planLines({ from, to }: ReturnPreview['plan']): PreviewLine[] {
  if (from === to) return []
  if (to === null) return [{ text: `Plan ${from} no longer counts; strategy plans anew.` }]
  return [{ text: from === null ? `Plan ${to} counts again.` : `Plan ${to} counts instead of plan ${from}.` }]
}

function taskLines(tasks: ReturnPreview['tasks']): PreviewLine[] {
  if (tasks.length === 0) return [{ text: 'No task changes its state.' }]
  const items = some(tasks.map(({ title, from, to }) => `${title}: ${words(from)} → ${words(to)}`))
  return [{ text: `${counted(tasks.length, 'task')} ${tasks.length === 1 ? 'changes' : 'change'}:`, items }]
}

function attemptLines({ attempts, interrupted }: ReturnPreview): PreviewLine[] {
  const { aside, again } = attempts
  return [
    ...interruptedLines({ interrupted }),
    ...(aside > 0
      ? [
          {
            text: `${counted(aside, 'attempt')} no longer ${aside === 1 ? 'counts' : 'count'} and ${aside === 1 ? 'stays' : 'stay'} in the history.`,
          },
        ]
      : []),
    ...(again > 0 ? [{ text: `${counted(again, 'attempt')} ${again === 1 ? 'counts' : 'count'} again.` }] : []),
  ]
}

const interruptedLines = ({ interrupted }: Pick<ReturnPreview, 'interrupted'>): PreviewLine[] =>
  interrupted.map((title) => ({ text: `The attempt at “${title}” is interrupted; its files are kept.` }))

const pathLines = ({ dropped, again }: ReturnPreview['paths']): PreviewLine[] => [
  ...(dropped.length > 0 ? [{ text: 'Allowed since, and asked about again:', items: some(dropped) }] : []),
  ...(again.length > 0 ? [{ text: 'Allowed again:', items: some(again) }] : []),
]

const questionLines = ({ dropped, again }: ReturnPreview['questions']): PreviewLine[] => [
  ...(dropped.length > 0
    ? [{ text: `${counted(dropped.length, 'open question')} no longer stands:`, items: some(dropped) }]
    : []),
  ...(again.length > 0 ? [{ text: 'Asked again:', items: some(again) }] : []),
]

const sessionLines = ({ continued, dropped }: ReturnPreview['sessions']): PreviewLine[] => [
  ...(continued.length > 0 ? [{ text: `The session goes on for ${named(continued)}: it had no turn since.` }] : []),
  ...(dropped.length > 0
    ? [{ text: `A fresh session, with a brief, begins for ${named(dropped)}: the one of now knows what came later.` }]
    : []),
]

const named = (roles: readonly AgentRole[]): string => roles.join(' and for ')

function spentLines({ turns, tokens, costMicros }: TurnsUsage): PreviewLine[] {
  if (turns === 0) return []
  const told = [
    counted(turns, 'turn'),
    ...(tokens === null ? [] : [`${tokens} tokens`]),
    ...(costMicros === null ? [] : [`$${(costMicros / 1_000_000).toFixed(2)}`]),
  ]
  return [{ text: `Spent since and still counted: ${told.join(', ')}.` }]
}

/** What a run forked from it would begin with. */
export function forkLines({ tasks, plan, filesOnly, head, beginsWithFiles, differ }: ForkPreview): PreviewLine[] {
  const of = (status: TaskStatus): string[] => tasks.filter((task) => task.status === status).map(({ title }) => title)
  const [completed, pending, blocked] = [of('completed'), of('pending'), of('blocked')]
  const begins = `A new run with the same goal and settings, paused, on a branch of its own at ${short(head)}.`
  return [
    { text: begins },
    ...(filesOnly ? [{ text: 'This checkpoint keeps files only, so the new run plans from the start.' }] : []),
    ...(plan === null || filesOnly ? [] : [{ text: `Plan ${plan}.` }]),
    ...(completed.length > 0 ? [{ text: 'Completed, with their evidence in this run:', items: some(completed) }] : []),
    ...(pending.length > 0 ? [{ text: 'Pending:', items: some(pending) }] : []),
    ...(blocked.length > 0 ? [{ text: 'Blocked:', items: some(blocked) }] : []),
    ...(beginsWithFiles ? [BEGINS_WITH_FILES] : []),
    differLine(differ),
    { text: 'Its agents begin fresh sessions with a brief; budgets begin at nothing spent. This run stays as it is.' },
  ]
}
