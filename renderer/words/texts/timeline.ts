// What the timeline says.
import type { Shown } from './shown.ts'

// checkpoint-actions.tsx
export const returnToIt = 'return to it'
export const forkFromIt = 'fork from it'
export const returnToThisCheckpoint = 'Return to this checkpoint…'
export const forkNewRun = 'Fork a new run…'
export const returnTo = (name: Shown): string => `Return to ${name}`
export const returning = 'Returning; a turn that works is ended first.'
export const forkNewRunFrom = (name: Shown): string => `Fork a new run from ${name}`
export const forkFrom = (name: Shown): string => `Fork from ${name}`
export const makingNewRun = 'Making the new run.'

// event-filters.tsx
export const searchEvents = 'Search the events'
export const source = 'Source'
export const allSources = 'All sources'
export const kinds = 'Kinds'

// event-list.tsx
export const events = 'Events'
export const soFarOlderOnesAreLookedThrough = (events: Shown): string =>
  `${events} so far, older ones are looked through`
export const noEventPassesFilter = 'No event passes the filter.'
export const nothingHasHappenedYet = 'Nothing has happened yet.'
export const theEvents = 'the events'

// history-lists.tsx
export const checkpoints = 'Checkpoints'
export const noneWasMadeYet = 'None was made yet.'
export const approvals = 'Approvals'
export const nothingWasAnsweredYet = 'Nothing was answered yet.'
export const forks = 'Forks'
export const thisRunWasForkedFromOf = (checkpoint: Shown): string => `This run was forked from ${checkpoint} of`
export const runThatIsDeleted = 'a run that is deleted'
export const forked = 'Forked:'

// preview-dialog.tsx
export const whatWouldChange = 'what would change'
export const leaveItAsItIs = 'Leave it as it is'

// run-then-section.tsx
export const runAtThatMoment = 'The run at that moment'
export const onlyNewestTurnsAreAtHandHere = 'Only the newest turns are at hand here; this was before them.'
export const rolesThen = 'Roles then'
export const asked = 'Asked:'
export const notBegun = 'not begun'
export const had = (title: Shown): string => `had ${title}`
export const noTaskWasPlannedYet = 'No task was planned yet.'
export const tasksThen = 'Tasks then'
export const attempt = (attemptNumber: Shown): string => `attempt ${attemptNumber}`
export const noCheckpointYet = 'no checkpoint yet'
export const newest = (checkpoint: Shown): string => `newest: ${checkpoint}`

// timeline-details.tsx
export const moveThroughPlotOrSelect =
  'Move through the plot, or select an event, a checkpoint or an approval, to see all of it and how the run stood then.'
export const event = (id: Shown): string => `event ${id}`
export const from = 'From'
export const keptWithoutNote = 'Kept without a note.'
export const runWas = 'Run was'
export const commit = 'Commit'
export const keptAs = 'Kept as'
export const checkpoint = 'Checkpoint'
export const checkpointNumber = (number: Shown): string => `Checkpoint ${number}`
export const answerOf = (approver: Shown): string => `Answer of ${approver}`
export const noReasonWasGiven = 'No reason was given.'
export const boundTo = 'Bound to'
export const whatWasKept = 'What was kept'
export const allThatWasKeptOfIt = 'All that was kept of it'

// timeline-marks.ts
export const turnWith = (number: Shown, turn: Shown): string => `Turn ${number}: ${turn}`
export const plannedAgainInTurnOfStrategy = (number: Shown): string => `Planned again, in turn ${number} of strategy`
export const checkpointAndTitle = (number: Shown, title: Shown): string => `Checkpoint ${number}: ${title}`

// timeline-plot.tsx
export const timelineAndItsTable = (
  turns: Shown,
  verificationSteps: Shown,
  questions: Shown,
  checkpoints: Shown,
): string => `Timeline: ${turns}, ${verificationSteps}, ${questions}, ${checkpoints}. The same as a table with T.`
export const lanes = 'Lanes'
export const noTurnWasRecorded = 'No turn was recorded.'
export const newestOfTurns = (count: Shown, all: Shown): string => `The newest ${count} of ${all} turns.`

// timeline-scrub.tsx
export const momentOfRun = 'Moment of the run'
export const nowWith = (clock: Shown): string => `now, ${clock}`

// timeline-strip.tsx
export const whenWhatHappened = 'When what happened:'
export const fromTo = (from: Shown, to: Shown): string => `${from} to ${to}`

// timeline-tab.tsx
export const eventBefore = 'event before'
export const nextEvent = 'next event'
export const checkpointBefore = 'checkpoint before'
export const nextCheckpoint = 'next checkpoint'
export const searchEventsLower = 'search the events'
export const backToNowLower = 'back to now'
export const plotLower = 'plot'
export const table = 'table'
export const turnsOverTime = 'Turns over time'
export const plot = 'Plot'
export const backToNow = 'Back to now'
export const now = 'Now'
export const checkpointsAndApprovals = 'Checkpoints and approvals'
export const eventsFiltered = 'Events, filtered'

// timeline-table.tsx
export const role = 'Role'
export const turn = 'Turn'
export const what = 'What'
export const began = 'Began'
export const took = 'Took'
export const context = 'Context'
export const turnsAndVerification = 'Turns and verification'

// timeline-verifications.ts
export const ofWholeResult = (label: Shown): string => `${label} of the whole result`
export const ofTaskAttempt = (label: Shown, task: Shown, attemptNumber: Shown): string =>
  `${label} of task ${task}, attempt ${attemptNumber}`
export const verification = (verification: Shown, command: Shown, word: Shown): string =>
  `Verification ${verification}: ${command}, ${word}`
export const runsNow = (message: Shown): string => `${message}, runs now`
