// What the three panels of a run say.
import type { Shown } from './shown.ts'

// approval-words.ts
export const thePolicy = 'the policy'

// attempt-diff.tsx
export const whatThisAttemptChanged = 'What this attempt changed'
export const whatThisAttemptHasChangedSoFar = 'What this attempt has changed so far'
export const asOf = (clock: Shown): string => `as of ${clock}`
export const itStandsHereOnceChanged = 'It stands here once the changed paths were compared.'
export const itIsLongerThanIsShown = 'It is longer than is shown while it is written.'
export const diffOfThisAttempt = 'Diff of this attempt'

// attempt-foot.tsx
export const itsChangesWereNotCompared = 'Its changes were not compared.'
export const insideAllowedPaths = 'inside the allowed paths'
export const outsideAllowedPaths = (outside: Shown): string => `${outside} outside the allowed paths`
export const soFarItChangedMoreThanIsShown = 'So far it changed more than is shown while it is written.'
export const nothingWasChangedSoFar = 'Nothing was changed so far.'
export const soFar = (files: Shown): string => `${files} so far`
export const diffSoFar = 'Diff so far'
export const againstBase = 'Against the base'

// attempt-head.tsx
export const attemptAfterTitle = (attemptNumber: Shown): string => ` · attempt ${attemptNumber}`
export const attemptsOfThisTask = 'Attempts of this task'
export const attempt = 'Attempt'
export const attemptWith = (attemptNumber: Shown): string => `Attempt ${attemptNumber}:`

// checker-panel.tsx
export const checkerWith = (word: Shown): string => `Checker, ${word}`
export const evidenceOfAttemptStandsHere = 'The evidence of an attempt stands here once there is one.'
export const evidenceOfAttempt = (attemptNumber: Shown): string => `Evidence of attempt ${attemptNumber}`
export const earlierVersionWorkedOnThis =
  'An earlier version worked on this. What it ran was not recorded, so nothing is proved here.'
export const theEvidence = 'the evidence'
export const runByTriptych = (candidateCommit: Shown): string => `run by Triptych · ${candidateCommit}`
export const readOnly = 'Read-only: what it changes is put back and its verdict does not count.'
export const sameOrAnotherFamily = (readOnly: Shown, family: Shown): string => `${readOnly} ${family} implementation.`
export const sameFamilyAs = 'The same family as'
export const anotherFamilyThan = 'Another family than'

// evidence-list.tsx
export const thisTaskHasNoVerificationSteps = 'This task has no verification steps: not verified.'
export const running = 'Running'
export const notRunYet = 'Not run yet'
export const notRun = 'Not run'
export const openItsLog = 'Open its log'
export const open = (text: Shown): string => `Open ${text}`
export const atLine = (first: Shown): string => ` at line ${first}`

// implementation-panel.tsx
export const implementationWith = (word: Shown): string => `Implementation, ${word}`
export const stream = 'stream'
export const diffSoFarLower = 'diff so far'
export const implementationBeginsOncePlanIsAccepted = 'Implementation begins once the plan is accepted.'
export const strategyPlansFirst = 'Strategy plans first.'
export const thisRunHasNoTasks = 'This run has no tasks.'
export const thereIsNoPlanYet = 'There is no plan yet.'
export const attemptOfTask = (attemptNumber: Shown, number: Shown): string =>
  `Attempt ${attemptNumber} of task ${number}`
export const itsOutputWasNotTakenOver = 'Its output was not taken over.'
export const nothingWasWrittenYet = 'Nothing was written yet.'
export const itsOutputIsNotInList = 'Its output is not in the list of events any more.'
export const reportedBlocker = (agent: Shown, code: Shown): string => `${agent} reported a blocker: ${code}`
export const whatWasRecorded = 'What was recorded'

// panel-head.tsx
export const minutesAndSeconds = (minutes: Shown, seconds: Shown): string => `${minutes} min ${seconds} s`

// role-look.ts
export const limitReached = 'Limit reached'
export const stopped = 'Stopped'
export const noUsableAnswer = 'No usable answer'
export const interrupted = 'Interrupted'
export const planning = 'Planning'
export const planningAgain = 'Planning again'
export const writing = 'Writing'
export const judging = 'Judging'
export const reviewing = 'Reviewing'
export const notBegun = 'Not begun'
export const waitsForYourAnswer = 'Waits for your answer'
export const notRecorded = 'Not recorded'
export const rests = 'Rests'
export const planVNeedsYou = (revision: Shown): string => `Plan v${revision} needs you`
export const planVBeingTried = (revision: Shown): string => `Plan v${revision} being tried`
export const planVSettled = (revision: Shown): string => `Plan v${revision} settled`
export const planVNotAccepted = (revision: Shown): string => `Plan v${revision} not accepted`
export const waitsForAttempt = (attemptNumber: Shown): string => `Waits for attempt ${attemptNumber}`

