// What is said around the panels of a run: its head, its tabs, messages, exports.
import type { Shown } from './shown.ts'

// budget-meters.tsx
export const usedSoFar = 'Used so far'
export const stoppedAt = 'Stopped at '

// controls.ts
export const stopWaiting = 'Stop waiting'

// export-menu.tsx
export const exportRunLower = 'export the run'
export const exportReport = 'export a report'
export const exporting = 'Exporting…'
export const exportRunWithKey = 'Export the run (Shift+E)'
export const exportRun = 'Export the run'
export const asFolderThatCanBeVerified = 'As a folder that can be verified'
export const asReportOnOnePage = 'As a report on one page'
export const notExported = 'Not exported'
export const runExported = 'Run exported'
export const itIsAt = 'It is at '
export const yourBrowserSavesItAs = 'Your browser saves it as '
export const thisComparesEveryFileWithItsHash = (unpackItFirst: Shown): string =>
  `${unpackItFirst}This compares every file with its hash, and the answers with what they were bound to. Keep the hash: it tells a folder that was rewritten as a whole.`
export const unpackItFirst = 'Unpack it first. '
export const pageHoldsItsOwnHash =
  'The page holds its own hash, and that of the contents it is about. In a folder that was exported, too, this compares both.'
export const howItIsVerifiedInTerminal = 'How it is verified, in a terminal'

// gate-bar.tsx
export const open = 'Open'
export const openQuestion = 'Open question'
export const needsYouWith = (question: Shown): string => `Needs you. ${question}`

// message-box.tsx
export const messageTo = (roleName: Shown): string => `Message to ${roleName}`
export const messageToWith = (roleName: Shown): string => `Message to ${roleName}…`
export const charactersTooMany = (excess: Shown): string => `${excess} characters too many.`
export const forNextTurn = 'For the next turn'
export const interruptNow = 'Interrupt now'
export const interrupt = (roleName: Shown): string => `Interrupt ${roleName}?`
export const whatIsDoingRightNowIsCancelled = (agent: Shown): string =>
  `What ${agent} is doing right now is cancelled: a command that runs is ended, and a question to you is closed. It then reads your message and goes on in the same session. Files it has changed stay as they are.`

// messages.ts
export const told = 'Told.'
export const toldInTurn = (number: Shown): string => `Told in turn ${number}.`
export const isBeingGivenNow = 'Is being given now.'
export const waitsForNextTurn = 'Waits for the next turn.'
export const runHasEnded = 'the run has ended'
export const runWasRemoved = 'the run was removed'
export const wasNotTold = (because: Shown): string => `Was not told: ${because}.`

// role-dock.tsx
export const usageNotReported = 'usage not reported'
export const ofSessionsContext = (detail: Shown): string => `${detail} of the session’s context`

// run-control-buttons.tsx
export const pauseLower = 'pause'
export const pause = 'Pause'
export const cancelRun = 'Cancel run'
export const cancelThisRun = 'Cancel this run?'
export const agentsAreStoppedAndRunEnds = (whatStays: Shown): string =>
  `The agents are stopped and the run ends. ${whatStays} A cancelled run cannot be resumed.`
export const whatWasMadeSoFar = 'What was made so far stays in the data folder.'
export const itsBranchAndEverythingInData = (branch: Shown): string =>
  `Its branch ${branch} and everything in the data folder stay as they are.`
export const inTrashUntil = (day: Shown): string => `In the trash until ${day}.`

// run-header.tsx
export const sandboxed = 'sandboxed'
export const notSandboxed = 'not sandboxed'
export const from = (baseCommit: Shown): string => ` from ${baseCommit}`

// run-panels.tsx
export const showChecker = 'Show the checker'

// run-tabs.tsx
export const partsOfRun = 'Parts of the run'
export const needsYou = ', needs you'

// run-view.tsx
export const runItself = 'the run itself'
export const plan = 'plan'
export const review = 'review'
export const artifacts = 'artifacts'
export const timeline = 'timeline'
export const theRun = 'the run'
export const thisPartOfRun = 'This part of the run'
export const thisPartOfRunLower = 'this part of the run'
export const thereIsNoRunAtThisAddress = 'There is no run at this address.'
export const thisRunCannotBeShown = 'This run cannot be shown'
export const goToListOfRuns = 'Go to the list of runs'

// sent-back.tsx
export const sentBackAsWork = 'Sent back as work'
export const linesThatGoWithIt = 'the lines that go with it'
export const thisDoesNotCountAsAttempt = 'This does not count as an attempt.'

// sent-messages.tsx
export const sentBefore = (count: Shown): string => `Sent before: ${count}`
export const messagesSentBefore = 'Messages sent before'
export const messagesSent = 'Messages sent'
export const asItWasSent = 'As it was sent'
export const promptItStandsIn = 'The prompt it stands in'

// worktree-menu.tsx
export const pathCopied = 'Path copied.'
export const notCopied = (path: Shown): string => `Not copied: refused here. It is ${path}`
export const openIn = 'Open in…'
export const worktreeOfThisRun = 'The worktree of this run'
export const runHasNoWorktreeNow = 'The run has no worktree now.'
export const copyItsPath = 'Copy its path'