// strategy-panel.tsx
export const strategyWith = (word: Shown): string => `Strategy, ${word}`
export const tasksStandHereOncePlanIsAccepted = 'The tasks stand here once the plan is accepted.'
export const strategyReadsRepositoryAndProposesTasks = 'Strategy reads the repository and proposes tasks.'
export const thereAreNoTasks = 'There are no tasks.'

// stream-row.tsx
export const thought = 'Thought'
export const beginsTurn = (agent: Shown): string => `${agent} begins a turn`
export const charactersBeforeThisAreNotShown = (cut: Shown): string =>
  `${cut} characters before this are not shown. The artifacts have the whole response.`
export const yourMessageTo = (agent: Shown): string => `Your message to ${agent}`
export const yourMessageForNow = 'Your message, for now'
export const yourMessage = 'Your message'
export const turnEnded = 'Turn ended'
export const triptychRunsWith = (label: Shown): string => `Triptych runs ${label}`

// stream.tsx
export const readingEarlierEvents = 'Reading earlier events…'
export const showEarlier = 'Show earlier'
export const newLines = (count: Shown, lines: Shown): string => `${count} new ${lines}`
export const toEnd = 'To the end'

// task-facts.ts
export const replaced = 'replaced · '
export const takenOverFromAnotherRun = 'taken over from another run'
export const verifiedInRunItWasTakenFrom = 'verified in the run it was taken from'
export const notVerified = 'not verified · taken from another run'
export const notObserved = 'not observed'
export const notVerifiedLower = 'not verified'
export const attemptAndCriteria = (last: Shown, ofLimit: Shown, criteria: Shown): string =>
  `attempt ${last}${ofLimit} · ${criteria}`
export const ofLimit = (limit: Shown): string => ` of ${limit}`
export const ofAttemptsUsed = (used: Shown, limit: Shown, size: Shown): string =>
  `${used} of ${limit} attempts used · ${size}`
export const notAccepted = (attempts: Shown): string => `${attempts} not accepted`
export const neverBegun = 'never begun'

// task-list.tsx
export const blockedThenReplaced = 'Blocked, then replaced'

// task-paper.tsx
export const theTask = 'The task'
export const thereAreNoCriteria = 'There are no criteria.'
export const triptychRuns = 'Triptych runs'
export const nothing = 'Nothing: this task is not verified.'
export const mayChange = 'May change'
export const wholeRepository = 'The whole repository.'

// tool-row.tsx
export const completed = 'completed'

// tool-words.ts
export const readFile = 'Read'
export const deleteFile = 'Delete'
export const moveFile = 'Move'
export const search = 'Search'
export const think = 'Think'
export const fetch = 'Fetch'
export const tool = 'Tool'
export const failed = 'Failed'
export const notFinished = 'Not finished'

// turn-list.tsx
export const turn = (number: Shown): string => `Turn ${number}`
export const runningLower = 'running'
export const turnOf = (number: Shown, agent: Shown): string => `Turn ${number} of ${agent}`
export const nothingWasSaidYet = 'Nothing was said yet.'
export const wholeTranscript = 'Whole transcript'

// turn-words.ts
export const plannedAgain = 'planned again'
export const workedOn = 'worked on'
export const reviewedWholeResult = 'reviewed the whole result'
export const plansAgain = 'plans again'
export const worksOn = 'works on'
export const reviewsWholeResult = 'reviews the whole result'
export const planningAgainLower = 'planning again'
export const workOn = 'work on'
export const judgementOf = 'judgement of'
export const reviewOfWholeResult = 'review of the whole result'
export const turnOnTask = (verb: Shown, number: Shown, attempt: Shown): string => `${verb} task ${number}${attempt}`
export const contextInTokens = (tokens: Shown): string => `context ${tokens}`
export const ofTokens = (used: Shown, size: Shown): string => `${used} of ${size} tokens`
export const contextInPerCent = (share: Shown): string => `context ${share} %`

// use-agent-names.ts
export const demoAgent = 'Demo agent'

// use-run-keys.ts
export const message = 'message'
export const tasks = 'tasks'
export const strategy = 'strategy'
export const implementation = 'implementation'
export const decision = 'decision'
export const checker = 'checker'
export const diffOfAttempt = 'diff of the attempt'

// verdict-text.ts
export const checkerIsJudging = 'The checker is judging.'
export const noVerdictIsNeeded = 'No verdict is needed.'
export const checkerJudgesOnceEveryStepHasPassed = 'The checker judges once every step has passed.'
export const notJudgedStepFailed = 'Not judged: a step failed, and nothing is spent on judging what cannot pass.'
export const notJudgedOutsidePaths = 'Not judged: it changed paths outside of what the task allows.'
export const notJudgedBlocked = 'Not judged: implementation reported that it is blocked.'
export const notJudgedInterrupted = 'Not judged: the attempt was interrupted.'
export const thereIsNoVerdict = 'There is no verdict.'
